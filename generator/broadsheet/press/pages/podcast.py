"""The days for the ear: the player on a day's page, what programs read beside it, and the feed of all
of them, as Apple and Podcasting 2.0 (podcastnamespace.org) ask for it. The sound lies elsewhere.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from broadsheet import paths
from broadsheet.addresses import ATOM
from broadsheet.templates.views import RecordingView
from broadsheet.text.elements import DECLARATION, group, tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.config import Site
    from broadsheet.press.pages.context import Context
    from broadsheet.press.subjects import Podcast
    from broadsheet.recordings import Recording
    from broadsheet.records import Story

_PODCASTS = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")  # the namespace of <podcast:guid>
_ROOT = {
    "version": "2.0",
    "xmlns:atom": ATOM,
    "xmlns:itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "xmlns:podcast": "https://podcastindex.org/namespace/1.0",
}
_CHAPTERS, _TRANSCRIPT, _SOUND = "application/json+chapters", "text/vtt", "audio/mpeg"


def view(recording: Recording, site: Site) -> RecordingView:
    """The day for the ear, with all of its words. Sound that lies in the site is wherever that is served."""
    return RecordingView(
        url=urlsplit(recording.url).path if _is_in(site, recording) else recording.url,
        length=_clock(recording.seconds),
        language=recording.language,
        transcript=tuple(line.text for line in recording.transcript),
        podcast=paths.PODCAST,
    )


def origin(recording: Recording, site: Site) -> str:
    """From where else than the site a page may take sound. Hosts of files send on to others that nobody names
    beforehand, so whatever is encrypted may; nothing is asked for before a reader presses the button.
    """
    if _is_in(site, recording):
        return ""
    parts = urlsplit(recording.url)
    return "https:" if parts.scheme == "https" else f"{parts.scheme}://{parts.netloc}"


def _is_in(site: Site, recording: Recording) -> bool:
    return recording.url.startswith(site.url)


def beside(recording: Recording, site: Site) -> Iterator[tuple[str, bytes]]:
    """Chapters as JSON (version 1.2) and the transcript as WebVTT."""
    path = paths.day(recording.day)
    chapters = [
        {
            "startTime": each.start,
            "title": each.title,
            **({"url": site.url_for(paths.paper(recording.day, each.paper))} if each.paper else {}),
        }
        for each in recording.chapters
    ]
    written = json.dumps({"version": "1.2.0", "chapters": chapters}, ensure_ascii=False, indent=1)
    yield f"{path}{paths.CHAPTERS}", f"{written}\n".encode()
    yield f"{path}{paths.TRANSCRIPT}", _vtt(recording).encode()


def document(podcast: Podcast, context: Context) -> str:
    """The feed that podcast programs read."""
    site = context.site
    address = site.url_for(paths.PODCAST)
    bare = address.partition("://")[2].rstrip("/")
    cover = site.url_for(paths.COVER)
    publisher = site.publisher or site.title
    head = [
        tag("title", site.title),
        tag("link", site.url),
        tag("description", site.description or site.motto or site.title),
        tag("language", context.words.language),
        tag("atom:link", "", {"rel": "self", "type": "application/rss+xml", "href": address}),
        tag("itunes:author", publisher),
        tag("itunes:image", "", {"href": cover}),
        tag("itunes:explicit", "false"),
        tag("itunes:type", "episodic"),
        tag("itunes:category", "", {"text": "Science"}),
        group("image", [tag("url", cover), tag("title", site.title), tag("link", site.url)]),
        tag("podcast:guid", str(uuid5(_PODCASTS, bare))),
        tag("podcast:medium", "podcast"),
        tag("podcast:locked", "no"),
    ]
    items = [group("item", _item(recording, stories, context)) for recording, stories in podcast.episodes]
    return DECLARATION + group("rss", [group("channel", [*head, *items])], _ROOT) + "\n"


def _item(recording: Recording, stories: tuple[Story, ...], context: Context) -> Iterator[str]:
    site, words = context.site, context.words
    page = site.url_for(paths.day(recording.day))
    yield tag("title", words.full(recording.day))
    yield tag("link", page)
    yield tag("guid", page, {"isPermaLink": "true"})
    yield tag("pubDate", paths.mail(paths.announced(recording.day)))
    yield tag("description", "; ".join(story.title for story in stories) or words.full(recording.day))
    sound = {"url": recording.url, "length": f"{recording.size}", "type": _SOUND}
    yield tag("enclosure", "", sound)
    yield tag("itunes:duration", f"{round(recording.seconds)}")
    yield tag("itunes:explicit", "false")
    yield tag("itunes:episodeType", "full")
    chapters = {"url": f"{page}{paths.CHAPTERS}", "type": _CHAPTERS}
    yield tag("podcast:chapters", "", chapters)
    transcript = {
        "url": f"{page}{paths.TRANSCRIPT}",
        "type": _TRANSCRIPT,
        "language": recording.language,
    }
    yield tag("podcast:transcript", "", transcript)


def _vtt(recording: Recording) -> str:
    ends = [*(line.start for line in recording.transcript[1:]), recording.seconds]
    cues = [
        f"{_moment(line.start)} --> {_moment(end)}\n{_cue(line.text)}\n"
        for line, end in zip(recording.transcript, ends, strict=True)
    ]
    return "\n".join(["WEBVTT\n", *cues])


def _cue(text: str) -> str:
    """No markup, and no arrow, by which WebVTT knows the next cue."""
    line = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;")
    return line.replace(">", "&gt;")


def _moment(seconds: float) -> str:
    whole = round(seconds * 1000)
    return f"{whole // 3_600_000:02}:{whole // 60_000 % 60:02}:{whole // 1000 % 60:02}.{whole % 1000:03}"


def _clock(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02}"
