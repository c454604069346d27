"""The values everybody speaks in: papers, summaries, ratings, entries, the ledger, the digest of a day.

Frozen and slotted. A value that a page could not hold cannot be made: each type refuses text that is
not clean (see `text.plain.line` and `text.plain.block`, which make it so).

Bibliography (titles, names, abstracts) is plain text in which mathematics stays as `$…$`.
Prose (summary parts) is one paragraph of inline Markdown, because an editor may touch it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from broadsheet import addresses

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PAPER_ID = re.compile(r"[0-9]{4}\.[0-9]{4,5}|[a-z][a-z-]*(?:\.[A-Z]{2})?/[0-9]{7}")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")  # as BCP 47 spells it
CATEGORY = re.compile(r"(?=[A-Za-z.-]{1,40}\Z)[A-Za-z][A-Za-z-]*(?:\.[A-Za-z-]+)?")  # it names a folder
MOST_UPVOTES, _MOST_VERSIONS = 999_999_999, 9_999  # what a page can say in digits
WEB_ADDRESS = re.compile(rf"https?://{addresses.HOST}[^\s\x00-\x1f\x7f-\x9f<>()\[\]\\\"`;]*")
BY_HAND = "by hand"  # papers that a person added to a page, in its ledger
REMOVED_BY_HAND = "removed by hand"  # and those that a person took off
# Who summarized a paper, beside models by their names.
EXTRACT = "extract"  # the embedded summarizer: in the authors' own sentences, and at no cost
EDITOR = "editor"  # a person: the summary names no summarizer
NOBODY = "nobody"  # it has no summary
ARCHIVE = "arxiv-archive"  # the source of papers that arXiv's archive knew and no announcement brought
_Day = date  # where a field is called `date`
_UNCLEAN = frozenset({"Cc", "Cs", "Zl", "Zp"})


def _line(value: str, what: str) -> None:
    if value.isprintable() and value[:1] != " " and value[-1:] != " " and value:
        return  # of all white space only the space itself is printable
    if not value:
        raise ValueError(f"{what} is empty")
    if value != value.strip():
        raise ValueError(f"{what} begins or ends with white space: {value!r}")
    if any(unicodedata.category(c) in _UNCLEAN for c in value):
        raise ValueError(f"{what} is not one clean line: {value!r}")


def _matches(pattern: re.Pattern[str], value: str, what: str) -> None:
    if not pattern.fullmatch(value):
        raise ValueError(f"{value!r} is not {what}")


class Kind(StrEnum):
    """How arXiv announced a paper, in arXiv's own words."""

    NEW = "new"
    CROSS = "cross"
    REPLACE = "replace"
    REPLACE_CROSS = "replace-cross"
    DAILY = "daily"  # not announced by arXiv now, but on Hugging Face's list of the day
    WITHDRAWN = "withdrawn"  # what becomes of an entry whose paper was withdrawn after it was listed

    @property
    def is_replacement(self) -> bool:
        """Whether it is a new version of a paper that was announced before."""
        return self in {Kind.REPLACE, Kind.REPLACE_CROSS}


@dataclass(frozen=True, slots=True)
class Author:
    name: str
    affiliation: str = ""

    def __post_init__(self) -> None:
        _line(self.name, "an author's name")
        if self.affiliation:
            _line(self.affiliation, "an affiliation")


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str

    def __post_init__(self) -> None:
        _line(self.label, "a link's label")
        _matches(WEB_ADDRESS, self.url, "an http(s) address")


@dataclass(frozen=True, slots=True)
class Daily:
    """What Hugging Face's daily list says of a paper, on the day it was read."""

    upvotes: int
    read: date
    organization: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.upvotes <= MOST_UPVOTES:
            raise ValueError(f"{self.upvotes} upvotes cannot be")
        if self.organization:
            _line(self.organization, "an organization")
            if "·" in self.organization:
                raise ValueError(f"'·' separates facts and cannot be in {self.organization!r}")


