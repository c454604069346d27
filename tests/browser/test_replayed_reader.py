"""A reader of twenty days: what they star through the pages brings up the later papers of its subject."""

import datetime as dt
import random

import pytest
from benchmarks.pages_host import serving

from broadsheet.model import Decision, Rating
from browser.conftest import opened
from press.newspaper import Newspaper, entry

BASE = "/news/"
DAYS = [dt.date(2026, 1, 1) + dt.timedelta(days=number) for number in range(20)]
EACH, STARS, FIRST = 4, 10, 10  # of a subject on a day; those that are starred; those that are looked at
SUBJECTS = {
    "protein": "protein folding molecule binding ligand residue enzyme docking sequence drug",
    "speech": "speech recognition speaker acoustic voice phoneme transcription audio noise spoken",
    "traffic": "traffic forecasting road vehicle congestion driving lane trajectory pedestrian city",
    "graph": "graph node edge community link embedding neighbor network spectral heterogeneous",
    "robot": "robot grasping manipulation gripper arm locomotion quadruped tactile dexterous policy",
}
WANTED = "speech"


def printed_day(paper, day, deal):
    """Papers of all subjects in no order, rated as it falls."""
    entries = []
    for subject, words in SUBJECTS.items():
        for number in range(EACH):
            title = " ".join(deal.sample(words.split(), 5))
            score = round(deal.uniform(0, 9), 1)
            id_ = f"2601.{day.day:02}{list(SUBJECTS).index(subject)}{number:02}"
            rating = Rating(score, Decision.WORTH_A_LOOK, "All")
            entries.append(entry(id_, title.capitalize(), rating=rating, summary=None))
    deal.shuffle(entries)
    paper.print_day(day, ("cs.CL", entries))


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    paper = Newspaper(tmp_path_factory.mktemp("replay"))
    deal = random.Random(20)  # a fixed deal, nothing secret
    for day in DAYS:
        printed_day(paper, day, deal)
    paper.build()
    with serving(paper.out, BASE) as address:
        yield address


def is_wanted(id_):
    return int(id_[7]) == list(SUBJECTS).index(WANTED)


def first_of_mine(page, site):
    page.goto(f"{site}mine/")
    page.locator(".hit").first.wait_for()
    return sum(map(is_wanted, page.locator(".hit .id").all_inner_texts()[:FIRST]))


def star(page, site):
    """On the days’ own pages, from the first on, until there are enough."""
    starred = 0
    for day in DAYS:
        page.goto(f"{site}{day:%Y/%m/%d}/")
        for id_ in page.locator(".paper").evaluate_all("papers => papers.map(({ id }) => id)"):
            if is_wanted(id_) and starred < STARS:
                page.locator(f"[id='{id_}']").scroll_into_view_if_needed()
                page.locator(f"[id='{id_}'] .acts [value=star]").click()
                starred += 1
        if starred == STARS:
            return


def test_later_papers_of_what_was_starred_come_first_far_more_often_than_by_date_or_score(chromium, site):
    with opened(chromium, site) as page:
        newest = page.request.get(f"{site}{DAYS[-1]:%Y/%m/%d}/index.json").json()["papers"]
        by_date = sum(is_wanted(paper["id"]) for paper in newest[:FIRST])
        by_score = first_of_mine(page, site)
        star(page, site)
        mine = first_of_mine(page, site)
        assert mine >= 8, (mine, by_date, by_score)
        assert mine >= 2 * max(by_date, by_score), (mine, by_date, by_score)
        reasons = page.locator(".hit .reason").all_inner_texts()[:FIRST]
        assert sum("which you starred" in reason for reason in reasons) >= 8


def tab_to(page, selector):
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"no key leads to {selector}")


def test_one_star_and_one_wish_need_no_mouse(chromium, site):
    with opened(chromium, site) as page:
        first_of_mine(page, site)
        tab_to(page, ".hit [name=star]")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.ariaPressed") == "true"
        tab_to(page, "#words")
        page.keyboard.type("speech recognition")
        tab_to(page, "#ask button")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Take off: speech recognition").wait_for()
        assert page.evaluate("Object.keys(listed('star')).length") == 1
        assert "You asked for" in page.locator(".hit .reason").first.inner_text()
