"""A library in which accidents happened to most pages, and what every command then makes of it."""

import datetime as dt
import re
import time
from dataclasses import dataclass, field, replace
from itertools import groupby
from random import Random

from broadsheet import config, page, press
from broadsheet.batch import Announcement, Batch
from broadsheet.errors import PageError
from broadsheet.ingest import Newsroom
from broadsheet.ingest.upgrade import Upgrade
from broadsheet.journal import Journal
from broadsheet.library import Library
from broadsheet.model import Kind, Ledger, Paper, Part, Role, Section, Summary, Usage
from broadsheet.status import account
from broadsheet.summarize import Budget, Done
from broadsheet.summarize.extract import Extract
from mutations import mutated

FIRST = dt.date(2025, 1, 6)
NOW = dt.datetime(2026, 6, 1, 6, tzinfo=dt.UTC)
SITE = config.read(
    "title: Accidents\nsources: {arxiv: {categories: [cs.CL]}}\nsummaries: {model: invented}\n"
    "interests: [{name: Lamps, keywords: [lamp, relighting]}]\n"
)
# What the program knows of its own parts, by a paper, and what git puts around two versions.
RECORD = re.compile(r"[>\s#-]*(?:[+]?\d{4}\.\d{4,5} [a-z0-9<? !-]+|[<>|]{7} .*|={7}|-*)>?$")
LONGEST = 2.0  # seconds of the processor, for a page


def small(digest, day, count, random):
    """A page of some day with a few papers of a real one, which wait for a model."""
    entries = random.sample(digest.entries, min(count, len(digest.entries)))
    ledger = Ledger({"new": len(entries)}, {}, dict.fromkeys(["extract"], len(entries)), len(entries))
    kept = tuple(
        replace(each, paper=replace(each.paper, id=f"{day:%y%m}.{day:%d}{number:03}"), kind=Kind.NEW)
        for number, each in enumerate(entries)
    )
    sections = (Section("cs.CL", kept),)
    real = replace(digest, sample=False, usage=None, trends=())
    return page.render(replace(real, date=day, ledger=ledger, sections=sections))


class Model:
    """Tells every paper the same."""

    def summarize(self, papers, *, budget=None):
        for paper in papers:
            parts = (Part(Role.TLDR, "A model says it shorter."), Part(Role.RESULT, "A model found it."))
            yield Done(paper.id, Summary("invented", parts, 1), Usage(1, 10, 10, 0.001))


@dataclass
class Accidents:
    """Pages to which something happened, by day, and what was there before; and what was measured."""

    library: Library
    before: dict = field(default_factory=dict)
    after: dict = field(default_factory=dict)
    sound: set = field(default_factory=set)
    longest: float = 0.0
    broken: int = 0

    @classmethod
    def happen(cls, folder, digests, seed, count):
        """Every fifth page stays as it was."""
        self = cls(Library(folder))
        for number in range(count):
            random = Random(f"{seed}/{number}")
            day = FIRST + dt.timedelta(days=number)
            text = small(random.choice(digests), day, 3, random)
            data = text.encode() if number % 5 == 0 else mutated(text, random)
            path = self.library.path_of(day)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            self.before[day], self.after[day] = text, data
            if number % 5 == 0:
                self.sound.add(day)
        return self

    def read_each(self):
        """No page takes long by itself, and none is unforeseen."""
        for file in self.library.days():
            began = time.process_time()
            parsed, error = self._read(file)
            assert not error or (error.file == file.name and not error.is_unexpected), (error, error.hint)
            self.broken += error is not None
            if parsed:
                parsed.update(replace(parsed.digest, updated=dt.datetime(2030, 1, 1, tzinfo=dt.UTC)))
            took = time.process_time() - began
            assert took < LONGEST, (file.name, took)
            self.longest = max(self.longest, took)

    def _read(self, file):
        try:
            return self.library.parse(self.library.read(file), file), None
        except PageError as error:
            return None, error

    def render(self, folder):
        edition = press.build(
            site=SITE,
            library=self.library,
            layouts=folder / "none",
            out=folder / "site",
            state=folder / "state",
        )
        for error in edition.errors:
            assert not error.is_unexpected, (error, error.hint)
        named = {error.file for error in edition.errors}
        for day in self.before:
            shown = (folder / "site" / f"{day:%Y/%m/%d}" / "index.html").is_file()
            assert shown or self.library.name_of(day) in named, day
            assert shown or day not in self.sound, day
        self.keeps(self.after, exactly=True)

    def grow(self):
        """A late paper for every day."""
        batches = [
            Batch("arxiv:cs.CL", ("cs.CL",), day, NOW, (Announcement(late(day), Kind.NEW),))
            for day in self.before
        ]
        for report in Newsroom(SITE, self.library, Extract()).ingest(batches):
            assert not report.faults
            error = report.error
            assert error is None or not error.is_unexpected, (report.day, error, error.hint)
            assert error is None or report.day not in self.sound
        self.keeps(self.after)

    def upgrade(self, folder):
        journal = Journal(folder / "state", now=lambda: NOW)
        upgrade = Upgrade(self.library, journal)
        outcomes = list(upgrade.run(upgrade.wanted(), Model(), budget=Budget()))
        assert len(outcomes) >= len(self.sound)
        assert not list(journal.answers())
        self.keeps(self.after)
        for day in self.sound:
            assert self.library.load(day).digest.ledger.pending == 0

    def count(self):
        """What status says; a page that does not read is one that failed."""
        from broadsheet.outcomes import Outcomes  # noqa: PLC0415

        today = max(self.before)
        standings = account(self.library, Outcomes(self.library.root / "state"), today=today, length=400)
        assert len(standings) == len(self.before)

    def keeps(self, wrote, *, exactly=False):
        """What somebody wrote is still there: every line of the body that the program had not written."""
        for day, data in wrote.items():
            now = self.library.path_of(day).read_bytes()
            if exactly:
                assert now == data, day
                continue
            ours = set(self.before[day].splitlines())
            told = {words(each) for each in paragraphs(body(self.before[day].encode()))}
            changed = [each for each in paragraphs(body(data)) if words(each) not in told]
            theirs = [line for each in changed for line in each if line not in ours]
            lost = [line for line in theirs if line.encode("utf-8", "surrogateescape") not in now]
            assert not lost, (day, lost[:3])


def late(day):
    abstract = "Lamps are dim. We propose a brighter lamp. It shines twice as far in our hall."
    return Paper(
        f"{day:%y%m}.{day:%d}900", "A late lamp", abstract=abstract, categories=("cs.CL",), version=1
    )


def paragraphs(lines):
    """Lines that stand together."""
    groups = groupby(lines, key=lambda line: bool(line.strip()))
    return [list(group) for is_text, group in groups if is_text]


def words(lines):
    """What a paragraph says: where its lines end, and how they are spaced, says nothing."""
    return " ".join(" ".join(lines).split())


def body(data):
    """The lines below the front matter, without bullets and records, which are facts and nobody's prose."""
    text = data.decode("utf-8", "surrogateescape")
    _, _, rest = text.partition("\n---")
    lines = (line.rstrip("\r") for line in rest.split("\n")[1:])
    kept = (line for line in lines if not line.startswith("- **"))
    return [line for line in kept if not line.strip() or not RECORD.match(line)]
