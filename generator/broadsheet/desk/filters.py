"""What a publisher wants, or does not want, by keyword, category and author."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from broadsheet.text import tex

if TYPE_CHECKING:
    from broadsheet.config import Filter, Filters
    from broadsheet.model import Paper

NOT_INCLUDED = "not included"


def excluded_by(filters: Filters, paper: Paper) -> str:
    """The name of the rule that keeps this paper out; empty when none does."""
    if rule := _matched(filters.exclude, paper):
        return rule
    if filters.include.asks and not _matched(filters.include, paper):
        return NOT_INCLUDED
    return ""


def _matched(filter_: Filter, paper: Paper) -> str:
    """By which of its lists a filter matches."""
    if filter_.keywords and _keywords(filter_.keywords).search(_folded(f"{paper.title}\n{paper.abstract}")):
        return "keyword"
    if set(filter_.categories) & _categories(paper):
        return "category"
    if filter_.authors and set(map(_name, filter_.authors)) & {_name(each.name) for each in paper.authors}:
        return "author"
    return ""


def _categories(paper: Paper) -> set[str]:
    return {*paper.categories, *(category.partition(".")[0] for category in paper.categories)}


@lru_cache(maxsize=64)
def _keywords(words: tuple[str, ...]) -> re.Pattern[str]:
    """Whole words in any case; white space between them may be a line break, `*` ends an open one."""
    patterns = []
    for word in words:
        stem = word.removesuffix("*")
        pattern = r"\s+".join(map(re.escape, _folded(stem).split()))
        patterns.append(rf"(?<!\w){pattern}" if stem != word else rf"(?<!\w){pattern}(?!\w)")
    return re.compile("|".join(patterns))


def _folded(text: str) -> str:
    """Without case and accents, so that Erdős is found by who types Erdos."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def _name(name: str) -> str:
    return " ".join(_folded(tex.plain(name)).replace(".", " ").split())
