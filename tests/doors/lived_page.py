"""A page that a program and a person both work on, morning after morning."""

import datetime as dt
import random

from broadsheet import config
from broadsheet.batch import Announcement, Batch
from broadsheet.errors import BroadsheetError
from broadsheet.ingest import Newsroom
from broadsheet.ingest.upgrade import Upgrade
from broadsheet.journal import Journal
from broadsheet.library import Library
from broadsheet.model import Daily, Decision, Kind, Paper, Part, Rating, Role, Summary, Usage
from broadsheet.summarize import Budget, Done
from broadsheet.summarize.extract import Extract

DAY, NEXT = dt.date(2026, 1, 27), dt.date(2026, 1, 28)
NOW = dt.datetime(2026, 1, 28, 6, tzinfo=dt.UTC)
SITE = config.read(
    "title: Test\nsources: {arxiv: {categories: [cs.CL]}}\npolicy: {replacements: refresh}\n"
    "summaries: {model: invented}\n"
)
ABSTRACT = "Lamps are dim. We propose lamp {0}. It shines {0} times as far in our hall."


def announced(number, kind=Kind.NEW, *, version=1, daily=None):
    paper = Paper(
        f"2601.{90000 + number}",
        f"Paper {number}" + (" revised" if version > 1 else ""),
        abstract=ABSTRACT.format(number + version - 1),
        categories=("cs.CL",),
        version=version,
        daily=daily,
    )
    return Announcement(paper, kind)


class Invented:
    """A model that tells whatever it is asked, and remembers of what."""

    def __init__(self):
        self.asked = []

    def summarize(self, papers, *, budget=None):
        for paper in papers:
            self.asked.append(paper.id)
            parts = tuple(Part(role, f"The model tells the {role} of {paper.id}.") for role in list(Role)[:5])
            rating = Rating(7.0, Decision.WORTH_A_LOOK)
            yield Done(
                paper.id, Summary("invented", parts, 3), Usage(1, 10, 10, 0.01), ("model",), rating, "Told."
            )


class World:
    """A folder, and what a morning does to it."""

    def __init__(self, folder):
        self.library = Library(folder)
        self.site = SITE
        self.model = Invented()
        self.state = folder / ".broadsheet"

    def ingest(self, *items, day=DAY):
        batch = Batch("arxiv:cs.CL", ("cs.CL",), day, None, tuple(items))
        return list(Newsroom(self.site, self.library, Extract()).ingest([batch]))

    def upgrade(self):
        upgrade = Upgrade(self.library, Journal(self.state, now=lambda: NOW))
        upgrade.recover()
        list(upgrade.run(upgrade.wanted(), self.model, budget=Budget()))
        return upgrade

    @property
    def text(self):
        return self.library.path_of(DAY).read_text()

    def edit(self, old, new):
        assert old in self.text
        self.write(self.text.replace(old, new, 1))

    def write(self, text):
        self.library.path_of(DAY).write_text(text)

    def cut(self, number):
        text = self.text
        start = text.index(f"### [Paper {number}]")
        end = text.index("</details>\n", start) + len("</details>\n")
        self.write(text[:start] + text[end:])
        return text[start:end]

    @property
    def page(self):
        return self.library.load(DAY)

    @property
    def ids(self):
        return [entry.paper.id for entry in self.page.digest.entries]

    def entry(self, number):
        return next(e for e in self.page.digest.entries if e.paper.id == f"2601.{90000 + number}")


STEPS = (
    "late",
    "again",
    "upvote",
    "refresh",
    "answers",
    "insert",
    "change",
    "delete",
    "comment",
    "reorder",
    "conflict",
)


