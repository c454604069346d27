"""What a category is called where its code does not stand beside it: cs.LG and stat.ML share a name."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from broadsheet import taxonomy

if TYPE_CHECKING:
    from broadsheet.press.words import Words

_TIMES = Counter(map(taxonomy.name, taxonomy.known()))


def name(category: str, words: Words) -> str:
    """As readers of the interface call it; a section that is no category has the name it has."""
    return words.say(taxonomy.name(category)) if taxonomy.is_known(category) else category


def title(category: str, words: Words) -> str:
    """The same, with the code where the name alone could be another's."""
    said = name(category, words)
    is_shared = _TIMES[taxonomy.name(category)] > 1
    return words.say("%(name)s (%(code)s)", name=said, code=category) if is_shared else said
