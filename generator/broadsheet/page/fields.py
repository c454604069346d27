"""What the values on a page mean: each field's text to its meaning and back. Law: read(write(v)) == v."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from broadsheet.model import (
    EXTRACT,
    PAPER_ID,
    Author,
    Daily,
    Decision,
    Earlier,
    Entry,
    Kind,
    Link,
    Paper,
    Rating,
    Role,
    Summary,
)
from broadsheet.page.grammar import BULLET_KEYS
from broadsheet.text import markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_LIST_ESCAPES = ";()"
# Possessive, so that each character is looked at once: a page may hold 30,000 authors, or 20,000 brackets.
_ITEM = re.compile(r"(?:\\.|[^\\;]|\\\Z)++", re.DOTALL)
_NAME = re.compile(r"(?:\\.|[^\\(])*+", re.DOTALL)
_AFFILIATION = re.compile(r"\(((?:\\.|[^\\)])*+)\)", re.DOTALL)
_LINK = re.compile(r"\[((?:\\.|[^\\\]])*+)\]\(([^\s()]+)\)(?:,\s*|\Z)", re.DOTALL)
_EARLIER = re.compile(rf"\.\./[0-9]{{4}}/([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})\.md#({PAPER_ID.pattern})")
_UPVOTES = re.compile(r"([0-9]{1,9}) upvotes? on ([0-9]{4}-[0-9]{2}-[0-9]{2})")
_DIGITS = re.compile(r"[0-9]{1,9}")
_LEFT_OUT = "absent"
_SCORE = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,3})?")


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who told a summary, by which prompt, and which sentences each part rests on."""

    summarizer: str
    prompt: int | None = None
    evidence: tuple[tuple[Role, tuple[int, ...]], ...] = ()
    own: tuple[Role, ...] = ()
    absent: tuple[Role, ...] = ()

    @classmethod
    def of(cls, summary: Summary | None) -> Provenance | None:
        """What a page says of a summary beside its parts; nothing where there is none."""
        if summary is None:
            return None
        evidence = tuple((part.role, part.evidence) for part in summary.parts if part.evidence)
        return cls(summary.summarizer, summary.prompt, evidence, summary.own, summary.absent)


@dataclass(frozen=True, slots=True)
class Bullet:
    """A field of an entry that stands as `- **Key:** value`."""

    of: Callable[[Entry], Any]  # what it says of an entry
    read: Callable[[str], Any]
    write: Callable[[Any], str]
    absent: Any  # what is meant when the bullet is not there


def closed(text: str) -> str:
    """Safe before a delimiter: a trailing backslash must not escape what follows it."""
    return text + "\\" * _trailing(text)


