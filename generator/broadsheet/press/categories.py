"""What a category is called where its code does not stand beside it: cs.LG and stat.ML share a name."""

from __future__ import annotations

from collections import Counter

from broadsheet import taxonomy

_TIMES = Counter(map(taxonomy.name, taxonomy.known()))


def title(category: str) -> str:
    name = taxonomy.name(category)
    return f"{name} ({category})" if _TIMES[name] > 1 else name
