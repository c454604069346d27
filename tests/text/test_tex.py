import re
import time

import pytest
from hostile_text import hostile
from hypothesis import assume, example, given
from hypothesis import strategies as st
from safe_html import assert_safe

from broadsheet.text import formulas, tex


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (r"Ad\'ele Mu{\~n}oz", "Adèle Muñoz".replace("è", "é")),
        (r"{\O}yvind S{\o}rli and S\o rli", "Øyvind Sørli and Sørli"),
        (r"\v{C}ern\'y, \v Cern\'y", "Černý, Černý"),
        (r"Stra{\ss}er, \r{U}lla, \H{o}, \k{a}, \c{c}", "Straßer, Ůlla, ő, ą, ç"),
        (r"\'{\i}, \'\i, Y{\i}lmaz, \u{g}", "í, í, Yılmaz, ğ"),
        (r"{\L}ucja, \aa, {\AA}, \ae{}x", "Łucja, å, Å, æx"),
        (r"50\% of R\&D in a\_b, \#1", "50% of R&D in a_b, #1"),
        ("50% of R&D, a < b", "50% of R&D, a < b"),
        (r"A.~Muster, Fig.~3, Track~2", "A. Muster, Fig. 3, Track 2"),
        (r"~3000 lines (~5), z~3", "~3000 lines (~5), z~3"),
        ("``so'' `so' f'' ---a--b-->", "“so” ‘so’ f'' —a–b-->"),
        (r"don\'t say \"why\"", 'don\'t say "why"'),
        (r"see http://a.example/\~{}b\_c--d", "see http://a.example/~b_c--d"),
        (r"\url{a\_b--c} \verb|--|", r"\url{a\_b--c} \verb|--|"),
        (r"\(x\) and \[y\]", "$x$ and $$y$$"),
        (r"costs \$5", r"costs \$5"),
        (r"math $\'e~--\%$ stays", r"math $\'e~--\%$ stays"),
        (r"\textbf{\'E} and \emph{x--y}", r"\textbf{É} and \emph{x–y}"),
        ("e\u0301", "é"),
    ],
)
def test_letters_and_signs_become_characters(raw, text):
    assert tex.unicode_text(raw) == text


@given(hostile)
@example("`a'`a'")
@example(r"\~{}~{}")
def test_decoding_twice_is_decoding_once(raw):
    text = tex.unicode_text(raw)
    assert tex.unicode_text(text) == text


@pytest.mark.parametrize(
    ("text", "math"),
    [
        ("Let $x$ and $ y $.", ["x", " y "]),
        ("It costs $5 and $10 a year.", []),
        ("It costs $$5 and then $$10 a year.", []),
        ("From $0.45-$78.96 per call.", []),
        ("A $25 million loss for $n$ firms.", ["n"]),
        ("We save $7,800 on $\\alpha$-rays.", ["\\alpha"]),
        ("The number $5$ and $1,000$ hold.", ["5", "1,000"]),
        ("768$\\times$1280 pixels, 4.2$\\%$", ["\\times", "\\%"]),
        ("It costs \\$5, or $x$.", ["x"]),
        ("A lone $ sign.", []),
        ("so $$a = b$$ holds", ["a = b"]),
        ("$x \\text{ for $y$ } z$", ["x \\text{ for $y$ } z"]),
        ("a $b\n\nc$ d", []),
        ("\\begin{equation}a\\end{equation}", ["\\begin{equation}a\\end{equation}"]),
        ("\\\\(not math\\\\)", []),
    ],
)
def test_money_is_not_mathematics(text, math):
    assert [formula.tex for formula in formulas.find(text)] == math


def test_spans_are_where_the_mathematics_is():
    text = "Let $x$ be $\\href{http://a.example}{here}$ or \\[y\\]."
    assert [text[start:end] for start, end in tex.math_spans(text)] == ["$x$", "\\[y\\]"]


@pytest.mark.parametrize(
    ("text", "html", "plain"),
    [
        ("a < b & c", "a &lt; b &amp; c", "a < b & c"),
        (r"\textbf{a \emph{b}}", "<strong>a <em>b</em></strong>", "a b"),
        (r"{\bf a} {\em b}", "<strong>a</strong> <em>b</em>", "a b"),
        (r"\href{https://a.example/b\_c}{here}", '<a href="https://a.example/b_c">here</a>', "here"),
        (r"\href{javascript:alert(1)}{here}", "here", "here"),
        ("at https://a.example/b_2.", 'at <a href="https://a.example/b_2">https://a.example/b_2</a>.',
         "at https://a.example/b_2."),
        (r"\cite{a,b}, \citep[p. 3]{c}", "[a, b], [c, p. 3]", "[a, b], [c, p. 3]"),
        (r"x\footnote{y}", "x (y)", "x (y)"),
        (r"\method{} wins", "method wins", "method wins"),
        (r"we ask \Ours\ and {\ours}, not \bench.", "we ask Ours and ours, not bench.",
         "we ask Ours and ours, not bench."),
        (r"a line is \n\n", r"a line is <code>\n</code><code>\n</code>", r"a line is \n\n"),
        (r"so \bbal\bca", r"so <code>\bbal</code><code>\bca</code>", r"so \bbal\bca"),
        (r"\sys{Ada} wins", "Ada wins", "Ada wins"),
        ("x^2, 10^{-3}, H_2O", "x<sup>2</sup>, 10<sup>−3</sup>, H<sub>2</sub>O", "x², 10⁻³, H₂O"),
        ("snake_case_2, a_long_name", "snake_case_2, a_long_name", "snake_case_2, a_long_name"),
        ("{DNA}s in Schr{ö}der but {1, 2}", "DNAs in Schröder but {1, 2}", "DNAs in Schröder but {1, 2}"),
        (r"costs \$5", "costs $5", "costs $5"),
        (r"$\ours_1$",
         r'<math data-tex="\ours_1"><msub><mrow><mspace/><mi>ours</mi></mrow><mn>1</mn></msub></math>',
         "ours₁"),
        (r"$\begin{nothing}$", r"<code>\begin{nothing}</code>", r"\begin{nothing}"),
        (r"\\ a\,b\quad c", "  a b  c", "  a b  c"),
        (r"40 \deg and \textonehalf", "40° and ½", "40° and ½"),
        (r"\begin{itemize}\item one\end{itemize}", " • one ", " • one "),
    ],
)  # fmt: skip
def test_text_is_shown(text, html, plain):
    assert tex.html(text) == html
    assert tex.plain(text) == plain


