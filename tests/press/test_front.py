"""What leads, what a calendar shows, and how long lists of authors are told."""

import datetime as dt
import re
from dataclasses import replace

import pytest

from broadsheet import page
from broadsheet.model import Author, Decision, Earlier, Kind, Link, Part, Rating, Rising, Role, Summary, Usage
from broadsheet.press.pages import grids
from broadsheet.press.pages.papers import Papers, byline
from broadsheet.records.lead import best_first
from broadsheet.records.papers import shown_under
from broadsheet.words import Words
from press.newspaper import NO_INTERESTS, Newspaper, digest, entry, recorded
from press.test_plan import facts

DAY = dt.date(2026, 1, 27)


def order(*sections):
    return [each.paper.id[-1] for each in best_first(digest(DAY, *sections))]


def test_the_best_rated_leads_wherever_it_stands():
    good, better = Rating(7.0, Decision.WORTH_A_LOOK), Rating(9.0, Decision.MUST_READ)
    first = [entry("2601.00001", "A", rating=good), entry("2601.00002", "B")]
    second = [entry("2601.00003", "C"), entry("2601.00004", "D", rating=better)]
    assert order(("cs.CL", first), ("cs.CV", second)) == ["4", "1", "2", "3"]


def test_among_equals_the_sections_take_turns():
    first = [entry(f"2601.0000{number}", "A") for number in (1, 2, 3)]
    second = [entry(f"2601.0000{number}", "B") for number in (4, 5)]
    assert order(("cs.CL", first), ("cs.CV", second)) == ["1", "4", "2", "5", "3"]


def test_the_fully_told_and_the_new_come_first():
    untold = entry("2601.00001", "A", summary=Summary("extract"))
    crossed = entry("2601.00002", "B", kind=Kind.CROSS)
    plain = entry("2601.00003", "C")
    assert order(("cs.CL", [untold, crossed, plain])) == ["3", "2", "1"]


def test_a_month_is_a_calendar_that_begins_on_monday():
    days = [facts(dt.date(2026, 2, 3), count=1), facts(dt.date(2026, 2, 4), count=40)]
    grid = grids.grid(2026, 2, days, largest=40, words=Words())
    assert [cell.number for cell in grid.weeks[0]] == ["", "", "", "", "", "", "1"]
    assert {len(week) for week in grid.weeks} == {7}
    light, heavy = grid.weeks[1][1:3]
    assert (light.path, light.label, light.weight) == ("2026/02/03/", "3 February 2026, 1 paper", 1)
    assert (heavy.count, heavy.weight) == (40, 4)
    assert (grid.count, grid.days, grid.name) == (41, 2, "February 2026")
    assert grid.weekdays[0] == ("Monday", "Mo")


def test_an_empty_day_weighs_nothing():
    grid = grids.grid(2026, 2, [facts(dt.date(2026, 2, 2), count=0)], largest=0, words=Words())
    assert (grid.weeks[1][0].path, grid.weeks[1][0].weight) == ("2026/02/02/", 0)


def test_a_long_list_of_authors_is_cut_where_it_pays():
    def told(count):
        return tuple(map(len, byline((Author("Ada Example"),) * count)))

    assert [told(count) for count in (0, 1, 8, 9, 48)] == [(0, 0), (1, 0), (8, 0), (6, 3), (6, 42)]


def test_a_paper_stands_under_what_is_followed():
    paper = ("math.PR", "cs.LG", "cs.CL")
    assert shown_under(paper, {"cs.CL", "cs.LG"}) == ("cs.LG", "cs.CL")
    assert shown_under(paper, {"math"}) == ("math.PR",)
    assert shown_under(paper, {"quant-ph"}) == ("math.PR",)
    assert shown_under((), {"cs.CL"}) == ()


def test_a_category_of_two_names_is_one_shelf():
    both = ("math-ph", "math.AP", "math.MP")
    assert shown_under(both, {"math", "math-ph"}) == ("math-ph", "math.AP")
    assert shown_under(both, {"math"}) == ("math.AP", "math-ph")
    assert shown_under(both, {"math.MP"}) == ("math.MP",)
    assert shown_under(("cs.LG", "cs.SY", "eess.SY"), {"cs.SY", "eess.SY"}) == ("eess.SY",)


