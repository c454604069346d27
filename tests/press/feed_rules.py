"""What the standards ask of feeds, checked as strictly as they can be read: every fault by its sentence.

RFC 4287 (Atom), RSS 2.0, JSON Feed 1.1, RFC 5005 (archives) and OPML 2.0; dates by RFC 3339 and RFC 822.
"""

import datetime as dt
import json
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import feedparser

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
FH = "{http://purl.org/syndication/history/1.0}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
RFC_822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d "
    r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d [+-]\d{4}"
)
BCP_47 = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
LARGEST = 1_000_000

FEED_ONCE = {"id", "title", "updated", "subtitle", "generator", "icon", "logo", "rights"}
ENTRY_ONCE = {"id", "title", "updated", "published", "content", "summary", "rights", "source"}
RSS_CHANNEL = {
    "title",
    "link",
    "description",
    "language",
    "lastBuildDate",
    "item",
    f"{ATOM}link",
    f"{FH}archive",
}
RSS_ITEM = {"title", "link", "guid", "pubDate", "category", "description", f"{DC}creator"}
JSON_TYPES = {
    **dict.fromkeys(("version", "title", "home_page_url", "feed_url", "description", "next_url"), str),
    "language": str,
    "authors": list,
    "items": list,
}
JSON_ITEM_TYPES = {
    **dict.fromkeys(("id", "url", "external_url", "title", "content_html", "language"), str),
    **dict.fromkeys(("date_published", "date_modified"), str),
    "authors": list,
    "tags": list,
}


@dataclass(frozen=True)
class Item:
    """What all formats say of one."""

    id: str
    url: str
    title: str
    content: str
    published: dt.datetime
    authors: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    items: tuple[Item, ...]
    address: str
    previous: str | None
    next: str | None
    current: str | None
    is_archive: bool


def read(data):
    """The document, whatever its format; AssertionError where it breaks a rule."""
    assert len(data) < LARGEST, f"{len(data)} bytes"
    text = data.decode("utf-8")
    if text.startswith("{"):
        return _json_feed(json.loads(text))
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>')
    root = ET.fromstring(data)
    document = _atom(root) if root.tag == f"{ATOM}feed" else _rss(root)
    _agrees_with_feedparser(data, document)
    return document


def _atom(feed):
    once(feed, FEED_ONCE, needed={"id", "title", "updated"})
    assert BCP_47.fullmatch(feed.get(LANG))
    is_iri(feed.findtext(f"{ATOM}id"))
    updated = moment(feed.findtext(f"{ATOM}updated"))
    has_own_author = all(is_person(person) for person in feed.findall(f"{ATOM}author"))
    assert has_own_author or all(
        entry.find(f"{ATOM}author") is not None for entry in feed.iter(f"{ATOM}entry")
    )
    links = one_each(feed)
    assert set(links) <= {"self", "alternate", "prev-archive", "next-archive", "current"}
    assert "self" in links
    entries = feed.findall(f"{ATOM}entry")
    first = list(feed).index(entries[0]) if entries else len(feed)
    assert all(child.tag == f"{ATOM}entry" for child in list(feed)[first:]), "entries stand last"
    return Document(
        items=tuple(_atom_entry(entry, updated) for entry in entries),
        address=links["self"],
        previous=links.get("prev-archive"),
        next=links.get("next-archive"),
        current=links.get("current"),
        is_archive=is_archive(feed),
    )


