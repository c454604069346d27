"""axe-core finds nothing on any kind of page: by day and by night, on a phone and at a desk, all unfolded."""

import re

import pytest

from browser.conftest import opened
from browser.demo import DAY, PAGES
from npm import installed

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]  # what the time of day can change
UNFOLD = """async () => {
  document.querySelectorAll("details").forEach((each) => { each.open = true; });
  // What can be done with a paper comes when the reader comes near.
  for (const paper of document.querySelectorAll(".paper")) {
    paper.scrollIntoView();
    await new Promise((shown) => requestAnimationFrame(() => setTimeout(shown)));
  }
}"""
RUN = """async (rules) => {
  const options = {runOnly: rules, rules: {"target-size": {enabled: true}}, resultTypes: ["violations"]};
  const {violations, passes} = await axe.run(document, options);
  const found = violations.flatMap(({id, nodes}) => nodes.map(({html}) => `${id}: ${html}`));
  return {found, passed: passes.length};
}"""


@pytest.fixture(scope="session")
def axe():
    return installed("axe-core/axe.min.js").read_text(encoding="utf-8")


def faults(page, axe, rules=RULES):
    """What axe finds on a page as it stands, all unfolded."""
    page.evaluate(axe)
    page.evaluate(UNFOLD)
    return page.evaluate(RUN, rules)["found"]


def hold_by_day_and_by_night(page, axe):
    """Axe finds nothing on this page, by night in its colours either."""
    page.evaluate(axe)
    page.evaluate(UNFOLD)
    for scheme, rules, least in (("light", RULES, 20), ("dark", COLOURS, 0)):
        page.emulate_media(color_scheme=scheme)
        said = page.evaluate(RUN, rules)
        assert said["found"] == [], (page.url, scheme)
        assert said["passed"] > least


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(chromium, edition, axe, width):
    with opened(chromium, edition, viewport={"width": width, "height": 900}) as page:
        for path in PAGES:
            page.goto(f"{edition}{path}")
            hold_by_day_and_by_night(page, axe)


def test_axe_finds_nothing_in_what_script_shows(chromium, edition, axe):
    with opened(chromium, edition) as page:
        page.goto(f"{edition}{DAY}")
        page.keyboard.press("?")
        page.get_by_role("dialog", name="Keys").wait_for()
        assert faults(page, axe) == []
        page.goto(f"{edition}search/?q=language")
        page.locator(".hit").first.wait_for()
        assert faults(page, axe) == []
        page.goto(f"{edition}{DAY}")
        page.locator(".acts [value=star]").first.click()
        page.goto(f"{edition}saved/")
        page.get_by_role("listitem").first.wait_for()
        assert faults(page, axe) == []


def test_scores_papers_and_disclosures_have_names_that_can_be_heard(page, edition):
    page.goto(f"{edition}{DAY}")
    title = page.locator(".paper h3").first.inner_text()
    paper = page.get_by_role("article", name=title)
    assert re.fullmatch(r"Rated \d+\.\d out of 10", paper.locator(".rating .unseen").inner_text())
    described = paper.locator(".more summary").first.get_attribute("aria-describedby")
    assert page.locator(f"[id='{described}']").inner_text() == title


def test_nothing_moves_by_itself(page, edition):
    page.goto(f"{edition}{DAY}")
    moving = page.evaluate(
        "() => [...document.querySelectorAll('*')].map((node) => getComputedStyle(node)).filter((style) =>"
        " style.animationName !== 'none' || style.transitionDuration !== '0s'"
        " || style.scrollBehavior === 'smooth').length"
    )
    assert moving == 0


def test_with_forced_colours_what_is_set_can_still_be_told(chromium, edition):
    with opened(chromium, edition, forced_colors="active") as page:
        page.goto(f"{edition}{DAY}")
        star = page.locator(".acts [value=star]").first
        star.click()
        assert star.evaluate("(node) => getComputedStyle(node, '::before').content") != "none"
        id_ = page.locator(".paper").nth(1).get_attribute("id")
        page.goto(f"{edition}{DAY}#{id_}")
        style = page.locator(".paper").nth(1).evaluate("(node) => getComputedStyle(node).outlineStyle")
        assert style == "solid"


def test_the_printed_page_tells_everything_and_offers_nothing_to_press(chromium, edition):
    with opened(chromium, edition) as page:
        page.goto(f"{edition}{DAY}")
        page.emulate_media(media="print")
        assert page.locator("button:visible, select:visible, nav:visible").count() == 0
        last = page.locator(".paper").last
        assert last.locator(".parts dd, .abstract p").first.is_visible()
        assert page.pdf(format="A4")[:5] == b"%PDF-"


def test_axe_would_find_something(chromium, edition, axe):
    with opened(chromium, edition) as page:
        page.goto(edition)
        page.evaluate("() => document.querySelector('main a').replaceChildren()")
        assert any("link-name" in each for each in faults(page, axe))
        page.evaluate("() => { document.body.style.color = 'rgb(128, 128, 128)'; }")
        assert any("color-contrast" in each for each in faults(page, axe, COLOURS))
