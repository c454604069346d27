"""The search index: whatever a record says can be found, and a new day touches little of it."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.press import search
from broadsheet.records import terms
from press.newspaper import WEEK, entry

HARD = [
    "Fernández-Muster",
    "Straße, Œuvre, Łódź, Đà, ılık, æther, Øre",
    "x² ≤ 1 and O(n log n)",
    "ﬁnal ﬂow",
    "深度学习 for vision",
    "图神经网络GNN的研究",
    "ひらがなカタカナ",
    "naïve—café’s",
    "ΑΒΓ α-stable",
    "snake_case",
    "2601.90001",
    "Ǆ ǅ",
    "한국어 논문",
    "İstanbul",
]


def found(paper, *said):
    """Days on which a paper says all that is said, as the script of the search page looks them up."""
    days = set()
    for name in paper.files():
        if not name.startswith("search/") or "-of-1.json" not in name:
            continue
        month = name.removeprefix("search/").rsplit("/", 1)[0]
        signposts = json.loads(paper.read(name))
        places = [
            {
                place
                for where in signposts
                if f" {term}" in f" {signposts[where]}"
                for place in where.split(",")
            }
            for term in said
        ]
        candidates = set().union(*places)
        meant = {at for at in candidates if all(at in each or at.split(".")[0] in each for each in places)}
        days |= {f"{month}/{int(float(at)):02}" for at in meant}
    return days


def test_a_word_leads_to_its_days_and_their_records(newspaper):
    newspaper.print_day(WEEK[0], ("cs.CL", [entry("2601.00001", "On Lamps")]))
    newspaper.print_day(WEEK[1], ("cs.CL", [entry("2601.00002", "On Lampreys")]))
    newspaper.build()
    assert found(newspaper, "lamps") == {"2025/12/30"}
    assert found(newspaper, "lamp") == {"2025/12/30", "2025/12/31"}
    assert found(newspaper, "lamp", "lampreys") == {"2025/12/31"}
    path, said, language, papers = json.loads(newspaper.read("search/2025/12/31.json"))
    assert (path, language) == ("2025/12/31/", "en")
    assert "2025" in said
    ((facts, told, id_, categories, title, translated, names, keywords, tldr),) = papers
    assert (facts, told, id_, categories) == (["cs.CL"], "en", "2601.00002", "cs.CL")
    assert (title, translated, keywords) == ("On Lampreys", "", "")
    assert names == "Ada Example, Raquel Fernández-Muster"
    assert tldr == "In short, on lampreys."


def test_words_of_two_papers_do_not_meet_unless_they_are_everywhere(newspaper):
    papers = [entry(f"2601.{number:05}", f"Number {number:04}") for number in range(20)]
    newspaper.print_day(WEEK[0], ("cs.CL", papers))
    newspaper.build()
    assert found(newspaper, "0003", "0004") == set()
    assert found(newspaper, "0003", "number") == {"2025/12/30"}
    assert found(newspaper, "0003", "=cs.CL") == {"2025/12/30"}


def test_a_new_day_makes_its_records_and_the_signposts_of_its_month_alone(week):
    week.build()
    week.print_day(dt.date(2026, 1, 7), ("cs.CL", [entry("2601.70001", "News")]))
    made = {name for name in week.build().made if name.startswith("search/")}
    assert made == {"search/2026/01/7.json", "search/2026/01/w2-0-of-1.json"}


def test_the_newest_month_is_signposted_by_weeks_and_told_together_when_it_is_over(week):
    week.build()
    assert 'data-months="2026/01/ 1 w2-, 2026/01/ 1 w1-, 2025/12/ 1"' in week.read("search/index.html")
    before = found(week, "borrowed")
    week.print_day(dt.date(2026, 2, 3), ("cs.CL", [entry("2602.70001", "News")]))
    edition = week.build()
    assert "search/index.html" in edition.made
    assert 'data-months="2026/02/ 1 w6-, 2026/01/ 1, 2025/12/ 1"' in week.read("search/index.html")
    assert set(edition.removed) >= {"search/2026/01/w1-0-of-1.json", "search/2026/01/w2-0-of-1.json"}
    assert found(week, "borrowed") == before == {f"{day:%Y/%m/%d}" for day in WEEK}


def test_a_day_that_goes_takes_its_records_along(week):
    week.build()
    week.library.path_of(WEEK[0]).unlink()
    removed = {name for name in week.build().removed if name.startswith("search/")}
    assert removed == {"search/2025/12/30.json"}


@pytest.mark.parametrize("papers", [0, 1, 127, 128, 2860, 100_000])
def test_a_month_has_parts_by_its_size(papers):
    parts = search.parts_for(papers)
    assert 1 <= parts <= search.MOST_PARTS
    assert parts & (parts - 1) == 0
    assert papers / parts < 2 * search.PAPERS_PER_PART or parts == search.MOST_PARTS


@given(st.text(), st.data())
def test_every_word_its_beginning_and_every_pair_of_signs_is_a_term(text, data):
    known = set(terms.terms(text))
    for run in terms.runs(text):
        if terms.is_signs(run):
            assert {*run, *(run[at : at + 2] for at in range(len(run) - 1))} <= known
        else:
            start = run[: data.draw(st.integers(1, len(run)))]
            assert any(term.startswith(start[: terms.LONGEST]) for term in known)


@given(st.text())
def test_folding_what_is_folded_changes_nothing(text):
    assert terms.fold(terms.fold(text)) == terms.fold(text)


@given(st.text(min_size=1), st.integers(0, 6))
def test_a_term_stands_with_all_that_begin_with_it(text, power):
    run = next(iter(terms.runs(text)), "a")
    parts = 1 << power
    if len(run) > 1:
        assert terms.part_of(run, parts) == terms.part_of(run[:2], parts)
    assert 0 <= terms.part_of(run, parts) < parts
