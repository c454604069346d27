"""A person's name in its parts, as every list of references sorts it; a group's stays whole."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from broadsheet.text import plain

# "Ludwig van Example Jr.": a family name takes the small words before it along, with a great one before those
# ("Van de", "De la"), and the other half of a double one ("Example e Muster").
_PERSON = re.compile(
    r"(?P<given>[^,]+?) "
    r"(?P<family>(?:[^\s,]+ [eioy] |(?:(?:Van|Von|De|Del|Della) )?(?:[a-zß-öø-ÿ][^\s,]* )+)?[^\s(,]+)"
    r"(?:,? (?P<suffix>Jr\.?|Sr\.?|I{2,3}|IV))?"
)
_GROUPS = """
    collaborations? teams? groups? consorti(?:um|a) projects? initiative labs? laborator(?:y|ies) network
    community universit(?:y|ies) institutes? foundation authors contributors (?-i:AI|Research|Inc) al\\. and
    """
_GROUP = re.compile(rf"\b(?:{'|'.join(_GROUPS.split())})(?!\w)|&", re.IGNORECASE)


class Name(NamedTuple):
    family: str  # or all of a name that is not a person's, or has but one word
    given: str = ""
    suffix: str = ""

    @property
    def is_apart(self) -> bool:
        return bool(self.given)


@lru_cache(maxsize=4096)
def apart(name: str) -> Name:
    """A name by its parts; what is no person's, or cannot be parted surely, stays whole."""
    name = plain.line(name)
    person = _PERSON.fullmatch(name)
    if not person or _GROUP.search(name):
        return Name(name)
    return Name(person["family"], person["given"], person["suffix"] or "")
