"""A publisher over a simulated year: the real command line at the world's moments, hands on pages in between.

publisher = Publisher(world, tmp_path, monkeypatch)
publisher.live()
assert publisher.amiss() == []
"""

import os
import random
import re
import shutil
import time
from functools import lru_cache, partial
from itertools import pairwise

from broadsheet import config, library, page
from broadsheet.cli import root
from broadsheet.cli.workspace import Workspace
from broadsheet.library import Library
from broadsheet.model import BY_HAND, REMOVED_BY_HAND
from broadsheet.records import seen
from broadsheet.wire import Limits, Wire

SPACING = 3  # seconds between requests to arXiv
MOST = 12  # requests in a run: four times the feed, the query and OAI-PMH, all of them busy
QUICK = Limits(connect=2, read=0.05, total=10, attempts=3, first_pause=0.001)
ENTRY = re.compile(r"^### \[.*?(?=^### |^## |^<!--|\Z)", re.MULTILINE | re.DOTALL)
ID = re.compile(r"arxiv\.org/abs/([\d.]+?)(?:v\d+)?\)")


class Publisher:
    """`url` is that of the world on loopback; without one it is asked in process, by the wire all the same.

    `forgets` is how likely the state folder is gone before a run, as on a fresh runner.
    """

    def __init__(self, world, folder, monkeypatch, *, url="", forgets=0.0, hands=True):
        self.world, self.folder, self.url = world, folder, url
        self.monkeypatch = monkeypatch
        self.chance = random.Random(len(world.runs))
        self.forgets, self.hands = forgets, hands
        self.library = Library(folder)
        self.slept = 0.0
        self.requests = []  # of each run, when they were made
        self.hidden, self.added, self.written, self.codes = {}, {}, [], []
        self.edits = 0
        (folder / "broadsheet.yaml").write_text(world.settings(url))
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        monkeypatch.setattr(Workspace, "wire", property(lambda workspace: partial(self._wire, workspace)))
        # The same code on the same text, read once; no links, and no disk that is waited for.
        monkeypatch.setattr(config, "read", lru_cache(config.read))
        monkeypatch.setattr(page, "parse", lru_cache(2000)(page.parse))
        monkeypatch.setattr(seen, "identifiers", lru_cache(2000)(lambda text: [*page.identifiers(text)]))
        monkeypatch.setattr(library, "stray", lambda *_: "")
        monkeypatch.setattr(os, "fsync", lambda _: None)

    def live(self, *, until=None):
        for moment in self.world.runs:
            if until is None or moment.date() <= until:
                self.run_at(moment)

    def run_at(self, moment):
        self.world.now = moment
        self.monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))
        if self.chance.random() < self.forgets:
            shutil.rmtree(self.folder / ".broadsheet", ignore_errors=True)
        before = len(self.world.requests)
        self.codes.append(self.run("ingest"))
        self.requests.append([at for at, _ in self.world.requests[before:]])
        if self.hands and self.chance.random() < 0.1:
            self._edit()

    def run(self, *words):
        return root.main(
            ["-q", "-C", str(self.folder), *words], prog_name="broadsheet", standalone_mode=False
        )

    def pages(self):
        return {file.date: self.library.parse(self.library.read(file), file) for file in self.library.days()}

    def amiss(self):
        """What does not stand where it should: (identifier, its day, where it stands, where it may)."""
        standing = {}
        for day, page_ in self.pages().items():
            for entry in page_.digest.entries:
                standing.setdefault(entry.paper.id, []).append(day)
        found = []
        for each in self.world.listed():
            at = standing.pop(each.id, [])
            possible, _ = self.world.possible(each)
            possible = {None} if each.id in self.hidden else possible
            if len(at) > 1 or next(iter(at), None) not in possible:
                found.append((each.id, each.announced, at, possible))
        for id_, at in standing.items():  # the numbers that cannot be stand where they were shown first
            shown = min(self.world.shown[id_])[1] if self.world.shown[id_] else None
            if id_ not in self.hidden and at != [self.added.get(id_, shown)]:
                found.append((id_, None, at, set()))
        return found

    def unbalanced(self):
        """The days whose account is not the true one. It always adds up, since what is amiss is taken for the
        work of hands: so what hands did is counted here, too.
        """
        found = []
        for day, page_ in self.pages().items():
            account = page_.account()
            standing = {entry.paper.id for entry in page_.digest.entries}
            hidden = {id_ for id_, where in self.hidden.items() if where == day and id_ not in self.added}
            told = (
                account.listed,
                account.announced.get(BY_HAND, 0),
                account.excluded.get(REMOVED_BY_HAND, 0),
            )
            if told != (len(page_.digest.entries), len(standing & self.added.keys()), len(hidden)):
                found.append(day)
        return found

    def impolite(self):
        """The runs that asked too often, or too fast."""
        return [
            run
            for run in self.requests
            if len(run) > MOST or any(later - at < SPACING - 0.001 for at, later in pairwise(run))
        ]

    def lost_words(self):
        whole = b"".join(file.path.read_bytes() for file in self.library.days())
        return [note for note in self.written if note.encode() not in whole]

    # What hands do

    def _edit(self):
        """Change one of the last pages by hand."""
        files = self.library.days()[-4:]
        if not files:
            return
        path, day = (file := self.chance.choice(files)).path, file.date
        standing = {entry.paper.id for entry in self.library.load(day).digest.entries}
        entries = [each for each in ENTRY.findall(path.read_text()) if ID.search(each)[1] in standing]
        if not entries:
            return
        entry = self.chance.choice(entries)
        self.edits += 1
        note = f"A note of the editor's, number {self.edits}."
        how = self.chance.choice(["write", "reword", "comment out", "delete", "add"])
        if how in {"comment out", "delete"}:
            self.hidden[ID.search(entry)[1]] = day
        elif how == "add":
            id_ = f"1412.{self.edits:05}"
            self.added[id_] = day
            self.written.append(note)
        else:
            self.written.append(note)
        changed = {
            "write": f"{entry.rstrip()}\n\n{note}\n\n",
            "reword": re.sub(r"\*\*TL;DR\.\*\* .*", f"**TL;DR.** {note}", entry),
            "comment out": f"<!--\n{entry}-->\n\n",
            "delete": "",
            "add": f"### [{note}](https://arxiv.org/abs/1412.{self.edits:05}v1)\n\n{entry}",
        }[how]
        if how == "reword" and changed == entry:
            self.written.pop()
        self.written = [each for each in self.written if each not in entry or each in changed]
        path.write_text(path.read_text().replace(entry, changed, 1))

    # How it asks

    def _wire(self, digest):
        if self.url:
            import httpx  # noqa: PLC0415

            plain = httpx.HTTPTransport(verify=False)  # certificates take 20 ms to load, a hundred times
            return Wire("test/1", state=digest.state, limits=QUICK, transport=plain)
        transport = self.world.transport(lambda: time.time() + self.slept)
        return Wire(
            "test/1", state=digest.state, clock=lambda: self.slept, sleep=self._sleep, transport=transport
        )

    def _sleep(self, seconds):
        self.slept += seconds
