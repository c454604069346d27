"""The feeds: what their standards ask for, and that all three say the same."""

import datetime as dt
import json
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree as ET

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.press import categories, dates
from broadsheet.press.words import Words
from press.newspaper import WEEK, entry

ATOM = "{http://www.w3.org/2005/Atom}"
HOME = "https://example.org/news/"


@pytest.fixture
def printed(week):
    week.build()
    return week


@pytest.mark.parametrize("where", ["", "category/cs.CL/"])
def test_all_formats_say_the_same(printed, where):
    said = []
    for name in ("atom.xml", "rss.xml"):
        feed = feedparser.parse(printed.read(where + name), sanitize_html=False)
        assert not feed.bozo
        content = [e.content[0].value if "content" in e else e.summary for e in feed.entries]
        said.append(
            [
                (e.id, e.link, e.title, text, e.published_parsed[:6])
                for e, text in zip(feed.entries, content, strict=True)
            ]
        )
    items = json.loads(printed.read(f"{where}feed.json"))["items"]
    said.append(
        [
            (
                item["id"],
                item["url"],
                item["title"],
                item["content_html"],
                dt.datetime.fromisoformat(item["date_published"]).utctimetuple()[:6],
            )
            for item in items
        ]
    )
    assert said[0] == said[1] == said[2]
    assert len(said[0]) == len(WEEK)
    assert said[0][0][1] == f"{HOME}2026/01/06/"


def test_items_of_a_category_are_not_those_of_the_site(printed):
    def ids(name):
        return [item["id"] for item in json.loads(printed.read(name))["items"]]

    assert ids("feed.json") == [HOME + dates.day_path(day) for day in reversed(WEEK)]
    everywhere = ids("feed.json") + ids("category/cs.CL/feed.json") + ids("category/cs.CV/feed.json")
    assert len(set(everywhere)) == len(everywhere)


def test_a_category_feed_holds_its_papers_only(printed):
    pictures = printed.read("category/cs.CV/feed.json")
    assert "Pictures of" in pictures
    assert "Words of" not in pictures
    assert json.loads(pictures)["title"] == "The Daily Example: Computer Vision and Pattern Recognition"


def test_categories_of_one_name_are_told_apart():
    assert categories.title("stat.ML", Words()) == "Machine Learning (stat.ML)"
    assert categories.title("cs.CL", Words()) == "Computation and Language"
    assert categories.title("New Things", Words()) == "New Things"


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
    theirs = ET.fromstring(printed.read("category/cs.CL/rss.xml")).find("channel/item/guid")
    assert theirs.get("isPermaLink") == "false"


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


def test_a_feed_of_very_full_days_holds_fewer(newspaper):
    for number in range(3):
        day = dt.date(2026, 1, 1) + dt.timedelta(days=number)
        entries = [entry(f"2601.{10000 + 1000 * number + n}", f"{n}" + " word" * 200) for n in range(250)]
        newspaper.print_day(day, ("cs.CL", entries))
    newspaper.build()
    assert len(json.loads(newspaper.read("feed.json"))["items"]) == 1


def test_the_feeds_of_an_empty_site_are_feeds(newspaper):
    newspaper.build()
    for name in ("atom.xml", "rss.xml"):
        feed = feedparser.parse(newspaper.read(name))
        assert not feed.bozo
        assert feed.feed.title == "The Daily Example"
    assert json.loads(newspaper.read("feed.json"))["items"] == []


def test_feeds_are_named_in_the_head_of_the_pages(printed):
    assert 'type="application/atom+xml" href="/news/atom.xml"' in printed.read("2026/01/06/index.html")
    assert 'href="/news/category/cs.CL/rss.xml"' in printed.read("category/cs.CL/index.html")


def test_an_announcement_is_of_midnight_in_new_york():
    assert dates.iso(dates.announced(dt.date(2026, 1, 27))) == "2026-01-27T05:00:00Z"
    assert dates.iso(dates.announced(dt.date(2026, 7, 27))) == "2026-07-27T04:00:00Z"


moments = st.integers(-(10**10), 10**10).map(lambda seconds: dt.datetime.fromtimestamp(seconds, dt.UTC))


@given(moments)
def test_moments_are_read_as_they_were_meant(moment):
    assert dt.datetime.fromisoformat(dates.iso(moment)) == moment
    assert parsedate_to_datetime(dates.mail(moment)) == moment
