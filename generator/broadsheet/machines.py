"""What other programs read: `index.json` beside a day, whose shape docs/machines.md and
docs/index.schema.json describe; JSON-LD in a page's head, which says in schema.org's words what it is;
sitemaps (sitemaps.org, 0.9) and robots.txt for crawlers.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from dataclasses import asdict, dataclass
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING, Any

import orjson
from markupsafe import Markup

from broadsheet import addresses, paths, picture, references
from broadsheet.records.papers import AUTHORS_LANGUAGE
from broadsheet.templates.layouts import ICON
from broadsheet.templates.views import DataView
from broadsheet.text.elements import DECLARATION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from broadsheet.config import Site
    from broadsheet.languages import InLanguage
    from broadsheet.records import DayFacts
    from broadsheet.records.days import DayRecord
    from broadsheet.records.papers import AuthorText, PaperRecord

VERSION = 2
# What could end the element or begin a comment in it (HTML §4.12.1.3), and what XML would take for markup.
_LIVE = re.compile("[<>&\u2028\u2029]")
LARGEST = 45_000  # addresses in one file, in all languages; the protocol allows 50,000 and 50 MB
_ROOT = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_XHTML = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'


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
        "usage": asdict(day.usage) if day.usage else None,
    }
    sections = [section.name for section in day.sections for _ in range(section.size)]
    papers = b",\n".join(
        [orjson.dumps(_paper(paper, section)) for paper, section in zip(day.papers, sections, strict=True)]
    )
    return b'%s,"papers":[\n%s\n]}\n' % (orjson.dumps(above)[:-1], papers)


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
        **({"upvotes": paper.votes} if paper.votes else {}),
        **({"earlier": [id_ for id_, _, _ in paper.earlier]} if paper.earlier else {}),
        "rating": {
            "score": rating.score,
            "decision": rating.decision,
            "interest": rating.field,
            "reason": paper.reason.plain,
        }
        if rating
        else None,
        "summary": {"by": paper.summarizer, "tldr": paper.tldr.plain} if paper.summarizer else None,
    }


def linked_site(site: Site) -> DataView:
    """The site in the words of schema.org."""
    return _block("WebSite", **_periodical(site), description=site.description or site.motto)


def linked_day(day: DayRecord, site: Site) -> DataView:
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


def linked_paper(paper: PaperRecord, day: date, site: Site) -> DataView:
    """A paper in the words of schema.org, as its own page has it."""
    year, month, number = references.published(paper, day)
    return _block(
        "ScholarlyArticle",
        headline=paper.title.plain,
        author=[_person(author) for author in paper.authors],
        datePublished=f"{year:04}-{month:02}-{number:02}" if number else f"{year:04}-{month:02}",
        keywords=list(paper.keywords),
        inLanguage=AUTHORS_LANGUAGE,
        publisher={"@type": "Organization", "name": references.REPOSITORY},
        identifier=f"{references.REPOSITORY}:{paper.versioned_id}",
        sameAs=[paper.url, f"{addresses.DOI}{references.arxiv_doi(paper.id)}"],
        mainEntityOfPage=site.url_for(paths.paper_page(paper.id)),
        encoding={"@type": "MediaObject", "contentUrl": paper.pdf_url, "encodingFormat": "application/pdf"},
    )


def _periodical(site: Site) -> dict[str, Any]:
    publisher = {"@type": "Organization", "name": site.publisher or site.title}
    return {"name": site.title, "url": site.url, "inLanguage": site.language, "publisher": publisher}


def _person(author: AuthorText) -> dict[str, Any]:
    person: dict[str, Any] = {"@type": "Person", "name": author.name}
    if author.affiliation:
        person["affiliation"] = {"@type": "Organization", "name": author.affiliation}
    return person


def _block(kind: str | list[str], **facts: Any) -> DataView:
    known = {key: value for key, value in facts.items() if value not in ("", [])}
    block = json.dumps(
        {"@context": "https://schema.org", "@type": kind, **known}, ensure_ascii=False, separators=(",", ":")
    )
    harmless = _LIVE.sub(lambda match: f"\\u{ord(match[0]):04x}", block)
    digest = b64encode(sha256(harmless.encode()).digest()).decode()
    return DataView(Markup(harmless), f"sha256-{digest}")  # noqa: S704  # what HTML acts upon is escaped


@dataclass(frozen=True, slots=True)
class Sitemap:
    """One file: what it lists, with the moment of the last change where that is known."""

    path: str
    items: tuple[tuple[str, str], ...]
    is_index: bool = False


def sitemaps(
    days: Sequence[DayFacts],
    papers: Mapping[date, Sequence[str]],
    others: Sequence[str],
    *,
    languages: int = 1,
) -> Iterator[Sitemap]:
    """`papers` are those with pages of their own, by the day that these show; every address is named in each
    of the site's `languages`.
    """
    maps: list[tuple[str, str]] = []
    for name, listed in _files(days, papers, LARGEST // languages):
        items = []
        for day in listed:
            updated = paths.iso(day.updated)
            items.append((paths.day(day.date), updated))
            items += [(paths.paper_page(id_), updated) for id_ in papers.get(day.date, ())]
        maps.append((name, max(updated for _, updated in items)))
        yield Sitemap(name, tuple(items))
    yield Sitemap(paths.SITEMAP_OF_PAGES, tuple((path, "") for path in others))
    maps.append((paths.SITEMAP_OF_PAGES, max((updated for _, updated in maps), default="")))
    yield Sitemap(paths.SITEMAP, tuple(maps), is_index=True)


def _files(
    days: Iterable[DayFacts], papers: Mapping[date, Sequence[str]], most: int
) -> Iterator[tuple[str, list[DayFacts]]]:
    """Each year's days, oldest first, in as many files as they need; only the last one ever grows."""
    files: dict[tuple[int, int], list[DayFacts]] = {}
    year = number = size = 0
    for day in days:
        more = 1 + len(papers.get(day.date, ()))
        if day.date.year != year:
            year, number, size = day.date.year, 1, 0
        elif size + more > most:
            number, size = number + 1, 0
        size += more
        files.setdefault((year, number), []).append(day)
    for (year, number), listed in files.items():
        yield paths.sitemap(year, number), listed


