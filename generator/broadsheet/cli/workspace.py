"""The digest that a command works on: its folder, configuration, pages and output."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from broadsheet import config, files, locks
from broadsheet.cli import clock, given
from broadsheet.errors import BroadsheetError, ConfigError, UsageError
from broadsheet.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from broadsheet.cli.terminal import Terminal
    from broadsheet.ingest.draft import DraftLibrary
    from broadsheet.ingest.run import Run
    from broadsheet.ingest.upgrade import Upgrade
    from broadsheet.press import AtHand, Edition, Watcher
    from broadsheet.wire import Wire


_OF_PRESS = ("press", "days")  # what the press remembers, under the other lock
_OF_ALL = ("runs", "sent")  # which every run adds to, without this lock
_PATIENCE = 900.0  # seconds; the first rendering of ten years takes minutes

_A_CONFIGURATION = "--config names the configuration, like digest/broadsheet.yaml"


@contextmanager
def begun() -> Iterator[None]:
    """For the later steps of a command: when they cannot be done as they were asked for, something was done
    already, which exit code 2 would deny.
    """
    try:
        yield
    except (ConfigError, UsageError) as error:
        raise BroadsheetError(error.what, file=error.file, line=error.line, hint=error.hint) from error


@dataclass(frozen=True, slots=True)
class Workspace:
    folder: Path
    config_file: Path | None
    terminal: Terminal

    @property
    def settings(self) -> Path:
        """The file that a publisher edits."""
        return self.config_file or self.folder / "broadsheet.yaml"

    @property
    def layouts(self) -> Path:
        """The publisher's own layouts, which stand before the ones that come with the program."""
        return self.folder / "layouts"

    @property
    def state(self) -> Path:
        """The folder for what is remembered between runs; all in it may be lost."""
        return self.folder / ".broadsheet"

    @contextmanager
    def lock(self) -> Iterator[None]:
        """For commands that write pages: only one of them at a time. What an earlier one left unfinished,
        killed, is swept.
        """
        with locks.alone(self.state / "lock"):
            self.library().sweep()
            files.sweep(self.state, of=lambda name: not name.startswith((*_OF_PRESS, *_OF_ALL)))
            yield

    @contextmanager
    def site_lock(self, out: Path) -> Iterator[None]:
        """For who renders: one after the other, beside whoever writes pages, since each page is replaced
        whole. The site is walked for litter only when the last one did not end in order.
        """
        lock = self.state / "site-lock"
        with locks.alone(lock, patience=_PATIENCE, on_wait=self.terminal.talk) as is_clean:
            if not is_clean:
                files.sweep(self.state, of=lambda name: name.startswith(_OF_PRESS))
                files.sweep(out)
            yield

    def render(
        self,
        site: config.Site,
        out: Path,
        *,
        library: Library | None = None,
        at_hand: AtHand | None = None,
        watcher: Watcher | None = None,
    ) -> Edition:
        """Bring the site in `out` up to date, when nobody else does: of these pages, else of those shown."""
        from broadsheet import press
        from broadsheet.cli.steps import Steps

        self.refuse_foreign(out)
        watcher = replace(watcher or press.Watcher(), on_progress=Steps(self.terminal))
        with self.site_lock(out):
            return press.build(
                site=site,
                library=library or self.library(),
                layouts=self.layouts,
                out=out,
                state=self.state,
                at_hand=at_hand,
                watcher=watcher,
            )

    def refuse_foreign(self, out: Path) -> None:
        """A folder whose files are somebody else's is neither written into nor swept."""
        from broadsheet import press

        press.refuse_foreign(out, self.state)

    def wire(self) -> Wire:
        """A client for the network, which asks on behalf of this digest and notes what it asked."""
        from broadsheet import sources, wire
        from broadsheet.cli.steps import Requests

        requests = Requests(self.terminal)
        return wire.Wire(
            f"{sources.USER_AGENT} (+{self.site().url})",
            state=self.state,
            sleep=requests.wait,
            observe=requests.note,
        )

    def run(
        self, wire: Wire, *, is_live: bool = False, samples: bool = False, draft: DraftLibrary | None = None
    ) -> Run:
        """`is_live` when what arXiv says now is to be believed of today; `samples` when invented papers are
        read, whose pages say so; into a `draft`, and nothing is written.
        """
        from broadsheet.cli.steps import Steps, Watched
        from broadsheet.ingest.draft import DraftOutcomes
        from broadsheet.ingest.run import Run
        from broadsheet.outcomes import Outcomes
        from broadsheet.records.seen import Seen
        from broadsheet.summarize.extract import Extract

        library = draft or Library(self.folder, samples=samples)
        outcomes = DraftOutcomes(self.state) if draft else Outcomes(self.state)
        return Run(
            self.site(),
            library,
            Watched(Extract(), Steps(self.terminal)),
            seen=Seen(library, self.state),
            outcomes=outcomes,
            now=clock.now(),
            get=wire.get,
            is_live=is_live,
        )

    def upgrade(self) -> Upgrade:
        """Of the pages that wait for a model."""
        from broadsheet.ingest import asking
        from broadsheet.ingest.upgrade import Upgrade
        from broadsheet.journal import Journal

        library = self.library()
        journal = Journal(library.folder, now=clock.now, former=self.state)
        return Upgrade(library, journal, opinion=asking.opinion(self.site(), library))

    def library(self) -> Library:
        """The pages that are shown."""
        return Library.shown(self.folder)

    def expect_digest(self) -> None:
        """UsageError where there is none: for commands that work whatever broadsheet.yaml says."""
        if not self.settings.exists():
            raise self._no_digest()

    def _no_digest(self) -> UsageError:
        if self.config_file:
            return UsageError(
                "cannot be read: there is no such file", file=str(self.settings), hint=_A_CONFIGURATION
            )
        return UsageError(
            "there is no digest here",
            file=str(self.settings),
            hint="go to the folder of broadsheet.yaml, or name it with -C DIR",
        )

    def site(self, url: str | None = None) -> config.Site:
        """What broadsheet.yaml says; a ConfigError names the line that cannot be meant.
        `url` is another address to publish at.
        """
        self.expect_digest()
        meant = _A_CONFIGURATION if self.config_file else "broadsheet init writes one"
        text = given.text(self.settings, meant=meant, of=ConfigError)
        site = config.read(text, name=str(self.settings))
        return site.at(url) if url else site
