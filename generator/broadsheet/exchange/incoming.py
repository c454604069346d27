"""A file that comes in, whatever it is, as days that could be pages: their accounts add up, what stands on a
page already is excluded and counted, and what says nothing is absent.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from broadsheet import almanac, phrases
from broadsheet.batch import Unreadable
from broadsheet.desk import Rule
from broadsheet.errors import SourceError
from broadsheet.exchange import foreign, lines
from broadsheet.exchange.foreign import Foreign, Found
from broadsheet.model import (
    CATEGORY,
    Author,
    Decision,
    Digest,
    Entry,
    Kind,
    Ledger,
    Paper,
    Part,
    Rating,
    Role,
    Section,
    Summary,
    Trend,
    by_summarizer,
)
from broadsheet.text import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from broadsheet.config import Site
    from broadsheet.exchange.lines import ExportedDay, ExportedPaper

_PARTS = {role.value: role for role in Role} | {"title_here": Role.TITLE, "abstract_here": Role.ABSTRACT}
_DECISIONS = {"推荐": Decision.MUST_READ, "边缘可看": Decision.WORTH_A_LOOK, "不推荐": Decision.SKIP}
_IMPORTED = "imported"  # who told it, where the file does not name a model
NOT_CHOSEN = "not chosen"  # rules by which papers are excluded
_BOM = "\ufeff"  # which also begins a file that was appended to another
_BLANK = f"{_BOM} \t\r"
_LABELS = {"title", "abstract"}


@dataclass(frozen=True, slots=True)
class Incoming:
    """Days as they would stand on pages, and what could not be read."""

    digests: tuple[Digest, ...]
    unreadable: tuple[Unreadable, ...] = ()


def incoming(
    text: str, name: str, *, site: Site, seen: Callable[[str, date], bool], day: date | None = None
) -> Incoming:
    """What a file holds. `day` is of which day a digest of others is, whatever it says; what was exported
    here keeps its days. SourceError where the file holds no digest, or only one that does not say of which
    day it is. `seen` says whether a paper stands on an earlier page.
    """
    if text.lstrip(f"{_BLANK}\n").startswith("{"):
        return _of_lines(text, name, site=site, seen=seen, day=day)
    found = foreign.of_markdown(text.lstrip(_BOM), name)
    if not found.papers and not found.unreadable:
        raise SourceError(
            "holds no papers", file=name, hint="give lines of JSON, or Markdown with links to arXiv"
        )
    return _incoming([], found, [], site=site, seen=seen, day=day)


def _of_lines(
    text: str, name: str, *, site: Site, seen: Callable[[str, date], bool], day: date | None
) -> Incoming:
    heads: dict[date, ExportedDay] = {}
    own: dict[date, list[ExportedPaper]] = {}
    theirs = Foreign(name, day=foreign.day_in(name))
    unreadable: list[Unreadable] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip(_BLANK):
            continue
        said: Any = None
        try:
            said = _object(line)
            if "sections" in said:
                head = lines.day_line(said)
                heads[head.digest.date] = head
            elif "broadsheet" in said:
                paper = lines.paper_line(said)
                own.setdefault(paper.day, []).append(paper)
            else:
                theirs.papers.append(foreign.of_line(said, number))
        except (ValueError, RecursionError) as error:
            if isinstance(said, dict) and "broadsheet" in said:
                unreadable.append(Unreadable.because(error, f"{name}:{number}"))
            else:
                theirs.set_aside(error, number)
    digests: list[Digest] = []
    for each, head in sorted(heads.items()):
        try:
            digests.append(lines.digest(head, own.pop(each, [])))
        except ValueError as error:
            unreadable.append(Unreadable(f"{each} is left out: {error}", name))
    unreadable += [
        Unreadable(f"{each} is left out: the line that begins it is missing, or does not read", name)
        for each in own
    ]
    if not (digests or unreadable or theirs.papers or theirs.unreadable):
        raise SourceError(
            "holds no papers", file=name, hint="give what broadsheet export or daily-arXiv wrote"
        )
    return _incoming(digests, theirs, unreadable, site=site, seen=seen, day=day)


def _object(line: str) -> dict[str, Any]:
    try:
        said = json.loads(line.strip(_BLANK))
    except json.JSONDecodeError as error:
        raise ValueError(f"it reads as JSON up to its character {error.pos + 1} only") from None
    if not isinstance(said, dict):
        raise ValueError("it holds no paper")  # noqa: TRY004  # one kind of error for what does not read
    return said


def _incoming(  # noqa: PLR0913  # all that a file may hold
    digests: list[Digest],
    theirs: Foreign,
    unreadable: list[Unreadable],
    *,
    site: Site,
    seen: Callable[[str, date], bool],
    day: date | None,
) -> Incoming:
    """With the day of another program, where the file has one."""
    if theirs.papers:
        try:
            digests = [*digests, _digest(theirs, site, seen, day)]
        except SourceError as error:
            if not digests:
                raise
            count = len(theirs.papers)
            what = f"of {count} more {'paper' if count == 1 else 'papers'} it {error.what}; {error.hint}"
            unreadable = [*unreadable, Unreadable(what, theirs.name)]
    return Incoming(tuple(digests), (*unreadable, *theirs.unreadable))


def _digest(found: Foreign, site: Site, seen: Callable[[str, date], bool], day: date | None) -> Digest:
    of = day or _day(found)
    if why := almanac.quiet(of):
        raise SourceError(f"{of} has no page: {why}", file=found.name, hint="name its day with --date DAY")
    entries = {paper.id: (paper, entry) for paper, entry in _entries(found, site)}
    fresh = [(paper, entry) for paper, entry in entries.values() if not seen(paper.id, of)]
    language = "zh" if _is_chinese(found) else "en"
    names = list(dict.fromkeys(_section(paper, language) for paper, _ in fresh))
    sections = tuple(
        Section(name, tuple(entry for paper, entry in fresh if _section(paper, language) == name))
        for name in names
    )
    return Digest(
        of,
        phrases.of(language).title(of),
        updated=almanac.expected(of),
        language=language,
        sources=(f"import:{found.name}",),
        ledger=_ledger(found, [entry for _, entry in fresh], len(entries)),
        trends=tuple(_trends(found, {entry.paper.id for _, entry in fresh})),
        sections=sections,
    )


def _day(found: Foreign) -> date:
    if not found.day:
        raise SourceError("does not say of which day it is", file=found.name, hint="name it with --date DAY")
    try:
        return date.fromisoformat(found.day)
    except ValueError:
        raise SourceError(
            f"says that it is of {found.day}, which is no day",
            file=found.name,
            hint="name it with --date DAY",
        ) from None


def _entries(found: Foreign, site: Site) -> Iterator[tuple[Found, Entry]]:
    for paper in found.papers:
        try:
            yield paper, _entry(paper, found.model, site)
        except ValueError as error:
            found.set_aside(error, paper.line)


def _ledger(found: Foreign, entries: list[Entry], once: int) -> Ledger:
    """All that its program read, and why fewer stand here."""
    kind = Kind.DAILY if any(entry.kind is Kind.DAILY for entry in entries) else Kind.NEW
    unread = len(found.unreadable)
    total = max(found.read - unread, once)
    announced = {str(kind): total, str(Rule.UNREADABLE): unread}
    excluded = {NOT_CHOSEN: total - once, str(Rule.REPEAT): once - len(entries), str(Rule.UNREADABLE): unread}
    return Ledger(_some(announced), _some(excluded), by_summarizer(entries))


def _some(counts: dict[str, int]) -> dict[str, int]:
    return {name: count for name, count in counts.items() if count}


def _entry(found: Found, model: str, site: Site) -> Entry:
    facts = found.facts
    parts = {
        role: Part(role, plain.line(facts[name]))
        for name, role in _PARTS.items()
        if name in facts and name not in _LABELS
    }
    categories = [each for each in found.categories if CATEGORY.fullmatch(each)]
    if not categories and "." in found.section and CATEGORY.fullmatch(found.section):
        categories = [found.section]
    paper = Paper(
        found.id,
        found.title,
        tuple(map(Author, found.authors)),
        plain.block(facts.get("abstract", "")),
        tuple(categories),
        found.version,
    )
    ordered = tuple(parts[role] for role in Role if role in parts)
    return Entry(
        paper,
        Kind.DAILY if found.is_daily else Kind.NEW,
        rating=_rating(found, site),
        reason=plain.line(facts.get("reason", "")),
        keywords=tuple(_keywords(facts.get("keywords", ""))),
        summary=Summary(model or _IMPORTED, ordered) if ordered else None,
    )


def _rating(found: Found, site: Site) -> Rating | None:
    """A decision without a score stands at the score from which it is made."""
    must, worth = site.editor.must_read, site.editor.worth_a_look
    field = plain.line(found.facts.get("field", "")) or (found.section if found.score is not None else "")
    if found.score is not None:
        score = round(min(max(found.score, 0.0), 10.0), 1)
        reached = [Decision.WORTH_A_LOOK] if score >= worth else [Decision.SKIP]
        return Rating(score, Decision.MUST_READ if score >= must else reached[0], field)
    if decision := _DECISIONS.get(found.facts.get("decision", "").strip("⭐📌❌ ")):
        least = {Decision.MUST_READ: must, Decision.WORTH_A_LOOK: worth, Decision.SKIP: 0.0}
        return Rating(least[decision], decision, field)
    return None


def _keywords(text: str) -> Iterator[str]:
    for each in text.replace("、", ",").replace("，", ",").replace(";", ",").split(","):
        if keyword := plain.line(each):
            yield keyword


def _trends(found: Foreign, shown: Collection[str]) -> Iterator[Trend]:
    by_title = {paper.title: paper.id for paper in found.papers if paper.id in shown}
    for title, note, titles in found.tracks:
        if papers := tuple(by_title[each] for each in titles if each in by_title):
            yield Trend(title, note, papers)


def _section(paper: Found, language: str) -> str:
    if paper.categories:
        return paper.categories[0]
    if paper.section and paper.section[0].isalnum():
        return paper.section
    return "论文" if language == "zh" else "Papers"


def _is_chinese(found: Foreign) -> bool:
    told = "".join(
        "".join(paper.facts.get(name, "") for name in ("tldr", "reason", "abstract_here"))
        for paper in found.papers
    )
    return sum("一" <= c <= "鿿" for c in told) * 3 > len(told) > 0
