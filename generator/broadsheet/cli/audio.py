"""`broadsheet audio`: a day for the ear."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from broadsheet import locks, recordings
from broadsheet.cli import options, secrets
from broadsheet.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from broadsheet.cli.workspace import Workspace
    from broadsheet.config import Audio
    from broadsheet.press import OneDay
    from broadsheet.voice import Sound, Speaker

_PATIENCE = 900.0  # seconds


@click.command("audio", short_help="Record a day for the ear.")
@click.argument("day", metavar="[DATE]", type=options.DAY, required=False)
@click.option(
    "-o",
    "--out",
    type=options.ExpandedPath(file_okay=False, path_type=Path),
    default=None,
    help="Put the MP3 here  [default: .broadsheet/audio/]",
)
@click.option("--at", "address", metavar="URL", help="It will be served below this address: audio.url.")
@click.option("--language", metavar="TAG", help="In this language of the site alone  [default: in each]")
@click.option("--script", "only_script", is_flag=True, help="Show what would be said, and record nothing.")
@click.option("--again", is_flag=True, help="Record it even if that was done.")
@click.pass_obj
def command(  # noqa: PLR0913  # one parameter per option
    workspace: Workspace,
    *,
    day: date | None,
    out: Path | None,
    address: str | None,
    language: str | None,
    only_script: bool,
    again: bool,
) -> int:
    """Record a day, the newest by default, in each language of the site: how many papers, what happened, the
    best of them in a sentence or two each; three to eight minutes where the day has so much to tell.

    \b
    broadsheet audio --script                      what would be said
    broadsheet audio                               .broadsheet/audio/2026-01-27.mp3
    broadsheet audio --at https://example.org/mp3  and content/audio/2026-01-27.json, by which the site
                                                   links it, with transcript, chapters and podcast.xml

    espeak-ng speaks, offline, unless broadsheet.yaml names the model of an endpoint (`audio: {model: …}`).
    ffmpeg joins it. You put the MP3 where it is served from: it is not part of the site, nor of git.
    """
    from broadsheet import press, voice
    from broadsheet.voice.sound import is_there

    site, library = workspace.site(), workspace.library()
    tags = [language] if language else [edition.site.language for edition in press.editions_of(site)]
    ones = [
        press.one_day(site, library, layouts=workspace.layouts, state=workspace.state, day=day, language=tag)
        for tag in tags
    ]
    found = [one for one in ones if one]
    if not found:
        raise UsageError(f"there is no page of {day}" if day else "there is no page yet", hint="see content/")
    if not found[0].record.papers:
        workspace.terminal.talk(f"{found[0].record.date} lists no paper: there is nothing to say")
        return 0
    if only_script:
        for section in (section for one in found for section in voice.script(one)):
            workspace.terminal.result(
                "\n".join([f"## {section.title}", "", *(each.text for each in section.utterances), ""])
            )
        return 0
    is_there()
    speaker = _speaker(site.audio, workspace)
    with locks.alone(workspace.state / "audio-lock", patience=_PATIENCE, on_wait=workspace.terminal.talk):
        return max(
            _record(one, speaker, address or site.audio.url, out, workspace, again=again) for one in found
        )


def _record(  # noqa: PLR0913  # all that a recording is made of
    one: OneDay, speaker: Speaker, address: str, out: Path | None, workspace: Workspace, *, again: bool
) -> int:
    from broadsheet import files

    day, content = one.record.date, workspace.library().folder
    edition = one.context.edition.suffix
    mp3 = (out or workspace.state / "audio") / f"{recordings.stem(day, edition)}.mp3"
    known = recordings.path(content, day, edition) if address else mp3
    if known.exists() and not again:
        workspace.terminal.talk(f"{day} is recorded: --again records it once more")
        return 0
    sound = _spoken(one, speaker)
    files.write_whole(mp3, sound.mp3)
    if address:
        recordings.save(content, _known(one, sound, address), edition)
    minutes, seconds = divmod(round(sound.seconds), 60)
    workspace.terminal.talk(
        f"{mp3}: {minutes}:{seconds:02} by {speaker.name}, {len(sound.mp3) / 1e6:.1f} MB"
        + ("" if address else "; the site links it once audio.url says where it is served"),
        "recorded",
        seconds=sound.seconds,
        size=len(sound.mp3),
    )
    return 0


def _spoken(one: OneDay, speaker: Speaker) -> Sound:
    from broadsheet import voice

    words, site = one.context.words, one.context.site
    chapters = [
        voice.Spoken(
            section.title,
            section.paper,
            [
                (each.text, speaker.say(each.for_the_voice, each.language))
                for each in section.utterances
                if each.for_the_voice
            ],
        )
        for section in voice.script(one)
    ]
    tags = {
        "title": words.full(one.record.date),
        "album": site.title,
        "artist": site.publisher or site.title,
        "genre": "Podcast",
        "date": one.record.date.isoformat(),
        "language": words.language,
    }
    return voice.joined(chapters, tags)


def _known(one: OneDay, sound: Sound, address: str) -> recordings.Recording:
    return recordings.Recording(
        day=one.record.date,
        url=f"{address.rstrip('/')}/{recordings.stem(one.record.date, one.context.edition.suffix)}.mp3",
        size=len(sound.mp3),
        seconds=sound.seconds,
        language=one.context.words.language,
        chapters=sound.chapters,
        transcript=sound.transcript,
    )


def _speaker(audio: Audio, workspace: Workspace) -> Speaker:
    from broadsheet.addresses import OPENAI
    from broadsheet.voice import Espeak, SpeechEndpoint

    if not audio.model:
        return Espeak()
    key = secrets.named(audio.key, workspace.folder)
    if not key and audio.base_url.startswith(OPENAI):
        raise UsageError(f"{audio.key} is not set", hint="let it hold the key to the endpoint that speaks")
    return SpeechEndpoint(audio.base_url, audio.model, audio.voice, key or "none")
