"""The feeds: what their standards ask for, that all formats say the same, and that none loses a paper."""

import dataclasses
import datetime as dt
import json
import re
import shutil
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet import config, page, paths
from broadsheet.model import Author, Decision, Paper, Part, Rating, Role, Summary
from broadsheet.press.feeds import rss
from broadsheet.press.feeds.items import Item
from broadsheet.words import Words
from press import feed_rules
from press.newspaper import SETTINGS, WEEK, Newspaper, digest, entry
from strategies import digests, few

ATOM = "{http://www.w3.org/2005/Atom}"
HOME = "https://example.org/news/"


def fetch_from(paper):
    return lambda address: (paper.out / address.removeprefix(paper.url)).read_bytes()


def walked(paper, name):
    """All items of a feed, its archives included."""
    chain = feed_rules.walk(paper.url + name, fetch_from(paper))
    return [item for document in chain for item in document.items]


def feeds_of(paper):
    names = paper.files()
    return [name for name in names if re.search(r"(atom|rss|feed|papers)\.(xml|json)$", name)]


DAYS = ("atom.xml", "rss.xml", "feed.json")


def test_all_formats_say_the_same(printed):
    first, *others = [walked(printed, name) for name in DAYS]
    assert others == [first, first]
    assert first


def test_a_feed_of_days_has_an_item_a_day(printed):
    items = walked(printed, "atom.xml")
    assert [item.url for item in items] == [HOME + paths.day(day) for day in reversed(WEEK)]


def test_a_feed_of_papers_has_an_item_a_paper_with_its_permanent_address_for_id(printed):
    items = walked(printed, "papers.xml")
    assert len(items) == 3 * len(WEEK)
    anchors = {
        f"{HOME}{name.removesuffix('index.html')}#{anchor}"
        for name in printed.files()
        if name.endswith("index.html")
        for anchor in re.findall(r'<article class="paper [a-z]+" id="([^"]+)"', printed.read(name))
    }
    assert {item.id for item in items} == {item.url for item in items} == anchors
    assert {item.id for item in walked(printed, "category/cs.CV/papers.xml")} < anchors


def test_items_of_a_category_are_not_those_of_the_site(printed):
    def ids(name):
        return [item.id for item in walked(printed, name)]

    assert ids("atom.xml") == [HOME + paths.day(day) for day in reversed(WEEK)]
    everywhere = ids("atom.xml") + ids("category/cs.CL/atom.xml") + ids("category/cs.CV/atom.xml")
    assert len(set(everywhere)) == len(everywhere)


def test_a_category_feed_holds_its_papers_only(printed):
    pictures = printed.read("category/cs.CV/atom.xml")
    assert "Pictures of" in pictures
    assert "Words of" not in pictures
    title = ET.fromstring(pictures).findtext(f"{ATOM}title")
    assert title == "The Daily Example: Computer Vision and Pattern Recognition"


def test_categories_of_one_name_are_told_apart():
    assert Words().category_in_full("stat.ML") == "Machine Learning (stat.ML)"
    assert Words().category_in_full("cs.CL") == "Computation and Language"
    assert Words().category_in_full("New Things") == "New Things"


def test_what_rss_asks_for(printed):
    root = ET.fromstring(printed.read("rss.xml"))
    channel = root.find("channel")
    assert root.get("version") == "2.0"
    for needed in ("title", "link", "description"):
        assert channel.findtext(needed)
    self_link = channel.find(f"{ATOM}link")
    assert (self_link.get("rel"), self_link.get("href")) == ("self", f"{HOME}rss.xml")
    item = channel.find("item")
    assert item.find("guid").get("isPermaLink") == "true"
    assert item.findtext("guid") == item.findtext("link")
    assert item.findtext("pubDate") == "Tue, 06 Jan 2026 05:00:00 +0000"
    assert item.findtext("{http://purl.org/dc/elements/1.1/}creator") == "The Daily Example"
    assert item.find("author") is None


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("Beyond <think> tags", "Beyond ‹think› tags"),
        ("<script>alert(1)</script>", "‹script›alert(1)‹/script›"),
        ("<img src=x onerror=alert(1)", "‹img src=x onerror=alert(1)"),
        ("<<b>>, <!--, a < b and 3<4", "<‹b›>, ‹!--, a < b and 3<4"),
    ],
)
def test_a_title_in_rss_is_no_tag_to_readers_that_take_it_for_html(title, plain):
    now = dt.datetime(2026, 1, 27, tzinfo=dt.UTC)
    about = {"id": HOME, "permanent": True, "url": HOME, "language": "en", "title_language": "en"}
    item = Item(title=title, content="", published=now, updated=now, authors=("<b>Ada</b> Example",), **about)
    item = ET.fromstring(f'<item xmlns:dc="http://purl.org/dc/elements/1.1/">{rss.item(item)}</item>')[0]
    assert item.find("title").text == plain
    assert item.find("{http://purl.org/dc/elements/1.1/}creator").text == "‹b›Ada‹/b› Example"