def _atom_entry(entry, latest):
    once(entry, ENTRY_ONCE, needed={"id", "title", "updated", "published", "content"})
    for child in entry:
        assert child.tag.startswith(ATOM), child.tag
    is_iri(entry.findtext(f"{ATOM}id"))
    published, updated = (moment(entry.findtext(f"{ATOM}{name}")) for name in ("published", "updated"))
    assert published <= updated <= latest, "a feed is updated with its entries"
    links = one_each(entry)
    assert set(links) <= {"alternate", "related"}
    content = entry.find(f"{ATOM}content")
    assert content.get("type") == "html"
    assert not len(content), "HTML is text, escaped or in CDATA"
    for name in (ATOM + "title", ATOM + "content"):
        spoken = entry.find(name).get(LANG) or entry.get(LANG)
        assert spoken is None or BCP_47.fullmatch(spoken)
    title = entry.find(f"{ATOM}title")
    assert title.get("type", "text") == "text"
    assert all(is_person(person) for person in entry.findall(f"{ATOM}author"))
    terms = tuple(category.attrib["term"] for category in entry.findall(f"{ATOM}category"))
    for category in entry.findall(f"{ATOM}category"):
        is_iri(category.get("scheme"))
    return Item(
        entry.findtext(f"{ATOM}id"),
        links["alternate"],
        title.text,
        content.text,
        published,
        tuple(person.findtext(f"{ATOM}name") for person in entry.findall(f"{ATOM}author")),
        terms,
    )


def _rss(rss):
    assert rss.tag == "rss"
    assert rss.get("version") == "2.0"
    (channel,) = rss
    assert {child.tag for child in channel} <= RSS_CHANNEL
    for name in ("title", "link", "description"):
        assert len(channel.findall(name)) == 1
        assert channel.findtext(name)
    for name in ("language", "lastBuildDate"):
        assert len(channel.findall(name)) <= 1
    is_iri(channel.findtext("link"))
    assert BCP_47.fullmatch(channel.findtext("language"))
    if (built := channel.findtext("lastBuildDate")) is not None:
        rfc_822(built)
    links = one_each(channel)
    assert set(links) <= {"self", "prev-archive", "next-archive", "current"}
    return Document(
        items=tuple(map(_rss_item, channel.findall("item"))),
        address=links["self"],
        previous=links.get("prev-archive"),
        next=links.get("next-archive"),
        current=links.get("current"),
        is_archive=is_archive(channel),
    )


def _rss_item(item):
    assert {child.tag for child in item} <= RSS_ITEM, "an author would need mail; dc:creator does not"
    for name in ("title", "link", "guid", "pubDate", "description"):
        assert len(item.findall(name)) == 1
    assert item.findtext("title") or item.findtext("description")
    is_iri(item.findtext("link"))
    guid = item.find("guid")
    assert guid.get("isPermaLink") in {"true", "false"}
    if guid.get("isPermaLink") == "true":
        assert guid.text == item.findtext("link")
    for child in item:
        assert not len(child)
    return Item(
        guid.text,
        item.findtext("link"),
        item.findtext("title"),
        item.findtext("description"),
        rfc_822(item.findtext("pubDate")),
        tuple(person.text for person in item.findall(f"{DC}creator")),
        tuple(category.text for category in item.findall("category")),
    )


def _json_feed(feed):
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    has_types(feed, JSON_TYPES, needed={"version", "title", "items"})
    for name in ("home_page_url", "feed_url", "next_url"):
        if name in feed:
            is_iri(feed[name])
    assert feed.get("next_url") != feed["feed_url"]
    assert BCP_47.fullmatch(feed["language"])
    assert people(feed["authors"])
    return Document(
        items=tuple(map(_json_item, feed["items"])),
        address=feed["feed_url"],
        previous=feed.get("next_url"),
        next=None,
        current=None,
        is_archive=False,
    )


def _json_item(item):
    has_types(item, JSON_ITEM_TYPES, needed={"id", "content_html", "url", "date_published"})
    for name in ("url", "external_url"):
        if name in item:
            is_iri(item[name])
    assert all(isinstance(tag, str) and tag for tag in item.get("tags", []))
    assert BCP_47.fullmatch(item["language"])
    assert moment(item["date_published"]) <= moment(item["date_modified"])
    return Item(
        item["id"],
        item["url"],
        item["title"],
        item["content_html"],
        moment(item["date_published"]),
        people(item.get("authors", [])),
        tuple(item.get("tags", [])),
    )


