"""The commands of running text that are known, and what they say."""

from __future__ import annotations

import re

_AS_THEY_ARE = """
    textsc textrm textsf textup textnormal textmd text mbox hbox underline uline sc scshape rm rmfamily sf
    sffamily normalfont small large Large footnotesize tiny scriptsize normalsize hl sout mathrm uppercase
"""
STYLES = {  # the HTML element of each, or none
    **dict.fromkeys(("textbf", "strong", "bf", "bfseries", "mathbf", "boldsymbol"), "strong"),
    **dict.fromkeys(("emph", "textit", "textsl", "em", "it", "itshape", "sl", "slshape"), "em"),
    **dict.fromkeys(("texttt", "code", "tt", "ttfamily", "lstinline"), "code"),
    "textsuperscript": "sup",
    "textsubscript": "sub",
    **dict.fromkeys(_AS_THEY_ARE.split(), ""),
}
LINKS = frozenset({"href", "url", "path", "nolinkurl"})
CITES = re.compile(r"(?:no|paren|text|foot|auto|full)?[cC]ite[a-zA-Z]*|(?:page|auto|[cC]|eq|v)?ref")
NOTES = frozenset({"footnote", "thanks", "footnotetext"})
COLOURED = frozenset({"textcolor", "colorbox", "fcolorbox", "foreignlanguage"})
DROPPED = frozenset({"label", "vspace", "hspace", "color", "index", "begin", "end"})
_SPACES = """
    newline linebreak par quad qquad space enspace thinspace smallskip medskip bigskip break indent
    nobreakspace vskip hskip hfill newpage
    """
_NOTHINGS = """
    noindent noi centering xspace protect relax maketitle leavevmode sloppy null allowbreak nobreak selectfont
    frenchspacing displaystyle textstyle ds limits nolimits left right middle big Big bigg Bigg bigl bigr Bigl
    Bigr biggl biggr Biggl Biggr
    """
SPACES = frozenset(_SPACES.split())
NOTHINGS = frozenset(_NOTHINGS.split())
# fmt: off
SIGNS = {
    "ldots": "…", "dots": "…", "textellipsis": "…", "textendash": "–", "textemdash": "—", "textbar": "|",
    "textasciitilde": "~", "texttildelow": "~", "textasciicircum": "^", "textbackslash": "\\",
    "textless": "<", "textgreater": ">", "textunderscore": "_", "textquotesingle": "'", "textquotedbl": '"',
    "textdollar": "$", "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“",
    "textquotedblright": "”", "lq": "‘", "rq": "’", "guillemotleft": "«", "guillemotright": "»",
    "textbullet": "•", "item": "• ", "textdegree": "°", "degree": "°", "textregistered": "®",
    "texttrademark": "™", "textcopyright": "©", "copyright": "©", "S": "§", "P": "¶", "pounds": "£",
    "texteuro": "€", "euro": "€", "percent": "%", "slash": "/", "textbraceleft": "{", "textbraceright": "}",
    "textmu": "µ", "micron": "µm", "textmultiply": "×", "texttimes": "×", "textordfeminine": "ª",
    "textordmasculine": "º", "textonehalf": "½", "textonequarter": "¼", "textthreequarters": "¾",
    "TeX": "TeX", "LaTeX": "LaTeX", "etal": "et al.", "ie": "i.e.", "eg": "e.g.",
    # Astronomers' shorthand, which means the same in every paper.
    "la": "≲", "ga": "≳", "kms": "km s⁻¹", "arcsec": "″", "arcmin": "′", "LCDM": "ΛCDM", "HI": "H I",
    "HII": "H II", "OIII": "O III", "oiii": "O III", "OII": "O II", "NII": "N II", "CIV": "C IV", "ha": "Hα",
    "Ha": "Hα", "hb": "Hβ", "Hb": "Hβ", "Lya": "Lyα", "lya": "Lyα", "Lyb": "Lyβ", "feh": "[Fe/H]",
    "FeH": "[Fe/H]", "teff": "T_eff", "Teff": "T_eff", "logg": "log g", "vsini": "v sin i", "Mpc": "Mpc",
    "kpc": "kpc", "Gpc": "Gpc", "pc": "pc", "Gyr": "Gyr", "Myr": "Myr", "jwst": "JWST", "JWST": "JWST",
    "hst": "HST", "HST": "HST", "gaia": "Gaia", "Gaia": "Gaia", "chandra": "Chandra", "Chandra": "Chandra",
    "kelvin": "K", "mstar": "M⋆", "Mstar": "M⋆", "rstar": "R⋆", "Rstar": "R⋆", "lstar": "L⋆",
    "keV": "keV", "MeV": "MeV", "GeV": "GeV", "TeV": "TeV",
}
# fmt: on
LONE = {"sqrt": "√"}  # what is left of a command whose argument was forgotten