@dataclass(frozen=True, slots=True)
class Paper:
    """Bibliography, from the source only."""

    id: str
    title: str
    authors: tuple[Author, ...] = ()
    abstract: str = ""
    categories: tuple[str, ...] = ()
    version: int | None = None
    links: tuple[Link, ...] = ()
    daily: Daily | None = None

    def __post_init__(self) -> None:
        _matches(PAPER_ID, self.id, "an arXiv identifier")
        _line(self.title, "a title")
        for paragraph in self.paragraphs:
            _line(paragraph, "a paragraph of an abstract")
        for category in self.categories:
            _matches(CATEGORY, category, "an arXiv category")
        if self.version is not None and not 1 <= self.version <= _MOST_VERSIONS:
            raise ValueError(f"version {self.version} of {self.id} cannot exist")

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return tuple(self.abstract.split("\n\n")) if self.abstract else ()

    @property
    def primary(self) -> str:
        """ArXiv names the primary category first; a paper of which none is known has none."""
        return self.categories[0] if self.categories else ""

    @property
    def versioned_id(self) -> str:
        return f"{self.id}v{self.version}" if self.version else self.id

    @property
    def url(self) -> str:
        return f"{addresses.ABSTRACT}{self.versioned_id}"

    @property
    def pdf_url(self) -> str:
        return f"{addresses.PDF}{self.versioned_id}"


class Role(StrEnum):
    """The parts a paper is told in, in the order in which they are read."""

    TLDR = "tldr"
    MOTIVATION = "motivation"
    METHOD = "method"
    RESULT = "result"
    CONCLUSION = "conclusion"
    PROBLEM = "problem"  # this and what follows only when the publisher asks a model for it
    INNOVATION = "innovation"
    VALUE = "value"
    TITLE = "title"  # both in the language of the page, beside the authors' own
    ABSTRACT = "abstract"


_PLACES = {role: place for place, role in enumerate(Role)}
FIVE = (Role.TLDR, Role.MOTIVATION, Role.METHOD, Role.RESULT, Role.CONCLUSION)


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph of Markdown and the numbers (from 1) of the abstract's sentences it rests on."""

    role: Role
    text: str
    evidence: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        _line(self.text, f"the {self.role} of a summary")
        if self.evidence and min(self.evidence) < 1:
            raise ValueError(f"evidence counts from 1, not {self.evidence}")


def _told_in_order(parts: tuple[Part, ...], of: str) -> None:
    places = [_PLACES[part.role] for part in parts]
    if places != sorted(set(places)):
        raise ValueError(f"the parts of {of} stand once each and in order")


@dataclass(frozen=True, slots=True)
class Summary:
    """What is said of a paper, by whom, on what evidence. A part that cannot be told is absent."""

    summarizer: str
    parts: tuple[Part, ...] = ()
    prompt: int | None = None
    own: tuple[Role, ...] = ()  # parts that failed verification, and stand in the authors' own words
    absent: tuple[Role, ...] = ()  # parts that failed it too, and of which the authors have no sentence

    def __post_init__(self) -> None:
        _line(self.summarizer, "the name of a summarizer")
        if "·" in self.summarizer:
            raise ValueError(f"'·' separates the facts of a summary and cannot be in {self.summarizer!r}")
        _told_in_order(self.parts, "a summary")
        for named in (self.own, self.absent):
            if [*named] != [role for role in Role if role in named]:
                raise ValueError("the parts that failed verification are named once each and in order")

    def part(self, role: Role) -> Part | None:
        """The part of this role, where the summary has it."""
        return next((part for part in self.parts if part.role is role), None)

    @property
    def tldr(self) -> str:
        """The TL;DR as Markdown, or nothing."""
        part = self.part(Role.TLDR)
        return part.text if part else ""


@dataclass(frozen=True, slots=True)
class Translation:
    """An entry in a further language of the site: its parts there, and why the paper is rated so. They rest
    on the sentences that the summary's own parts rest on.
    """

    language: str
    parts: tuple[Part, ...] = ()
    reason: str = ""

    def __post_init__(self) -> None:
        _matches(LANGUAGE, self.language, "the tag of a language")
        if self.reason:
            _line(self.reason, "a reason")
        if not (self.parts or self.reason):
            raise ValueError(f"a translation into {self.language} says nothing")
        _told_in_order(self.parts, "a translation")
        if any(part.evidence for part in self.parts):
            raise ValueError("the parts of a translation name no sentences of their own")

    def part(self, role: Role) -> Part | None:
        """The part of this role, where the translation has it."""
        return next((part for part in self.parts if part.role is role), None)


def reasoned(translations: Iterable[Translation], reasons: Mapping[str, str]) -> tuple[Translation, ...]:
    """Translations with these reasons, by their languages, in the place of their own."""
    parts = {each.language: each.parts for each in translations}
    return tuple(
        Translation(language, parts.get(language, ()), reasons.get(language, ""))
        for language in sorted({*parts, *reasons})
        if parts.get(language) or reasons.get(language)
    )


