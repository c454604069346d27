"""A paper, and the day it stands on, as templates see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.model import Decision, Kind, Role
from broadsheet.press import dates, fragments
from broadsheet.press.views import (
    AuthorView,
    DateView,
    OutLinkView,
    PaperView,
    PartView,
    RatingView,
    SentenceView,
)
from broadsheet.press.words import mark
from broadsheet.rank import followed, is_one_of
from broadsheet.text import plain, sentences, tex

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from broadsheet.config import Interest
    from broadsheet.model import Author, Daily, Entry, Link, Paper, Part, Rating, Summary
    from broadsheet.press.words import Words

EXTRACT = "extract"
AUTHORS_LANGUAGE = "en"  # arXiv asks for English metadata
BYLINE = 6  # names shown before "and 43 more", which hides at least three
LABELS = {
    Role.MOTIVATION: mark("Motivation"),
    Role.METHOD: mark("Method"),
    Role.RESULT: mark("Result"),
    Role.CONCLUSION: mark("Conclusion"),
    Role.PROBLEM: mark("Problem"),
    Role.INNOVATION: mark("Innovation"),
    Role.VALUE: mark("Value"),
    Role.TITLE: mark("Title, translated"),
    Role.ABSTRACT: mark("Abstract, translated"),
}
DECISIONS = {
    Decision.MUST_READ: mark("must read"),
    Decision.WORTH_A_LOOK: mark("worth a look"),
    Decision.SKIP: mark("skip"),
}
_WEIGHTS = {Decision.MUST_READ: "high", Decision.WORTH_A_LOOK: "middle", Decision.SKIP: "low"}
_BADGES = {
    Kind.NEW: "",
    Kind.CROSS: mark("Cross-listed"),
    Kind.REPLACE: mark("Updated"),
    Kind.REPLACE_CROSS: mark("Updated"),
    Kind.DAILY: mark("Daily papers"),
    Kind.WITHDRAWN: mark("Withdrawn"),
}
_TELLERS = {"extract": mark("In the authors’ own words"), "editor": mark("Told by the editor")}


def paper_path(day: date, id_: str) -> str:
    """The permanent address of a paper."""
    return f"{dates.day_path(day)}#{id_}"


def view(  # noqa: PLR0913  # all that a paper's telling is made from
    entry: Entry,
    day: date,
    notes: str,
    *,
    words: Words,
    language: str,
    interests: tuple[Interest, ...] = (),
    field_path: str = "",
    has_page: bool = False,
) -> PaperView:
    """`language` is that of the page it stands on."""
    paper = entry.paper
    marks = [followed(paper, interest) for interest in interests]
    names = frozenset(name for mark in marks for name in mark.authors)
    first, more = byline(paper.authors)
    summary = entry.summary
    parts = summary.parts if summary else ()
    title, plain_title = fragments.headline(paper.title), tex.plain(paper.title)
    return PaperView(
        id=paper.id,
        path=paper_path(day, paper.id),
        anchor=paper.id,
        title=title,
        plain_title=plain_title,
        said=plain_title if "<" in title else "",
        url=paper.url,
        authors=tuple(_author(author, names) for author in first),
        more_authors=tuple(_author(author, names) for author in more),
        categories=paper.categories,
        facts=facts(entry),
        kind=entry.kind.value,
        badge=words.say(_BADGES[entry.kind]),
        tldr=fragments.prose(summary.tldr if summary else ""),
        told_in=told_in(summary, Role.TLDR, language),
        parts=tuple(_part(part, summary, language, words) for part in parts if part.role in LABELS),
        contents=words.listing(*(words.say(LABELS[p.role]) for p in parts if p.role in LABELS)).capitalize(),
        abstract=tuple(_paragraphs(paper.abstract)),
        links=_links(paper, words),
        keywords=entry.keywords,
        rating=_rating(entry.rating, field_path, words),
        reason=fragments.prose(entry.reason),
        told_by=_told_by(summary, words),
        notes=fragments.notes(notes),
        date=day_view(day, words),
        following=tuple(dict.fromkeys(each for mark in marks for each in (*mark.groups, *mark.phrases))),
        edited_in=language,
        page=dates.paper_page(paper.id) if has_page else "",
    )


def facts(entry: Entry) -> tuple[str, ...]:
    """What filters ask for: categories, interest, decision."""
    rating = entry.rating
    judged = (rating.field, rating.decision.value) if rating else ()
    return (*entry.paper.categories, *filter(None, judged))


def day_view(day: date, words: Words) -> DateView:
    return DateView(iso=day.isoformat(), long=words.long(day), short=words.short(day))


def told_in(summary: Summary | None, role: Role, language: str) -> str:
    """The language of a part: the authors' sentences stay in theirs, whatever the page's is."""
    is_theirs = not summary or summary.summarizer == EXTRACT or role in summary.own
    return AUTHORS_LANGUAGE if is_theirs else language


def byline(authors: tuple[Author, ...]) -> tuple[tuple[Author, ...], tuple[Author, ...]]:
    """Who is named at once, and who on demand: nobody is hidden alone."""
    cut = BYLINE if len(authors) > BYLINE + 2 else len(authors)
    return authors[:cut], authors[cut:]


def _author(author: Author, names: frozenset[str]) -> AuthorView:
    is_followed = is_one_of(author.name, names)
    return AuthorView(tex.plain(author.name), tex.plain(author.affiliation), is_followed)


def _part(part: Part, summary: Summary | None, language: str, words: Words) -> PartView:
    is_own = summary is not None and part.role in summary.own
    return PartView(
        part.role.value,
        words.say(LABELS[part.role]),
        fragments.prose(part.text),
        part.evidence,
        is_own,
        told_in(summary, part.role, language),
    )


def _paragraphs(abstract: str) -> Iterator[tuple[SentenceView, ...]]:
    """Sentence by sentence, numbered as evidence counts them; none goes beyond its paragraph."""
    paragraph: list[SentenceView] = []
    number = end = 0
    for span in sentences.split(abstract):
        said = plain.line(span.of(abstract))
        if not said:
            continue
        if paragraph and "\n\n" in abstract[end : span.start]:
            yield tuple(paragraph)
            paragraph = []
        number += 1
        paragraph.append(SentenceView(number, fragments.text(said)))
        end = span.end
    if paragraph:
        yield tuple(paragraph)


def _links(paper: Paper, words: Words) -> tuple[OutLinkView, ...]:
    known = (OutLinkView(paper.id, paper.url), OutLinkView("PDF", paper.pdf_url))
    return known + tuple(OutLinkView(_label(link, paper.daily, words), link.url) for link in paper.links)


def _label(link: Link, daily: Daily | None, words: Words) -> str:
    """Hugging Face's link says how many voted for the paper there."""
    if daily and link.url == f"https://huggingface.co/papers/{link.url.rpartition('/')[2]}" and daily.upvotes:
        return f"{link.label} · {words.number(daily.upvotes)} ▲"
    return link.label


def _rating(rating: Rating | None, field_path: str, words: Words) -> RatingView | None:
    if not rating:
        return None
    score, weight = words.number(rating.score, "0.0"), _WEIGHTS[rating.decision]
    return RatingView(score, words.say(DECISIONS[rating.decision]), rating.field, field_path, weight)


def _told_by(summary: Summary | None, words: Words) -> str:
    if not summary or not summary.parts:
        return ""
    if summary.summarizer in _TELLERS:
        return words.say(_TELLERS[summary.summarizer])
    if Role.TLDR in summary.own:
        return words.say(
            "Summary by %(model)s; the first sentence in the authors’ own words", model=summary.summarizer
        )
    return words.say("Summary by %(model)s", model=summary.summarizer)
