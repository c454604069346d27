"""The ledger in one plain sentence or three: what was announced, what is listed, who told it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from broadsheet.model import Ledger

# One, and many; other names are the publisher's own rules and are quoted as they are.
_ANNOUNCED = {
    "new": ("{} new", "{} new"),
    "cross": ("{} cross-listed", "{} cross-listed"),
    "replace": ("{} replacement", "{} replacements"),
    "replace-cross": ("{} cross-listed replacement", "{} cross-listed replacements"),
    "unreadable": ("{} unreadable", "{} unreadable"),
    "daily": ("{} of Hugging Face’s daily list", "{} of Hugging Face’s daily list"),
}
_EXCLUDED = {
    "replacement": ("{} replacement", "{} replacements"),
    "cross-list": ("{} cross-listed paper", "{} cross-listed papers"),
    "repeat": ("{} that stood here on an earlier day", "{} that stood here on earlier days"),
    "already listed": ("{} that stands on an earlier page", "{} that stand on earlier pages"),
    "unreadable": ("{} that could not be read", "{} that could not be read"),
    "refreshed": ("{} new version of a paper of an earlier day", "{} new versions of papers of earlier days"),
    "withdrawn": ("{} that was withdrawn", "{} that were withdrawn"),
    "keyword": ("{} by its keywords", "{} by their keywords"),
    "category": ("{} by its category", "{} by their categories"),
    "author": ("{} by its author", "{} by their authors"),
    "not included": ("{} outside what this digest follows", "{} outside what this digest follows"),
    "editor": ("{} that the editor took out", "{} that the editor took out"),
}
_TOLD = {
    "extract": ("{} is told in the authors’ own sentences", "{} are told in the authors’ own sentences"),
    "editor": ("{} is told by the editor", "{} are told by the editor"),
    "nobody": ("{} has no summary", "{} have no summary"),
}


def sentence(ledger: Ledger) -> str:
    """Every number of the ledger that is not nothing, in words that a reader need not learn."""
    total = sum(ledger.announced.values())
    if not total:
        return "arXiv announced no papers."
    kinds = [_counted(_ANNOUNCED, name, count, "{} {}") for name, count in _some(ledger.announced)]
    said = [f"{_who(ledger)} {_papers(total)}: {_list(kinds)}."]
    said.append(_listed(ledger))
    if ledger.listed:
        told = [
            _counted(
                _TOLD, name, count, "{} was summarized by {}" if count == 1 else "{} were summarized by {}"
            )
            for name, count in _some(ledger.summarized)
        ]
        said.append(f"{_list(told)}.")
    if ledger.pending:
        said.append(
            f"{ledger.pending} still {'waits' if ledger.pending == 1 else 'wait'} for a model’s summary."
        )
    return " ".join(said)


def _who(ledger: Ledger) -> str:
    daily = ledger.announced.get("daily", 0)
    if not daily:
        return "arXiv announced"
    return "Hugging Face named" if daily == sum(ledger.announced.values()) else "arXiv and Hugging Face named"


def reconstruction(sources: Iterable[str]) -> str:
    """What a reader should know of a page whose announcement was missed."""
    sources = tuple(sources)
    if not any(source.startswith("arxiv-archive:") for source in sources):
        return ""
    if all(source.startswith("arxiv-archive:") for source in sources):
        return (
            "The announcement was missed: this page was reconstructed from arXiv’s archive, in which "
            "replacements and later cross-lists leave no trace."
        )
    return "Papers that the announcement lacked were added from arXiv’s archive."


def _listed(ledger: Ledger) -> str:
    left_out = [
        _counted(_EXCLUDED, name, count, "{} under the rule “{}”") for name, count in _some(ledger.excluded)
    ]
    if not left_out:
        return "It is listed here." if ledger.listed == 1 else f"All {ledger.listed} are listed here."
    listed = f"{ledger.listed or 'None'} {'are' if ledger.listed > 1 else 'is'} listed here"
    verb = "is" if sum(ledger.excluded.values()) == 1 else "are"
    return f"{listed}; {_list(left_out)} {verb} not."


def _some(column: Mapping[str, int]) -> Iterable[tuple[str, int]]:
    return ((name, count) for name, count in column.items() if count)


def _counted(words: Mapping[str, tuple[str, str]], name: str, count: int, otherwise: str) -> str:
    one, many = words.get(name, (otherwise, otherwise))
    return (one if count == 1 else many).format(count, name)


def _papers(count: int) -> str:
    return "1 paper" if count == 1 else f"{count} papers"


def _list(items: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(items[:-1]), items[-1]]))
