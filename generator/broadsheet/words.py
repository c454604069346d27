"""The words of the interface: English in the program and its layouts, other languages by catalogue.

A catalogue is a gettext file, `layouts/words/LANGUAGE.po`; what it does not say stays English. Dates and
numbers are Babel's, in the patterns that the catalogue gives. The content has a language of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from functools import lru_cache, reduce
from gettext import c2py
from io import BytesIO
from typing import TYPE_CHECKING, Protocol

from babel import Locale
from babel.core import UnknownLocaleError, get_global
from babel.dates import format_date
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_decimal

from broadsheet import taxonomy
from broadsheet.errors import LayoutError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from babel.messages.catalog import Catalog

    from broadsheet.config import Site

SOURCE = "en"
_PLACE = re.compile(r"%\((\w+)\)s")
_TIMES = Counter(map(taxonomy.name, taxonomy.known()))


class Catalogues(Protocol):
    """Where the catalogues of words stand."""

    @property
    def catalogues(self) -> Mapping[str, str]:
        """Languages, and the names of the files that hold their words."""

    def read(self, name: str) -> bytes:
        """What a file holds."""

    def path(self, name: str) -> Path:
        """Where it is, for a message."""


def mark(message: str) -> str:
    """Names a message where a table holds it; it is said where it is shown."""
    return message


def mark_many(one: str, many: str) -> tuple[str, str]:
    """The same of a message that counts."""
    return one, many


class Words:
    """Says things in one language."""

    def __init__(self, tag: str = SOURCE, catalogue: Catalog | None = None) -> None:
        """`tag` is the BCP 47 name of the language, as pages give it."""
        self.language = tag
        self._locale = _locale(tag)
        messages = [(each.id, _forms(each.string)) for each in catalogue or () if each.id]
        messages = [(message, forms) for message, forms in messages if all(forms)]
        self._translations = {message: forms[0] for message, forms in messages if isinstance(message, str)}
        self._counted = {message[0]: forms for message, forms in messages if not isinstance(message, str)}
        self._rule = c2py(catalogue.plural_expr if catalogue else "n != 1")
        self._date = lru_cache(maxsize=4096)(self._format)

    @property
    def territory(self) -> str:
        """The language with its likeliest country, `en_US`, as Open Graph wants it."""
        own = str(self._locale)
        likely = Locale.parse(get_global("likely_subtags").get(own, own))
        return f"{likely.language}_{likely.territory}" if likely.territory else likely.language

    def say(self, message: str, **values: object) -> str:
        """The message, with values in its `%(name)s` places."""
        translated = self._translations.get(message, message)
        return translated % values if values else translated

    def say_many(self, one: str, many: str, num: int, **values: object) -> str:
        """The form that goes with the number, which is said as `%(num)s`."""
        return self.form(one, many, num) % {"num": self.number(num), **values}

    def form(self, one: str, many: str, num: int) -> str:
        """The message that goes with the number, its places still open."""
        forms = self._counted.get(one)
        return forms[self._rule(num)] if forms else one if num == 1 else many

    def papers(self, count: int) -> str:
        """`3 papers`."""
        return self.say_many("%(num)s paper", "%(num)s papers", count)

    def days(self, count: int) -> str:
        """`3 days`."""
        return self.say_many("%(num)s day", "%(num)s days", count)

    def number(self, value: float, pattern: str | None = None) -> str:
        """As the language writes numbers; `pattern` is one of CLDR's."""
        return format_decimal(value, pattern, locale=self._locale)

    def listed(self, items: Sequence[str]) -> str:
        """`a, b and c`"""
        if len(items) < 2:
            return "".join(items)
        first = self.say(", ").join(items[:-1])
        return self.say("%(first)s and %(last)s", first=first, last=items[-1])

    def listing(self, *facts: str) -> str:
        """Facts side by side, `a, b`"""
        return self.say(", ").join(facts)

    def paragraph(self, sentences: Sequence[str]) -> str:
        """Sentence after sentence, with what stands between two of them."""
        return reduce(lambda first, then: self.say("%(first)s %(then)s", first=first, then=then), sentences)

    def category(self, code: str) -> str:
        """As readers of the interface call it; a section that is no category has the name it has."""
        return self.say(taxonomy.name(code)) if taxonomy.is_known(code) else code

    def category_in_full(self, code: str) -> str:
        """The same where its code does not stand beside it, which two of one name need: cs.LG and stat.ML."""
        name = self.category(code)
        is_shared = _TIMES[taxonomy.name(code)] > 1
        return self.say("%(name)s (%(code)s)", name=name, code=code) if is_shared else name

    def short(self, day: date) -> str:
        """27 January"""
        return self._date(day, self.say("d MMMM"))

    def full(self, day: date) -> str:
        """27 January 2026"""
        return self._date(day, self.say("d MMMM y"))

    def long(self, day: date) -> str:
        """Tuesday, 27 January 2026"""
        return self._date(day, self.say("EEEE, d MMMM y"))

    def month(self, day: date) -> str:
        """January 2026"""
        return self._date(day, self.say("MMMM y"))

    def month_alone(self, day: date) -> str:
        """January"""
        return self._date(day, self.say("LLLL"))

    def month_in_short(self, day: date) -> str:
        """Jan"""
        return self._date(day, self.say("LLL"))

    def span(self, first: date, last: date) -> str:
        """27 January 2026 to 3 February 2026; one day as it is"""
        if first == last:
            return self.full(first)
        return self.say("%(first)s to %(last)s", first=self.full(first), last=self.full(last))

    def year(self, day: date) -> str:
        return self._date(day, self.say("y"))

    def weekday(self, day: date) -> str:
        return self._date(day, self.say("cccc"))

    def weekday_in_short(self, day: date) -> str:
        return self._date(day, self.say("cccccc"))

    def moment(self, when: datetime) -> str:
        """05:10 UTC, 27 January 2026"""
        return self.say("%(time)s UTC, %(date)s", time=f"{when:%H:%M}", date=self.full(when.date()))

    def _format(self, day: date, pattern: str) -> str:
        return format_date(day, pattern, locale=self._locale)


