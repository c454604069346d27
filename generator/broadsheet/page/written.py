"""What the program last wrote on a page, kept on the page itself: a comment at its end, a line a paper, with
a short check of each piece that the program may ever write again. A piece that does not fit its check is a
person's by now, and so is all that has none; a paper with a line that stands no more was taken off by hand.
Behind them stand the checks of its translations, each behind its language.

    <!-- as written
    2601.90001 k3xq 9a1c - …       the checks stand in the order of PIECES; `-` where nothing was written
    2601.90002                     written before there were checks
    2601.90005 k3xq … zh: p4ma …   the checks of a translation stand in the order of TRANSLATED
    +2601.90003 - - …              added by hand, and known to the program since
    2601.90004 k3xq 9a1c - … !2    a model was paid in two runs for an answer that cannot be used
    -->
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from broadsheet.model import LANGUAGE, PAPER_ID, Role
from broadsheet.page import fields
from broadsheet.page.grammar import REASON, WRITTEN_CLOSES, WRITTEN_OPENS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from broadsheet.model import Entry, Translation

HEADING, ORIGINAL = "Title", "Abstract"  # the authors' own; all other pieces are named as on the page
_BULLETS = ("Authors", "Categories", "Links", "Rating", "Reason", "Keywords")
PIECES: tuple[str, ...] = (HEADING, ORIGINAL, *_BULLETS, *Role)
TRANSLATED: tuple[str, ...] = (REASON, *Role)  # of a translation
_NOTHING = "-"
_NONE = frozenset((_NOTHING,))
_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
_CHECKS = r"(?: (?:-|[a-z2-7]{4}))*"
_IN_LANGUAGE = rf" (?:{LANGUAGE.pattern}):{_CHECKS}"
_LINE = re.compile(rf"(\+?)({PAPER_ID.pattern})({_CHECKS})((?:{_IN_LANGUAGE})*)(?: !([0-9]))?[ \t]*")
_MOST_TRIES = 9  # that a line can say
# Its own frame, and what git puts around two versions.
_OURS = re.compile(rf"(?:{re.escape(WRITTEN_OPENS)}|{WRITTEN_CLOSES}|={{7}})[ \t]*\Z|[<>|]{{7}} ")

# Of each piece by its name; a merge of two versions may leave several.
Checks = Mapping[str, frozenset[str]]


class Written:
    """What a page's comment says: the papers that the program wrote or knows, and their checks."""

    def __init__(
        self,
        lines: Mapping[str, Checks],
        added: Collection[str],
        tried: Mapping[str, int] | None = None,
        *,
        strange: Collection[str] = (),
    ) -> None:
        self.lines = lines
        self.added = frozenset(added)
        self.tried = dict(tried or {})
        self.strange = tuple(strange)  # what a person or a merge wrote among them

    @classmethod
    def read(cls, blocks: Iterable[str]) -> Written:
        """Lines that a person or a merge left in another form say nothing, and are kept."""
        strange: dict[str, None] = {}
        found: dict[str, dict[str, set[str]]] = {}
        added: dict[str, bool] = {}
        tried: dict[str, int] = {}
        for block in blocks:
            for line in block.splitlines():
                if match := _LINE.fullmatch(line):
                    sets = found.setdefault(match[2], {})
                    for piece, check in _named(match[3], match[4]):
                        sets.setdefault(piece, set()).add(check)
                    added[match[2]] = added.get(match[2], True) and bool(match[1])
                    if match[5]:
                        tried[match[2]] = max(int(match[5]), tried.get(match[2], 0))
                elif line.strip() and not _OURS.match(line):
                    strange[line.replace(WRITTEN_CLOSES, "").rstrip()] = None
        lines = {
            id_: {piece: frozenset(checks) for piece, checks in sets.items()} for id_, sets in found.items()
        }
        return cls(lines, [id_ for id_, is_added in added.items() if is_added], tried, strange=strange)

    @property
    def ids(self) -> set[str]:
        """The papers that the program put on the page."""
        return set(self.lines) - self.added

    def by_hand(self, entry: Entry) -> frozenset[str] | None:
        """The pieces of an entry that are not as the program last wrote them; None when nobody knows."""
        checks = self.lines.get(entry.paper.id)
        if checks is None and self.lines:
            checks = _filled({})  # a person's paper
        if not checks:
            return None
        now = checked(entry)
        return frozenset(
            piece
            for piece in now.keys() | checks.keys()
            if now.get(piece, _NOTHING) not in checks.get(piece, _NONE)
        )

    def after(
        self, old: Iterable[Entry], new: Iterable[Entry], there: Iterable[str], *, in_vain: Iterable[str] = ()
    ) -> Written:
        """The same when the program has made a page of `old` one of `new`. What it changed is its own from
        now on, what it left is as it was. `there` are all papers of a page that has no lines yet, in
        comments too; for those `in_vain` a model was paid and told nothing.
        """
        before = {entry.paper.id: entry for entry in old}
        after = {entry.paper.id: entry for entry in new}
        gone = before.keys() - after.keys()
        kept = {id_: checks for id_, checks in self.lines.items() if id_ not in gone}
        if not self.lines:
            kept = {id_: {} for id_ in there if id_ not in gone}
        added = set(self.added) - gone
        for id_, entry in after.items():
            known = self.lines.get(id_)
            if id_ not in before:
                kept[id_] = _all_of(entry)
                added.discard(id_)
            elif entry == before[id_]:
                if known and any(len(checks) > 1 for checks in known.values()):
                    kept[id_] = _settled(known, checked(entry))
            elif (was := checked(before[id_])) != (now := checked(entry)):
                if known is None and self.lines:
                    added.add(id_)
                kept[id_] = _rewritten(known or {}, was, now)
        made = Written(kept, added, self.tried, strange=self.strange)
        return made.tried_again(id_ for id_ in in_vain if id_ in after)

    def tried_again(self, in_vain: Iterable[str]) -> Written:
        """The same when a model was paid for these papers, and told nothing."""
        kept, added, tried = dict(self.lines), set(self.added), dict(self.tried)
        for id_ in in_vain:
            if id_ not in kept and kept:
                added.add(id_)
            kept.setdefault(id_, _filled({}) if kept else {})
            tried[id_] = min(tried.get(id_, 0) + 1, _MOST_TRIES)
        return Written(kept, added, tried, strange=self.strange)

    def __str__(self) -> str:
        """Its comment; nothing where there is nothing to say."""
        lines = [
            f"{'+' * (id_ in self.added)}{id_}{_as_text(checks)}{_tried(self.tried.get(id_, 0))}"
            for id_, checks in self.lines.items()
        ]
        inside = [*lines, *self.strange]
        return "\n".join([WRITTEN_OPENS, *inside, WRITTEN_CLOSES, ""]) if inside else ""