def linked(*links, **facts):
    told = entry("2601.00001", "A")
    paper = replace(told.paper, links=tuple(Link(*link) for link in links), **facts)
    (record,) = recorded(digest(DAY, ("cs.CL", [replace(told, paper=paper)]))).papers
    return Papers(Words(), NO_INTERESTS, have_pages=False).view(record, DAY, "en")


def test_no_address_is_linked_twice():
    lamps = "https://github.com/example/lamps"
    view = linked(
        ("code", f"{lamps}.git"), ("code · 5 ★", f"{lamps}/"), ("PDF", "https://arxiv.org/pdf/2601.00001v1")
    )
    assert [link.label for link in view.links] == ["2601.00001", "PDF", "code · 5 ★"]


def test_an_earlier_paper_is_linked_where_it_stands():
    told = replace(
        entry("2601.00001", "A"),
        earlier=(Earlier("2601.00007", dt.date(2026, 1, 2), "Lamps before"),),
        related=(Earlier("2601.00008", dt.date(2026, 1, 3), "Lamps"),),
    )
    (record,) = recorded(digest(DAY, ("cs.CL", [told]))).papers
    (link,) = Papers(Words(), NO_INTERESTS, have_pages=False).view(record, DAY, "en").earlier
    assert (link.label, link.path) == ("Lamps before", "2026/01/02/#2601.00007")
    (near,) = Papers(Words(), NO_INTERESTS, have_pages=False).view(record, DAY, "en").related
    assert (near.label, near.path) == ("Lamps", "2026/01/03/#2601.00008")


def test_affiliations_never_take_more_room_than_names():
    short = tuple(Author(f"Ada Example {n}", "Example Lab") for n in range(4))
    long = tuple(
        Author(f"Ada Example {n}", "Department of Lamps, Institute of Light, Example") for n in range(4)
    )
    assert [author.affiliation for author in linked(authors=short).authors] == ["Example Lab"] * 4
    assert not any(author.affiliation for author in linked(authors=long).authors)


def test_a_translated_title_is_the_headline_and_the_original_stands_under_it(tmp_path):
    paper = Newspaper(tmp_path, more="language: zh-CN\n")
    told = Summary("some-model", (Part(Role.TLDR, "灯有二十盏。"), Part(Role.TITLE, "论灯")))
    day = replace(digest(DAY, ("cs.CL", [entry("2601.00001", "On Lamps", summary=told)])), language="zh-CN")
    paper.library.save(DAY, page.render(day))
    paper.build()
    assert "论灯" in paper.read(f"{DAY:%Y/%m}/index.html")
    html = paper.read(f"{DAY:%Y/%m/%d}/index.html")
    headline = re.search(r"<h3[^>]*>.*?</h3>", html[html.index("<article") :], re.DOTALL)[0]
    assert "论灯" in headline
    assert 'lang="en"' not in headline
    assert '<p class="original" dir="auto" lang="en">On Lamps</p>' in html
    assert "论灯" in paper.read("index.html")


def test_links_of_a_paper_begin_with_arxiv():
    (paper,) = recorded(digest(DAY, ("cs.CL", [entry("2601.00001", "A")]))).papers
    view = Papers(Words(), NO_INTERESTS, have_pages=False).view(paper, DAY, "en")
    assert [link.label for link in view.links] == ["2601.00001", "PDF"]
    assert view.path == "2026/01/27/#2601.00001"
    assert view.told_by == "In the authors’ own words"


def test_among_equals_what_rises_comes_first():
    rising = (Rising("lamp light", 4, 1.0),)
    papers = [entry("2601.00001", "Doors"), entry("2601.00002", "Of Lamp Light")]
    assert [e.paper.id[-1] for e in best_first(replace(digest(DAY, ("cs.CL", papers)), rising=rising))] == [
        "2",
        "1",
    ]


