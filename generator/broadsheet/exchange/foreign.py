"""Digests of other programs: daily-arXiv's JSON Lines, and Markdown of the kinds that are published in many
places. Markdown is read by its headings and labels, in English and Chinese, whichever program wrote them:
what has a heading and a link to arXiv is a paper.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from broadsheet.batch import Unreadable
from broadsheet.model import PAPER_ID
from broadsheet.text import plain, tex

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*#*$", re.MULTILINE)
_PAPER_LINK = re.compile(
    rf"(?:arxiv\.org/(?:abs|pdf)/|huggingface\.co/papers/)({PAPER_ID.pattern})(?:v([1-9][0-9]{{0,3}})\b)?"
)
_ANY_LINK = re.compile(r"arxiv\.org/(?:abs|pdf)/([^\s)>\]]+)")
_TITLE_MARKS = re.compile(r"^(?:\[score:\s*[0-9.]+\s*/\s*10\]|\[[0-9]+\]|[0-9]+\.)\s*", re.IGNORECASE)
_SCORE = re.compile(r"\[score:\s*([0-9]+(?:\.[0-9]+)?)\s*/\s*10\]", re.IGNORECASE)
_LINKED = re.compile(r"^\[(.+)\]\([^()\s]*\)$")
_BACK = re.compile(r"\s*\[\[.*$|<[^>]*>")
_LABEL = re.compile(
    r"\s*(?:[-*]\s+|>\s*)?(?:\*\*|__)?([A-Za-z一-鿿][\w .;-]{0,24}?)(?:\*\*|__)?\s*[:：]"
    r"\s*(?:\*\*|__)?\s*(.*)"
)
_NAMES = {
    "authors": "authors",
    "作者": "authors",
    "tl;dr": "tldr",
    "总结": "tldr",
    "motivation": "motivation",
    "动机": "motivation",
    "method": "method",
    "方法": "method",
    "result": "result",
    "结果": "result",
    "conclusion": "conclusion",
    "结论": "conclusion",
    "核心痛点": "problem",
    "技术创新": "innovation",
    "应用价值": "value",
    "中文标题": "title_here",
    "原文标题": "title",
    "摘要": "abstract_here",
    "abstract": "abstract",
    "reason": "reason",
    "决策理由": "reason",
    "推荐决策": "decision",
    "关键词": "keywords",
    "keywords": "keywords",
    "main category": "category",
    "field": "field",
}
_OTHERS = {
    "published",
    "link",
    "score",
    "论文链接",
    "links",
    "details",
    "categories",
}  # that end what is before
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_READ = re.compile(r"(?:阅读了|read)\s*([0-9]{1,6})\s*(?:篇|papers)")
_MODEL = re.compile(r"(?:使用模型|model)\s*[:：]\s*([^|\n]+)", re.IGNORECASE)
_VERSION = re.compile(r"v[0-9]+\Z")
_NOTHING = {"", "error", "n/a", "none", "null", "nan", "unknown", "无", "暂无"}


@dataclass(slots=True)
class Found:
    """A paper as another program told it."""

    id: str
    title: str
    line: int = 0  # of its file
    version: int | None = None
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    section: str = ""
    is_daily: bool = False
    score: float | None = None
    facts: dict[str, str] = field(default_factory=dict)  # by the names on the right of _NAMES


@dataclass(slots=True)
class Foreign:
    """A day of another program."""

    name: str
    day: str = ""  # as far as the text says it
    papers: list[Found] = field(default_factory=list)
    read: int = 0  # of how many these were chosen
    model: str = ""
    tracks: list[tuple[str, str, list[str]]] = field(default_factory=list)  # title, note, titles of papers
    unreadable: list[Unreadable] = field(default_factory=list)  # papers that could not be read

    def set_aside(self, error: Exception, line: int) -> None:
        """Why a paper cannot be read that stands there."""
        self.unreadable.append(Unreadable.because(error, f"{self.name}:{line}"))


def of_line(said: dict[str, Any], line: int = 0) -> Found:
    """A line of daily-arXiv; ValueError says in words why it is none."""
    link = _PAPER_LINK.search(str(said.get("abs", "")))
    parts = said.get("AI") or {}
    if not isinstance(parts, dict):
        raise ValueError("its “AI” holds no parts")  # noqa: TRY004  # others say it with a ValueError, too
    facts = {str(name).lower(): str(text) for name, text in parts.items()}
    facts["abstract"] = str(said.get("summary") or "")
    return Found(
        id=_identifier(_VERSION.sub("", str(said.get("id") or ""))),
        title=_title(str(said.get("title") or "")),
        line=line,
        version=int(link[2]) if link and link[2] else None,
        authors=tuple(filter(None, map(_line, _listed(said.get("authors"), ",")))),
        categories=tuple(filter(None, map(_line, _listed(said.get("categories"), None)))),
        facts=_clean(facts),
    )


def _listed(value: Any, between: str | None) -> list[str]:
    """A list, or what was written as one in a string; what has a name is listed by it."""
    if isinstance(value, list):
        return [str(each.get("name", "") if isinstance(each, dict) else each) for each in value]
    return str(value or "").split(between)


def _identifier(text: str) -> str:
    if not text:
        raise ValueError("it has no “id”")
    if not PAPER_ID.fullmatch(text):
        raise ValueError(f"“{text:.40}” is no identifier of arXiv")
    return text


def _title(text: str) -> str:
    if not (title := _line(text)):
        raise ValueError("it has no title")
    return title


def of_markdown(text: str, name: str) -> Foreign:
    """A page of Markdown; one without papers where it is no digest."""
    headings = list(_HEADING.finditer(text))
    head = text[: headings[1].start()] if len(headings) > 1 else text
    found = Foreign(name, day=_day(text, name))
    if read := _READ.search(head):
        found.read = int(read[1])
    if model := _MODEL.search(head):
        found.model = _line(model[1]).replace("·", " ")
    section = ""
    for number, heading in enumerate(headings):
        end = headings[number + 1].start() if number + 1 < len(headings) else len(text)
        body = text[heading.end() : end]
        line = text.count("\n", 0, heading.start()) + 1
        link = _PAPER_LINK.search(heading[0]) or _PAPER_LINK.search(body)
        if link or _ANY_LINK.search(heading[0]) or _ANY_LINK.search(body):
            try:
                found.papers.append(_paper(heading[2], body, link, section, line))
            except ValueError as error:
                found.set_aside(error, line)
        elif track := _track(heading[2], body):
            found.tracks.append(track)
        elif len(heading[1]) <= 2:
            section = _line(_BACK.sub("", heading[2]))
    return found


def day_in(name: str) -> str:
    """The day that a file's name tells, or nothing."""
    day = _DAY.search(name)
    return day[0] if day else ""