def sitemap(subject: Sitemap, edition: InLanguage) -> bytes:
    """A sitemap, or the index of them all. Where a site has several languages, each page names itself in all
    of them, as its head does.
    """
    name, item = ("sitemapindex", "sitemap") if subject.is_index else ("urlset", "url")
    beside = [] if subject.is_index else edition.addresses
    lines = [
        f"<{item}>\n<loc>{escape(edition.site.url_for(path))}</loc>\n"
        f"{f'<lastmod>{updated}</lastmod>{chr(10)}' if updated else ''}"
        f"{''.join(_alternate(tag, f'{url}{path}') for tag, url in beside)}</{item}>\n"
        for path, updated in subject.items
    ]
    root = f"{_ROOT} {_XHTML}" if beside else _ROOT
    return f"{DECLARATION}<{name} {root}>\n{''.join(lines)}</{name}>\n".encode()


def _alternate(language: str, url: str) -> str:
    return f'<xhtml:link rel="alternate" hreflang="{language}" href="{escape(url)}"/>\n'


def manifest(frame: Sequence[tuple[str, str]], site: Site) -> bytes:
    """By which a browser installs the site: as an app with its own icon and window."""
    colours = dict(frame)
    paper = {"background_color": colours["light"], "theme_color": colours["light"]} if colours else {}
    told = {
        "name": site.title,
        "short_name": site.title,
        "description": site.description or site.motto,
        "lang": site.language,
        "id": site.base_path,
        "start_url": site.base_path,
        "scope": site.base_path,
        "display": "standalone",
        **paper,
        "icons": [
            {"src": ICON, "sizes": "any", "type": "image/svg+xml"},
            {"src": paths.ICON, "sizes": f"{picture.ICON}x{picture.ICON}", "type": "image/png"},
        ],
    }
    return orjson.dumps(told, option=orjson.OPT_INDENT_2) + b"\n"


def robots(site: Site, sitemaps: Iterable[str]) -> bytes:
    """Everything may be read by whoever honours it."""
    lines = "".join(f"Sitemap: {site.url_for(path)}\n" for path in sitemaps)
    return f"User-agent: *\nAllow: /\n\n{lines}".encode()
