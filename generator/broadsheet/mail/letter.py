"""The letter of a day, as HTML that mail programs show and as plain text, and the note of it for a chat.

Mail programs read styles where they stand, and of sheets at most what says how it looks in the dark:
css-inline puts each rule to its elements. Formulas come as characters, as in feeds.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from broadsheet import paths
from broadsheet.mail.chat import Note, Point
from broadsheet.press.pages import account, claims, days
from broadsheet.templates.views import HeadView

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from markupsafe import Markup

    from broadsheet.press import OneDay
    from broadsheet.templates.views import ClaimView, DateView, LinkView, TrendView

_TEMPLATE = "mail/letter.html"
_STYLE = "mail/letter.css"
_WIDTH = 72
_LONGEST_SUBJECT = 110


@dataclass(frozen=True, slots=True)
class Letter:
    day: date
    language: str  # of what stands around the papers
    subject: str
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class LetterView:
    """What the template of the letter sees."""

    date: DateView
    day_url: str
    summary: str  # the day in a line: it is what an inbox shows beside the subject
    facts: tuple[str, ...]
    claims: tuple[ClaimView, ...]
    chosen_by: str
    briefs: tuple[ClaimView, ...]
    trends: tuple[TrendView, ...]
    sections: tuple[LinkView, ...]
    ledger: str
    unsubscribe: str  # an address, or nothing
    language: str


def letter(of: OneDay) -> Letter:
    """The day's letter; the same day gives the same bytes."""
    view, words, site = _view(of), of.context.words, of.context.site
    head = HeadView(words.full(of.record.date), view.summary, paths.day(of.record.date))
    html = of.context.fill(_TEMPLATE, head, view).decode()
    style = of.context.layouts.read(_STYLE).decode("utf-8-sig")
    return Letter(
        day=of.record.date,
        language=words.language,
        subject=_subject(of),
        html=_styled(html, style),
        text="\n".join(_lines(view, of, f"{site.title} · {view.date.long}")),
    )


def note(of: OneDay) -> Note:
    """What matters, as a chat has room for it."""
    view, site, words = _view(of), of.context.site, of.context.words
    return Note(
        title=f"{site.title} · {words.full(of.record.date)}",
        url=view.day_url,
        summary=view.summary,
        points=tuple(
            Point(
                claim=_sentence(each),
                title=_plain(each.title),
                url=site.url_for(each.path),
                why=" · ".join(filter(None, (each.score, each.field, _plain(each.reason)))),
            )
            for each in view.claims
        ),
        stop=view.chosen_by,
    )


def _view(of: OneDay) -> LetterView:
    day, context = of
    words, site = context.words, context.site
    ledger = [account.sentence(day.ledger, words), account.reconstruction(day.sources, words)]
    return LetterView(
        date=context.papers.day(day.date),
        day_url=site.url_for(paths.day(day.date)),
        summary=words.listing(*days.facts(day, words, dated=False)),
        facts=tuple(days.facts(day, words, dated=False)),
        claims=claims.of_front(day, context, claims.in_characters),
        chosen_by=claims.chosen_by(day, words),
        briefs=claims.further(day, context, claims.in_characters),
        trends=days.tracks(day, context),
        sections=tuple(days.section_links(day, context)),
        ledger=words.paragraph([*filter(None, ledger)]),
        unsubscribe=site.mail.unsubscribe,
        language=day.language,
    )


def _subject(of: OneDay) -> str:
    """The day and what leads it: who sends it stands beside."""
    day, words = of.record, of.context.words
    leads = [day.papers[place].headline[0].plain for place in day.best[:1]] or [day.title]
    subject = words.say("%(day)s: %(lead)s", day=words.short(day.date), lead=" ".join(leads[0].split()))
    return textwrap.shorten(subject, _LONGEST_SUBJECT, placeholder="…")


def _styled(html: str, style: str) -> str:
    """Each rule at its elements, and what no element can hold, as of the dark, at the head."""
    import css_inline  # noqa: PLC0415  # of the whole program, this alone needs it

    inliner = css_inline.CSSInliner(
        keep_style_tags=False, keep_at_rules=True, load_remote_stylesheets=False, minify_css=True
    )
    return inliner.inline(html.replace("</head>", f"<style>{style}</style></head>", 1))


def _lines(view: LetterView, of: OneDay, title: str) -> Iterator[str]:
    """The letter for who reads plain text."""
    words, site = of.context.words, of.context.site
    yield from (title, view.summary, view.day_url)
    yield from _heading(words.say("In two minutes"))
    for number, each in enumerate(view.claims, 1):
        yield from _claim(each, f"{number}. ", site.url_for(each.path))
    yield from _wrapped(view.chosen_by)
    if view.trends:
        yield from _heading(words.say("What happened"))
        for track in view.trends:
            note = f": {track.note}" if track.note else ""
            yield from _wrapped(f"{track.title}{note}", "* ")
    if view.briefs:
        yield from _heading(words.say("In brief"))
        for each in view.briefs:
            yield from _claim(each, "* ", site.url_for(each.path))
    yield from _heading(words.say("Inside"))
    for link in view.sections:
        yield from _wrapped(f"{link.label} ({link.note})", "* ")
    yield ""
    yield from _wrapped(view.ledger)
    if view.unsubscribe:
        yield ""
        yield words.say("Leave this list: %(address)s", address=view.unsubscribe)


def _heading(name: str) -> Iterator[str]:
    yield from ("", name.upper(), "")


def _claim(each: ClaimView, mark: str, url: str) -> Iterator[str]:
    why = " · ".join(filter(None, (each.score, each.field, _plain(each.reason))))
    yield from _wrapped(_sentence(each), mark)
    if each.claim:
        yield from _wrapped(f"{_plain(each.title)} · {each.authors}", " " * len(mark))
    if why:
        yield from _wrapped(why, " " * len(mark))
    yield f"{' ' * len(mark)}{url}"
    yield ""


def _sentence(each: ClaimView) -> str:
    """The claim with its figure; of a paper that claims nothing, its title."""
    return " ".join(filter(None, (_plain(each.claim) or _plain(each.title), _plain(each.figure))))


def _plain(html: Markup) -> str:
    return unescape(html.striptags()) if "<" in html else unescape(html)


def _wrapped(text: str, mark: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    )
