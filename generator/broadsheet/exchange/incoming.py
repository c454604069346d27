"""A file that comes in, whatever it is, as days that could be pages: their accounts add up, what stands on a
page already is excluded and counted, and what says nothing is absent.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from broadsheet import almanac, phrases
from broadsheet.errors import SourceError
from broadsheet.exchange import foreign, lines
from broadsheet.exchange.foreign import Foreign, Found
from broadsheet.model import (
    CATEGORY,
    PAPER_ID,
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

_PARTS = {role.value: role for role in Role} | {"title_here": Role.TITLE, "abstract_here": Role.ABSTRACT}
_DECISIONS = {"推荐": Decision.MUST_READ, "边缘可看": Decision.WORTH_A_LOOK, "不推荐": Decision.SKIP}
_IMPORTED = "imported"  # who told it, where the file does not name a model
NOT_CHOSEN = "not chosen"  # rules by which papers are excluded
_REPEAT = "repeat"
_LABELS = {"title", "abstract"}


@dataclass(frozen=True, slots=True)
class Incoming:
    """Days as they would stand on pages, and lines that could not be read."""

    digests: tuple[Digest, ...]
    unreadable: tuple[str, ...] = ()


def incoming(
    text: str, name: str, *, site: Site, seen: Callable[[str, date], bool], day: date | None = None
) -> Incoming:
    """What a file holds; `day` is of which day it is, whatever it says. SourceError where it holds no digest,
    or does not say of which day it is. `seen` says whether a paper stands on an earlier page.
    """
    if not text.lstrip().startswith("{"):
        found = foreign.of_markdown(text, name)
        if not found.papers:
            raise SourceError(
                "holds no papers", file=name, hint="give lines of JSON, or Markdown with links to arXiv"
            )
        return Incoming((_digest(found, site, seen, day),))
    return _of_lines(text, name, site=site, seen=seen, day=day)


def _of_lines(
    text: str, name: str, *, site: Site, seen: Callable[[str, date], bool], day: date | None
) -> Incoming:
    heads: dict[date, dict[str, Any]] = {}
    own: dict[date, list[dict[str, Any]]] = {}
    theirs = Foreign(name, day=foreign.day_in(name))
    unreadable: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            said = json.loads(line)
            if "sections" in said:
                heads[date.fromisoformat(said["date"])] = said
            elif "broadsheet" in said:
                own.setdefault(lines.day_of(said), []).append(said)
            else:
                theirs.papers.append(foreign.of_line(said))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            unreadable.append(f"{name}:{number}: {error!r}")
    digests: list[Digest] = []
    for each, head in sorted(heads.items()):
        try:
            digests.append(lines.digest(head, own.pop(each, [])))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            unreadable.append(f"{name}: {each}: {error!r}")
    unreadable += [f"{name}: {each}: papers of a day that no line begins" for each in own]
    if theirs.papers:
        digests.append(_digest(theirs, site, seen, day))
    if not digests and not unreadable:
        raise SourceError(
            "holds no papers", file=name, hint="give what broadsheet export or daily-arXiv wrote"
        )
    return Incoming(tuple(digests), tuple(unreadable))


def _digest(found: Foreign, site: Site, seen: Callable[[str, date], bool], day: date | None) -> Digest:
    of = day or (date.fromisoformat(found.day) if found.day else None)
    if of is None:
        raise SourceError("does not say of which day it is", file=found.name, hint="name it with --date DAY")
    if why := almanac.quiet(of):
        raise SourceError(f"{of} has no page: {why}", file=found.name, hint="name its day with --date DAY")
    once = {paper.id: paper for paper in found.papers if PAPER_ID.fullmatch(paper.id) and paper.title}
    fresh = [paper for paper in once.values() if not seen(paper.id, of)]
    told = [(paper, _entry(paper, found.model, site)) for paper in fresh]
    language = "zh" if _is_chinese(found) else "en"
    names = list(dict.fromkeys(_section(paper, language) for paper, _ in told))
    sections = tuple(
        Section(name, tuple(entry for paper, entry in told if _section(paper, language) == name))
        for name in names
    )
    return Digest(
        of,
        phrases.of(language).title(of),
        updated=almanac.expected(of),
        language=language,
        sources=(f"import:{found.name}",),
        ledger=_ledger(found, [entry for _, entry in told], len(once)),
        trends=tuple(_trends(found, {entry.paper.id for _, entry in told})),
        sections=sections,
    )


def _ledger(found: Foreign, entries: list[Entry], once: int) -> Ledger:
    """All that its program read, and why fewer stand here."""
    kind = Kind.DAILY if any(entry.kind is Kind.DAILY for entry in entries) else Kind.NEW
    total = max(found.read, once)
    excluded = {NOT_CHOSEN: total - once, _REPEAT: once - len(entries)}
    return Ledger(
        {str(kind): total}, {rule: count for rule, count in excluded.items() if count}, by_summarizer(entries)
    )


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