def test_a_formula_keeps_the_tex_that_it_was_made_of_unless_it_shows_just_that():
    assert tex.html("$ x < y \n$") == '<math data-tex="x &lt; y"><mi>x</mi><mo>&lt;</mo><mi>y</mi></math>'
    assert tex.html("$n$, or") == '<span class="kept"><math><mi>n</mi></math>,</span> or'


def test_a_title_can_stand_within_a_link():
    assert "<a" in tex.html(r"\href{https://a.example}{$x$}")
    assert tex.html(r"\href{https://a.example}{$x$}", links=False) == "<math><mi>x</mi></math>"
    assert tex.html(r"\href{https://a.example/b}{\url{https://a.example}}").count("<a") == 1


@pytest.mark.parametrize(
    ("formula", "plain"),
    [
        (r"x^2 \le 1", "x² ≤ 1"),
        (r"\mathcal{O}(n\log n)", "O(n log n)"),
        (r"\frac{a+b}{2} + \frac{1}{bc}", "(a + b)/2 + 1/(bc)"),
        (r"\sqrt{n} + \sqrt{a/2} + \sqrt[3]{y}", "√n + √(a/2) + ³√y"),
        (r"L^\infty(\mathbb{R}^d)", "L^∞(ℝᵈ)"),
        (r"\Phi_3^4, W^{2,\delta}, R_{\mathrm{crit}}", "Φ₃⁴, W^(2, δ), R_crit"),
        (r"-1 < x + -y", "−1 < x + −y"),
        (r"\hat{x} \bar\partial \vec\beta", "x̂∂̄β⃗"),
        (r"\sum_{i=1}^n x_i", "∑ᵢ₌₁ⁿ xᵢ"),
        (r"f''(x), 90^\circ", "f″(x), 90°"),
        (r"\begin{cases}a&b\\c&d\end{cases}", "{a b; c d"),
        (r"\binom{n}{k}", "(n choose k)"),
        (r"p \in (1,\,+\infty)", "p ∈ (1, +∞)"),
        (r"{}^{13}\mathrm{C}", "¹³C"),
        (r"\frac{\partial f}{\partial x_1}", "∂f/∂x₁"),
        (r"\frac{a}{|b|}, \frac{a}{x_i^2}", "a/|b|, a/xᵢ²"),
        (r"f : A \to B, x := 2, 3:1", "f: A → B, x := 2, 3:1"),
        (r"\ce{H2O}", "H₂O"),
        (r"\underline{x}", "x̲"),
        (r"a \not\equiv b", "a ≢ b"),
    ],
)
def test_a_formula_has_a_line_of_characters(formula, plain):
    assert tex.plain(f"${formula}$") == plain


@given(hostile)
@example("$\\text{</math><script>}$")
@example('\\href{http://a.example/"onclick=x}{\\url{javascript:x}}')
def test_nothing_but_our_own_markup_is_in_the_html(text):
    assert_safe(tex.html(text))


@given(hostile)
def test_plain_text_of_anything_can_be_made(text):
    assert isinstance(tex.plain(text), str)


def test_a_formula_is_not_parted_from_the_mark_behind_it():
    assert tex.html("from $x$, to $y$ and (in $z$).") == (
        'from <span class="kept"><math><mi>x</mi></math>,</span> to <math><mi>y</mi></math> and '
        '(in <span class="kept"><math><mi>z</mi></math>).</span>'
    )


@given(hostile)
def test_plain_text_stays_as_it_is_when_it_is_taken_for_tex_again(text):
    once = tex.plain(text)
    assume(not set(once) & set("\\$^_{}~<>"))
    assert tex.plain(once) == once


@given(st.lists(st.from_regex(r"[a-z]{1,9}", fullmatch=True), min_size=1, max_size=12))
def test_no_word_is_lost_whatever_stands_around_it(words):
    around = ("{%s}", r"\textbf{%s}", r"\emph{%s}", "(%s)", r"\mbox{%s}", "%s,", r"{\it %s}")
    text = " ".join(around[at % len(around)] % word for at, word in enumerate(words))
    for shown in (tex.plain(text), re.sub(r"<[^>]*>", "", tex.html(text))):
        assert re.findall(r"[a-z]+", shown) == words


@pytest.mark.parametrize(
    "piece", ["{", "}", "$", "\\", "\\frac{", "$x^", "_{", "\\textbf{", "`a'", "\\left("]
)
def test_hostile_repetition_is_shown_in_linear_time(piece):
    def cost(times):
        start = time.process_time()
        tex.html(piece * times)
        tex.plain(piece * times)
        return time.process_time() - start

    cost(100)
    assert min(cost(4000) for _ in range(3)) < 40 * max(min(cost(400) for _ in range(3)), 0.002)
