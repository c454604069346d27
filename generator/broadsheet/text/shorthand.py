r"""What authors' own macros mean, where everybody means the same by them.

A single letter with two readings (`\E`: 𝔼 or the Euclidean group) is not guessed; it is set upright.
"""

from __future__ import annotations

# fmt: off
_BOARD = {
    "RR": "R", "ZZ": "Z", "NN": "N", "Q": "Q", "QQ": "Q", "C": "C", "CC": "C", "FF": "F", "PP": "P",
    "EE": "E", "bbR": "R", "bbZ": "Z", "bbN": "N", "bbC": "C", "bbQ": "Q", "bbE": "E", "bbP": "P",
    "bbF": "F", "bR": "R", "bbr": "R", "IR": "R", "Real": "R",
}
_NAMED = {
    "al": "alpha", "be": "beta", "ep": "epsilon", "eps": "varepsilon", "veps": "varepsilon",
    "ve": "varepsilon", "vep": "varepsilon", "epsi": "varepsilon", "lam": "lambda", "Lam": "Lambda",
    "om": "omega", "Om": "Omega", "vphi": "varphi", "sig": "sigma", "Sig": "Sigma", "Gam": "Gamma",
    "kap": "kappa", "tht": "theta", "De": "Delta", "pa": "partial", "pd": "partial", "na": "nabla",
    "ra": "rightarrow", "les": "lesssim", "ls": "lesssim", "gs": "gtrsim", "lsim": "lesssim",
    "gsim": "gtrsim", "simlt": "lesssim", "simgt": "gtrsim", "simleq": "lesssim", "simgeq": "gtrsim",
    "leqs": "leqslant", "geqs": "geqslant", "pmb": "boldsymbol", "mathbold": "boldsymbol",
    "nicefrac": "frac", "sfrac": "frac", "mic": "mu", "textmu": "mu", "ohm": "Omega",
    "textasciitilde": "sim", "texttildelow": "sim", "percent": "%",
}
_OPERATORS = """
    supp tr Tr Aut End Hom Ext Tor Spec Gal Id id rank rk sgn sign diag curl grad Ric Vol vol dist diam Var
    Cov Lip Pic Spin coker codim conv span Span poly polylog softmax KL
"""
_ALIASES = {
    "half": r"\frac12", "norm": r"\lVert #1\rVert", "abs": r"\lvert #1\rvert", "dd": r"\mathrm d",
    "re": r"\operatorname{Re}", "im": r"\operatorname{Im}", "ensuremath": "#1", "xspace": "", "ds": "",
    "micron": r"\mu\mathrm{m}", "kms": r"\mathrm{km\,s^{-1}}", "arcsec": "''", "arcmin": "'",
    "angstrom": "Å", "Msun": r"M_\odot", "msun": r"M_\odot", "Lsun": r"L_\odot", "Zsun": r"Z_\odot",
    "Rsun": r"R_\odot", "mdot": r"\dot M", "Mdot": r"\dot M", "celsius": r"{}^\circ\mathrm C",
    "textdegree": r"{}^\circ",
}
# fmt: on
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

MACROS: dict[str, str] = {
    **{name: rf"\mathbb{{{letter}}}" for name, letter in _BOARD.items()},
    **{name: rf"\{word}" for name, word in _NAMED.items()},
    **{name: rf"\operatorname{{{name}}}" for name in _OPERATORS.split()},
    **{f"c{letter}": rf"\mathcal{{{letter}}}" for letter in _CAPITALS},
    **{f"cal{letter}": rf"\mathcal{{{letter}}}" for letter in _CAPITALS},
    **_ALIASES,
}
