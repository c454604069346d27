"""What the publisher wrote in broadsheet.yaml for a further language: shown in its edition wherever it is
named, and nowhere else does anything depend on it.
"""

import datetime as dt
import html
import json
import re

import feedparser
import pytest

from broadsheet import config, inspection, mail, press, recordings, voice
from broadsheet.languages import edition_in
from broadsheet.model import Decision, Rating
from broadsheet.press.interests import Interests
from press.newspaper import WEEK, Newspaper, entry
from search import index_reader

DAYS = (*WEEK, dt.date(2026, 1, 7))  # of a month as many as make streams
DAY = DAYS[-1]
INTERESTS = """\
languages: [en, zh]
interests:
  - {name: Seeing, about: How one sees., keywords: [word*]}
  - {name: Chance, about: How it falls.}
"""
TRANSLATED = (
    INTERESTS
    + """\
translations:
  zh:
    title: 每日示例
    interests:
      Seeing: {name: 视觉, about: 怎样看见。}
"""
)


def rated(number, field):
    return entry(
        f"2601.{number}",
        f"Words of {field or 'nothing'}",
        rating=Rating(9.0, Decision.MUST_READ, field),
        reason="Speaks of words.",
    )


def print_rated(newspaper, *days):
    for day in days:
        number = day.toordinal() % 9000 * 10
        newspaper.print_day(
            day,
            ("Seeing", [rated(10000 + number, "Seeing")]),
            ("Chance", [rated(10001 + number, "Chance")]),
            ("Taste", [rated(10002 + number, "Taste")]),
        )
    return newspaper


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    newspaper = print_rated(Newspaper(tmp_path_factory.mktemp("words"), more=TRANSLATED), *DAYS)
    recording = recordings.Recording(
        DAY,
        "https://example.org/mp3/2026-01-07.zh.mp3",
        1000,
        60.0,
        "zh",
        (recordings.Chapter(0.0, "一"),),
        (recordings.SpokenLine(0.0, "你好。"),),
    )
    recordings.save(newspaper.root / "content", recording, "zh")
    assert newspaper.build().errors == ()
    return newspaper


@pytest.fixture(scope="module")
def day(printed):
    return printed.read("zh/2026/01/07/index.html")


def one_day(newspaper, language):
    return press.one_day(
        newspaper.site,
        newspaper.library,
        layouts=newspaper.root / "layouts",
        state=newspaper.root / ".broadsheet",
        day=DAY,
        language=language,
    )


def test_the_nameplate_has_its_title_and_what_was_not_translated_is_marked(printed):
    front = printed.read("zh/index.html")
    assert '<h1 class="nameplate" dir="auto"><a href="/news/zh/">每日示例</a></h1>' in front
    assert '<p class="motto" dir="auto" lang="en">All the samples' in front
    assert "<span>每日示例</span> · " in front, "who names no publisher is known by the title"
    assert "<title>每日示例</title>" in front
    assert '<meta property="og:site_name" content="每日示例">' in front
    assert "The Daily Example" not in front


def test_the_first_edition_says_nothing_of_it(printed):
    for name, path in printed.files().items():
        if not name.startswith("zh/") and name.endswith((".html", ".xml", ".json", ".opml")):
            said = path.read_text(encoding="utf-8")
            assert "每日示例" not in said, name
            assert "视觉" not in said.replace("计算机视觉", ""), name


def test_sections_and_their_contents_are_called_so(day):
    assert re.search(r'<h2 id="section-seeing" dir="auto">\s*(?:<a [^>]*>)?视觉', day)
    assert '<a href="#section-seeing">视觉</a>' in day
    assert '<a href="#section-chance" lang="en">Chance</a>' in day


def test_a_paper_says_so_why_it_matters_and_links_to_the_same_page(printed, day):
    assert '<span class="field">视觉</span>' in day
    assert '<span class="field" lang="en">Chance</span>' in day
    assert ">Seeing<" not in day
    front = printed.read("zh/index.html")
    assert '<p class="of why" dir="auto" lang="en"><b dir="auto" lang="zh">视觉</b> · ' in front
    assert '<p class="of why" dir="auto" lang="en"><b>Chance</b> · ' in front


