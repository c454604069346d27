"""Reading the demo edition in a real browser: by mouse, by keyboard, without script, at night, on a phone."""

import itertools
import re

import pytest

from browser.conftest import opened, unfold
from browser.demo import DAY, NEWEST, PAGES


def contrast(one, other):
    """The contrast ratio of two CSS colours, as WCAG defines it."""

    def luminance(colour):
        channels = [int(number) / 255 for number in re.findall(r"\d+", colour)[:3]]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_from_the_front_page_to_a_paper_and_back_through_the_archive(page, edition):
    page.goto(edition)
    page.get_by_role("link", name="The whole day").click()
    page.wait_for_url(f"{edition}{NEWEST}")
    anchor = page.locator("article").first.get_attribute("id")
    page.locator("article").first.get_by_role("link", name="permalink").click()
    page.wait_for_url(f"{edition}{NEWEST}#{anchor}")
    page.locator('a[rel="prev"]').first.click()
    page.wait_for_url(f"{edition}{DAY}")
    page.get_by_role("navigation").get_by_role("link", name="Archive").first.click()
    page.wait_for_url(f"{edition}archive/")
    page.get_by_role("link", name="January").first.click()
    page.wait_for_url(f"{edition}2026/01/")
    page.get_by_role("navigation").get_by_role("link", name="Categories").first.click()
    page.get_by_role("link", name=re.compile("Computation and Language")).first.click()
    page.wait_for_url(f"{edition}category/cs.CL/")
    assert page.locator("article").count() > 3


def test_a_disclosure_opens_by_mouse_and_by_keyboard(page, edition):
    page.goto(f"{edition}{DAY}")
    first, second = page.locator("article details").nth(0), page.locator("article details").nth(1)
    first.locator("summary").click()
    assert first.get_attribute("open") is not None
    second.locator("summary").focus()
    page.keyboard.press("Enter")
    assert second.get_attribute("open") is not None


def test_everything_that_matters_works_without_script(chromium, edition):
    with opened(chromium, edition, java_script_enabled=False) as page:
        page.goto(f"{edition}{DAY}")
        entry = page.locator("article").first
        abstract = entry.locator("details").last
        assert not abstract.locator("p").first.is_visible()
        abstract.locator("summary").click()
        assert abstract.locator("p").first.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_ink_stands_out_from_paper_by_day_and_by_night(chromium, edition, scheme):
    with opened(chromium, edition, color_scheme=scheme) as page:
        page.goto(f"{edition}{DAY}")
        ink, paper = page.evaluate(
            "() => [getComputedStyle(document.body).color,"
            " getComputedStyle(document.documentElement).backgroundColor]"
        )
        assert contrast(ink, paper) >= 7
        assert (contrast(paper, "rgb(0, 0, 0)") < 2) is (scheme == "dark")


def test_no_page_scrolls_sideways(page, edition):
    for path in PAGES:
        page.goto(f"{edition}{path}")
        unfold(page)
        for width in (
            1280,
            640,
            360,
            320,
        ):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("() => document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize(("width", "columns"), [(390, 1), (1280, 2)])
def test_the_front_page_has_as_many_columns_as_fit_and_its_claims_end_together(page, edition, width, columns):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(edition)
    corners = """all => all.map((each) => each.getBoundingClientRect())
        .map(({left, right, top, bottom}) => ({left, right: Math.round(right), top, bottom}))"""
    lead, *rest = page.locator(".front .matters li").evaluate_all(corners)
    days = page.locator(".front .glance li").evaluate_all(corners)
    assert len({box["left"] for box in rest}) == columns
    assert lead["right"] == max(box["right"] for box in rest)
    ends = {box["left"]: box["bottom"] for box in rest}.values()
    assert max(ends) - min(ends) < max(box["bottom"] - box["top"] for box in rest)
    assert len({box["top"] for box in days}) == (len(days) if columns == 1 else 1)


def test_formulas_have_boxes(page, edition):
    page.goto(f"{edition}{DAY}")
    unfold(page)
    boxes = page.locator("math").evaluate_all("all => all.map((m) => m.getBoundingClientRect().height)")
    assert len(boxes) > 10
    assert min(boxes) > 5


def test_a_keyboard_reader_can_skip_to_the_news_and_sees_where_they_are(page, edition):
    page.goto(edition)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert "Skip" in skip.inner_text()
    assert skip.evaluate("(link) => link.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.tagName") in {"MAIN", "BODY"}
    page.keyboard.press("Tab")
    outline = page.locator(":focus").evaluate("(one) => getComputedStyle(one).outlineStyle")
    assert outline != "none"


def test_every_page_has_one_heading_a_language_and_landmarks(page, edition):
    for path in PAGES:
        page.goto(f"{edition}{path}")
        assert page.locator("h1").count() == 1, path
        assert page.locator("html").get_attribute("lang") == ("zh" if path.startswith("zh/") else "en")
        assert page.locator("main").count() == 1
        levels = page.locator("h1, h2, h3, h4").evaluate_all("all => all.map((h) => +h.tagName[1])")
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels)), path


def test_the_numbers_behind_a_part_mark_its_sentences(page, edition):
    page.goto(f"{edition}{DAY}")
    paper = page.locator("article", has=page.locator(".evidence")).first
    paper.locator("details > summary", has_text="result").first.click()
    evidence = paper.locator(".evidence button").first
    number = re.search(r"\d+", evidence.inner_text())[0]
    sentence = paper.locator(f'[data-n="{number}"]')
    assert "cited" not in (sentence.get_attribute("class") or "")
    evidence.focus()
    page.keyboard.press("Enter")
    assert evidence.get_attribute("aria-pressed") == "true"
    assert sentence.is_visible()
    page.mouse.move(0, 0)
    assert "cited" in sentence.get_attribute("class")
    page.keyboard.press("Enter")
    page.locator("h1").click()
    assert "cited" not in sentence.get_attribute("class")
