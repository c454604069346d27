"""What commands do to a digest, to be played whole, killed, and on a full disk: see `doors/stage.py`.

A scene is a folder as it was before, a command, and what has to stand there in the end, however often the
command was stopped.
"""

import datetime as dt
import json
import shutil
from dataclasses import dataclass

from broadsheet.journal import Journal
from doors.invented_feed import feed, item

NOW = dt.datetime(2026, 1, 28, 6, tzinfo=dt.UTC)
PARALLEL = 2
ABSTRACT = "Lamps are dim. We propose lamp {n}. It shines twice as far in our hall. Halls need lamps."
SETTINGS = """\
title: The Daily Example
url: https://example.org/
sources: {{arxiv: {{categories: [cs.CL]}}}}
editor: {{reviews: none}}
"""
MODEL = """\
summaries:
  model: invented
  base-url: {url}
  parallel: {parallel}
  price: {{prompt: 1.0, completion: 2.0}}
"""


@dataclass(frozen=True)
class Scene:
    name: str
    words: tuple[str, ...]
    before: tuple[tuple[str, ...], ...] = ()  # commands that were run earlier

    def __str__(self):
        return self.name


_FIRST = ("ingest", "--offline", "--feed", "monday.xml")
_BOTH = ("--feed", "tuesday.xml", "--feed", "wednesday.xml")
SCENES = (
    Scene("ingest", ("ingest", "--offline", *_BOTH), (_FIRST,)),
    Scene("upgrade", ("ingest", *_BOTH), (_FIRST, ("ingest", "--offline", *_BOTH))),
    Scene("render", ("render",), (_FIRST, ("render",), ("ingest", "--offline", *_BOTH))),
)
BATCH = Scene("batch", ("backfill", "--batch"), (_FIRST,))
IMPORT = Scene("import", ("import", "2026-01-27.jsonl", "2026-01-28.jsonl"), (_FIRST,))


class Theatre:
    """Plays a scene again and again, each time in a copy of the same folder."""

    def __init__(self, scene, stage, server, folder):
        self.scene, self.stage, self.server = scene, stage, server
        self._folder, self._copies = folder, 0
        self._before = folder / "before"
        self._prepare()
        place = self.copy()
        self.whole = self.perform(place)
        assert self.whole.code == 0, self.whole.err
        self.end = self.standing(place)
        self.asked = len(server.questions) - self._asked

    def _prepare(self):
        self._before.mkdir(parents=True)
        settings = SETTINGS.format()
        if self.scene.name in {"upgrade", "batch"}:
            settings += MODEL.format(url=self.server.url, parallel=PARALLEL)
        (self._before / "broadsheet.yaml").write_text(settings)
        days = {"monday": (26, (1, 2)), "tuesday": (27, (3, 4)), "wednesday": (28, (5,))}
        for name, (day, numbers) in days.items():
            papers = [
                item(f"2601.9000{n}", title=f"Lamp {n}", abstract=ABSTRACT.format(n=n), categories=("cs.CL",))
                for n in numbers
            ]
            when = dt.datetime(2026, 1, day, 5, tzinfo=dt.UTC)
            built = f"{when:%a, %d %b %Y %H:%M:%S} +0000"
            midnight = f"{when:%a, %d %b %Y} 00:00:00 -0500"
            (self._before / f"{name}.xml").write_bytes(feed(*papers, built=built, midnight=midnight))
        for number, day in enumerate(("2026-01-27", "2026-01-28"), 3):
            paper = {
                "id": f"2601.9000{number}",
                "title": f"Lamp {number}",
                "summary": ABSTRACT.format(n=number),
            }
            (self._before / f"{day}.jsonl").write_text(json.dumps(paper))
        for words in self.scene.before:
            done = self._run(self._before, words)
            assert done.code == 0, done.err

    def copy(self):
        self._copies += 1
        place = self._folder / f"{self._copies}"
        shutil.copytree(self._before, place)
        self._asked = len(self.server.questions)
        return place

    def perform(self, place, **fault):
        return self._run(place, self.scene.words, **fault)

    def _run(self, place, words, **fault):
        named = [str(place / word) if word.endswith((".xml", ".jsonl")) else word for word in words]
        environment = {
            "SOURCE_DATE_EPOCH": str(int(NOW.timestamp())),
            "NO_PROXY": "127.0.0.1",
            "OPENAI_API_KEY": "sk-invented",
        }
        return self.stage.run("-C", place, *named, environment=environment, **fault)

    def check(self, place, *, in_flight=PARALLEL):
        """After an undisturbed run everything is as if nothing had happened."""
        done = self.perform(place)
        assert done.code == 0, done.err
        assert self.standing(place) == self.end
        asked = len(self.server.questions) - self._asked
        assert asked <= self.asked + in_flight
        shutil.rmtree(place)

    def standing(self, place):
        """Every file of content and site, what was spent, and what was left unfinished."""
        files = {
            path.relative_to(place).as_posix(): path.read_bytes()
            for path in place.rglob("*")
            if path.is_file() and ".broadsheet" not in path.relative_to(place).parts
        }
        litter = [path.name for path in place.rglob("*.unfinished")]
        journal = Journal(place / "content", now=lambda: NOW)
        return files, litter, journal.spent_today(), [answer.outcome for answer in journal.answers()]