class Decision(StrEnum):
    MUST_READ = "must read"
    WORTH_A_LOOK = "worth a look"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Rating:
    score: float
    decision: Decision
    field: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.score <= 10 or round(self.score, 1) != self.score:
            raise ValueError(f"a score is 0.0 to 10.0 in tenths, not {self.score}")
        if self.field:
            _line(self.field, "the field of a rating")


@dataclass(frozen=True, slots=True)
class Earlier:
    """A paper of an earlier day's page, on the same subject."""

    id: str
    day: date
    title: str

    def __post_init__(self) -> None:
        _matches(PAPER_ID, self.id, "an arXiv identifier")
        _line(self.title, "a title")


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper with its summary and rating on a page."""

    paper: Paper
    kind: Kind
    rating: Rating | None = None
    reason: str = ""
    keywords: tuple[str, ...] = ()
    summary: Summary | None = None
    earlier: tuple[Earlier, ...] = ()  # that it follows, being by the same people
    related: tuple[Earlier, ...] = ()  # that it is like, whoever wrote them
    translations: tuple[Translation, ...] = ()

    def __post_init__(self) -> None:
        if self.reason:
            _line(self.reason, "a reason")
        for keyword in self.keywords:
            _line(keyword, "a keyword")
        _in_order([each.language for each in self.translations])

    def translation(self, language: str) -> Translation | None:
        """That into this language, where the entry has it."""
        return next((each for each in self.translations if each.language == language), None)

    @property
    def reasons(self) -> dict[str, str]:
        """Why it is rated so, in the further languages that say it."""
        return {each.language: each.reason for each in self.translations if each.reason}

    @property
    def summarized_by(self) -> str:
        """Under which summarizer the ledger counts this entry."""
        return self.summary.summarizer if self.summary else NOBODY

    @property
    def is_upgradable(self) -> bool:
        """Whether a model's summary would be an upgrade: it has the extract's, or none."""
        return self.summarized_by in {EXTRACT, NOBODY}


def _in_order(languages: list[str]) -> None:
    if languages != sorted(set(languages)):
        raise ValueError("the translations stand once for each language, in the order of their tags")


def by_summarizer(entries: Iterable[Entry]) -> dict[str, int]:
    """How many of them each summarizer wrote, as a ledger counts."""
    return dict(Counter(entry.summarized_by for entry in entries))


@dataclass(frozen=True, slots=True)
class Section:
    name: str
    entries: tuple[Entry, ...] = ()

    def __post_init__(self) -> None:
        _line(self.name, "the name of a section")


@dataclass(frozen=True, slots=True)
class Ledger:
    """The account of one day. Its columns add up or it cannot be made:
    announced = listed + excluded, and listed = the sum over summarizers.
    """

    announced: Mapping[str, int] = field(default_factory=dict)
    excluded: Mapping[str, int] = field(default_factory=dict)
    summarized: Mapping[str, int] = field(default_factory=dict)
    pending: int = 0

    def __post_init__(self) -> None:
        for column in (self.announced, self.excluded, self.summarized):
            for name, count in column.items():
                _line(name, "the name of a ledger column")
                if count < 0:
                    raise ValueError(f"the ledger counts {count} under {name!r}")
        total, out, listed = (sum(c.values()) for c in (self.announced, self.excluded, self.summarized))
        if total - out != listed:
            raise ValueError(
                f"the ledger does not add up: announced {total} − excluded {out} = {total - out}, "
                f"but summarized {listed}"
            )
        if not 0 <= self.pending <= listed:
            raise ValueError(f"the ledger has {self.pending} pending of {listed} listed")

    @property
    def listed(self) -> int:
        """How many papers stand on the page."""
        return sum(self.summarized.values())

    def as_it_stands(self, summarized: Mapping[str, int], *, added: int = 0, removed: int = 0) -> Ledger:
        """The account of a page on which these entries stand, of which so many were added by hand, and from
        which so many were removed.
        """
        return Ledger.standing(
            self.announced, self.excluded, summarized, added=added, removed=removed, pending=self.pending
        )

    @classmethod
    def standing(  # noqa: PLR0913  # the columns, and what hands did
        cls,
        announced: Mapping[str, int],
        excluded: Mapping[str, int],
        summarized: Mapping[str, int],
        *,
        added: int,
        removed: int,
        pending: int,
    ) -> Ledger:
        """An account with rows for what hands did. Where that does not add up, somebody kept the account too:
        then it counts by how many papers the page has more or less than the account.
        """
        announced = {name: count for name, count in announced.items() if name != BY_HAND}
        excluded = {name: count for name, count in excluded.items() if name != REMOVED_BY_HAND}
        surplus = sum(summarized.values()) - sum(announced.values()) + sum(excluded.values())
        if added - removed != surplus:
            added, removed = max(surplus, 0), max(-surplus, 0)
        return cls(
            {**announced, BY_HAND: added} if added else announced,
            {**excluded, REMOVED_BY_HAND: removed} if removed else excluded,
            dict(summarized),
            min(pending, sum(summarized.values())),
        )


@dataclass(frozen=True, slots=True)
class Usage:
    """What a day's model summaries cost."""

    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost_usd: float = 0.0
    estimated: int = 0  # requests whose tokens the endpoint did not tell


