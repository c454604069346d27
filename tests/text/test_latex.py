"""A title in a bibliography prints what it says: nothing is run, read or written where it is typeset."""

import pytest
from hostile_text import hostile
from hypothesis import given
from safe_latex import assert_inert

from broadsheet.text.latex import latex


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("50% of A&B in snake_case #1 for $5", r"50\% of A\&B in snake\_case \#1 for \$5"),
        ("Where $x_{1}^2 \\le \\alpha$ leads", r"Where $x_{1}^2 \le \alpha$ leads"),
        ("$$\\frac{a}{b}$$", r"$$\frac{a}{b}$$"),
        (r"\textbf{Bold} words", "Bold words"),
        ("a ~ b", r"a \textasciitilde{} b"),
        (r"\input{/etc/passwd}", "/etc/passwd"),
        (r"$\input{/etc/passwd}$", r"\textbackslash{}input/etc/passwd"),
        (r"$x^{^^5cinput}$", r"x^^5cinput"),
        (r"$\immediate\write18{id}$", "immediate write 18id"),
        (r"$a % b$", "ab"),
        (r"100\% $\%$ of \{all\}", r"100\% $\%$ of all"),
    ],
)
def test_what_sets_signs_stays_and_all_else_is_said(text, written):
    said = latex(text)
    if "^^" in text:
        assert "^^" not in said
    else:
        assert said == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Fernández, Łukasz and “Škoda” – 5°", "Fernández, Łukasz and “Škoda” – 5°"),
        ("Lyα at 3×10⁻¹² W", r"Ly$\alpha$ at 3$\times$10$^{-12}$ W"),
        ("CO₂ and H−β", r"CO$_{2}$ and H$- \beta$"),
        ("Nguyễn", r"Nguy\~{\^{e}}n"),
        ("ΑΩ ≤ ∞", r"$A \Omega$ $\le$ $\infty$"),
        ("a\u2009b\u2011c", "a b-c"),
        ("光 and ή", "光 and ή"),
        ("$α+x²$ in $\\text{naïve}$", r"$\alpha +x^{2}$ in $\text{naïve}$"),
        ("Rᴺ, ℝᵈ₊ and M̃", r"R$^{N}$, $\mathbb{R} ^{d} _{+}$ and \~{M}"),
        ("$5 α", r"\$5 $\alpha$"),
    ],
)
def test_what_pdflatex_has_no_types_for_is_said_in_tex(text, written):
    assert latex(text) == written


RUN = r"""
\input{x}
\include{x}
\openin5=x
\read5 to\a
\openout5=x
\write5{x}
\immediate\write18{x}
\special{x}
\catcode`\%=0
\def\a{x}
\edef\a{x}
\let\a=\b
\newcommand{\a}{x}
\csname input\endcsname
\expandafter\input
\the\count
\jobname
\usepackage{x}
\verbatiminput{x}
\lstinputlisting{x}
\includegraphics{x}
\directlua{x}
\loop\repeat
\message{x}
\href{file:///x}{y}
\url{x}
\@@input x
\pdfobj{x}
\scantokens{x}
\begin{filecontents}{x}
\ShellEscape{x}
\endinput
"""


@pytest.mark.parametrize("command", RUN.strip().splitlines())
@pytest.mark.parametrize(
    "place", ["{}", "${}$", "$x_{{{}}}$", "$$\\text{{{}}}$$", "\\({}\\)", "a $b$ {} $c$", "{{{}"]
)
def test_no_command_that_does_more_gets_through(command, place):
    assert_inert(latex(place.format(command)))


@given(hostile)
def test_whatever_a_title_says_is_inert(text):
    assert_inert(latex(text))
