r"""Plain text with mathematics as LaTeX that prints it and does nothing else.

A bibliography is typeset where its reader's files are: `\input`, `\write18` or a `\catcode` in a title would
be run there. What TeX can do has no end, so that what may stay is named: commands that set a formula.
"""

from __future__ import annotations

import re

from broadsheet.text import formulas, tex
from broadsheet.text.characters import typeset, typeset_formula

_SPECIAL = {
    **{sign: f"\\{sign}" for sign in "&%#_$"},
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "{": "",  # BibTeX counts them, whatever stands before them
    "}": "",
}
_GREEK = """
    alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa varkappa lambda mu nu xi pi
    varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega digamma Gamma Delta Theta Lambda Xi
    Pi Sigma Upsilon Phi Psi Omega
"""
_LETTERS = (
    "ell hbar hslash imath jmath aleph beth gimel daleth Re Im wp eth partial nabla infty emptyset varnothing"
)
_SIGNS = """
    pm mp times div cdot ast star circ bullet oplus ominus otimes oslash odot dagger ddagger amalg cap cup
    uplus sqcap sqcup vee wedge setminus smallsetminus wr diamond bigcirc triangle triangleleft
    triangleright land lor lnot neg forall exists nexists top bot vdash models therefore because angle perp
    parallel mid nmid le leq leqslant ge geq geqslant ll gg lesssim gtrsim lessapprox gtrapprox prec succ
    preceq succeq sim simeq approx cong equiv propto neq ne asymp doteq in notin ni subset supset subseteq
    supseteq subsetneq supsetneq to gets mapsto leftarrow rightarrow leftrightarrow Leftarrow Rightarrow
    Leftrightarrow longrightarrow longleftarrow longleftrightarrow Longrightarrow Longleftrightarrow
    hookrightarrow hookleftarrow uparrow downarrow updownarrow nearrow searrow rightharpoonup
    rightleftharpoons rightsquigarrow implies iff dots ldots cdots vdots ddots prime backslash sharp flat
    natural checkmark square Box Diamond lozenge clubsuit diamondsuit heartsuit spadesuit odot degree lbrace
    rbrace lbrack rbrack langle rangle lceil rceil lfloor rfloor lvert rvert lVert rVert vert Vert
"""
_LARGE = """
    sum prod coprod int iint iiint oint bigcup bigcap bigvee bigwedge bigoplus bigotimes bigsqcup limits
    nolimits lim limsup liminf sup inf max min arg argmax argmin det dim deg ker hom gcd exp log ln lg sin
    cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth Pr
"""
_BUILT = """
    frac dfrac tfrac cfrac binom tbinom dbinom sqrt overline underline overbrace underbrace overset underset
    stackrel substack hat widehat tilde widetilde bar vec dot ddot dddot check breve acute grave mathring
    overrightarrow overleftarrow left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl
    Biggr mathrm mathbf mathit mathsf mathtt mathcal mathbb mathfrak mathscr boldsymbol bm text textrm
    textbf textit textsf texttt operatorname mbox displaystyle textstyle scriptstyle quad qquad bmod pmod
    mod not phantom
"""
_KNOWN = frozenset(f"{_GREEK} {_LETTERS} {_SIGNS} {_LARGE} {_BUILT}".split())
_COMMAND = re.compile(r"\\([A-Za-z]+|.)\*?", re.DOTALL)
_HARMLESS = frozenset(",;:!> {}|_%&#$")
_SAID_OTHERWISE = re.compile(r"[&%#_$\\^~{}]")
_ACTIVE = re.compile(r"\^\^|(?<!\\)[%#&]")


def latex(text: str) -> str:
    """Formulas stay as they are where they only set signs; elsewhere they are said in characters."""
    if text.isascii() and not _SAID_OTHERWISE.search(text):
        return text
    pieces, place = [], 0
    for formula in formulas.find(text):
        pieces.append(_escaped(tex.plain(text[place : formula.start])))
        source = text[formula.start : formula.end]
        pieces.append(typeset_formula(source) if _is_harmless(source) else _escaped(tex.plain(source)))
        place = formula.end
    return "".join([*pieces, _escaped(tex.plain(text[place:]))])


def _escaped(text: str) -> str:
    return typeset("".join([_SPECIAL.get(character, character) for character in text]))


def _is_harmless(formula: str) -> bool:
    if not formula.startswith("$") or _ACTIVE.search(formula) or not _is_balanced(formula):
        return False
    return all(name in _KNOWN or name in _HARMLESS for name in _COMMAND.findall(formula))


def _is_balanced(formula: str) -> bool:
    """To BibTeX, which knows no escapes, and to TeX, which does."""
    for pattern in (r"\\.|[{}]", r"[{}]"):
        depth = 0
        for mark in re.findall(pattern, formula):
            depth += {"{": 1, "}": -1}.get(mark, 0)
            if depth < 0:
                return False
        if depth:
            return False
    return True
