"""Whether a feed, a list of feeds or a map of the site is what its standard asks for: RFC 4287 (Atom),
RSS 2.0, JSON Feed 1.1, RFC 5005 (archives), OPML 2.0, sitemaps.org. What readers forgive is no fault here.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from broadsheet import addresses
from broadsheet.inspection.pages import marks

if TYPE_CHECKING:
    from collections.abc import Iterator

_ATOM = f"{{{addresses.ATOM}}}"
_MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_ALTERNATE = "{http://www.w3.org/1999/xhtml}link"
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})"
)
_JSON_FEED = "https://jsonfeed.org/version/"


@dataclass(frozen=True, slots=True)
class Document:
    """What was read of one: the names of its items, where it leads, and what is wrong with it."""

    ids: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    previous: str = ""  # the address of what came before, by RFC 5005 or JSON Feed
    address: str = ""  # its own, as it says
    is_feed: bool = False
    wrong: tuple[str, ...] = ()


def of_xml(data: bytes) -> Document:
    """Of whatever has such a root; any other document only has to read."""
    try:
        root = ET.fromstring(data)  # noqa: S314  # a site of one's own; expat bounds what entities grow to
    except ET.ParseError as error:
        return Document(wrong=(f"does not read as XML: {error}",))
    if root.tag == f"{_ATOM}feed":
        return _atom(root)
    if root.tag == "rss":
        return _rss(root)
    if root.tag == "opml":
        outlines = [o for o in root.iter("outline") if not len(o)]
        links = tuple(o.get(name, "") for o in outlines for name in ("xmlUrl", "htmlUrl") if o.get(name))
        wrong = tuple(f"a feed without its address: {o.get('text')}" for o in outlines if not o.get("xmlUrl"))
        return Document(links=links, wrong=wrong)
    if root.tag in {f"{_MAP}urlset", f"{_MAP}sitemapindex"}:
        own = [each.text or "" for each in root.iter(f"{_MAP}loc")]
        return Document(links=(*own, *(each.get("href", "") for each in root.iter(_ALTERNATE))))
    return Document()


def of_json(data: bytes) -> Document:
    """Of a JSON feed; any other document only has to read."""
    try:
        read = json.loads(data)
    except (ValueError, RecursionError) as error:
        return Document(wrong=(f"does not read as JSON: {error}",))
    if isinstance(read, dict) and str(read.get("version", "")).startswith(_JSON_FEED):
        return _json_feed(read)
    return Document()


def _atom(feed: ET.Element) -> Document:
    entries = feed.findall(f"{_ATOM}entry")
    relations = {link.get("rel", "alternate"): link.get("href", "") for link in feed.findall(f"{_ATOM}link")}
    wrong = list(_lacks(feed, ("id", "title", "updated"), "the feed", _ATOM))
    wrong += [] if "self" in relations else ["the feed does not say its own address"]
    has_author = feed.find(f"{_ATOM}author") is not None
    links = list(relations.values())
    for entry in entries:
        name = f"entry {entry.findtext(f'{_ATOM}id', '')}"
        wrong += _lacks(entry, ("id", "title", "updated"), name, _ATOM)
        wrong += [] if has_author or entry.find(f"{_ATOM}author") is not None else [f"{name} has no author"]
        for moment in ("updated", "published"):
            when = entry.findtext(f"{_ATOM}{moment}")
            wrong += [] if when is None or _MOMENT.fullmatch(when) else [f"{name}: {when!r} is no moment"]
        links += [link.get("href", "") for link in entry.findall(f"{_ATOM}link")]
        links += _links_in(entry.findtext(f"{_ATOM}content", ""))
    ids = tuple(entry.findtext(f"{_ATOM}id", "") for entry in entries)
    return Document(
        ids, tuple(links), relations.get("prev-archive", ""), relations.get("self", ""), True, tuple(wrong)
    )


def _rss(rss: ET.Element) -> Document:
    channel = rss.find("channel")
    if channel is None:
        return Document(is_feed=True, wrong=("the feed has no channel",))
    relations = {link.get("rel", ""): link.get("href", "") for link in channel.findall(f"{_ATOM}link")}
    items = channel.findall("item")
    wrong = list(_lacks(channel, ("title", "link", "description"), "the feed"))
    links = [*relations.values(), channel.findtext("link", "")]
    for item in items:
        name = f"item {item.findtext('guid', '')}"
        wrong += _lacks(item, ("guid", "link", "title"), name)
        when = item.findtext("pubDate")
        wrong += [] if when is None or _is_mail_date(when) else [f"{name}: {when!r} is no date"]
        links += [item.findtext("link", ""), *_links_in(item.findtext("description", ""))]
    return Document(
        tuple(item.findtext("guid", "") for item in items),
        tuple(links),
        relations.get("prev-archive", ""),
        relations.get("self", ""),
        True,
        tuple(wrong),
    )


def _json_feed(feed: dict[str, Any]) -> Document:
    items = [item for item in feed.get("items", []) if isinstance(item, dict)]
    wrong = [f"the feed has no {key}" for key in ("title", "items") if key not in feed]
    links = [str(feed[key]) for key in ("home_page_url", "feed_url", "next_url") if key in feed]
    for item in items:
        name = f"item {item.get('id', '')}"
        wrong += [] if item.get("id") else ["an item has no id"]
        wrong += [] if {"content_html", "content_text"} & item.keys() else [f"{name} has no content"]
        links += [str(item["url"])] if "url" in item else []
        links += _links_in(str(item.get("content_html", "")))
    ids = tuple(str(item.get("id", "")) for item in items)
    return Document(
        ids, tuple(links), str(feed.get("next_url", "")), str(feed.get("feed_url", "")), True, tuple(wrong)
    )


def _lacks(element: ET.Element, names: tuple[str, ...], what: str, space: str = "") -> Iterator[str]:
    for name in names:
        found = element.findall(f"{space}{name}")
        if not found or not (found[0].text or "").strip():
            yield f"{what} has no {name}"
        elif len(found) > 1:
            yield f"{what} has more than one {name}"


def _links_in(html: str) -> list[str]:
    return [mark.value for mark in marks(html) if not mark.is_anchor]


def _is_mail_date(text: str) -> bool:
    try:
        parsedate_to_datetime(text)
    except ValueError:
        return False
    return True
