"""A day of any size opens at once: what matters first, the rest as lines that open, and beyond what a page
bears, parts and abstracts on further pages.
"""

import datetime as dt
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet import paths
from broadsheet.model import Author, Decision, Kind, Link, Part, Rating, Role, Summary
from broadsheet.press.pages import densities, further
from broadsheet.press.pages.densities import Density
from press.newspaper import digest, entry, recorded

DAY = dt.date(2026, 1, 6)
LONG = 8000  # characters: as much as a paper of much mathematics has
ARTICLE = re.compile(r'<article class="paper (\w+)" id="([^"]+)".*?</article>', re.DOTALL)


def long_entry(number, length=LONG, **facts):
    told = entry(f"2601.{number:05}", f"Paper {number}", **facts)
    return replace(told, paper=replace(told.paper, abstract=f"{'word ' * (length // 5)}ends."))


def rated(number, score, decision, **facts):
    return entry(f"2601.{number:05}", f"Paper {number}", rating=Rating(score, decision, "Lamps"), **facts)


@pytest.fixture
def long_day(newspaper):
    newspaper.print_day(DAY, ("cs.CL", [long_entry(number) for number in range(1, 121)]))
    newspaper.build()
    return newspaper


def articles(html):
    return {id_: (density, found) for found in ARTICLE.finditer(html) for density, id_ in [found.groups()]}


def whole(newspaper, name):
    return {
        id_ for id_, (_, found) in articles(newspaper.read(name)).items() if "Authors’ abstract" in found[0]
    }


def test_a_long_day_has_every_paper_on_its_page_and_each_whole_in_one_place(long_day):
    pages = [paths.day(DAY), *(paths.further(DAY, number) for number in range(2, 9))]
    names = [f"{path}index.html" for path in pages if f"{path}index.html" in long_day.files()]
    assert len(names) > 2
    ids = {f"2601.{number:05}" for number in range(1, 121)}
    assert articles(long_day.read(names[0])).keys() == ids
    told = [whole(long_day, name) for name in names]
    assert set().union(*told) == ids
    assert sum(map(len, told)) == len(ids)
    assert all(len(long_day.read(name)) < 1.1 * further.MOST for name in names)


def test_what_a_page_leaves_out_it_links_to_where_it_stands(long_day):
    html = long_day.read(f"{paths.day(DAY)}index.html")
    links = dict(re.findall(r'<p class="rest"><a href="/news/([^#"]+)#([^"]+)">', html))
    assert links
    for path, id_ in links.items():
        assert id_ in whole(long_day, f"{path}index.html")


def test_search_engines_are_shown_the_day_alone(long_day):
    second = long_day.read(f"{paths.further(DAY, 2)}index.html")
    assert '<meta name="robots" content="noindex">' in second
    assert 'rel="canonical"' not in second
    assert f'href="/news/{paths.day(DAY)}#2601.' in second  # permalinks lead to the day
    assert paths.further(DAY, 2) not in "".join(
        long_day.read(name) for name in long_day.files() if name.startswith("sitemap")
    )


def test_an_ordinary_day_is_one_page(week):
    week.build()
    assert not [name for name in week.files() if re.fullmatch(r"\d{4}/\d\d/\d\d/\d/index\.html", name)]


def test_a_day_that_says_less_than_it_did_loses_its_further_pages(long_day):
    before = [name for name in long_day.files() if re.search(r"/\d/index\.html$", name)]
    long_day.print_day(DAY)
    long_day.build()
    assert before
    assert not [name for name in before if name in long_day.files()]


def test_pages_that_a_stopped_build_left_go_with_their_day(long_day):
    stray = f"{paths.further(DAY, 7)}index.html"
    (long_day.out / stray).parent.mkdir(parents=True, exist_ok=True)
    (long_day.out / stray).write_text("left", encoding="utf-8")
    (long_day.root / "content/2026/2026-01-06.md").unlink()
    long_day.print_day(dt.date(2026, 1, 7))
    long_day.build()
    assert stray not in long_day.files()
    assert not (long_day.out / "2026/01/06").exists()


@given(st.lists(st.integers(10, 400_000), min_size=1, max_size=12))
def test_the_best_are_whole_on_the_page_of_the_day(lengths):
    papers = [long_entry(number, length) for number, length in enumerate(lengths, 1)]
    day = recorded(digest(DAY, ("cs.CL", papers)))
    numbers = further.spread(day)
    assert len(numbers) == len(papers)
    in_order = [numbers[place] == 1 for place in day.best]
    assert in_order == sorted(in_order, reverse=True)  # none is whole after one that is not
    away = [number for number in numbers if number > 1]
    assert away == sorted(away)  # as one reads
    assert set(away) == set(range(2, 2 + len(set(away))))
    assert len(set(away)) <= paths.MOST_FURTHER


def test_what_matters_has_room_and_the_rest_is_a_line():
    day = recorded(
        digest(
            DAY,
            (
                "cs.CL",
                [
                    rated(1, 9.0, Decision.MUST_READ),
                    rated(2, 6.5, Decision.WORTH_A_LOOK),
                    rated(3, 0.1, Decision.SKIP),
                ],
            ),
        )
    )
    assert densities.of_day(day) == [Density.FULL, Density.BRIEF, Density.HEADLINE]