def test_what_atom_asks_for(printed):
    root = ET.fromstring(printed.read("atom.xml"))
    for element in (root, *root.iter(f"{ATOM}entry")):
        for needed in ("id", "title", "updated"):
            assert element.findtext(f"{ATOM}{needed}")
    assert root.find(f"{ATOM}author/{ATOM}name").text == "The Daily Example"
    assert {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")} == {
        "self": f"{HOME}atom.xml",
        "alternate": HOME,
    }
    assert root.findtext(f"{ATOM}updated") == "2026-01-06T05:10:00Z"
    assert root.find(f"{ATOM}entry/{ATOM}published").text == "2026-01-06T05:00:00Z"


def test_what_json_feed_asks_for(printed):
    feed = json.loads(printed.read("feed.json"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{HOME}feed.json"
    assert feed["home_page_url"] == HOME
    assert all(item["id"] and item["content_html"] for item in feed["items"])


def test_an_item_tells_its_papers(newspaper):
    newspaper.print_day(WEEK[0], ("cs.CL", [entry("2601.00001", "About $x^2 \\le 1$ & <more>")]))
    newspaper.build()
    content = json.loads(newspaper.read("feed.json"))["items"][0]["content_html"]
    assert f'<a href="{HOME}2025/12/30/#2601.00001">About x² ≤ 1 &amp; &lt;more&gt;</a>' in content
    assert "Ada Example, Raquel Fernández-Muster" in content
    assert '<a href="https://arxiv.org/abs/2601.00001v1">arXiv:2601.00001</a>' in content
    assert "<p>In short, about" in content


def test_a_feed_holds_the_newest_fifteen_days(newspaper):
    for number in range(20):
        day = dt.date(2026, 1, 1) + dt.timedelta(days=number)
        newspaper.print_day(day, ("cs.CL", [entry(f"2601.{10000 + number}", "One more")]))
    newspaper.build()
    ids = [item["id"] for item in json.loads(newspaper.read("feed.json"))["items"]]
    assert ids == [f"{HOME}2026/01/{day:02}/" for day in range(20, 5, -1)]


def full_day(count, *, by="a-model"):
    """The higher the number, the better the paper; every third must be read."""
    told = Summary(by, (Part(Role.TLDR, "In short, so."), Part(Role.METHOD, "We look twice.")))
    decisions = (Decision.MUST_READ, Decision.WORTH_A_LOOK, Decision.SKIP)
    return [
        entry(
            f"2601.{10000 + number}",
            f"Number {number}",
            rating=Rating(round(number * 10 / count, 1), decisions[number % 3]),
            summary=told,
        )
        for number in range(count)
    ]


@pytest.mark.parametrize("count", [9, pytest.param(501, marks=pytest.mark.long)])
def test_no_item_tells_less_because_its_day_is_big(newspaper, count):
    newspaper.print_day(WEEK[0], ("cs.CL", full_day(count)))
    newspaper.build()
    for name in DAYS:
        (item,) = walked(newspaper, name)
        assert all(f">Number {number}<" in item.content for number in range(count))
        assert item.content.count("In short, so.") == count
        assert item.content.count("We look twice.") == count * 2 // 3  # all but those to skip
    said = {item.title: item.content for item in walked(newspaper, "papers.xml")}
    assert len(said) == count
    for content in said.values():
        assert all(text in content for text in ("In short, so.", "We look twice.", "Nobody looked"))


def test_an_item_of_a_paper_says_no_sentence_of_its_abstract_twice(newspaper):
    newspaper.print_day(WEEK[0], ("cs.CL", full_day(3, by="extract")))
    newspaper.build()
    for item in walked(newspaper, "papers.xml"):
        assert "We look twice." not in item.content
        assert "Nobody looked" in item.content
    (day,) = walked(newspaper, "atom.xml")
    assert day.content.count("We look twice.") == 2


WEEKDAYS = [day for day in (dt.date(2025, 12, 11) + dt.timedelta(n) for n in range(50)) if day.weekday() < 5]


class Interested(Newspaper):
    """With reviews and an interest, in Chinese."""

    @property
    def site(self):
        more = "language: zh\ninterests:\n  - {name: Words, keywords: [words]}\n"
        return config.read(SETTINGS.format(url=self.url).replace("reviews: none", "reviews: both") + more)


@pytest.fixture(scope="module")
def months(tmp_path_factory):
    """Days enough for archives; on one of them nothing, on another very much. To be read only."""
    newspaper = Interested(tmp_path_factory.mktemp("months"))
    rating = Rating(8.5, Decision.MUST_READ, "Words")
    for number, day in enumerate(WEEKDAYS):
        few = [
            entry(
                f"2601.{number:05}", f"Words $x^2 < {number}$ & more", "cs.CL", rating=rating, reason="*So*."
            ),
            entry(f"2602.{number:05}", f"Other words {number}", "cs.LG", "cs.CL"),
        ]
        crowd = [entry(f"2603.{n:05}", f"Crowd {n}", "cs.CL") for n in range(150)] if number == 30 else []
        sections = [("cs.CL", few + crowd), ("cs.CV", [entry(f"2604.{number:05}", "Seen", "cs.CV")])]
        if day != WEEKDAYS[25]:
            newspaper.library.save(day, page.render(digest(day, *sections)))
    newspaper.build()
    return newspaper


def test_every_feed_keeps_the_rules_and_every_archive_is_of_one(months):
    names = feeds_of(months)
    current = [name for name in names if "past/" not in name]
    assert len(current) == 4 + 2 * 3  # site, two categories, an interest
    archives = {
        document.address
        for name in current
        for document in feed_rules.walk(months.url + name, fetch_from(months))[1:]
    }
    assert archives == {months.url + name for name in names if "past/" in name}
    assert archives


def test_who_was_away_for_three_weeks_gets_every_paper_once_from_each_kind(months):
    away = WEEKDAYS[-1] - dt.timedelta(days=21)
    expected = {
        f"{months.url}{paths.day(day)}#{each.paper.id}"
        for day in WEEKDAYS
        if day > away and day != WEEKDAYS[25]
        for each in months.library.load(day).digest.entries
    }
    days = [item for item in walked(months, "atom.xml") if re.search(r"/\d\d/$", item.url)]
    links = [link for item in days for link in re.findall(r'<h3[^>]*><a href="([^"]+)"', item.content)]
    assert len(set(links)) == len(links)
    assert expected <= set(links)
    ids = [item.id for item in walked(months, "papers.xml")]
    assert len(set(ids)) == len(ids)
    assert expected <= set(ids)


def test_a_new_day_leaves_the_archives_as_they_are(months, tmp_path):
    months = Interested(shutil.copytree(months.root, tmp_path / "months"))
    before = {name: (months.out / name).read_bytes() for name in feeds_of(months) if "past/" in name}
    new = dt.date(2026, 1, 30)
    months.library.save(new, page.render(digest(new, ("cs.CL", [entry("2605.00001", "News", "cs.CL")]))))
    months.build()
    after = {name: (months.out / name).read_bytes() for name in feeds_of(months) if "past/" in name}
    both = before.keys() & after.keys()
    assert len(both) > 6
    assert {name for name in both if before[name] != after[name]} == set()
    assert not before.keys() - after.keys()


def test_what_is_english_says_so_in_a_chinese_feed(months):
    root = ET.fromstring(months.read("papers.xml"))
    assert root.get(feed_rules.LANG) == "zh"
    item = root.find(f"{ATOM}entry")
    assert item.get(feed_rules.LANG) == "en"
    assert '<b lang="zh">作者摘要。</b>' in item.findtext(f"{ATOM}content")
    day = ET.fromstring(months.read("atom.xml")).findall(f"{ATOM}entry")[-1]
    assert day.get(feed_rules.LANG) == "zh"
    assert "篇论文" in day.findtext(f"{ATOM}title")
    assert '<h3 lang="en">' in day.findtext(f"{ATOM}content")
    assert json.loads(months.read("feed.json"))["items"][0]["language"] == "zh"


def test_an_item_of_a_paper_says_all_of_it(newspaper):
    parts = (Part(Role.TLDR, "In *short*."), Part(Role.METHOD, "By $x^2$."))
    said = entry(
        "2601.00001",
        "About $x^2 \\le 1$ & <more>",
        "cs.CL",
        "cs.AI",
        summary=Summary("a-model", parts),
        rating=Rating(8.5, Decision.MUST_READ, "Words"),
        reason="Names *words*.",
        keywords=("word", "other"),
    )
    newspaper.print_day(WEEK[0], ("cs.CL", [said]))
    newspaper.build()
    (item,) = walked(newspaper, "papers.xml")
    assert item.title == "About x² ≤ 1 & <more>"
    assert item.authors == ("Ada Example", "Raquel Fernández-Muster")
    assert item.tags == ("cs.CL", "cs.AI")
    assert item.published == dt.datetime(2025, 12, 30, 5, tzinfo=dt.UTC)
    for part in (
        "<p>8.5 · must read · Words<br>Names words.</p>",
        "<p>In short.</p>",
        "<p><b>Method.</b> By x².</p>",
        "<p><b>Authors’ abstract.</b> Nobody looked. We look at x² twice. It holds.</p>",
        "<p><b>Keywords.</b> word · other</p>",
        '<a href="https://arxiv.org/pdf/2601.00001v1">PDF</a>',
    ):
        assert part in item.content


def test_a_collaboration_of_thousands_is_named_in_part(newspaper):
    crowd = entry("2601.00001", "Measured together")
    people = tuple(Author(f"Person {number}") for number in range(3000))
    paper = Paper("2601.00001", "Measured together", people, "Nobody looked.", ("cs.CL",))
    newspaper.print_day(WEEK[0], ("cs.CL", [type(crowd)(paper, crowd.kind, summary=crowd.summary)]))
    newspaper.build()
    (item,) = walked(newspaper, "papers.xml")
    assert item.authors[0] == "Person 0"
    assert len(item.authors) == 30
    assert "and 2,994 more" in item.content


@few
@given(digests())
def test_whatever_a_page_says_its_feeds_keep_the_rules(tmp_path_factory, any_digest):
    paper = Newspaper(tmp_path_factory.mktemp("paper"))
    recent = dataclasses.replace(
        any_digest, date=WEEK[0], sample=False
    )  # RFC 822 has two digits for some years
    paper.library.save(recent.date, page.render(recent))
    paper.build()
    for name in feeds_of(paper):
        feed_rules.read((paper.out / name).read_bytes())
    assert len(walked(paper, "papers.xml")) == len(any_digest.entries)


def test_the_list_of_all_feeds_names_each_once(months):
    listed = feed_rules.opml((months.out / "feeds.opml").read_bytes())
    assert len(set(listed)) == len(listed)
    atom = {name for name in feeds_of(months) if re.search(r"(^|/)(atom|papers)\.xml$", name)}
    assert set(listed) == {months.url + name for name in atom if "past/" not in name}


def test_the_page_of_feeds_links_to_every_feed(months):
    said = months.read("feeds/index.html")
    for name in [*feeds_of(months), "feeds.opml"]:
        assert (f'href="/news/{name}"' in said) == ("past/" not in name), name


def test_a_feed_that_is_opened_in_a_browser_has_a_style(printed):
    for name in ("atom.xml", "rss.xml", "papers.xml"):
        assert '<?xml-stylesheet type="text/css" href="/news/feeds.css"?>' in printed.read(name)
    assert "feeds.css" in printed.files()


def test_the_feeds_of_an_empty_site_are_feeds(newspaper):
    newspaper.build()
    for name in (*DAYS, "papers.xml"):
        assert walked(newspaper, name) == []


def test_feeds_are_named_in_the_head_of_the_pages(printed):
    assert 'type="application/atom+xml" href="/news/atom.xml"' in printed.read("2026/01/06/index.html")
    assert 'href="/news/category/cs.CL/papers.xml"' in printed.read("category/cs.CL/index.html")


def test_an_announcement_is_of_midnight_in_new_york():
    assert paths.iso(paths.announced(dt.date(2026, 1, 27))) == "2026-01-27T05:00:00Z"
    assert paths.iso(paths.announced(dt.date(2026, 7, 27))) == "2026-07-27T04:00:00Z"


moments = st.integers(-(10**10), 10**10).map(lambda seconds: dt.datetime.fromtimestamp(seconds, dt.UTC))


@given(moments)
def test_moments_are_read_as_they_were_meant(moment):
    assert dt.datetime.fromisoformat(paths.iso(moment)) == moment
    assert parsedate_to_datetime(paths.mail(moment)) == moment
