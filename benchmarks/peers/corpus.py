"""Years of invented days, the same bytes every time, as each site generator reads them.

A day recombines the paragraphs of a pool of papers: each field from another paper of the same category, so
that days differ and still weigh what real ones weigh. The pool is a day of a digest (Markdown, as daily
digests are published) where one is given, a file of papers with much mathematics, or invented.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from benchmarks import crowd

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

LAST = dt.date(2026, 1, 27)
PARTS = ("TL;DR", "Motivation", "Method", "Result", "Conclusion")
_ENTRY = re.compile(
    r"^### \[\d+\] \[(?P<title>.*)\]\(\S+\)\n\*(?P<authors>.*)\*\n+"
    r"Main category: (?P<category>\S+)\n+(?P<rest>.*)",
    re.DOTALL,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z$\\])")
_HAN = "我们提出一种方法现有模型在多个数据集上取得更好结果通过训练优化学习表示任务性能提升显著实验表明该框架"


@dataclass(frozen=True, slots=True)
class Paper:
    id: str
    title: str
    authors: tuple[str, ...]
    category: str
    parts: tuple[str, ...]  # in the order of PARTS
    abstract: str


def weekdays(count: int, *, last: dt.date = LAST) -> list[dt.date]:
    """So many days of announcements, the newest first."""
    span = (last - dt.timedelta(days=ago) for ago in range(count * 2 + 7))
    return [day for day in span if day.weekday() < 5][:count]


def pool_of_digest(file: Path) -> list[Paper]:
    """The papers of one published day that have all their parts."""
    papers = []
    for block in re.split(r"(?m)^(?=### \[\d+\])", file.read_text(encoding="utf-8"))[1:]:
        if entry := _ENTRY.match(block):
            texts = [_labelled(entry["rest"], label) for label in (*PARTS, "Abstract")]
            if all(texts):
                authors = tuple(name.strip() for name in entry["authors"].split(","))
                papers.append(
                    Paper("", entry["title"], authors, entry["category"], tuple(texts[:-1]), texts[-1])
                )
    return papers


def _labelled(text: str, label: str) -> str:
    found = re.search(rf"(?ms)^{re.escape(label)}: (.*?)(?=\n\n)", text)
    return found[1].strip() if found else ""


def pool_of_papers(file: Path, most: int = 600) -> list[Paper]:
    """Real papers, told in sentences of their own."""
    papers = []
    for line in file.read_text(encoding="utf-8").splitlines():
        facts = json.loads(line)
        abstract = " ".join(facts["abstract"].split())
        sentences = _SENTENCE.split(abstract)
        if len(sentences) >= len(PARTS) and facts["categories"]:
            authors = tuple(" ".join(name.split()) for name in facts["authors"][:8])
            title = " ".join(facts["title"].split())
            parts = tuple(sentences[: len(PARTS)])
            papers.append(Paper("", title, authors, facts["categories"][0], parts, abstract))
        if len(papers) == most:
            break
    return papers


def pool_invented(count: int = 130) -> list[Paper]:
    """Chinese-looking summaries of English-looking abstracts that say nothing."""
    writer, deal = crowd.Writer(1), random.Random(1)
    papers = []
    for number in range(count):
        known = writer.paper(f"2601.{number:05}", crowd.CATEGORIES[number % 3])
        parts = tuple("".join(deal.choices(_HAN, k=deal.randint(40, 90))) + "。" for _ in PARTS)
        names = tuple(author.name for author in known.authors)
        papers.append(Paper("", known.title, names, known.primary, parts, known.abstract))
    return papers


def pool_invented_mathematics(count: int = 130) -> list[Paper]:
    """The same with formulas in every other sentence."""
    deal = random.Random(2)
    formulas = ("$x_{i}^{2} \\le 1$", "$\\mathcal{O}(n \\log n)$", "$\\alpha$-Hölder", "$L^2(\\mathbb{R}^d)$")

    def with_formulas(text: str) -> str:
        words = text.split(" ")
        for place in range(6, len(words), 12):
            words[place] = deal.choice(formulas)
        return " ".join(words)

    return [
        replace(
            paper,
            title=with_formulas(paper.title),
            abstract=with_formulas(paper.abstract),
            parts=tuple(map(with_formulas, _SENTENCE.split(paper.abstract)[: len(PARTS)])),
        )
        for paper in pool_invented(count)
    ]


def dealt(pool: Sequence[Paper], day: dt.date, count: int) -> list[Paper]:
    """The papers of one day, in the shares that the pool's categories have."""
    deal = random.Random(f"digest:{day}")
    shelves: dict[str, list[Paper]] = defaultdict(list)
    for paper in pool:
        shelves[paper.category].append(paper)
    categories = [
        name for name, papers in shelves.items() for _ in range(round(count * len(papers) / len(pool)))
    ]
    categories += [pool[0].category] * (count - len(categories))
    return [
        _recombined(shelves[name], f"{day:%y%m}.{(day.day * 1000 + number) % 100000:05}", deal)
        for number, name in enumerate(categories[:count])
    ]


