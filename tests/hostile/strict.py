"""A built site read as its strictest reader would: what may act, load, lead astray or break out fails."""

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

from text.safe_html import MATHS
from text.safe_latex import assert_inert

LOADING = {
    "script",
    "img",
    "audio",
    "video",
    "source",
    "track",
    "iframe",
    "embed",
    "object",
    "link",
    "form",
    "base",
}
URLS = {"href", "src", "action", "formaction", "poster", "data", "srcset", "xlink:href", "ping", "background"}
IN_FEEDS = {"p", "h2", "h3", "a", "b", "br"}
MATHS_SAY = {
    "display",
    "displaystyle",
    "scriptlevel",
    "mathvariant",
    "stretchy",
    "fence",
    "form",
    "lspace",
    "rspace",
    "largeop",
    "movablelimits",
}
RIS_LINE = re.compile(r"[A-Z][A-Z0-9]  - [^\r\n]*")
ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass
class Page(HTMLParser):
    """What is in a page, tag by tag with the names of its attributes."""

    address: str
    shapes: set = field(default_factory=set)
    wrong: list = field(default_factory=list)
    scripts: list = field(default_factory=list)
    within: str = ""

    def __post_init__(self):
        super().__init__()

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        self.shapes |= {(tag, name) for name in said} | {(tag, "")}
        self.within = tag
        for name, value in attrs:
            if name.startswith("on") or name in {"style", "srcdoc", "nonce"} or len(said) < len(attrs):
                self.wrong.append((tag, name, value))
            if name in URLS and not self._leads_rightly(tag, value or ""):
                self.wrong.append((tag, name, value))
        if tag == "script" and not said.get("src"):
            self.scripts.append("")
            if said.get("type") != "application/ld+json":
                self.wrong.append((tag, attrs))
        if tag == "meta" and "http-equiv" in said and not said["content"].startswith("default-src 'none';"):
            self.wrong.append((tag, attrs))

    def _leads_rightly(self, tag, value):
        if re.search(r"[\x00-\x20\\]", value):
            return False
        url = urlsplit(urljoin(self.address, value))
        own = urlsplit(self.address)
        if tag in LOADING and "alternate" not in value:
            return (url.scheme, url.netloc) == (own.scheme, own.netloc)
        return url.scheme in {"http", "https", "mailto"} and "@" not in url.netloc and url.netloc.isascii()

    def handle_data(self, data):
        if self.within == "script" and self.scripts and not data.isspace():
            self.scripts[-1] += data

    def handle_endtag(self, tag):
        self.within = ""

    def handle_comment(self, data):
        self.wrong.append(f"<!--{data}")

    def handle_decl(self, decl):
        if decl != "doctype html":
            self.wrong.append(decl)

    def handle_pi(self, data):
        self.wrong.append(data)

    unknown_decl = handle_pi


def read_page(text, address):
    page = Page(address)
    page.feed(text)
    page.close()
    for script in page.scripts:
        json.loads(script)
        if re.search("[<>&]", script):
            page.wrong.append(script)
    return page


def shapes_of(out, address):
    """Every tag and attribute of a site that holds nothing but harmless words."""
    pages = [read_page(path.read_text(encoding="utf-8"), address) for path in out.rglob("*.html")]
    assert not [page.wrong for page in pages if page.wrong]
    return set().union(*(page.shapes for page in pages))


def assert_strict(out, address, shapes):
    """That no file of a site does more than one of harmless words; how many files that were."""
    files = [path for path in out.rglob("*") if path.is_file()]
    for path in files:
        name = path.relative_to(out).as_posix()
        assert path.resolve().is_relative_to(out.resolve()), name
        assert not re.search(r"[\x00-\x20\x7f\\:*?\"<>|]|\.\.", name), name
        check = CHECKS.get(path.suffix)
        if check:
            check(path.read_bytes().decode("utf-8"), name, address, shapes)
    return len(files)


def _html(text, name, address, shapes):
    page = read_page(text, address)
    assert not page.wrong, (name, page.wrong)
    new = {
        shape for shape in page.shapes - shapes if shape[0] not in MATHS or shape[1] not in MATHS_SAY | {""}
    }
    assert not new, (name, new)
    assert "1337" not in text, name  # 7 * 191, had anybody reckoned


def _fragment(text, name, address):
    page = read_page(text, address)
    assert not page.wrong, (name, page.wrong)
    assert {tag for tag, _ in page.shapes} <= IN_FEEDS, name
    assert {said for _, said in page.shapes} <= {"", "href", "lang"}, name


def _xml(text, name, address, _):
    assert "<!DOCTYPE" not in text.partition("CDATA")[0], name
    assert "<!ENTITY" not in text.partition("CDATA")[0], name
    root = ET.fromstring(text)
    own = urlsplit(address)
    for href in re.findall(r"<\?xml-stylesheet[^?]*href=\"([^\"]*)\"", text.partition("CDATA")[0]):
        assert urlsplit(urljoin(address, href)).netloc == own.netloc, name
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        if tag in {"content", "description"} and root.tag.endswith(("feed", "rss")) and element.text:
            _fragment(element.text, name, address)
        if tag == "title" and root.tag == "rss":
            assert not re.search(r"<[A-Za-z/!?]", element.text or ""), name
        for said in element.attrib.values():
            assert not said.lower().startswith(("javascript:", "data:", "vbscript:")), name


def _json(text, name, address, _):
    told = json.loads(text)
    for item in told.get("items", []) if isinstance(told, dict) else []:
        _fragment(item.get("content_html", ""), name, address)


def _bibtex(text, name, *_):
    fields = re.findall(r"^  (\w+) = \{(.*)\},?$", text, re.MULTILINE)
    assert len(fields) + 2 * text.count("@misc{") == len([line for line in text.split("\n") if line]), name
    for _, value in fields:
        assert_inert(value)


def _ris(text, name, *_):
    assert all(RIS_LINE.fullmatch(line) for line in text.split("\r\n") if line), name


CHECKS = {".html": _html, ".xml": _xml, ".opml": _xml, ".json": _json, ".bib": _bibtex, ".ris": _ris}