def read(site: Site, layouts: Catalogues) -> Words:
    """The words in the language that the publisher chose, else in the pages' own where it has a
    catalogue, else in English.
    """
    wanted = site.interface or site.language
    for tag in _wider(wanted):
        if name := layouts.catalogues.get(tag):
            return Words(wanted, _read(layouts, name))
        if tag == SOURCE:
            return Words(wanted)
    if site.interface:
        raise LayoutError(
            f"there is no catalogue of words for the interface in {site.interface!r}",
            file=f"words/{site.interface}.po",
            hint=f"put it into layouts/words/, or choose {', '.join(sorted({SOURCE, *layouts.catalogues}))}",
        )
    return Words()


def _locale(tag: str) -> Locale:
    """What Babel knows of a language; what it has never heard of has English dates."""
    for name in (*_wider(tag), SOURCE):
        with suppress(UnknownLocaleError, ValueError):
            return Locale.parse(name, sep="-")
    raise AssertionError(tag)


def _wider(tag: str) -> Iterator[str]:
    """`zh-Hans-CN`, `zh-Hans`, `zh`."""
    while tag:
        yield tag
        tag = tag.rpartition("-")[0]


def _read(layouts: Catalogues, name: str) -> Catalog:
    file = str(layouts.path(name))
    try:
        catalogue = read_po(BytesIO(layouts.read(name)), abort_invalid=True)
    except PoFileError as error:
        raise LayoutError(f"the catalogue does not read: {error}", file=file, line=error.lineno) from error
    except (LookupError, ValueError) as error:
        raise LayoutError(
            "the catalogue is not gettext in UTF-8", file=file, hint="save it as UTF-8"
        ) from error
    for message in catalogue:
        if message.id and any(map(_wrong_places(message.id), _forms(message.string))):
            raise LayoutError(
                f"the words for {_forms(message.id)[0]!r} have other %(places)s than the English ones",
                file=file,
                line=message.lineno or 0,
                hint="name in them what stands in %(brackets)s in the English words",
            )
    return catalogue


def _forms(message: str | Collection[str] | None) -> tuple[str, ...]:
    return (message or "",) if isinstance(message, str | None) else tuple(message)


def _wrong_places(message: str | Collection[str]) -> Callable[[str], bool]:
    known = {place for form in _forms(message) for place in _PLACE.findall(form)}

    def is_wrong(translation: str) -> bool:
        return "%" in _PLACE.sub("", translation) or not known.issuperset(_PLACE.findall(translation))

    return is_wrong
