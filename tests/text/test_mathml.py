import subprocess
import sys

import pytest
from safe_html import assert_safe

from broadsheet.text import mathml


def test_tables_are_styled_by_class_since_pages_allow_no_inline_style():
    made = mathml.mathml(r"\begin{array}{r|l} a & b \\ \hline c & d \end{array}")
    assert " style=" not in made
    assert '<mtd class="m-right m-line-right">' in made
    assert "m-line-top" in made


def test_inline_and_display():
    assert mathml.mathml("x") == "<math><mi>x</mi></math>"
    assert mathml.mathml("x", display=True) == '<math display="block"><mi>x</mi></math>'
    assert "tabindex" not in mathml.mathml("+".join("abcdefghijklmnopqrstuvw"), display=True)  # no HTML


@pytest.mark.parametrize(
    "tex",
    [
        r"a \mbox{ for $x$ } b",
        r"\begin{eqnarray} a &=& b \nonumber \\ c &=& d \label{x} \end{eqnarray}",
        r"\begin{equation*} \left\{ \begin{split} a &= b \end{split} \right. \end{equation*}",
        r"\begin{array}[c]{r@{\,}l} a & b \end{array}",
        r"\cases{a & b \cr c & d}",
        "5 %",
        r"5000\,\AA",
        r"\left< v \right>",
        r"\text{a_b}",
        r"\operatorname{\mathbf{Hom}}",
        r"\eps \in \RR^n",
        r"\textrm{BH} \texttt{eff}",
        r"x^{2",
        r"\big{(}x\big{)} \Bigl{\{} \bigg{\rangle}",
        r"\pmatrix{a & b \cr c & d}",
        "in\\ \\\nB",
        r"x\xspace y",
        r"\sum_{\substack{a\\b}} c",
    ],
)
def test_what_authors_write_is_understood(tex):
    made = mathml.mathml(tex)
    assert made
    assert "\\" not in made
    assert_safe(made)


def test_plain_tex_s_alignment_is_a_table_of_rows():
    made = mathml.mathml(r"\eqalign{a &= b \cr c &= d}")
    assert made.count("<mtr>") == 2
    assert "eqalign" not in made


def test_an_unknown_macro_is_set_upright():
    assert mathml.mathml(r"\Foo x") == "<math><mrow><mspace/><mi>Foo</mi></mrow><mi>x</mi></math>"
    assert mathml.strict(r"\Foo x") is None


@pytest.mark.parametrize(
    "tex",
    [
        "",
        r"\begin{nothing}",
        r"\newcommand{\a}{\a\a}\a",
        "{" * 30_000 + "x" + "}" * 30_000,
        r"\left(" * 1000 + r"\right)" * 1000,
        "x" * 9000,
    ],
    ids=["empty", "no environment", "definition", "deep", "deep brackets", "long"],
)
def test_what_cannot_or_must_not_be_understood_is_none(tex):
    assert mathml.mathml(tex) is None


@pytest.mark.parametrize("room", ["markdown", "tex"])
def test_importing_brings_nothing_slow(room):
    code = f"import sys, broadsheet.text.{room}; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"markdown", "nh3", "math_core"} & set(loaded)


@pytest.mark.parametrize(
    ("tex", "set_"),
    [
        (r"\displaystyle x", '<mstyle displaystyle="true" scriptlevel="0"><mi>x</mi></mstyle>'),
        (
            r"a^{\textstyle {\displaystyle b}c}",
            '<mstyle displaystyle="true" scriptlevel="0"><mi>b</mi></mstyle><mi>c</mi></mstyle>',
        ),
        (
            r"\dfrac{a}{b}",
            '<mstyle displaystyle="true"><mfrac><mi>a</mi><mi>b</mi></mfrac></mstyle>',
        ),
    ],
)
def test_how_large_a_piece_is_set_stands_where_all_checkers_of_html_know_it(tex, set_):
    assert set_ in mathml.mathml(tex)


def test_a_table_is_set_by_its_own():
    assert '<mstyle scriptlevel="0"><mtable displaystyle="true">' in mathml.mathml(
        r"\begin{aligned}a&=b\end{aligned}"
    )