def _day(text: str, name: str) -> str:
    """The first heading knows best, then the line that says when it was made, then the file's name."""
    title = next((each[2] for each in _HEADING.finditer(text) if _DAY.search(each[2])), "")
    made = re.search(r"更新时间.*|(?m:^updated.*)", text)
    for place in (title, made[0] if made else "", name):
        if day := _DAY.search(place):
            return day[0]
    return ""


def _paper(heading: str, body: str, link: re.Match[str] | None, section: str, line: int) -> Found:
    if link is None:
        other = _ANY_LINK.search(heading) or _ANY_LINK.search(body)
        raise ValueError(f"“{other[1]:.40}” is no identifier of arXiv" if other else "it has no “id”")
    score = _SCORE.search(heading)
    title = _TITLE_MARKS.sub("", heading.strip())
    title = _TITLE_MARKS.sub("", title)
    if linked := _LINKED.fullmatch(title):
        title = linked[1]
    facts = _clean(dict(_labelled(body)))
    if own := facts.pop("title", ""):
        facts["title_here"], title = title, own
    names = facts.pop("authors", "") or next(iter(re.findall(r"^\*([^*\n]+)\*\s*$", body, re.MULTILINE)), "")
    category = facts.pop("category", "")
    return Found(
        id=link[1],
        title=_title(title),
        line=line,
        version=int(link[2]) if link[2] else None,
        authors=tuple(filter(None, map(_line, names.split(",")))),
        categories=(category,) if category else (),
        section=section,
        is_daily="huggingface.co/papers/" in body,
        score=float(score[1]) if score else None,
        facts={name: _line(value) if name != "abstract" else value for name, value in facts.items()},
    )


def _labelled(body: str) -> Iterator[tuple[str, str]]:
    """What stands behind labels, to the next label or the first empty line after it began."""
    name, value = "", ""
    for line in body.splitlines():
        label = _LABEL.match(line)
        known = _NAMES.get(label[1].strip().lower()) if label else None
        ends = label is not None and label[1].strip().lower() in _OTHERS
        if known or ends or line.strip().startswith(("---", "<", "#")) or (not line.strip() and value):
            if name:
                yield name, value
            name, value = known or "", (label[2] if label and known else "")
        elif name:
            value = f"{value} {line.strip()}".strip()
    if name:
        yield name, value


def _track(heading: str, body: str) -> tuple[str, str, list[str]] | None:
    note = re.search(r"^>\s*\*\*[^*]+\*\*\s*(.+)$", body, re.MULTILINE)
    titles = re.findall(r"^- (.+)$", body, re.MULTILINE)
    if not (note and titles):
        return None
    name = "".join(c for c in heading if c.isalnum() or c in " -,、与和：:()/").strip()
    return (_line(name), _line(note[1]), [_line(title) for title in titles]) if name else None


def _clean(facts: dict[str, str]) -> dict[str, str]:
    """Without what says that there is nothing, or that something went wrong."""
    return {
        name: value
        for name, text in facts.items()
        if (value := tex.unicode_text(text).strip()).lower() not in _NOTHING
        and not value.lower().startswith("error")
    }


def _line(text: str) -> str:
    return plain.line(tex.unicode_text(text))