@dataclass(frozen=True, slots=True)
class TrendTranslation:
    """A trend in a further language of the site."""

    language: str
    title: str
    note: str = ""

    def __post_init__(self) -> None:
        _matches(LANGUAGE, self.language, "the tag of a language")
        _line(self.title, "the title of a trend")
        if self.note:
            _line(self.note, "the note of a trend")


@dataclass(frozen=True, slots=True)
class Trend:
    title: str
    note: str = ""
    papers: tuple[str, ...] = ()
    translations: tuple[TrendTranslation, ...] = ()

    def __post_init__(self) -> None:
        _line(self.title, "the title of a trend")
        if self.note:
            _line(self.note, "the note of a trend")
        _in_order([each.language for each in self.translations])
        for paper in self.papers:
            _matches(PAPER_ID, paper, "an arXiv identifier")


@dataclass(frozen=True, slots=True)
class Rising:
    """A term that more papers say today than on a usual day of the past."""

    term: str
    papers: int
    usual: float = 0.0  # papers a day

    def __post_init__(self) -> None:
        _line(self.term, "a rising term")
        if self.papers < 0 or not 0 <= self.usual < float("inf"):
            raise ValueError(f"{self.term!r} cannot be said by {self.papers} papers, or {self.usual} a day")


@dataclass(frozen=True, slots=True)
class Term:
    """What papers of a day say, beside how many say it on a usual day of the past."""

    term: str
    usual: float = 0.0  # papers a day
    papers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _line(self.term, "a term")
        if not 0 <= self.usual < float("inf"):
            raise ValueError(f"{self.term!r} cannot be said by {self.usual} papers a day")


@dataclass(frozen=True, slots=True)
class Usual:
    """The mean of the past days that have pages: papers a day, and of them by primary category."""

    days: int
    papers: float
    categories: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def mean(cls, categories: Mapping[str, int], papers: int, days: int, *, over: int = 1) -> Usual | None:
        """What `over` days have in the mean of so many; nothing where there are none."""
        if not days:
            return None
        means = {name: round(count * over / days, 1) for name, count in sorted(categories.items())}
        return cls(days, round(papers * over / days, 1), means)

    def __post_init__(self) -> None:
        for value in (self.days, self.papers, *self.categories.values()):
            if not 0 <= value < float("inf"):
                raise ValueError(f"a mean counts from 0, not {value}")


@dataclass(frozen=True, slots=True)
class Digest:
    """What one day's page means."""

    date: date
    title: str
    updated: datetime
    sample: bool = False  # whether its papers are invented
    language: str = "en"
    sources: tuple[str, ...] = ()
    checked: _Day | None = None  # when arXiv's archive was asked whether it is whole
    quiet: tuple[_Day, ...] = ()  # weekdays after it on which feed and archive had no announcement
    ledger: Ledger = Ledger()
    usage: Usage | None = None
    overview: str = ""  # the model that was asked for the trends, or whose they are instead
    trends: tuple[Trend, ...] = ()
    rising: tuple[Rising, ...] = ()
    terms: tuple[Term, ...] = ()
    usual: Usual | None = None
    sections: tuple[Section, ...] = ()

    def __post_init__(self) -> None:
        _line(self.title, "the title of a page")
        _line(self.language, "the language of a page")
        if self.overview:
            _line(self.overview, "who wrote an overview")
        for source in self.sources:
            _line(source, "the name of a source")
        if self.updated.tzinfo is not UTC or self.updated.microsecond:
            raise ValueError(f"updated is whole seconds in UTC, not {self.updated!r}")
        twice = [id_ for id_, n in Counter(entry.paper.id for entry in self.entries).items() if n > 1]
        if twice:
            raise ValueError(f"{twice[0]} is on the page of {self.date} twice")

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries in the order of the page."""
        return tuple(entry for section in self.sections for entry in section.entries)