def _recombined(papers: Sequence[Paper], id_: str, deal: random.Random) -> Paper:
    def any_one() -> Paper:
        return deal.choice(papers)

    head, tail = any_one().title, any_one().title
    title = f"{head.split(':')[0]}: {tail.split(':')[-1].strip()}" if ":" in head else head
    parts = tuple(any_one().parts[place] for place in range(len(PARTS)))
    whose = any_one()
    return Paper(id_, title, whose.authors, whose.category, parts, any_one().abstract)


def _sections(papers: Sequence[Paper]) -> dict[str, list[Paper]]:
    found: dict[str, list[Paper]] = defaultdict(list)
    for paper in papers:
        found[paper.category].append(paper)
    return found


def broadsheet_page(day: dt.date, papers: Sequence[Paper]) -> str:
    sections = _sections(papers)
    sources = ", ".join(f"'arxiv:{name}'" for name in sections)
    head = (
        f"---\ntitle: Research digest, {day:%-d %B %Y}\ndate: {day}\nformat: 1\nupdated: {day}T05:10:00Z\n"
        f"language: en\nsources: [{sources}]\nledger:\n  announced: {{new: {len(papers)}}}\n"
        f"  excluded: {{}}\n  listed: {len(papers)}\n  summarized: {{gpt-4o-mini: {len(papers)}}}\n"
        "  pending: 0\n---\n"
    )
    out = [head]
    for name, those in sections.items():
        out.append(f"## {name}\n")
        out += [_broadsheet_entry(paper) for paper in those]
    return "\n".join(out)


def _broadsheet_entry(paper: Paper) -> str:
    told = "\n\n".join(f"**{label}.** {text}" for label, text in zip(PARTS, paper.parts, strict=True))
    return (
        f"### [{paper.title}](https://arxiv.org/abs/{paper.id}v1)\n\n"
        f"- **Authors:** {'; '.join(paper.authors)}\n- **Categories:** {paper.category}\n"
        f"- **Announced:** new\n- **Summary:** gpt-4o-mini · prompt 3\n\n{told}\n\n"
        f"<details><summary>Abstract</summary>\n\n{paper.abstract}\n\n</details>\n"
    )


def plain_body(papers: Sequence[Paper]) -> str:
    """The same paragraphs as a digest that knows no page format has them."""
    sections = _sections(papers)
    contents = "\n".join(f"- [{name}](#{name}) [Total: {len(those)}]" for name, those in sections.items())
    out = ["<div id=toc></div>\n", "# Table of Contents\n", f"{contents}\n\n"]
    number = 0
    for name, those in sections.items():
        out.append(f"<div id='{name}'></div>\n\n# {name} [[Back]](#toc)\n")
        for paper in those:
            number += 1
            out.append(_plain_entry(number, paper))
    return "\n".join(out)


def _plain_entry(number: int, paper: Paper) -> str:
    folded = zip((*PARTS[1:], "Abstract"), (*paper.parts[1:], paper.abstract), strict=True)
    details = "\n\n".join(f"{label}: {text}" for label, text in folded)
    return (
        f"### [{number}] [{paper.title}](https://arxiv.org/abs/{paper.id})\n*{','.join(paper.authors)}*\n\n"
        f"Main category: {paper.category}\n\nTL;DR: {paper.parts[0]}\n\n\n"
        f"<details>\n  <summary>Details</summary>\n{details}\n\n</details>\n\n"
    )


def pages(
    pool: Sequence[Paper], days: Sequence[dt.date], papers: int
) -> Iterator[tuple[dt.date, list[Paper]]]:
    for day in days:
        yield day, dealt(pool, day, papers)
