"""A build of a site: its editions, one for each of its languages, in one folder."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet import outputs, paths
from broadsheet.errors import UsageError
from broadsheet.files import Reads
from broadsheet.languages import editions_of
from broadsheet.press.edition import AtHand, Edition, OfSite, Watcher, built
from broadsheet.templates.layouts import Layouts, folders_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from broadsheet.config import Site
    from broadsheet.library import Library

_OUR_MARK = "broadsheet.css"  # every edition has it
_OF_HOSTS = {"CNAME"}  # what hosts of sites ask for, beside files whose names begin with a dot


def refuse_foreign(out: Path, state: Path) -> None:
    """A UsageError where the folder for the site holds files and none of our editions: whoever mistypes its
    name must not find our files among theirs, nor theirs swept away.
    """
    if not out.is_dir():
        return
    names = sorted(path.name for path in out.iterdir() if not path.name.startswith("."))
    is_ours = _OUR_MARK in names or str(out.resolve()) in outputs.Folders(state, Reads()).known
    if is_ours or not set(names) - _OF_HOSTS:
        return
    raise UsageError(
        f"is not a site of ours: it holds {', '.join(names[:3])}{' …' if len(names) > 3 else ''}",
        file=str(out),
        hint="name another folder with -o, or empty this one",
    )


def build(  # noqa: PLR0913  # all that a site is made from, and for whom
    *,
    site: Site,
    library: Library,
    layouts: Path,
    out: Path,
    state: Path,
    at_hand: AtHand | None = None,
    watcher: Watcher | None = None,
) -> Edition:
    """Bring the site in `out` up to date. `layouts` is the publisher's own folder, there or not;
    `state` is where the press keeps what it remembers. Who builds often gives the same `at_hand` each time;
    a `watcher` is shown the days whose pages changed before the rest is made.
    """
    at_hand = at_hand or AtHand()
    of_site = OfSite(site, library, Layouts(*folders_of(layouts, site.theme)), out, state)
    # First, for a page of the publisher's own may stand where an edition did.
    removed = _withdrawn(of_site, at_hand.reads, {edition.prefix for edition in editions_of(site)})
    made = []
    for edition in editions_of(site):
        own = at_hand if edition.is_first else at_hand.of(edition.prefix)
        made.append((edition.prefix, built(edition, of_site, own, _told_of(watcher, edition.prefix))))
    return _together(made, removed) if len(made) > 1 or removed else made[0][1]


def _told_of(watcher: Watcher | None, prefix: str) -> Watcher:
    """Who looks at the whole site, told of one of its editions."""
    watcher = watcher or Watcher()
    if not prefix:
        return watcher
    return replace(watcher, show=lambda names: watcher.show([f"{prefix}{name}" for name in names]))


def _together(made: Sequence[tuple[str, Edition]], removed: Sequence[str]) -> Edition:
    """The editions of all languages as one, a fault of theirs all once."""

    def names(of: str) -> tuple[str, ...]:
        return tuple(f"{prefix}{name}" for prefix, edition in made for name in getattr(edition, of))

    errors = {str(error): error for _, edition in made for error in edition.errors}
    return Edition(
        made=names("made"),
        written=names("written"),
        removed=(*names("removed"), *removed),
        unchanged=sum(edition.unchanged for _, edition in made),
        errors=tuple(errors.values()),
        size=sum(edition.size for _, edition in made),
        growth=sum(edition.growth for _, edition in made),
        is_overtaken=any(edition.is_overtaken for _, edition in made),
    )


def _withdrawn(of_site: OfSite, reads: Reads, prefixes: Collection[str]) -> list[str]:
    """Remove the editions in languages that the site has no longer."""
    memory, root = outputs.Folders(of_site.state, reads), of_site.out.resolve()
    gone = {
        address: prefix
        for address in memory.known
        if (prefix := f"{Path(address).name}/") not in prefixes and Path(address).parent == root
    }
    removed: list[str] = []
    for address, prefix in gone.items():
        folder = outputs.Folder(Path(address), memory.known[address].made, paths.may_stand_with)
        folder.clear(keep=())
        with suppress(OSError):
            Path(address).rmdir()
        removed += [f"{prefix}{name}" for name in folder.removed]
    memory.forget(gone)
    return removed
