"""The site as a reader's browser meets it: every link leads somewhere, and no text from outside acts."""

import datetime as dt
import json
import re
from dataclasses import replace
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import feedparser
import pytest
from hypothesis import given

from broadsheet import page
from broadsheet.model import Author, Link, Paper, Part, Role, Summary, Trend
from broadsheet.text.accents import unicode_text
from press.document import Document, checked_links, read
from press.newspaper import WEEK, Newspaper, digest, entry
from strategies import HOSTILE, digests, few


def documents(paper):
    return {name: read(path) for name, path in paper.files().items() if name.endswith(".html")}


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/",
        pytest.param("https://example.org/news/", marks=pytest.mark.long),
        "http://127.0.0.1:8000/a/b/",
    ],
)
def test_every_internal_link_leads_somewhere(week, url):
    week.url = url
    week.build()
    assert checked_links(documents(week), week.files(), url) > 100


def test_pages_are_well_formed_and_ids_unique(week):
    week.build()
    for name, document in documents(week).items():
        assert not document.unbalanced, name
        assert not document.open, name
        assert len(set(document.ids)) == len(document.ids), name


def locations(paper, name):
    root = ET.fromstring(paper.read(name))
    return [loc.text for loc in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]


@pytest.mark.parametrize("paper_pages", ["true", "false"])
def test_everything_in_the_sitemaps_is_there_and_everything_there_is_in_them_once(week, paper_pages):
    week.more = f"paper-pages: {paper_pages}\n"
    week.build()
    maps = [address.removeprefix(week.url) for address in locations(week, "sitemap.xml")]
    assert maps == ["sitemap-2025.xml", "sitemap-2026.xml", "sitemap-pages.xml"]
    found = [address for name in maps for address in locations(week, name)]
    listed = set(found)
    assert len(listed) == len(found)
    pages = (name for name in week.files() if name.endswith("index.html"))
    pages = {name for name in pages if "noindex" not in week.read(name)}
    assert listed == {week.url + name.removesuffix("index.html") for name in pages}
    assert f"Sitemap: {week.url}sitemap.xml" in week.read("robots.txt")


DATA = '<script type="application/ld+json">'
OWN_SCRIPT = r'<script src="/[\w/]*(broadsheet|mine|saved|search|offline)\.js\?v=\w+" defer></script>'
OWN_FORMS = (
    r'<form class="tools" hidden>',
    r'<form id="ask" class="search">',
    r'<form class="search" role="search" action="/[\w/]*search/" data-search .*>',
)


def assert_harmless(paper):
    for name, document in documents(paper).items():
        scripts = re.findall(r"<script.*?</script>", paper.read(name), re.DOTALL)
        data = [script[len(DATA) : -len("</script>")] for script in scripts if script.startswith(DATA)]
        assert all(isinstance(json.loads(block), dict) and not set(block) & set("<>&") for block in data)
        programs = [script for script in scripts if not script.startswith(DATA)]
        assert all(re.fullmatch(OWN_SCRIPT, script) for script in programs), name
        assert len(set(programs)) == len(programs) <= 2
        for form in re.findall(r"<form.*?>", paper.read(name)):
            assert any(re.fullmatch(own, form) for own in OWN_FORMS), form
        assert not {"iframe", "object", "embed", "base", "img"} & document.tags, name
        assert not [attribute for attribute in document.attributes if attribute.startswith("on")], name
        assert "style" not in document.attributes, name
        schemes = {urlsplit(link).scheme for link in document.links}
        assert schemes <= {"", "http", "https"}, name
        assert not document.unbalanced, name
        assert not document.open, name
        assert len(set(document.ids)) == len(document.ids), name
    for name, path in paper.files().items():
        if name.endswith(".xml"):
            ET.fromstring(path.read_bytes())
    for feed in ("atom.xml", "rss.xml", "papers.xml"):
        parsed = feedparser.parse(paper.read(feed))
        assert not parsed.bozo, parsed.get("bozo_exception")
        for element in ET.fromstring(paper.read(feed)).iter():
            if element.tag.endswith(("content", "description")) and (element.text or "").startswith("<"):
                content = Document()
                content.feed(element.text)
                content.close()
                assert content.tags <= {"h2", "h3", "p", "b", "br", "a"}
                assert content.attributes <= {"href", "lang"}
                assert not content.unbalanced


