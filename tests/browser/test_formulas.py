"""Formulas in Chromium: their parts stand where a typesetter would put them."""

import contextlib

import pytest
from benchmarks.pages_host import serving

from broadsheet.model import Author, Entry, Kind, Paper, Part, Role, Summary
from broadsheet.templates.layouts import STYLE, Layouts, shipped_layouts
from broadsheet.text import tex
from press.newspaper import WEEK, Newspaper

BOXES = """(selector) => [...document.querySelectorAll(selector)].map((node) => {
  const { x, y, width, height, right, bottom } = node.getBoundingClientRect();
  return { x, y, width, height, right, bottom, size: parseFloat(getComputedStyle(node).fontSize) };
})"""


@pytest.fixture
def boxes(chromium):
    """The boxes of elements of a formula, set with the style sheet of the site."""
    style = Layouts(shipped_layouts()).served(STYLE).decode()
    context = chromium.new_context(viewport={"width": 360, "height": 700})
    page = context.new_page()

    def found(formula, selector):
        page.set_content(
            f"<!doctype html><style>{style}</style><main><p>Let {tex.html(formula)} be.</p></main>"
        )
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
        return page.evaluate(BOXES, selector)

    yield found
    context.close()


def test_a_fraction_stands_one_above_the_other(boxes):
    over, under = boxes(r"$\frac{a+b}{c}$", "mfrac > *")
    assert over["bottom"] <= under["y"] + 1
    assert abs((over["x"] + over["right"]) - (under["x"] + under["right"])) < 4


def test_a_superscript_is_higher_and_smaller(boxes):
    base, script = boxes("$x^2$", "msup > *")
    assert script["y"] < base["y"] + base["height"] / 2
    assert script["size"] < base["size"]
    assert script["x"] >= base["right"] - 2


def test_a_subscript_is_lower(boxes):
    base, script = boxes("$x_i$", "msub > *")
    assert script["bottom"] > base["bottom"] - 2


def test_limits_stand_around_a_displayed_sum(boxes):
    base, below, above = boxes(r"\[\sum_{i=1}^{n} x_i\]", "munderover > *")
    assert above["bottom"] <= base["y"] + 4
    assert below["y"] >= base["bottom"] - 4


def test_a_root_covers_what_is_under_it(boxes):
    (root,) = boxes(r"$\sqrt{a+b}$", "msqrt")
    inside = boxes(r"$\sqrt{a+b}$", "msqrt mi")
    assert all(root["x"] < each["x"] and each["right"] <= root["right"] + 1 for each in inside)
    assert root["y"] <= min(each["y"] for each in inside)


@pytest.mark.parametrize(
    "held", [r"$\left(\frac{a}{b}\right)$", r"\[\left(\frac{a}{b}\right)\]"], ids=["inline", "display"]
)
def test_brackets_grow_with_what_they_hold(boxes, held):
    # Not by a fixed factor: how tall a plain bracket is, and in what steps it grows, is the font's affair.
    small, *_ = boxes("$(a)$", "mo")
    fraction, *_ = boxes(held, "mfrac")
    opening, closing = boxes(held, "mo")
    assert opening["height"] == closing["height"] > small["height"]
    assert opening["y"] <= fraction["y"] + 0.1 * fraction["height"]
    assert opening["bottom"] >= fraction["bottom"] - 0.1 * fraction["height"]


def test_a_matrix_has_rows_and_columns(boxes):
    cells = boxes(r"$\begin{pmatrix} a & b \\ c & d \end{pmatrix}$", "mtd")
    first, second, third, fourth = cells
    assert first["right"] <= second["x"] + 1
    assert first["bottom"] <= third["y"] + 1
    assert abs(first["y"] - second["y"]) < 2
    assert abs(second["x"] - fourth["x"]) < 2


@pytest.mark.parametrize(
    "formula",
    [r"$x \le 1$", r"$\hat{x}$", r"$\mathbb{R}^d$", r"$\mathcal{O}(n \log n)$", r"$\alpha\to\beta$"],
)
def test_nothing_has_no_size(boxes, formula):
    found = boxes(formula, "math, math mi, math mn")
    assert found
    assert all(each["height"] > 3 for each in found)