def test_filters_choose_by_the_interest_s_own_name(printed, day):
    for page in (day, printed.read("zh/search/index.html")):
        assert '<option value="Seeing">视觉</option>' in page
        assert '<option value="Chance" lang="en">Chance</option>' in page
        assert '<option value="Taste" lang="en">Taste</option>' in page
    assert "Seeing" in html.unescape(re.search(r'data-facts="([^"]*)"', day)[1])


def test_a_search_finds_an_interest_by_what_it_is_called(printed):
    found = {}
    for prefix in ("", "zh/"):
        head, *_ = sorted((printed.out / f"{prefix}search").rglob("head.json"))
        parts = [head, *sorted(head.parent.glob("*.bin"))]
        found[prefix] = index_reader.read([part.read_bytes() for part in parts])[0].keys()
    assert "视觉" in found["zh/"]
    assert "视觉" not in found[""]
    assert "seeing" not in found["zh/"]


def test_its_page_is_where_it_was_and_says_what_it_is_about(printed):
    page = printed.read("zh/interest/seeing/index.html")
    assert '<h1 dir="auto">视觉</h1>' in page
    assert '<p class="deck" dir="auto">怎样看见。</p>' in page
    assert "<title>视觉 · 每日示例</title>" in page
    assert '<meta name="description" content="怎样看见。">' in page
    other = printed.read("zh/interest/chance/index.html")
    assert '<h1 dir="auto" lang="en">Chance</h1>' in other
    assert '<p class="deck" dir="auto" lang="en">How it falls.</p>' in other


def test_all_interests_stand_on_their_page(printed):
    page = printed.read("zh/interest/index.html")
    assert '<dt dir="auto"><a href="/news/zh/interest/seeing/">视觉</a>' in page
    assert '<dd dir="auto">怎样看见。</dd>' in page
    assert '<dt dir="auto" lang="en"><a href="/news/zh/interest/chance/">Chance</a>' in page


@pytest.mark.parametrize("name", ["atom.xml", "rss.xml", "papers.xml"])
def test_feeds_have_its_title(printed, name):
    feed = feedparser.parse(str(printed.out / "zh" / name))
    assert not feed.bozo
    assert feed.feed.title.startswith("每日示例")
    assert feedparser.parse(str(printed.out / name)).feed.title.startswith("The Daily Example")


def test_feeds_of_an_interest_and_the_list_of_all_are_called_so(printed):
    assert feedparser.parse(str(printed.out / "zh/interest/seeing/atom.xml")).feed.title == "每日示例: 视觉"
    assert json.loads(printed.read("zh/feed.json"))["title"] == "每日示例"
    opml = printed.read("zh/feeds.opml")
    assert "<title>每日示例</title>" in opml
    assert 'title="每日示例: 视觉"' in opml
    assert 'title="每日示例: Chance"' in opml
    assert '<dt dir="auto"><a href="/news/zh/interest/seeing/">视觉</a></dt>' in printed.read(
        "zh/feeds/index.html"
    )
    assert 'title="每日示例: 视觉 (Atom)"' in printed.read("zh/interest/seeing/index.html")


def test_what_a_feed_tells_of_a_day_is_headed_so(printed):
    told = feedparser.parse(str(printed.out / "zh/atom.xml")).entries[0].content[0].value
    assert "<h2>视觉</h2>" in told
    assert '<h2 lang="en">Chance</h2>' in told
    assert "视觉<br" in told


def test_the_podcast_has_its_title(printed):
    assert "<title>每日示例</title>" in printed.read("zh/podcast.xml")
    assert "<itunes:author>每日示例</itunes:author>" in printed.read("zh/podcast.xml")


