"""A day for programs: `index.json`, whose shape docs/machines.md and docs/index.schema.json describe."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from broadsheet.press import paths

if TYPE_CHECKING:
    from broadsheet.config import Site
    from broadsheet.records.days import DayRecord
    from broadsheet.records.papers import PaperRecord

VERSION = 2
_said = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def index(day: DayRecord, site: Site) -> bytes:
    """The day as JSON, a paper a line: texts as characters alone, as a reader would say them. Addresses that
    follow from an identifier, and the texts that are long, which the page has, are not repeated.
    """
    ledger = day.ledger
    above = {
        "version": VERSION,
        "date": day.date.isoformat(),
        "title": day.title,
        "url": site.url_for(paths.day(day.date)),
        "updated": paths.iso(day.updated),
        "language": day.language,
        "sources": day.sources,
        "ledger": {
            "announced": dict(ledger.announced),
            "excluded": dict(ledger.excluded),
            "listed": ledger.listed,
            "summarized": dict(ledger.summarized),
            "pending": ledger.pending,
        },
    }
    sections = [section.name for section in day.sections for _ in range(section.size)]
    papers = ",\n".join(
        [_said(_paper(paper, section)) for paper, section in zip(day.papers, sections, strict=True)]
    )
    return f'{_said(above)[:-1]},"papers":[\n{papers}\n]}}\n'.encode()


def _paper(paper: PaperRecord, section: str) -> dict[str, Any]:
    rating = paper.rating
    return {
        "id": paper.id,
        "version": paper.version,
        "title": paper.title.plain,
        "authors": [
            {"name": author.name, "affiliation": author.affiliation}
            if author.affiliation
            else {"name": author.name}
            for author in paper.authors
        ],
        "categories": paper.categories,
        "announced": paper.kind,
        "section": section,
        "keywords": paper.keywords,
        "links": [{"label": label, "url": url} for label, url in paper.links],
        "rating": {
            "score": rating.score,
            "decision": rating.decision,
            "interest": rating.field,
            "reason": paper.reason.plain,
        }
        if rating
        else None,
        "summary": _summary(paper) if paper.summarizer else None,
    }


def _summary(paper: PaperRecord) -> dict[str, Any]:
    return {
        "by": paper.summarizer,
        "tldr": paper.tldr.plain,
    }