def opened(text: str) -> str:
    """The inverse of `closed`."""
    return text[: len(text) - (_trailing(text) + 1) // 2]


def _trailing(text: str) -> int:
    """How many backslashes there are at the end."""
    return len(text) - len(text.rstrip("\\"))


def write_title(title: str) -> str:
    return closed(markdown.escape(title))


def read_title(text: str) -> str:
    text = text.strip()
    return markdown.unescape(opened(text).strip()) if "\\" in text else text


def write_abstract(paper: Paper) -> str:
    return "\n\n".join(markdown.escape(paragraph) for paragraph in paper.paragraphs)


def read_abstract(text: str) -> str:
    if "\\" not in text:
        return text
    return "\n\n".join(markdown.unescape(paragraph) for paragraph in text.split("\n\n"))


def _write_item(text: str) -> str:
    return closed(markdown.escape(text, also=_LIST_ESCAPES))


def _read_item(text: str) -> str:
    return markdown.unescape(opened(text.strip()).strip(), also=_LIST_ESCAPES)


def _split(text: str) -> list[str]:
    return [item for item in (match[0].strip() for match in _ITEM.finditer(text)) if item]


def _plain_items(text: str) -> list[str]:
    """The same where no backslash is."""
    return [item for item in map(str.strip, text.split(";")) if item]


def _write_keywords(keywords: Iterable[str]) -> str:
    return "; ".join(map(_write_item, keywords))


def _read_keywords(text: str) -> tuple[str, ...]:
    return tuple(map(_read_item, _split(text))) if "\\" in text else tuple(_plain_items(text))


def _write_authors(authors: Iterable[Author]) -> str:
    return "; ".join(
        f"{_write_item(author.name)} ({_write_item(author.affiliation)})"
        if author.affiliation
        else _write_item(author.name)
        for author in authors
    )


def _read_authors(text: str) -> tuple[Author, ...]:
    if "\\" not in text and "(" not in text:
        return tuple([Author(name) for name in _plain_items(text)])
    authors = []
    for item in _split(text):
        name = _NAME.match(item)
        affiliation = _AFFILIATION.fullmatch(item, name.end()) if name else None
        who, where = (item[: name.end()], affiliation[1]) if name and affiliation else (item, "")
        authors.append(Author(_read_item(who), _read_item(where)))
    return tuple(authors)


def _write_categories(categories: Iterable[str]) -> str:
    return ", ".join(categories)


@lru_cache(maxsize=1 << 10)
def _read_categories(text: str) -> tuple[str, ...]:
    return tuple(category.strip() for category in text.split(",") if category.strip())


def _write_links(links: Iterable[Link]) -> str:
    return ", ".join(f"[{closed(markdown.escape(link.label, also='[]'))}]({link.url})" for link in links)


def _read_links(text: str) -> tuple[Link, ...]:
    found = []
    place = 0
    while place < len(text):
        link = _LINK.match(text, place)
        if not link:
            raise ValueError(f"links are written [code](https://…), [data](https://…), not {text!r}")
        found.append(link)
        place = link.end()
    return tuple(Link(markdown.unescape(opened(match[1]), also="[]"), match[2]) for match in found)


def _write_earlier(earlier: Iterable[Earlier]) -> str:
    """As links that lead to the pages where these stand, also where the folder is read as it is."""
    return ", ".join(
        f"[{closed(markdown.escape(each.title, also='[]'))}](../{each.day.year:04}/{each.day}.md#{each.id})"
        for each in earlier
    )


def _read_earlier(text: str) -> tuple[Earlier, ...]:
    found = []
    place = 0
    while place < len(text):
        link = _LINK.match(text, place)
        target = link and _EARLIER.fullmatch(link[2])
        if not (link and target):
            raise ValueError(
                f"earlier papers are written [title](../2026/2026-01-20.md#2601.16272), not {text!r}"
            )
        title = markdown.unescape(opened(link[1]), also="[]")
        found.append(Earlier(target[2], date.fromisoformat(target[1]), title))
        place = link.end()
    return tuple(found)


def _write_rating(rating: Rating) -> str:
    facts = [f"{rating.score:.1f}", rating.decision, markdown.escape(rating.field) if rating.field else ""]
    return " · ".join(filter(None, facts))


def _read_rating(text: str) -> Rating:
    score, _, rest = text.partition(" · ")
    decision, _, field = rest.partition(" · ")
    try:
        return Rating(_score(score), Decision(decision.strip()), markdown.unescape(field.strip()))
    except ValueError as error:
        raise ValueError(
            f"a rating is written 8.0 · must read · field ({', '.join(Decision)}): {error}"
        ) from None


def _write_provenance(provenance: Provenance) -> str:
    facts = [markdown.escape(provenance.summarizer)]
    if provenance.prompt is not None:
        facts.append(f"prompt {provenance.prompt}")
    if provenance.evidence:
        each = (f"{role} {' '.join(map(str, numbers))}" for role, numbers in provenance.evidence)
        facts.append("evidence " + "; ".join(each))
    if provenance.own:
        facts.append(f"{EXTRACT} {' '.join(provenance.own)}")
    if provenance.absent:
        facts.append(f"{_LEFT_OUT} {' '.join(provenance.absent)}")
    return " · ".join(facts)


@lru_cache(maxsize=1 << 10)  # papers that a model told without evidence all say the same
def _read_provenance(text: str) -> Provenance:
    summarizer, *facts = (fact.strip() for fact in text.split(" · "))
    prompt: int | None = None
    evidence: list[tuple[Role, tuple[int, ...]]] = []
    named: dict[str, tuple[Role, ...]] = {EXTRACT: (), _LEFT_OUT: ()}
    for fact in facts:
        what, _, rest = fact.partition(" ")
        if what == "prompt":
            prompt = _number(rest)
        elif what == "evidence":
            for each in rest.split(";"):
                role, *numbers = each.split()
                evidence.append((Role(role), tuple(map(_number, numbers))))
        elif what in named:
            named[what] = tuple(map(Role, rest.split()))
        else:
            raise ValueError(f"a summary has a summarizer, a prompt and evidence, not {fact!r}")
    return Provenance(
        markdown.unescape(summarizer), prompt, tuple(evidence), named[EXTRACT], named[_LEFT_OUT]
    )


def _number(text: str) -> int:
    """As the program writes it: int() itself reads `1_0`, ` 4` and the digits of every script."""
    if not _DIGITS.fullmatch(text):
        raise ValueError(f"{text!r} is not a number")
    return int(text)


def _score(text: str) -> float:
    if not _SCORE.fullmatch(text):
        raise ValueError(f"{text!r} is not a score")
    return float(text)


def _write_daily(daily: Daily) -> str:
    votes = "1 upvote" if daily.upvotes == 1 else f"{daily.upvotes} upvotes"
    facts = [f"{votes} on {daily.read}", markdown.escape(daily.organization)]
    return " · ".join(filter(None, facts))


def _read_daily(text: str) -> Daily:
    votes, _, organization = text.partition(" · ")
    match = _UPVOTES.fullmatch(votes.strip())
    if not match:
        raise ValueError(f"is written 42 upvotes on 2026-01-28 · Example Lab, not {text!r}")
    return Daily(int(match[1]), date.fromisoformat(match[2]), markdown.unescape(organization.strip()))


def _read_kind(text: str) -> Kind:
    try:
        return Kind(text)
    except ValueError:
        raise ValueError(f"a paper is announced as one of {', '.join(Kind)}, not {text!r}") from None


BULLETS: Mapping[str, Bullet] = dict(
    zip(
        BULLET_KEYS,
        (
            Bullet(lambda e: e.paper.authors, _read_authors, _write_authors, ()),
            Bullet(lambda e: e.paper.categories, _read_categories, _write_categories, ()),
            Bullet(lambda e: e.kind, _read_kind, str, Kind.NEW),
            Bullet(lambda e: e.rating, _read_rating, _write_rating, None),
            Bullet(lambda e: e.reason, str, str, ""),
            Bullet(lambda e: e.keywords, _read_keywords, _write_keywords, ()),
            Bullet(lambda e: e.earlier, _read_earlier, _write_earlier, ()),
            Bullet(lambda e: e.related, _read_earlier, _write_earlier, ()),
            Bullet(lambda e: e.paper.links, _read_links, _write_links, ()),
            Bullet(lambda e: e.paper.daily, _read_daily, _write_daily, None),
            Bullet(lambda e: Provenance.of(e.summary), _read_provenance, _write_provenance, None),
        ),
        strict=True,
    )
)
_ABSENT = {key: bullet.absent for key, bullet in BULLETS.items()}


def meaning(texts: Mapping[str, str]) -> dict[str, Any]:
    """What an entry says by these bullets, and by all that are not there."""
    return {**_ABSENT, **{key: BULLETS[key].read(text) for key, text in texts.items()}}