def _agrees_with_feedparser(data, document):
    parsed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    assert not parsed.bozo, parsed.get("bozo_exception")
    said = [
        (e.id, e.link, e.content[0].value if "content" in e else e.summary, e.published_parsed[:6])
        for e in parsed.entries
    ]
    ours = [(i.id, i.url, i.content.strip(), i.published.utctimetuple()[:6]) for i in document.items]
    assert said == ours


def walk(start, fetch):
    """All documents of a feed from the one that changes to the end of its chain, as RFC 5005 has them."""
    current = read(fetch(start))
    assert current.address == start
    assert not current.is_archive
    assert current.current in {None, start}
    chain, seen = [current], {start}
    while chain[-1].previous:
        address = chain[-1].previous
        assert address not in seen, "the chain is a circle"
        seen.add(address)
        archive = read(fetch(address))
        assert archive.address == address
        is_json = address.endswith(".json")
        assert archive.is_archive or is_json
        assert archive.current == start or is_json
        assert archive.next is None  # so that an archive stays as it is when the next one comes
        chain.append(archive)
    ids = [item.id for document in chain for item in document.items]
    assert len(set(ids)) == len(ids), "an entry stands once in the chain"
    return chain


def opml(data):
    """The addresses in it."""
    root = ET.fromstring(data)
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    head, body = root
    assert (head.tag, body.tag) == ("head", "body")
    assert head.findtext("title")
    assert len(body)
    addresses = []
    for outline in body.iter("outline"):
        assert outline.get("text")
        if len(outline):
            continue
        assert outline.get("type") == "rss"
        is_iri(outline.get("htmlUrl"))
        addresses.append(is_iri(outline.get("xmlUrl")))
    return addresses


def once(element, names, *, needed):
    counts = {name: len(element.findall(f"{ATOM}{name}")) for name in names}
    assert all(count <= 1 for count in counts.values()), counts
    assert all(counts[name] for name in needed), counts


def one_each(element):
    """Addresses by relation: one alternate for a type and language, and one of all others."""
    links = element.findall(f"{ATOM}link")
    for link in links:
        is_iri(link.get("href"))
        assert re.fullmatch(r"[\w.+-]+/[\w.+-]+", link.get("type"))
        assert not len(link)
    relations = [link.get("rel", "alternate") for link in links]
    assert len(set(relations)) == len(relations)
    return {link.get("rel", "alternate"): link.get("href") for link in links}


def is_archive(element):
    marks = element.findall(f"{FH}archive")
    assert len(marks) <= 1
    assert all(not len(mark) and not mark.text for mark in marks)
    return bool(marks)


def is_person(element):
    assert len(element.findall(f"{ATOM}name")) == 1
    return bool(element.findtext(f"{ATOM}name").strip())


def people(said):
    assert all(set(person) <= {"name", "url", "avatar"} for person in said)
    assert all(isinstance(value, str) and value for person in said for value in person.values())
    return tuple(person["name"] for person in said)


def has_types(said, types, *, needed):
    assert needed <= set(said) <= set(types), set(said) ^ set(types)
    for name, value in said.items():
        assert isinstance(value, types[name]), f"{name}: {value!r}"
        assert value or name == "items", f"{name} is empty"


def is_iri(value):
    parts = urlsplit(value)
    assert parts.scheme in {"http", "https", "tag"}, value
    assert parts.netloc or parts.scheme == "tag", value
    assert not re.search(r"[\s<>\"{}|\\^`\x00-\x1f]", value), value
    return value


def moment(value):
    assert RFC_3339.fullmatch(value), value
    return dt.datetime.fromisoformat(value)


def rfc_822(value):
    assert RFC_822.fullmatch(value), value
    said = parsedate_to_datetime(value)
    assert f"{said:%a}" == value[:3], "the weekday is the day's"
    return said
