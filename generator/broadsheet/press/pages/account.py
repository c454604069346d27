"""The ledger in one plain sentence or three: what was announced, what is listed, who told it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.model import ARCHIVE, BY_HAND, EDITOR, EXTRACT, NOBODY, REMOVED_BY_HAND
from broadsheet.words import mark, mark_many

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from broadsheet.model import Ledger
    from broadsheet.words import Words

# Other names are the publisher's own rules and are quoted as they are.
_ANNOUNCED = {
    "new": mark_many("%(num)s new", "%(num)s new"),
    "cross": mark_many("%(num)s cross-listed", "%(num)s cross-listed"),
    "replace": mark_many("%(num)s replacement", "%(num)s replacements"),
    "replace-cross": mark_many("%(num)s cross-listed replacement", "%(num)s cross-listed replacements"),
    "unreadable": mark_many("%(num)s unreadable", "%(num)s unreadable"),
    "daily": mark_many("%(num)s of Hugging Face’s daily list", "%(num)s of Hugging Face’s daily list"),
}
_EXCLUDED = {
    "replacement": mark_many("%(num)s replacement", "%(num)s replacements"),
    "cross-list": mark_many("%(num)s cross-listed paper", "%(num)s cross-listed papers"),
    "repeat": mark_many(
        "%(num)s that stood here on an earlier day", "%(num)s that stood here on earlier days"
    ),
    "already listed": mark_many(
        "%(num)s that stands on an earlier page", "%(num)s that stand on earlier pages"
    ),
    "unreadable": mark_many("%(num)s that could not be read", "%(num)s that could not be read"),
    "refreshed": mark_many(
        "%(num)s new version of a paper of an earlier day", "%(num)s new versions of papers of earlier days"
    ),
    "withdrawn": mark_many("%(num)s that was withdrawn", "%(num)s that were withdrawn"),
    "keyword": mark_many("%(num)s by its keywords", "%(num)s by their keywords"),
    "category": mark_many("%(num)s by its category", "%(num)s by their categories"),
    "author": mark_many("%(num)s by its author", "%(num)s by their authors"),
    "not included": mark_many(
        "%(num)s outside what this digest follows", "%(num)s outside what this digest follows"
    ),
    REMOVED_BY_HAND: mark_many("%(num)s that the editor took out", "%(num)s that the editor took out"),
    "editor": mark_many(
        "%(num)s that the editor took out", "%(num)s that the editor took out"
    ),  # its old name
}
_TOLD = {
    EXTRACT: mark_many(
        "%(num)s is told in the authors’ own sentences", "%(num)s are told in the authors’ own sentences"
    ),
    EDITOR: mark_many("%(num)s is told by the editor", "%(num)s are told by the editor"),
    NOBODY: mark_many("%(num)s has no summary", "%(num)s have no summary"),
}
_AS_NAMED = mark_many("%(num)s %(name)s", "%(num)s %(name)s")
_BY_MODEL = mark_many("%(num)s was summarized by %(name)s", "%(num)s were summarized by %(name)s")
_BY_RULE = mark_many("%(num)s under the rule “%(name)s”", "%(num)s under the rule “%(name)s”")


def sentence(ledger: Ledger, words: Words) -> str:
    """Every number of the ledger that is not nothing, in words that a reader need not learn."""
    announced = {name: count for name, count in _some(ledger.announced) if name != BY_HAND}
    total, added = sum(announced.values()), ledger.announced.get(BY_HAND, 0)
    if not total + added:
        return words.say("arXiv announced no papers.")
    kinds = [_counted(_ANNOUNCED, name, count, _AS_NAMED, words) for name, count in announced.items()]
    sentences = (
        [words.say(_who(announced), papers=words.papers(total), kinds=words.listed(kinds))] if total else []
    )
    if added:
        sentences.append(
            words.say_many("%(num)s was added by the editor.", "%(num)s were added by the editor.", added)
        )
    sentences.append(_listed(ledger, words))
    if ledger.listed:
        summarizers = [
            _counted(_TOLD, name, count, _BY_MODEL, words) for name, count in _some(ledger.summarized)
        ]
        sentences.append(words.say("%(told)s.", told=words.listed(summarizers)))
    if ledger.pending:
        sentences.append(
            words.say_many(
                "%(num)s still waits for a model’s summary.",
                "%(num)s still wait for a model’s summary.",
                ledger.pending,
            )
        )
    return words.paragraph(sentences)


def _who(announced: Mapping[str, int]) -> str:
    daily = announced.get("daily", 0)
    if not daily:
        return mark("arXiv announced %(papers)s: %(kinds)s.")
    if daily == sum(announced.values()):
        return mark("Hugging Face named %(papers)s: %(kinds)s.")
    return mark("arXiv and Hugging Face named %(papers)s: %(kinds)s.")


def reconstruction(sources: Iterable[str], words: Words) -> str:
    """What a reader should know of a page whose announcement was missed."""
    kinds = {source.partition(":")[0] for source in sources}
    if ARCHIVE not in kinds:
        return ""
    if kinds == {ARCHIVE}:
        return words.say(
            "The announcement was missed: this page was reconstructed from arXiv’s archive, in which "
            "replacements and later cross-lists leave no trace."
        )
    return words.say("Papers that the announcement lacked were added from arXiv’s archive.")


def _listed(ledger: Ledger, words: Words) -> str:
    left_out = [_counted(_EXCLUDED, name, count, _BY_RULE, words) for name, count in _some(ledger.excluded)]
    if not left_out:
        return words.say_many("It is listed here.", "All %(num)s are listed here.", ledger.listed)
    listed = (
        words.say_many("%(num)s is listed here", "%(num)s are listed here", ledger.listed)
        if ledger.listed
        else words.say("None is listed here")
    )
    return words.say_many(
        "%(listed)s; %(others)s is not.",
        "%(listed)s; %(others)s are not.",
        sum(ledger.excluded.values()),
        listed=listed,
        others=words.listed(left_out),
    )


def _some(column: Mapping[str, int]) -> Iterable[tuple[str, int]]:
    return ((name, count) for name, count in column.items() if count)


def _counted(
    table: Mapping[str, tuple[str, str]], name: str, count: int, otherwise: tuple[str, str], words: Words
) -> str:
    return words.say_many(*table.get(name, otherwise), count, name=name)
