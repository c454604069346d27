"""A day for programs: `index.json`, whose shape docs/machines.md and docs/index.schema.json describe."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from broadsheet.press import dates
from broadsheet.press.papers import paper_path
from broadsheet.text import markdown, tex

if TYPE_CHECKING:
    from datetime import date

    from broadsheet.config import Site
    from broadsheet.model import Digest, Entry, Summary

VERSION = 1


def index(digest: Digest, site: Site) -> bytes:
    """The day as JSON: texts as characters alone, as a reader would say them."""
    told = {
        "version": VERSION,
        "date": digest.date.isoformat(),
        "title": digest.title,
        "url": site.url_for(dates.day_path(digest.date)),
        "updated": dates.iso(digest.updated),
        "language": digest.language,
        "sources": digest.sources,
        "ledger": {
            "announced": dict(digest.ledger.announced),
            "excluded": dict(digest.ledger.excluded),
            "listed": digest.ledger.listed,
            "summarized": dict(digest.ledger.summarized),
            "pending": digest.ledger.pending,
        },
        "papers": [
            _entry(entry, section.name, digest.date, site)
            for section in digest.sections
            for entry in section.entries
        ],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _entry(entry: Entry, section: str, day: date, site: Site) -> dict[str, Any]:
    paper = entry.paper
    return {
        "id": paper.id,
        "version": paper.version,
        "url": site.url_for(paper_path(day, paper.id)),
        "abs": paper.url,
        "pdf": paper.pdf_url,
        "title": tex.plain(paper.title),
        "authors": [
            {"name": tex.plain(a.name), "affiliation": tex.plain(a.affiliation)} for a in paper.authors
        ],
        "categories": paper.categories,
        "announced": str(entry.kind),
        "section": section,
        "abstract": "\n\n".join(map(tex.plain, paper.paragraphs)),
        "keywords": entry.keywords,
        "links": [{"label": link.label, "url": link.url} for link in paper.links],
        "rating": _rating(entry),
        "summary": _summary(entry.summary),
    }


def _rating(entry: Entry) -> dict[str, Any] | None:
    rating = entry.rating
    if not rating:
        return None
    reason = tex.plain(markdown.unescape(entry.reason))
    return {"score": rating.score, "decision": rating.decision, "interest": rating.field, "reason": reason}


def _summary(summary: Summary | None) -> dict[str, Any] | None:
    if not summary:
        return None
    parts = {
        str(part.role): {"text": tex.plain(markdown.unescape(part.text)), "evidence": part.evidence}
        for part in summary.parts
    }
    return {"by": summary.summarizer, "in_authors_words": list(map(str, summary.own)), "parts": parts}