def test_hostile_text_stays_text(newspaper):
    nasty = '"><script>alert(1)</script><img src=x onerror=alert(1)> {{ site }} ]]> &lt;b&gt; javascript:x'
    hostile = entry(
        "2601.00001", nasty, "cs.CL", reason="[x](javascript:alert(1)) <b onclick=x>", keywords=(nasty,)
    )
    paper = Paper(
        "2601.00001",
        nasty,
        authors=(Author(nasty, nasty),),
        abstract=f"{nasty}\n\n</details>{nasty}",
        categories=("cs.CL",),
        links=(Link(nasty, "https://example.org/?a=1&b='2'"),),
    )
    parts = tuple(Part(role, nasty) for role in Role)
    day = digest(
        WEEK[0],
        (
            nasty,
            [type(hostile)(paper, hostile.kind, None, hostile.reason, (nasty,), Summary("extract", parts))],
        ),
    )
    text = page.render(
        type(day)(**{**fields(day), "title": nasty, "trends": (Trend(nasty, nasty, ("2601.00001",)),)})
    )
    newspaper.library.save(WEEK[0], text)
    newspaper.write(
        "content/about.md", f'---\ntitle: "<script>x</script>"\n---\n\n{nasty}\n\n<script>alert(1)</script>\n'
    )
    edition = newspaper.build()
    assert edition.errors == ()
    assert_harmless(newspaper)
    assert "alert(1)" in "".join(read(newspaper.out / "2025/12/30/index.html").text)


def fields(value):
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


@few
@given(digests())
def test_no_digest_injects_anything(tmp_path_factory, any_digest):
    paper = Newspaper(tmp_path_factory.mktemp("paper"))
    paper.library.save(any_digest.date, page.render(any_digest))
    edition = paper.build()
    assert edition.errors == ()
    assert_harmless(paper)


def test_hostile_titles_without_tex_are_shown_as_they_are(newspaper):
    titles = [text for text in HOSTILE if not re.search(r"[$\\~`{}]|--", text) and text.strip() == text]
    assert len(titles) > 30
    entries = [entry(f"2601.{number:05}", f"A {title} b") for number, title in enumerate(titles, 10000)]
    newspaper.print_day(dt.date(2026, 1, 2), ("cs.CL", entries))
    newspaper.build()
    shown = "".join(read(newspaper.out / "2026/01/02/index.html").text)
    for title in titles:
        assert f"A {title} b" in shown


def test_a_page_of_an_older_version_is_the_same_site_as_one_of_today(tmp_path):
    """Letters as TeX writes them, and as themselves; only the search page names what it was made of."""
    sites = []
    for name, letters in (("old", str), ("new", unicode_text)):
        newspaper = Newspaper(tmp_path / name)
        newspaper.print_day(WEEK[0], ("cs.CL", [_told(number, letters) for number in range(6)]))
        newspaper.build()
        sites.append({path: file.read_bytes() for path, file in newspaper.files().items()})
    old, new = sites
    assert old.keys() == new.keys()
    assert [path for path in old if old[path] != new[path]] == ["search/index.html"]
    assert "Schrödinger bridges".encode() in old["index.html"]


def _told(number, letters):
    paper = Paper(
        f"2601.1000{number}",
        letters(rf"On Schr\"odinger bridges of Poincar\'e number {number}"),
        (Author(letters(r"Erwin Schr\"odinger"), letters(r"Universit\"at W\"urzburg")),),
        letters(r"We study Schr\"odinger bridges. They are good for G\"odel machines. It holds."),
        ("cs.CL",),
    )
    told = (Part(Role.TLDR, letters(r"In short, Schr\"odinger bridges hold."), (1,)),)
    keywords = (letters(r"Schr\"odinger bridge"), letters(r"Poincar\'e map"))
    return replace(
        entry(paper.id, paper.title), paper=paper, summary=Summary("extract", told), keywords=keywords
    )