def test_charts_and_streams_have_its_names(printed, day):
    assert re.search(r'<a href="/news/zh/interest/seeing/"[^>]*>视觉</a>', day)
    month = printed.read("zh/2026/01/index.html")
    assert ">视觉</text>" in month
    assert ">Seeing</text>" in printed.read("2026/01/index.html")


def test_what_a_reader_asks_for_is_kept_by_its_own_name(printed):
    mine = printed.read("zh/mine/index.html")
    assert re.search(
        r'data-words="Seeing" data-like="Seeing How one sees\. word\*" [a-z"=-]*>视觉</button>', mine
    )
    assert re.search(r'data-words="Chance" [^>]* lang="en">Chance</button>', mine)
    assert re.search(r'data-words="Computation and Language" [^>]*>计算与语言</button>', mine)


def test_a_message_is_headed_so(printed):
    one = one_day(printed, "zh")
    letter = mail.letter(one)
    message = mail.message(letter, mail.Envelope(), one.context.site)
    assert message["From"].addresses[0].display_name == "每日示例"
    text = message.get_body(("plain",)).get_content()
    assert text.startswith("每日示例 · ")
    assert "视觉 · " in text
    assert "* 视觉 (1)" in text
    assert "Seeing" not in text.replace("Words of Seeing", "").replace("words of seeing", "")
    assert ">每日示例</a>" in letter.html


def test_a_note_to_a_chat_is_headed_so(printed):
    note = mail.note(one_day(printed, "zh"))
    assert note.title.startswith("每日示例 · ")
    assert any("视觉" in point.why for point in note.points)
    assert not any("Seeing" in point.why for point in note.points)


def test_it_is_said_so(printed):
    script = voice.script(one_day(printed, "zh"))
    said = " ".join(each.text for section in script for each in section.utterances)
    assert "每日示例" in said
    assert "The Daily Example" not in said


def test_data_for_programs_have_its_own_name(printed):
    index = json.loads(printed.read("2026/01/07/index.json"))
    assert {paper["rating"]["interest"] for paper in index["papers"]} == {"Seeing", "Chance", "Taste"}
    assert {paper["section"] for paper in index["papers"]} == {"Seeing", "Chance", "Taste"}


def test_nothing_is_wrong_with_the_site_and_no_address_is_another(printed, tmp_path):
    assert list(inspection.inspect(printed.out, printed.url).faults) == []
    plain = print_rated(Newspaper(tmp_path, more=INTERESTS), *DAYS)
    plain.build()
    heard = {"zh/podcast.xml", "zh/podcast.png"}
    beside = {name for name in printed.files() if name.startswith("zh/2026/01/07/")}
    assert printed.files().keys() - heard - beside == plain.files().keys() - beside


def test_words_that_change_are_shown_at_the_next_build(tmp_path):
    newspaper = print_rated(Newspaper(tmp_path, more=TRANSLATED), DAY)
    newspaper.build()
    newspaper.more = TRANSLATED.replace("视觉", "观看")
    newspaper.build()
    assert '<a href="#section-seeing">观看</a>' in newspaper.read("zh/2026/01/07/index.html")


def test_an_interest_of_earlier_days_may_be_called_as_one_of_today_is_elsewhere(tmp_path):
    newspaper = print_rated(Newspaper(tmp_path, more=TRANSLATED.replace("视觉", "Taste")), *DAYS)
    newspaper.build()
    month = newspaper.read("zh/2026/01/index.html")
    assert month.count(">Taste</text>") == 1


def test_what_a_page_names_and_nobody_translated_is_in_the_language_of_the_page():
    interests = Interests(edition_in(config.read(f"title: X\n{TRANSLATED}"), "zh"))
    assert interests.shown("Seeing", "en")[:3] == ("视觉", "zh", "interest/seeing/")
    assert interests.shown("Chance", "fr")[:3] == ("Chance", "fr", "interest/chance/")
    assert interests.shown("Taste", "fr")[:3] == ("Taste", "fr", "")
