"""What browsers see of the workshop: the errors there are, and a number that grows with every build."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

import anyio
import anyio.from_thread
import anyio.to_thread

from broadsheet.press import Watcher

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from broadsheet.errors import BroadsheetError


_TO_FETCH = 0.1  # seconds in which browsers have the processor for a page, before the rest is made
_UNTIL_WATCHED = (0.1, 0.2, 0.3, 0.4, 1.0)  # seconds between two looks


class Workshop(Protocol):
    """What the preview works on; `cli/workshop.py` has the real one."""

    @property
    def base(self) -> str:
        """The sub-path of the site: `/` or `/repo/`."""

    @property
    def out(self) -> Path:
        """Where the built site is."""

    @property
    def folders(self) -> Sequence[Path]:
        """What is watched with all that is in it; a folder that is not there yet is awaited."""

    @property
    def files(self) -> Sequence[Path]:
        """Single files that are watched."""

    def build(self, watcher: Watcher) -> Sequence[BroadsheetError] | None:
        """Build what changed, and say what is wrong; whatever it is, it is said and not raised. Nothing is
        said of a build that is left to the next.
        """


class Preview:
    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.version = 0
        self.errors: tuple[BroadsheetError, ...] = ()
        self._shown: list[str] = []  # addresses of pages that were made before the rest
        self._is_whole = True
        self._changed = anyio.Event()
        self._dirty = anyio.Event()
        self._closed = anyio.Event()
        self._refolded = anyio.Event()  # a watched folder came or went
        self._seen: frozenset[tuple[str, int, int]] = frozenset()

    @property
    def news(self) -> str:
        """One server-sent event with all that a browser needs to know: a new version changes `only` these
        pages, or all `but` these.
        """
        errors = [{"where": e.where, "what": e.what, "hint": e.hint} for e in self.errors]
        pages = {"but" if self._is_whole else "only": self._shown}
        return f"data: {json.dumps({'version': self.version, **pages, 'errors': errors})}\n\n"

    def prepare(self) -> None:
        """The first build, before anybody looks."""
        self._seen = self._look()
        self.errors = tuple(self.workshop.build(Watcher()) or ())

    def close(self) -> None:
        """End: whoever waits for news is let go."""
        self._closed.set()
        self._refolded.set()
        self._changed.set()
        self._dirty.set()

    async def listen(self) -> AsyncIterator[str]:
        """The news now, and whenever there are any."""
        while not self._closed.is_set():
            changed = self._changed
            yield self.news
            await changed.wait()

    async def work(self) -> None:
        """Watch and build until closed."""
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(self._watch)
            while True:
                await self._dirty.wait()
                if self._closed.is_set():
                    break
                self._dirty = anyio.Event()
                await self.build()

    async def build(self) -> None:
        """Days that were saved are shown first, then the rest; when something else is saved meanwhile, the
        rest comes after that.
        """
        self._shown = []
        watcher = Watcher(
            show=lambda files: anyio.from_thread.run(self._show, files),
            is_overtaken=self._dirty.is_set,
        )
        errors = await anyio.to_thread.run_sync(self.workshop.build, watcher)
        if errors is not None:
            self.errors = tuple(errors)
            self._tell(is_whole=True)

    async def _show(self, files: Sequence[str]) -> None:
        base = self.workshop.base
        self._shown = [f"{base}{name.removesuffix('index.html')}" for name in files if name.endswith(".html")]
        self._tell(is_whole=False)
        await anyio.sleep(_TO_FETCH)

    def _tell(self, *, is_whole: bool) -> None:
        self._is_whole = is_whole
        self.version += 1
        changed, self._changed = self._changed, anyio.Event()
        changed.set()

    async def _watch(self) -> None:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(self._watch_folders)
            tasks.start_soon(self._watch_parents)
            tasks.start_soon(self._look_again)

    async def _look_again(self) -> None:
        """Nobody tells when the watchers have begun to watch: until they surely have, what was saved since
        the first build began is found by looking.
        """
        for pause in _UNTIL_WATCHED:
            with anyio.move_on_after(pause):
                await self._closed.wait()
                return
            if self._seen and (seen := await anyio.to_thread.run_sync(self._look)) != self._seen:
                self._seen = seen
                self._dirty.set()

    def _look(self) -> frozenset[tuple[str, int, int]]:
        """Every file that is followed, with its time and size."""
        found = set()
        names = [str(path) for path in self.workshop.files]
        for folder in self.workshop.folders:
            names += [f"{where}/{name}" for where, _, files in os.walk(folder) for name in files]
        for name in names:
            with suppress(OSError):
                stat = os.stat(name)  # noqa: PTH116  # by the thousand
                found.add((name, stat.st_mtime_ns, stat.st_size))
        return frozenset(found)

    async def _watch_folders(self) -> None:
        from watchfiles import awatch  # noqa: PLC0415  # only whoever serves watches  # slow

        while not self._closed.is_set():
            self._refolded = anyio.Event()
            there = [folder for folder in self.workshop.folders if folder.is_dir()]
            if there:
                async for _ in awatch(*there, stop_event=self._refolded, debounce=20, step=10):
                    self._dirty.set()
            await self._refolded.wait()

    async def _watch_parents(self) -> None:
        """A file that an editor replaces is another file to the system, and a folder may come or go: what
        is watched is where they stand.
        """
        from watchfiles import awatch  # noqa: PLC0415  # only whoever serves watches

        folders = {str(path) for path in self.workshop.folders}
        names = folders | {str(path) for path in self.workshop.files}
        parents = {path.parent for path in (*self.workshop.files, *self.workshop.folders)}
        there = [parent for parent in parents if parent.is_dir()]
        async for changes in awatch(*there, stop_event=self._closed, recursive=False, debounce=20, step=10):
            touched = {path for _, path in changes} & names
            if touched & folders:
                self._refolded.set()
            if touched:
                self._dirty.set()
