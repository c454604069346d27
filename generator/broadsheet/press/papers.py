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
from broadsheet.rank import followed, is_one_of
from broadsheet.text import plain, sentences, tex

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from broadsheet.config import Interest
    from broadsheet.model import Author, Daily, Entry, Link, Paper, Part, Rating, Summary

BYLINE = 6  # names shown before "and 43 more", which hides at least three
LABELS = {
    Role.MOTIVATION: "Motivation",
    Role.METHOD: "Method",
    Role.RESULT: "Result",
    Role.CONCLUSION: "Conclusion",
    Role.PROBLEM: "Problem",
    Role.INNOVATION: "Innovation",
    Role.VALUE: "Value",
    Role.TITLE: "Title, translated",
    Role.ABSTRACT: "Abstract, translated",
}
_BADGES = {
    Kind.NEW: "",
    Kind.CROSS: "Cross-listed",
    Kind.REPLACE: "Updated",
    Kind.REPLACE_CROSS: "Updated",
    Kind.DAILY: "Daily papers",
    Kind.WITHDRAWN: "Withdrawn",
}
_TELLERS = {"extract": "In the authors’ own words", "editor": "Told by the editor"}


def paper_path(day: date, id_: str) -> str:
    """The permanent address of a paper."""
    return f"{dates.day_path(day)}#{id_}"


def view(
    entry: Entry, day: date, notes: str, interests: tuple[Interest, ...] = (), field_path: str = ""
) -> PaperView:
    paper = entry.paper
    marks = [followed(paper, interest) for interest in interests]
    names = frozenset(name for mark in marks for name in mark.authors)
    first, more = byline(paper.authors)
    summary = entry.summary
    parts = summary.parts if summary else ()
    return PaperView(
        id=paper.id,
        path=paper_path(day, paper.id),
        anchor=paper.id,
        title=fragments.headline(paper.title),
        plain_title=tex.plain(paper.title),
        url=paper.url,
        authors=tuple(_author(author, names) for author in first),
        more_authors=tuple(_author(author, names) for author in more),
        categories=paper.categories,
        kind=entry.kind.value,
        badge=_BADGES[entry.kind],
        tldr=fragments.prose(summary.tldr if summary else ""),
        parts=tuple(_part(part, summary) for part in parts if part.role in LABELS),
        abstract=tuple(_paragraphs(paper.abstract)),
        links=_links(paper),
        keywords=entry.keywords,
        rating=_rating(entry.rating, field_path),
        reason=fragments.prose(entry.reason),
        told_by=_told_by(summary),
        notes=fragments.notes(notes),
        date=day_view(day),
        following=tuple(dict.fromkeys(each for mark in marks for each in (*mark.groups, *mark.phrases))),
    )


def day_view(day: date) -> DateView:
    return DateView(iso=day.isoformat(), long=dates.long(day), short=dates.short(day))


def byline(authors: tuple[Author, ...]) -> tuple[tuple[Author, ...], tuple[Author, ...]]:
    """Who is named at once, and who on demand: nobody is hidden alone."""
    cut = BYLINE if len(authors) > BYLINE + 2 else len(authors)
    return authors[:cut], authors[cut:]


def _author(author: Author, names: frozenset[str]) -> AuthorView:
    is_followed = is_one_of(author.name, names)
    return AuthorView(tex.plain(author.name), tex.plain(author.affiliation), is_followed)


def _part(part: Part, summary: Summary | None) -> PartView:
    is_own = summary is not None and part.role in summary.own
    return PartView(part.role.value, LABELS[part.role], fragments.prose(part.text), part.evidence, is_own)


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


def _links(paper: Paper) -> tuple[OutLinkView, ...]:
    known = (OutLinkView(paper.id, paper.url), OutLinkView("PDF", paper.pdf_url))
    return known + tuple(OutLinkView(_label(link, paper.daily), link.url) for link in paper.links)


def _label(link: Link, daily: Daily | None) -> str:
    """Hugging Face's link says how many voted for the paper there."""
    if daily and link.url == f"https://huggingface.co/papers/{link.url.rpartition('/')[2]}" and daily.upvotes:
        return f"{link.label} · {daily.upvotes:,} ▲"
    return link.label


_WEIGHTS = {Decision.MUST_READ: "high", Decision.WORTH_A_LOOK: "middle", Decision.SKIP: "low"}


def _rating(rating: Rating | None, field_path: str) -> RatingView | None:
    if not rating:
        return None
    score, weight = f"{rating.score:.1f}", _WEIGHTS[rating.decision]
    return RatingView(score, rating.decision.value, rating.field, field_path, weight)


def _told_by(summary: Summary | None) -> str:
    if not summary or not summary.parts:
        return ""
    told = _TELLERS.get(summary.summarizer, f"Summary by {summary.summarizer}")
    return f"{told}; the first sentence in the authors’ own words" if Role.TLDR in summary.own else told