def of(entries: Iterable[Entry]) -> Written:
    """Of a page that the program writes whole."""
    return Written({entry.paper.id: _all_of(entry) for entry in entries}, ())


def checked(entry: Entry) -> dict[str, str]:
    """The check of each piece as it stands."""
    checks = {name: _check(piece(entry)) for name, piece in zip(PIECES, _PIECES_OF, strict=True)}
    for translation in entry.translations:
        checks |= {name: _check(text) for name, text in _translated(translation)}
    return checks


def translated(language: str, piece: str) -> str:
    """The name of a piece of a translation."""
    return f"{language}:{piece}"


def _translated(translation: Translation) -> Iterator[tuple[str, str]]:
    """What the program may write of a translation, by the names of its pieces."""
    yield translated(translation.language, REASON), translation.reason
    for role in Role:
        part = translation.part(role)
        yield translated(translation.language, role), part.text if part else ""


def _named(own: str, others: str) -> Iterator[tuple[str, str]]:
    """The checks of a line, each with the name of its piece; those that a newer program wrote have none."""
    yield from zip(PIECES, own.split(), strict=False)
    language = ""
    checks: list[str] = []
    for word in [*others.split(), ":"]:
        if word.endswith(":"):
            yield from zip((translated(language, piece) for piece in TRANSLATED), checks, strict=False)
            language, checks = word[:-1], []
        else:
            checks.append(word)


def _check(text: str) -> str:
    """Twenty bits: an edit goes unseen once in a million."""
    if not text:
        return _NOTHING
    number = zlib.crc32(text.encode())
    return "".join(_ALPHABET[number >> shift & 31] for shift in (0, 5, 10, 15))


def _all_of(entry: Entry) -> Checks:
    return {piece: frozenset((check,)) for piece, check in checked(entry).items()}


def _rewritten(known: Checks, was: Mapping[str, str], now: Mapping[str, str]) -> Checks:
    """What is other than it was is the program's; what is as it was keeps its check."""
    changed = {piece: now.get(piece, _NOTHING) for piece in was.keys() | now.keys()}
    return {
        **_filled(known),
        **{
            piece: frozenset((check,))
            for piece, check in changed.items()
            if check != was.get(piece, _NOTHING)
        },
    }


def _settled(known: Checks, now: Mapping[str, str]) -> Checks:
    """Where a merge left several checks, the one that stands is kept."""

    def settled(piece: str, checks: frozenset[str]) -> frozenset[str]:
        check = now.get(piece, _NOTHING)
        return checks if len(checks) == 1 else frozenset((check if check in checks else min(checks),))

    return {piece: settled(piece, checks) for piece, checks in _filled(known).items()}


def _filled(checks: Checks) -> dict[str, frozenset[str]]:
    """Pieces that an older program did not know were not written by it."""
    return dict.fromkeys(PIECES, _NONE) | {**checks}


def _as_text(checks: Checks) -> str:
    """A language of which nothing was written is not named."""
    languages = sorted({piece.partition(":")[0] for piece in checks if ":" in piece})
    own = "".join(f" {min(checks[piece])}" for piece in PIECES if piece in checks)
    others = ((language, _in(language, checks)) for language in languages)
    return own + "".join(f" {language}: {said}" for language, said in others if said)


def _in(language: str, checks: Checks) -> str:
    """The checks of a translation, but for those at its end of which nothing was written."""
    found = [min(checks.get(translated(language, piece), _NONE)) for piece in TRANSLATED]
    while found and found[-1] == _NOTHING:
        found.pop()
    return " ".join(found)


def _tried(count: int) -> str:
    return f" !{count}" if count else ""


def _bullet(key: str) -> Callable[[Entry], str]:
    bullet = fields.BULLETS[key]
    return lambda entry: bullet.write(value) if (value := bullet.of(entry)) else ""


def _part(role: Role) -> Callable[[Entry], str]:
    def text(entry: Entry) -> str:
        part = entry.summary.part(role) if entry.summary else None
        return part.text if part else ""

    return text


_PIECES_OF: tuple[Callable[[Entry], str], ...] = (
    lambda entry: entry.paper.title,
    lambda entry: entry.paper.abstract,
    *map(_bullet, _BULLETS),
    *map(_part, Role),
)