class Hands:
    """Somebody at work on a page, of whose sentences none may be lost."""

    def __init__(self, world, deal):
        self.world = world
        self.deal = deal
        self.sentences = []
        self.gone = set()

    def _sentence(self):
        self.sentences.append(f"Sentence {len(self.sentences)} is by Ada Example.")
        return self.sentences[-1]

    def _lines(self):
        return self.world.text.split("\n")

    def insert(self):
        lines = self._lines()
        body = next(at for at, line in enumerate(lines) if line.startswith("## "))
        empty = [at for at in range(body + 1, len(lines)) if not lines[at]]
        if empty:
            at = self.deal.choice(empty)
            lines[at:at] = ["", self._sentence()]
            self.world.write("\n".join(lines))

    def change(self):
        lines = self._lines()
        parts = [at for at, line in enumerate(lines) if line.startswith(("**TL;DR.**", "**Method.**"))]
        if parts:
            at = self.deal.choice(parts)
            kept = lines[at] if "Ada Example" in lines[at] else lines[at].partition(" ")[0]
            lines[at] = f"{kept} {self._sentence()}"
            self.world.write("\n".join(lines))

    def _papers(self):
        """Papers with nothing of a person's in them, which may be cut without a sentence being lost."""
        pages = self.world.page
        notes = pages.notes.papers
        return [e for e in pages.digest.entries if not pages.by_hand(e) and e.paper.id not in notes]

    def _number(self):
        papers = self._papers()
        return int(self.deal.choice(papers).paper.id[5:]) - 90000 if papers else None

    def _cut(self, number):
        text = self.world.text
        id_ = f"2601.{90000 + number}"
        end = text.index("</details>\n", text.index(f"abs/{id_}v")) + len("</details>\n")
        start = text.rindex("### [", 0, text.index(f"abs/{id_}v"))
        self.world.write(text[:start] + text[end:])
        self.gone.add(id_)
        return text[start:end]

    def delete(self):
        if (number := self._number()) is not None:
            self._cut(number)

    def comment(self):
        if (number := self._number()) is not None:
            cut = self._cut(number)
            self.world.write(f"{self.world.text}\n<!--\n{cut}-->\n")

    def reorder(self):
        if (number := self._number()) is not None:
            cut = self._cut(number)
            self.gone.discard(f"2601.{90000 + number}")
            self.world.write(self.world.text.replace("## cs.CL\n", f"## cs.CL\n\n{cut}", 1))

    def conflict(self):
        lines = self._lines()
        body = next(at for at, line in enumerate(lines) if line.startswith("## "))
        at = self.deal.randrange(body + 1, len(lines) + 1)
        lines[at:at] = ["<<<<<<< ours", self._sentence(), "=======", self._sentence(), ">>>>>>> theirs"]
        self.world.write("\n".join(lines))


def live(world, steps, seed):
    """Whatever order runs and hands come in: no sentence is lost, and the account adds up."""
    deal = random.Random(seed)
    hands = Hands(world, deal)
    count, version, votes = 3, 1, 0
    world.ingest(*map(announced, range(1, count + 1)))
    for step in steps:
        number = deal.randint(1, count)
        try:
            if step in {"late", "again"}:
                count += step == "late"
                world.ingest(*map(announced, range(1, count + 1)))
            elif step == "upvote":
                votes += 1
                world.ingest(announced(number, Kind.DAILY, daily=Daily(votes, NEXT)), day=NEXT)
            elif step == "refresh":
                version += 1
                world.ingest(announced(number, Kind.REPLACE, version=version), day=NEXT)
            elif step == "answers":
                world.upgrade()
            else:
                getattr(hands, step)()
        except BroadsheetError:
            assert "conflict" in steps  # the page does not read: nothing is done to it, and nothing to lose
        lost = [sentence for sentence in hands.sentences if sentence not in " ".join(world.text.split())]
        assert not lost, (step, lost)
    return hands, count


def settled(world, hands, count):
    """What holds after one more morning, on a page that reads."""
    world.ingest(*map(announced, range(1, count + 2)))
    ids, ledger = world.ids, world.page.digest.ledger
    assert set(ids) == {f"2601.{90000 + n}" for n in range(1, count + 2)} - hands.gone
    assert len(ids) == len(set(ids)) == ledger.listed
    assert ledger.announced == {"new": count + 1}
    assert ledger.excluded == ({"removed by hand": len(hands.gone)} if hands.gone else {})
    assert len(world.model.asked) == len(set(world.model.asked))