def test_of_a_day_that_nobody_rated_the_best_have_room():
    day = recorded(digest(DAY, ("cs.CL", [entry(f"2601.{n:05}", f"Paper {n}") for n in range(1, 41)])))
    shown = densities.of_day(day)
    assert shown.count(Density.BRIEF) == densities.BRIEFS
    assert shown.count(Density.HEADLINE) == 40 - densities.BRIEFS


def test_a_headline_opens_in_place_without_script(newspaper):
    newspaper.print_day(DAY, ("cs.CL", [rated(1, 0.1, Decision.SKIP)]))
    newspaper.build()
    _, found = articles(newspaper.read(f"{paths.day(DAY)}index.html"))["2601.00001"]
    summary, inside = found[0].split("</summary>", 1)
    assert '<details class="entry">' in summary
    assert "Paper 1" in summary
    assert "In short, paper 1." in summary
    assert found[0].count("In short, paper 1.") == 1
    assert "Ada Example" in inside
    assert "Authors’ abstract" in inside


def test_a_headline_has_its_formulas_in_characters_and_the_entry_as_mathematics(newspaper):
    told = Summary("extract", (Part(Role.TLDR, "We bound $x^2$."), Part(Role.RESULT, "So $x^2 = 1$.")))
    newspaper.print_day(DAY, ("cs.CL", [rated(1, 0.1, Decision.SKIP, summary=told)]))
    newspaper.build()
    _, found = articles(newspaper.read(f"{paths.day(DAY)}index.html"))["2601.00001"]
    summary, inside = found[0].split("</summary>", 1)
    assert "We bound x²." in summary
    assert "<math" not in summary
    assert "<math" in inside


def test_a_day_opens_with_what_matters_and_says_where_that_ends(newspaper):
    papers = [rated(n, 9.5 - n / 10, Decision.MUST_READ) for n in range(1, 9)]
    papers += [rated(n, 0.0, Decision.SKIP) for n in range(9, 30)]
    newspaper.print_day(DAY, ("cs.CL", papers))
    newspaper.build()
    html = newspaper.read(f"{paths.day(DAY)}index.html")
    claims = html[html.index('class="matters"') : html.index('class="stop"')]
    assert re.findall(r"#(2601\.\d+)", claims) == [f"2601.{n:05}" for n in range(1, 7)]
    assert claims.count('<p class="claim"') == 6
    assert "Ada Example, Raquel Fernández-Muster" in claims
    assert (
        "That is what matters most by the ratings; 23 more papers, by subject, among them 2 must reads."
        in html
    )
    assert "8 must reads" in html
    assert html.index('class="matters"') < html.index("<article")


def test_a_day_without_interests_says_by_what_it_chose(newspaper):
    papers = [entry(f"2601.{n:05}", f"Paper {n}", kind=Kind.CROSS) for n in range(1, 20)]
    told = (Part(Role.TLDR, "We count."), Part(Role.RESULT, "It gains 12 points."))
    link = Link("code", "https://github.com/example/lamps")
    fresh = entry("2601.00099", "Counting", summary=Summary("extract", told))
    papers.append(replace(fresh, paper=replace(fresh.paper, links=(link,), authors=(Author("Ada Example"),))))
    newspaper.print_day(DAY, ("cs.CL", papers))
    newspaper.build()
    html = newspaper.read(f"{paths.day(DAY)}index.html")
    claims = html[html.index('class="matters"') : html.index('class="stop"')]
    assert re.findall(r"#(2601\.\d+)", claims)[0] == "2601.00099"
    assert 'We count. <span class="figure">It gains <b>12 points</b>.</span>' in claims
    assert "Chosen without interests" in html


def test_the_date_that_the_title_says_is_not_said_twice(newspaper):
    newspaper.print_day(DAY)
    text = (newspaper.root / "content/2026/2026-01-06.md").read_text(encoding="utf-8")
    text = text.replace("digest, 2026-01-06", "digest, 5 January 2026").replace("2026-01-06", "2026-01-05")
    newspaper.write("content/2026/2026-01-05.md", text)
    newspaper.build()
    assert "<span>Monday, 5 January 2026</span>" not in newspaper.read("2026/01/05/index.html")
    assert "<span>Tuesday, 6 January 2026</span>" in newspaper.read("2026/01/06/index.html")


def test_a_curated_page_folds_what_can_be_skipped_under_a_line(newspaper):
    newspaper.more = "  show: chosen\n"
    papers = [
        rated(n, 9.0, Decision.MUST_READ) if n < 3 else rated(n, 1.0, Decision.SKIP) for n in range(1, 10)
    ]
    newspaper.print_day(DAY, ("cs.CL", papers))
    newspaper.build()
    html = newspaper.read(f"{paths.day(DAY)}index.html")
    shown, _, folded = html.partition('<details class="others">')
    assert [number for _, number in ARTICLE.findall(shown)] == ["2601.00001", "2601.00002"]
    assert [number for _, number in ARTICLE.findall(folded)] == [f"2601.{n:05}" for n in range(3, 10)]
    assert "<summary>and 7 more papers</summary>" in html
    assert "9 papers" in html