@pytest.fixture
def front(tmp_path):
    """The front page of a day of twenty papers, after a day of one."""
    paper = Newspaper(tmp_path)
    told = (
        Part(Role.TLDR, "We propose Lamps, a novel way to count doors."),
        Part(Role.RESULT, "It gains 12%."),
    )
    summary = Summary("some-model", told)
    papers = [
        entry(
            f"2601.{n:05}",
            f"Paper {n}",
            rating=Rating(round(9.9 - n / 10, 1), Decision.MUST_READ if n < 9 else Decision.SKIP, "Doors"),
            reason="Its *title* names doors. “All of the doors.”",
            summary=summary,
        )
        for n in range(1, 21)
    ]
    day = replace(digest(DAY, ("cs.CL", papers)), usage=Usage(20, 61_000, 17_234, 0.0213))
    paper.library.save(
        DAY, page.render(replace(day, ledger=replace(day.ledger, summarized={"some-model": 20})))
    )
    before = DAY - dt.timedelta(days=1)
    paper.print_day(before, ("cs.CL", [entry("2601.00777", "The best of yesterday")]))
    paper.build()
    return paper.read("index.html")


def test_the_front_page_opens_with_what_matters_and_a_clear_stop(front):
    opening = front[front.index('class="matters"') : front.index('class="stop"')]
    assert re.findall(r"#(2601\.\d+)", opening) == [f"2601.{n:05}" for n in range(1, 7)]
    assert "Lamps, a way to count doors." in opening
    assert "It gains <b>12%</b>." in opening
    assert "<b>Doors</b> · Its title names doors.</p>" in opening
    assert (
        '<p class="stop"><a href="/news/2026/01/27/">That is what matters most by the ratings; 14 more'
        in front
    )


def test_the_front_page_says_the_numbers_of_the_day_in_one_line(front):
    line = front[front.index('class="dateline"') :].partition("</p>")[0]
    said = re.findall("<span>(.*?)</span>", line)
    papers = ["Tuesday, 27 January 2026", "20 papers", "8 must reads"]
    assert said == [*papers, "some-model", "78,234 tokens", "US$ 0.02"]


def test_the_front_page_has_the_best_of_each_day_of_the_week(front):
    glance = front[front.index('class="glance"') :]
    assert "The best of yesterday" in glance.partition("</ul>")[0]


def glance_of(newspaper, *days):
    for number, day in enumerate(days):
        newspaper.print_day(day, ("cs.CL", [entry(f"2601.{number:05}", f"Of {day}")]))
    newspaper.build()
    rail = (
        newspaper.read("index.html")
        .partition('<section aria-labelledby="days">')[2]
        .partition("</section>")[0]
    )
    return re.findall(r'<h2 id="days">(.*?)</h2>', rail), re.findall(r'datetime="(.*?)"', rail)


def test_the_week_at_a_glance_is_the_whole_week_the_newest_day_first(newspaper):
    newest = dt.date(2026, 1, 27)
    before = [newest - dt.timedelta(days=back) for back in (50, 8, 7, 6, 5, 4, 1)]
    heading, days = glance_of(newspaper, newest, *before)
    assert heading == ["The week at a glance"]
    assert days == ["2026-01-26", "2026-01-23", "2026-01-22", "2026-01-21", "2026-01-20"]


def test_where_the_week_has_no_other_day_the_last_ones_are_listed_as_that(newspaper):
    newest = dt.date(2026, 1, 27)
    before = [newest - dt.timedelta(days=back) for back in (50, 36, 12)]
    assert glance_of(newspaper, newest, *before) == (["Last published"], ["2026-01-15", "2025-12-22"])


def test_a_part_that_failed_and_is_absent_is_named_under_the_parts():
    told = Summary("a-model", (Part(Role.TLDR, "A"),), 1, absent=(Role.INNOVATION, Role.VALUE))
    (paper,) = recorded(digest(DAY, ("cs.CL", [entry("2601.00001", "A", summary=told)]))).papers
    view = Papers(Words(), NO_INTERESTS, have_pages=False).view(paper, DAY, "en")
    assert view.told_by == (
        "Summary by a-model. Left out, since the abstract does not bear it out: Innovation and Value"
    )
