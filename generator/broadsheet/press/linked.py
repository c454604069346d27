"""JSON-LD for search engines: what a page is, in schema.org's words. A block of data, never of script."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from broadsheet.press import citations, paths
from broadsheet.press.views import DataView
from broadsheet.records.papers import AUTHORS_LANGUAGE

if TYPE_CHECKING:
    from datetime import date

    from broadsheet.config import Site
    from broadsheet.records.days import DayRecord
    from broadsheet.records.papers import AuthorText, PaperRecord

# What could end the element or begin a comment in it (HTML §4.12.1.3), and what XML would take for markup.
_LIVE = re.compile("[<>&\u2028\u2029]")


def of_site(site: Site) -> DataView:
    return _block("WebSite", **_periodical(site), description=site.description or site.motto)


def of_day(day: DayRecord, site: Site) -> DataView:
    """The day as an issue. Its papers stand in index.json: here they would double the page."""
    return _block(
        ["PublicationIssue", "CollectionPage"],
        name=day.title,
        url=site.url_for(paths.day(day.date)),
        datePublished=day.date.isoformat(),
        dateModified=paths.iso(day.updated),
        inLanguage=day.language,
        isPartOf={"@type": "Periodical", **_periodical(site)},
        mainEntity={"@type": "ItemList", "numberOfItems": len(day.papers)},
    )


def of_paper(paper: PaperRecord, day: date, site: Site) -> DataView:
    year, month, number = citations.published(paper, day)
    return _block(
        "ScholarlyArticle",
        headline=paper.title.plain,
        author=[_person(author) for author in paper.authors],
        datePublished=f"{year:04}-{month:02}-{number:02}" if number else f"{year:04}-{month:02}",
        keywords=list(paper.keywords),
        inLanguage=AUTHORS_LANGUAGE,
        publisher={"@type": "Organization", "name": citations.REPOSITORY},
        identifier=f"{citations.REPOSITORY}:{paper.versioned_id}",
        sameAs=[paper.url, f"https://doi.org/{citations.doi(paper.id)}"],
        mainEntityOfPage=site.url_for(paths.paper_page(paper.id)),
        encoding={"@type": "MediaObject", "contentUrl": paper.pdf_url, "encodingFormat": "application/pdf"},
    )


def _periodical(site: Site) -> dict[str, Any]:
    publisher = {"@type": "Organization", "name": site.publisher or site.title}
    return {"name": site.title, "url": site.url, "inLanguage": site.language, "publisher": publisher}


def _person(author: AuthorText) -> dict[str, Any]:
    said: dict[str, Any] = {"@type": "Person", "name": author.name}
    if author.affiliation:
        said["affiliation"] = {"@type": "Organization", "name": author.affiliation}
    return said


def _block(kind: str | list[str], **facts: Any) -> DataView:
    known = {key: value for key, value in facts.items() if value not in ("", [])}
    told = json.dumps(
        {"@context": "https://schema.org", "@type": kind, **known}, ensure_ascii=False, separators=(",", ":")
    )
    said = _LIVE.sub(lambda match: f"\\u{ord(match[0]):04x}", told)
    digest = b64encode(sha256(said.encode()).digest()).decode()
    # Every character that HTML could act upon is written as JSON's escape.
    return DataView(Markup(said), f"sha256-{digest}")  # noqa: S704
