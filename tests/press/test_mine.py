"""What the reader's own front page reads, as the browser finds its way in it."""

import json
import re

from broadsheet import paths
from broadsheet.press import mine
from broadsheet.rank.likeness import SIZE, table
from press.newspaper import Newspaper
from press.test_languages import BOTH, print_both

ROW = 1 + SIZE // 2


def test_a_day_has_a_small_file_of_where_its_papers_lie(week):
    week.build()
    facts = json.loads(week.read("2026/01/06/index.json"))
    ids, _, rows = (week.out / "2026/01/06/directions.bin").read_bytes().partition(b"\n")
    assert ids.decode().split() == [paper["id"] for paper in facts["papers"]]
    assert len(rows) == SIZE * (1 + len(facts["papers"]))
    assert (len(rows) - SIZE + len(ids)) / len(facts["papers"]) <= 100


def test_a_further_language_has_its_own_tldrs_by_the_language_that_each_is_in(tmp_path):
    newspaper = print_both(Newspaper(tmp_path, more=BOTH))
    newspaper.build()
    told = json.loads(newspaper.read("zh/2026/01/06/tldr.json"))
    assert told == {"zh": {"2601.90001": "我们看了两次。"}, "en": {"2601.90002": "We look at x² twice."}}
    assert "2026/01/06/tldr.json" not in newspaper.files()


def test_every_word_stands_in_the_part_in_which_it_is_looked_for():
    found = {}
    for part in range(mine.PARTS):
        words, _, rows = mine.words_of(part).partition(b"\n\n")
        for at, word in enumerate(words.decode().split("\n")):
            assert sum(map(ord, word)) % mine.PARTS == part
            found[word] = rows[at * ROW : (at + 1) * ROW]
    assert found.keys() == table().places.keys()
    place = table().places["video"]
    assert found["video"] == table().rarity[place : place + 1] + table().row(place)


def test_the_page_names_the_newest_days_and_their_dates(week):
    week.build()
    page = week.read(paths.page_file(paths.MINE))
    days = json.loads(re.search(r'data-mine="([^"]*)"', page)[1].replace("&#34;", '"'))
    assert days[0][0] == "2026/01/06/"
    assert len(days) <= 7
    assert "2026/01/06/" in page.split("scriptless")[1].split("</p>")[0]


def test_a_site_without_a_day_has_the_page_too(newspaper):
    newspaper.build()
    assert 'data-mine="[]"' in newspaper.read(paths.page_file(paths.MINE))