def test_a_formula_wider_than_a_phone_scrolls_in_its_own_box(boxes):
    (formula,) = boxes("\\[" + " + ".join(f"x_{{{number}}}" for number in range(60)) + "\\]", "math")
    assert formula["right"] <= 360


WIDE = " + ".join(f"x_{{{number}}}" for number in range(12))  # for a phone, in whatever type there is


@pytest.fixture
def paper_with(tmp_path, chromium):
    """A day's page with one paper, whose abstract is this text."""
    newspaper = Newspaper(tmp_path)
    contexts = []

    def page(abstract, width=360):
        told = Paper("2601.00001", "Lamps", (Author("Ada Example"),), abstract, ("cs.CL",), 1)
        newspaper.print_day(WEEK[0], ("cs.CL", [Entry(told, Kind.NEW)]))
        newspaper.build()
        contexts.append(chromium.new_context(viewport={"width": width, "height": 700}))
        page = contexts[-1].new_page()
        page.goto(f"{served}2025/12/30/")
        return page

    newspaper.out.mkdir()
    with serving(newspaper.out, "/news/") as served:
        yield page
        for context in contexts:
            context.close()


@pytest.mark.parametrize("formula", [f"${WIDE}$", f"\\[{WIDE}\\]"], ids=["inline", "display"])
def test_a_formula_that_is_wider_than_its_place_is_reached_and_scrolled_with_keys(paper_with, formula):
    page = paper_with(f"We see {formula} where $x$ is small.")
    page.locator("details.more > summary").click()
    wide, narrow = page.locator(".abstract math").all()
    wide.and_(page.locator("[tabindex]")).wait_for()
    assert narrow.get_attribute("tabindex") is None
    wide.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.activeElement.scrollLeft > 0")
    page.set_viewport_size({"width": 1280, "height": 700})
    page.wait_for_function("() => !document.querySelector('.abstract math[tabindex]')")


def test_a_displayed_formula_far_below_is_reached_with_keys_too(tmp_path, chromium):
    newspaper = Newspaper(tmp_path)
    told = Summary("extract", (Part(Role.TLDR, f"We see $${WIDE}$$ alone."),))
    papers = [
        Entry(
            Paper(f"2601.{number:05}", "Lamps", (Author("Ada Example"),), "", ("cs.CL",), 1),
            Kind.NEW,
            summary=told,
        )
        for number in range(12)
    ]
    newspaper.print_day(WEEK[0], ("cs.CL", papers))
    newspaper.build()
    context = chromium.new_context(viewport={"width": 360, "height": 700})
    with serving(newspaper.out, "/news/") as served, contextlib.closing(context):
        page = context.new_page()
        page.goto(f"{served}2025/12/30/")
        page.wait_for_function("() => document.querySelectorAll('.tldr math[tabindex]').length >= 12")
        assert page.evaluate("() => scrollY") == 0


CHOOSE = "(selector) => getSelection().selectAllChildren(document.querySelector(selector))"
LOADED = "(name) => performance.getEntriesByType('resource').some((each) => each.name.endsWith(name))"
COPY = """() => {
  let copied;
  addEventListener("copy", event => (copied = event.clipboardData.getData("text/plain")), { once: true });
  document.execCommand("copy");
  return copied.split(/\\s+/).join(" ");
}"""


@pytest.mark.parametrize(
    ("selector", "copied"),
    [
        (".abstract p", r"We see $\alpha<n$ where $n$ is $$\frac{1}{2}$$ so."),
        (".abstract math", r"$\alpha<n$"),
        (".abstract math mi", r"$\alpha<n$"),
        ("h1", ""),  # as browsers do it
    ],
)
def test_formulas_are_copied_as_the_tex_that_they_were_written_in(paper_with, selector, copied):
    page = paper_with(r"We see \(\alpha<n\) where $n$ is $$\frac{1}{2}$$ so.")
    page.locator("details.more > summary").click()
    page.locator(".abstract p").first.dblclick()
    page.wait_for_function(LOADED, arg="copy.js")
    page.evaluate(CHOOSE, selector)
    assert page.evaluate(COPY) == copied
