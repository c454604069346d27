"""What the editor found, on the site: reasons, charts that read as tables, interests, reviews, following."""

import dataclasses
import datetime as dt
import json

import pytest

from broadsheet import config, page
from broadsheet.model import Decision, Rating, Rising, Trend, Usual
from press.newspaper import SETTINGS, Newspaper, digest, entry

MONDAY = dt.date(2026, 1, 19)
INTERESTS = """\
interests:
  - name: Évidence & sources
    about: Whether it holds.
    keywords: [evidence]
    follow: [Raquel Fernandez-Muster, borrowed word]
  - {name: Ünter}
"""


class Rated(Newspaper):
    reviews = "both"

    @property
    def site(self):
        text = SETTINGS.format(url=self.url).replace("reviews: none", f"reviews: {self.reviews}")
        return config.read(text + INTERESTS)


def rated(number, title, score=8.2, decision=Decision.MUST_READ, field="Évidence & sources"):
    rating = Rating(score, decision, field)
    return entry(f"2601.{number:05}", title, "cs.CL", rating=rating, reason="Its *title* names evidence.")


def day_of(day, *entries, **facts):
    return dataclasses.replace(digest(day, ("cs.CL", list(entries))), **facts)


@pytest.fixture
def paper(tmp_path):
    paper = Rated(tmp_path)
    for number in range(5):
        day = MONDAY + dt.timedelta(days=number)
        best, rest = (
            rated(10 * number + 1, f"Evidence of {number}"),
            rated(10 * number + 2, f"Borrowed words {number}", 0.4, Decision.SKIP, ""),
        )
        facts = {
            "trends": (Trend("Evidence", "Two papers.", (best.paper.id, rest.paper.id)),),
            "rising": (Rising("evidence", 4, 1.3),),
            "usual": Usual(9, 7.5, {"cs.CL": 6.0}),
        }
        paper.library.save(day, page.render(day_of(day, best, rest, **facts)))
    return paper


def test_the_front_page_gives_reasons_trends_rising_terms_and_a_chart(paper):
    paper.build()
    front = paper.read("index.html")
    for said in (
        "8.2",
        "1 must read",
        "Its <em>title</em> names evidence.",
        "Two papers.",
        "Said more than usual",
    ):
        assert said in front
    assert "<td>4</td>" in front
    assert "<td>1.3</td>" in front
    assert "over the 9 days" in front


def test_a_chart_reads_as_a_table_without_its_bars(paper):
    paper.build()
    day = paper.read("2026/01/23/index.html")
    assert "<caption>Papers by category</caption>" in day
    assert day.count('aria-hidden="true"') >= 4
    assert '<th scope="row">Must read</th>' in day
    assert "style=" not in day


def test_an_interest_has_a_page_and_feeds_of_its_papers_only(paper):
    paper.build()
    interest = paper.read("interest/evidence-sources/index.html")
    assert "Evidence of 4" in interest
    assert "Borrowed words" not in interest
    said = paper.read("interest/evidence-sources/atom.xml")
    assert "Évidence &amp; sources</title>" in said
    assert "Evidence of 4" in said
    assert "Borrowed words" not in said
    assert "interest/unter/index.html" in paper.files()
    assert "interest/unter/" in paper.read("interest/index.html")


def test_what_is_followed_is_marked(paper):
    paper.build()
    day = paper.read("2026/01/19/index.html")
    assert '<span class="followed">' in day
    assert "Following: borrowed word" in day


def test_without_interests_there_are_no_pages_of_them(week):
    week.build()
    assert not [name for name in week.files() if name.startswith("interest")]
    assert "Interests" not in week.read("index.html")


def test_a_week_that_is_over_is_reviewed_on_a_page_and_in_the_feed(paper):
    paper.build()
    review = paper.read("2026/week-04/index.html")
    assert "The week of 19 January 2026" in review
    assert "10 papers on 5 days" in review
    first = json.loads(paper.read("feed.json"))["items"][0]
    assert (first["title"], first["url"]) == ("The week of 19 January 2026", f"{paper.url}2026/week-04/")
    assert "Evidence of 0" in first["content_html"]
    assert "2026/week-04/" in paper.read("index.html")
    assert "2026/01/review/index.html" not in paper.files()


@pytest.mark.parametrize(("days", "has_usual"), [(1, False), (3, True)])
def test_what_a_week_usually_has_is_told_from_as_much_as_half_a_week(paper, days, has_usual):
    for back in range(3, 3 + days):
        paper.library.save(
            day := MONDAY - dt.timedelta(days=back), page.render(day_of(day, rated(back + 90, "Old")))
        )
    paper.build()
    review = paper.read("2026/week-04/index.html")
    assert ("usual</th>" in review) is has_usual


def test_a_month_is_reviewed_when_the_next_has_begun(paper):
    paper.print_day(dt.date(2026, 2, 2))
    paper.build()
    assert "January 2026 in review" in paper.read("2026/01/review/index.html")
    assert "2026/01/review/" in paper.read("2026/01/index.html")


def test_a_week_that_goes_on_is_not_reviewed(tmp_path):
    paper = Rated(tmp_path)
    for number in range(3):
        paper.print_day(MONDAY + dt.timedelta(days=number))
    paper.build()
    assert not [name for name in paper.files() if "week-" in name]


def test_nobody_has_to_look_back(paper):
    paper.reviews = "none"
    paper.build()
    assert not [name for name in paper.files() if "week-" in name or "review" in name]
    assert len(json.loads(paper.read("feed.json"))["items"]) == 5


def test_a_review_is_not_made_again_when_a_day_is_added(paper):
    paper.build()
    paper.print_day(MONDAY + dt.timedelta(days=7))
    assert "2026/week-04/index.html" not in paper.build().made
