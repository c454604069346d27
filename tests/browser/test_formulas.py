"""Formulas in Chromium: their parts stand where a typesetter would put them."""

import pytest

from broadsheet.press.layouts import STYLE, Layouts, shipped_layouts
from broadsheet.text import tex

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
