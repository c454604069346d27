"""Addresses of other houses; and what may be an address on the web: http(s), a host that is written as what
it is, nobody's name before it.

`https://arxiv.org@evil.example/` leads to evil.example, and a host in other scripts can look like any other:
what is none of ours to judge by eye is no link.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

HOST = r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\.?(?::[0-9]{1,5})?(?=[/?#]|\Z)"
ABSTRACT = "https://arxiv.org/abs/"  # before the identifier of a paper, with or without a version
PDF = "https://arxiv.org/pdf/"
DOI = "https://doi.org/"
DOI_LABEL = "DOI"  # of a link there that bears no journal's words
DAILY_PAPER = "https://huggingface.co/papers/"
OPENAI = "https://api.openai.com/"
# The names of what XML is made of.
ATOM = "http://www.w3.org/2005/Atom"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
ARXIV_ATOM = "http://arxiv.org/schemas/atom"
_WEB = re.compile(rf"https?://{HOST}[^\s<>\"'`\\]*", re.IGNORECASE)
# What a reader takes for an address: `https://arxiv.org/abs`, `www.arxiv.org`, `arxiv.org`; not `Node.js`.
_NAMED = r"(?:[A-Za-z0-9-]+\.)+"
_USUAL = r"(?:com|org|net|edu|gov|io|ai|co|dev|app|info|cn|de|uk|fr|jp|eu|ch|ru|in)"
_LOOKS_LIKE_ONE = re.compile(
    rf"\s*(?:https?://(?:[^\s/@]*@)?([^\s/?#:]+)|(www\.{_NAMED}[A-Za-z]+)|({_NAMED}{_USUAL}))"
    r"(?::[0-9]+)?(?:[/?#]\S*)?\s*",
    re.IGNORECASE,
)


def is_web(url: str) -> bool:
    """Whether a reader may be led there."""
    return _WEB.fullmatch(url) is not None


def is_honest(url: str, text: str) -> bool:
    """Whether a link says no other host than the one that it leads to."""
    match = _LOOKS_LIKE_ONE.fullmatch(text)
    if match is None:
        return True
    shown, host = _bare(next(filter(None, match.groups()))), _bare(urlsplit(url).hostname or "")
    return host == shown or host.endswith(f".{shown}")


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.").rstrip(".")
