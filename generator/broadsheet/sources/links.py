"""Code, models, data and project pages that an abstract names."""

from __future__ import annotations

import re
from urllib.parse import quote

from broadsheet import addresses
from broadsheet.model import WEB_ADDRESS, Link
from broadsheet.text import plain, tex

_ADDRESS = re.compile(
    r"(?:https?://|(?<![\w@./-]))"  # authors glue words to a scheme: `availableathttps://…`
    r"((?:[a-z0-9-]+\.)+[a-z]{2,})((?:/[\w.~/?#@!&'*+,=%:-]*)?)",
    re.IGNORECASE | re.ASCII,
)
_PLACES = (
    (re.compile(r"(?:gist\.)?github\.com/[^/]+|gitlab\.[a-z.]+/[^/]+"), "code"),
    (re.compile(r"(?:bitbucket\.org|codeberg\.org|anonymous\.4open\.science)/[^/]+"), "code"),
    (re.compile(r"(?:huggingface|hf)\.co/datasets/[^/]+"), "data"),
    (re.compile(r"(?:huggingface|hf)\.co/spaces/[^/]+"), "project"),
    (re.compile(r"(?:huggingface|hf)\.co/[^/]+"), "model"),
    (re.compile(r"[a-z0-9-]+\.(?:github|gitlab)\.io(?:/|$)|sites\.google\.com/[^/]+"), "project"),
)
_DOI = re.compile(r"10\.[0-9]{4,9}/\S+")
_LONGEST_REFERENCE = 90
_TRAILING = ".,:;!?'*&"


def published(doi: str, reference: str) -> tuple[Link, ...]:
    """Where a paper appeared beside arXiv: the journal's words for it, at its DOI."""
    first = _DOI.match(doi.strip())
    if not first:
        return ()
    label = plain.line(tex.unicode_text(reference))
    if len(label) > _LONGEST_REFERENCE:
        label = f"{label[:_LONGEST_REFERENCE].rpartition(' ')[0]}…"
    url = f"{addresses.DOI}{quote(first[0], safe='/:.-_~')}"
    return (Link(label or addresses.DOI_LABEL, url),) if WEB_ADDRESS.fullmatch(url) else ()


def found(abstract: str) -> tuple[Link, ...]:
    """One link per address, in the order of the text, without the sentence's own punctuation."""
    links: dict[str, Link] = {}
    for match in _ADDRESS.finditer(abstract):
        host, path = match[1].lower().removeprefix("www."), match[2].rstrip(_TRAILING)
        label = next((label for place, label in _PLACES if place.match(host + path)), "")
        url = f"https://{host}{path}"
        if label and WEB_ADDRESS.fullmatch(url):
            links.setdefault(url, Link(label, url))
    return tuple(links.values())
