"""Whether a summary says more strongly what its evidence says with a reserve: nearly, slightly, perhaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.summarize.verify import lexicon
from broadsheet.summarize.verify.likeness import are_alike, concepts

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from broadsheet.summarize.verify.likeness import Concept
    from broadsheet.summarize.verify.passage import Passage

_SMALL = frozenset({"slightly", "weakly", "partially"})
_AROUND = 20  # characters


def turned(mine: Passage, source: Passage) -> Iterator[str]:
    """The first reserve of the evidence that a part leaves out where it says the same."""
    for name, english, chinese in lexicon.RESERVES:
        if english.search(mine.text) or chinese.search(mine.text):
            continue
        if any(_is_left_out(name, match, mine, source) for match in english.finditer(source.text)):
            yield f"leaves {name!r} out"
            return
    surely = lexicon.SURELY.search(mine.text)
    is_sure = lexicon.SURELY.search(source.text) or lexicon.EVERY.search(source.text)
    if surely and lexicon.MAY.search(source.text) and not is_sure:
        yield f"says {surely[0]!r}, where the evidence says that it may be"


def _is_left_out(name: str, match: re.Match[str], mine: Passage, source: Passage) -> bool:
    target = _behind(match, source)
    if target is None or target.weight <= 0:
        return False
    targets = [each for each in concepts(mine.text) if are_alike(each, target)]
    if name in _SMALL:
        return any(
            lexicon.STRONG.search(mine.text[max(each.start - _AROUND, 0) : each.end + _AROUND])
            for each in targets
        )
    is_said_bare = sum(are_alike(each, target) for each in concepts(source.text)) > 1
    is_claim = name == "asymptotically" or lexicon.WHOLE.match(source.text[match.end() :].strip())
    return bool(targets) and not is_said_bare and bool(is_claim)


def _behind(match: re.Match[str], source: Passage) -> Concept | None:
    _, close = source.clause(match.start())
    return next(
        (each for each in concepts(source.text) if each.start >= match.end() and each.end <= close), None
    )


def stronger(part: str, source: str) -> Iterator[str]:
    """A word that says a thing more strongly than its source says anything: a mark for the publisher."""
    if not lexicon.STRONG.search(source) and (match := lexicon.STRONG.search(part)):
        yield f"says {match[0]!r}, which the abstract does not"
