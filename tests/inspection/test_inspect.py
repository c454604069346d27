"""A site as built, looked at from outside: each kind of fault is found once, with its file and line."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet import hosting, inspection
from broadsheet.inspection import pages
from press.document import read

HOME = "https://example.org/news/"
FEED = """\
<feed xmlns="http://www.w3.org/2005/Atom"><id>{home}</id><title>News</title><updated>2026-01-27T05:00:00Z</updated>
<author><name>Ada Example</name></author><link rel="self" href="{home}{name}"/>{previous}
{entries}</feed>"""
ENTRY = """<entry><id>{id}</id><title>A</title><updated>{updated}</updated>
<link href="{home}2026/01/27/#a"/></entry>"""


def page(body="", head=""):
    return f"<!doctype html>\n<html><head>{head}</head>\n<body>\n{body}\n</body></html>\n"


def feed(name, *ids, previous="", updated="2026-01-27T05:00:00Z"):
    entries = "".join(ENTRY.format(id=id_, updated=updated, home=HOME) for id_ in ids)
    before = f'<link rel="prev-archive" href="{HOME}{previous}"/>' if previous else ""
    return FEED.format(home=HOME, name=name, previous=before, entries=entries)


WHOLE = {
    "index.html": page(
        '<a href="2026/01/27/#a">A</a> <a href="/news/about">About</a> <a href="mailto:a@example.org">@</a>',
        f'<link rel="canonical" href="{HOME}"><script src="/news/it.js"></script>',
    ),
    "about/index.html": page('<a href="../?day=1#top">Front</a> <a href="https://example.com/x">away</a>'),
    "2026/01/27/index.html": page('<h2 id="a">A</h2><a href="#a">it</a><img srcset="/news/it.png 1x">'),
    "it.js": "document.write('<a href=/nowhere>')",
    "it.png": "",
    "atom.xml": feed("atom.xml", "urn:2", previous="atom-1.xml"),
    "atom-1.xml": feed("atom-1.xml", "urn:1"),
    "data.json": "{}",
}


@pytest.fixture
def site(tmp_path):
    def made(**changed):
        for name, text in (WHOLE | {name.replace("__", "/"): text for name, text in changed.items()}).items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return inspection.inspect(tmp_path, inspection.address_of(tmp_path))

    return made


def found(report):
    return [(fault.kind, fault.where, fault.what) for fault in report.faults]


def test_a_site_that_holds_together_has_no_fault(site):
    report = site()
    assert report.address == HOME
    assert found(report) == []
    assert (report.pages, report.feeds) == (3, 2)
    assert report.links == 14


@pytest.mark.parametrize(
    ("link", "what"),
    [
        ("/news/gone/", "links to /news/gone/, which is not there"),
        ("gone.html", "links to /news/gone.html, which is not there"),
        ("/elsewhere/", "links to /elsewhere/, which is not there"),
        (f"{HOME}gone", "links to /news/gone, which is not there"),
        ("../../../../../etc/passwd", "links to /etc/passwd, which is not there"),
        ("#b", "links to #b, which is not on this page"),
        ("2026/01/27/#b", "links to #b, which is not on 2026/01/27/index.html"),
        ("2026/01/27/#%C3%A9", "links to #é, which is not on 2026/01/27/index.html"),
    ],
)
def test_a_link_that_leads_nowhere_is_named_with_its_line(site, link, what):
    report = site(
        **{"index.html": page(f'text\n<a\nhref="{link}">x</a>', f'<link rel="canonical" href="{HOME}">')}
    )
    kind = "anchor" if "#" in link else "link"
    assert found(report) == [(kind, "index.html:5", what)]


def test_one_cause_is_told_once_and_counted(site):
    report = site(
        **{name: page('<a href="/news/gone/">x</a>' * 2) for name in ("about__index.html", "b.html")}
    )
    (fault,) = report.faults
    assert (fault.where, fault.others) == ("about/index.html:4", 3)


def test_however_much_is_wrong_what_is_kept_is_bounded(site):
    report = site(**{"b.html": page("".join(f'<a href="/news/{n}">x</a>' for n in range(1500)))})
    assert (len(report.faults), report.faults.unnamed) == (1000, 500)


def test_an_anchor_that_stands_twice_is_a_fault(site):
    report = site(**{"b.html": page('<p id="x">\n<p id="x">')})
    assert found(report) == [("anchor", "b.html:5", "has the anchor #x twice")]


def test_a_page_that_was_cut_off_is_a_fault(site):
    assert found(site(**{"b.html": "<html><p>half"})) == [("page", "b.html", "ends before its end")]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<feed", "does not read as XML: unclosed token: line 1, column 0"),
        (feed("atom.xml", "urn:1", updated="yesterday"), "entry urn:1: 'yesterday' is no moment"),
        (feed("atom.xml", ""), "entry  has no id"),
        (feed("other.xml", "urn:3"), f"says that it stands at {HOME}other.xml"),
        ("<rss><channel><title>A</title><link>/news/</link></channel></rss>", "the feed has no description"),
        ("<rss/>", "the feed has no channel"),
        ("<opml><body><outline text='A'/></body></opml>", "a feed without its address: A"),
    ],
)
def test_a_feed_that_is_not_what_its_standard_asks_for_is_a_fault(site, text, what):
    assert what in [each for _, name, each in found(site(**{"atom.xml": text})) if name == "atom.xml"]


def test_a_json_feed_is_held_to_its_standard_too(site):
    items = [{"id": "1", "content_html": '<a href="/news/gone">x</a>'}, {"id": "1"}]
    text = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "A", "items": items})
    assert [what for _, _, what in found(site(**{"feed.json": text}))] == [
        "item 1 has no content",
        "links to /news/gone, which is not there",
        "has an item that stands in this feed or its later archives already",
    ]


def test_an_item_that_stands_in_an_archive_too_is_a_fault(site):
    report = site(**{"atom.xml": feed("atom.xml", "urn:2", "urn:1", previous="atom-1.xml")})
    what = "has an item that stands in this feed or its later archives already"
    assert found(report) == [("feed", "atom-1.xml", what)]


def test_a_chain_of_archives_that_is_a_circle_ends(site):
    report = site(**{"atom-1.xml": feed("atom-1.xml", "urn:1", previous="atom.xml")})
    assert found(report) == []


def test_maps_and_lists_of_feeds_lead_somewhere(site):
    xml = f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{HOME}gone/</loc></url></urlset>"
    opml = f"<opml><body><outline text='A' xmlUrl='{HOME}gone.xml'/></body></opml>"
    report = site(**{"sitemap.xml": xml, "feeds.opml": opml})
    assert [(name, what) for _, name, what in found(report)] == [
        ("feeds.opml", "links to /news/gone.xml, which is not there"),
        ("sitemap.xml", "links to /news/gone/, which is not there"),
    ]


def test_data_that_does_not_read_is_a_fault(site):
    ((kind, name, what),) = found(site(**{"data.json": "{"}))
    assert (kind, name) == ("data", "data.json")
    assert what.startswith("does not read as JSON")


def test_what_a_host_refuses_or_a_render_left_is_a_fault(site, tmp_path):
    (tmp_path / "link.html").symlink_to("index.html")
    (tmp_path / ".it.png.0a1b2c3d.unfinished").write_text("")
    assert sorted(name for _, name, _ in found(site())) == [".it.png.0a1b2c3d.unfinished", "link.html"]


def test_the_month_tells_when_the_site_is_full(site):
    old = {f"2025__12__{day:02}__index.html": page("x" * 1000) for day in range(1, 27)}
    report = site(**old)
    last = sum(len(text) for name, text in WHOLE.items() if name.startswith("2026/01/27"))
    assert report.growth == last
    assert report.days_left == hosting.days_left(report.bytes, last) > 365


@pytest.mark.parametrize(
    ("size", "growth", "said"),
    [
        (10, 0, ""),
        (10, 1_000_000, ""),
        (900_000_000, 10_000_000, "reaches GitHub Pages' limit of 1 GB in some 10 months"),
        (980_000_000, 10_000_000, "reaches GitHub Pages' limit of 1 GB in 60 days"),
        (1_000_000_001, 0, "the site is past GitHub Pages' limit of 1 GB"),
    ],
)
def test_a_publisher_is_warned_in_time(size, growth, said):
    assert hosting.warning(size, growth).endswith(said)


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=8)


@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "p", "img", "link"]), st.sampled_from(["href", "id", "src"]), TEXT)
    )
)
def test_what_is_read_by_tags_alone_is_what_a_parser_reads(tmp_path_factory, tags):
    def escaped(value):
        return value.replace("&", "&amp;").replace('"', "&quot;")

    text = "".join(f'<{tag} class="x > y" {name}="{escaped(value)}">1 < 2 "' for tag, name, value in tags)
    path = tmp_path_factory.getbasetemp() / "read-by-tags.html"
    path.write_text(f"<!-- <a href=no> -->{text}", encoding="utf-8", newline="")
    parsed = read(path)
    marks = list(pages.marks(path.read_text(encoding="utf-8")))
    assert [mark.value for mark in marks if mark.is_anchor] == parsed.ids
    assert [mark.value for mark in marks if not mark.is_anchor] == parsed.links
