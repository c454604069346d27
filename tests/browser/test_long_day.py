"""A day of three hundred invented papers: what is seen at once, how long it is, that every paper is found."""

import re

import pytest
from benchmarks import editions
from benchmarks.pages_host import serving

from browser.conftest import opened

PAPERS = 300
SCREENS = [(1280, 800, 5, 25), (390, 844, 3, 50)]  # claims in view at once, and screens in all
DAY = editions.DAY


@pytest.fixture(scope="module")
def long_edition(tmp_path_factory):
    site = editions.crowded(tmp_path_factory.mktemp("long"), PAPERS)
    with serving(site, editions.BASE) as address:
        yield f"{address}{DAY}"


@pytest.mark.parametrize("screen", SCREENS)
def test_what_matters_is_seen_at_once_and_the_end_is_not_far(chromium, long_edition, screen):
    width, height, claims, screens = screen
    with opened(chromium, long_edition, viewport={"width": width, "height": height}) as page:
        page.goto(long_edition)
        ends = page.locator(".matters li").evaluate_all(
            "all => all.map((e) => e.getBoundingClientRect().bottom)"
        )
        assert sum(end <= height for end in ends) >= claims
        page.evaluate(
            "() => { const sheet = new CSSStyleSheet();"
            " sheet.replaceSync('.paper { content-visibility: visible !important }');"
            " document.adoptedStyleSheets = [sheet]; }"
        )
        assert page.evaluate("() => document.documentElement.scrollHeight / innerHeight") <= screens


@pytest.mark.parametrize("screen", SCREENS)
def test_the_front_page_opens_like_the_day(chromium, long_edition, screen):
    width, height, claims, _ = screen
    with opened(chromium, long_edition, viewport={"width": width, "height": height}) as page:
        page.goto(long_edition.removesuffix(DAY))
        bottoms = "all => all.map((e) => e.getBoundingClientRect().bottom)"
        ends = page.locator(".matters li").evaluate_all(bottoms)
        assert sum(end <= height for end in ends) >= claims
        assert page.locator(".stop a").get_attribute("href").endswith(DAY)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("screen", SCREENS)
def test_no_word_is_broken_and_no_part_of_a_page_is_wider_than_it(chromium, long_edition, screen):
    width, height, *_ = screen
    with opened(chromium, long_edition, viewport={"width": width, "height": height}) as page:
        page.goto(long_edition)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
        assert page.evaluate(BROKEN) == []


# What stands in two lines of letters alone, folded text too.
BROKEN = """() => {
  const found = [], walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  for (const each of document.querySelectorAll('*')) each.style.contentVisibility = 'visible';
  while (walk.nextNode()) for (const word of walk.currentNode.data.matchAll(/[A-Za-z]{5,}/g)) {
    const range = document.createRange();
    range.setStart(walk.currentNode, word.index);
    range.setEnd(walk.currentNode, word.index + word[0].length);
    const lines = [...range.getClientRects()].filter(box => box.width > 1).map(box => Math.round(box.top));
    if (new Set(lines).size > 1) found.push(word[0]);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def away(chromium, long_edition):
    """A paper whose parts and abstract stand on a further page."""
    with opened(chromium, long_edition, java_script_enabled=False) as page:
        page.goto(long_edition)
        return page.locator(".paper:has(.rest)").last.get_attribute("id")


def test_a_link_to_any_paper_finds_it_whole_on_the_page_of_the_day(chromium, long_edition, away):
    with opened(chromium, long_edition) as page:
        page.goto(f"{long_edition}#{away}")
        paper = page.locator(f"[id='{away}']")
        paper.locator(".abstract").wait_for()
        assert paper.locator(".rest").count() == 0
        assert 0 <= paper.bounding_box()["y"] < 900


def test_a_further_page_that_was_set_anew_meanwhile_still_completes_the_papers_it_has(
    chromium, long_edition, away
):
    def with_a_newer_paper(route):
        text = route.fetch().text()
        newer = '<article class="paper" id="2601.99999"></article>'
        route.fulfill(body=text.replace('<article class="paper', f'{newer}<article class="paper', 1))

    with opened(chromium, long_edition) as page:
        page.route(re.compile(rf"{long_edition}[2-9]/"), with_a_newer_paper)
        page.goto(f"{long_edition}#{away}")
        page.locator(f"[id='{away}'] .abstract").wait_for(timeout=10_000)


def test_without_script_it_is_there_with_a_link_to_the_whole(chromium, long_edition, away):
    with opened(chromium, long_edition, java_script_enabled=False) as page:
        page.goto(long_edition)
        paper = page.locator(f"[id='{away}']")
        paper.locator("summary").first.click()
        paper.locator(".rest a").click()
        assert re.fullmatch(rf"{long_edition}[2-9]/#{away}", page.url)
        paper.locator("summary", has_text="abstract").click()
        assert paper.locator(".abstract").is_visible()


def test_the_reader_chooses_how_much_is_in_view_and_it_stays(chromium, long_edition):
    with opened(chromium, long_edition) as page:
        page.goto(long_edition)
        brief = page.locator(".paper.brief").first
        assert brief.locator(".tldr").is_visible()
        page.get_by_label("Headlines").check()
        assert not brief.locator(".tldr").is_visible()
        page.reload()
        assert page.get_by_label("Headlines").is_checked()
        page.get_by_label("Everything").check()
        assert page.locator(".paper.headline .byline").first.is_visible()


def test_what_is_not_asked_for_is_out_of_sight_in_every_density(chromium, long_edition):
    with opened(chromium, long_edition) as page:
        page.goto(long_edition)
        page.get_by_label("Category").select_option("cs.CV")
        assert page.locator(".paper:visible").count() == page.locator(".paper:not([hidden])").count()


def test_what_is_asked_for_stands_in_the_address(chromium, long_edition):
    with opened(chromium, long_edition) as page:
        page.goto(long_edition)
        page.get_by_label("Category").select_option("cs.CV")
        said = page.locator(".tools output").inner_text()
        assert page.url == f"{long_edition}?category=cs.CV"
        page.reload()
        assert page.get_by_label("Category").input_value() == "cs.CV"
        assert page.locator(".tools output").inner_text() == said
