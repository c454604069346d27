"""A small newspaper to print: pages are written as ingest would write them, and built as the command does."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from broadsheet import config, page, press
from broadsheet.languages import edition_in
from broadsheet.library import Library
from broadsheet.model import Author, Digest, Entry, Kind, Ledger, Paper, Part, Role, Section, Summary
from broadsheet.press.interests import Interests
from broadsheet.records import days as records

SETTINGS = """\
title: The Daily Example
motto: All the samples, in five parts
description: Invented papers & their <summaries>.
url: {url}
sources:
  arxiv:
    categories: [cs.CL, cs.CV]
editor:
  reviews: none
"""
NO_INTERESTS = Interests(edition_in(config.read("title: X")))


def entry(id_, title, *categories, **facts):
    parts = (
        Part(Role.TLDR, f"In short, {title.lower()}."),
        Part(Role.METHOD, "We look at $x^2$ twice.", (2,)),
        Part(Role.RESULT, "It holds.", (3,)),
    )
    paper = Paper(
        id_,
        title,
        authors=(Author("Ada Example", "Example Lab"), Author("Raquel Fernández-Muster")),
        abstract="Nobody looked. We look at $x^2$ twice. It holds.",
        categories=categories or ("cs.CL",),
        version=1,
    )
    said = {"kind": Kind.NEW, "summary": Summary("extract", parts), **facts}
    return Entry(paper, **said)


def digest(day, *sections):
    entries = [each for _, entries in sections for each in entries]
    announced = {}
    for each in entries:
        announced[str(each.kind)] = announced.get(str(each.kind), 0) + 1
    announced["replace"] = announced.get("replace", 0) + 1
    return Digest(
        date=day,
        title=f"Research digest, {day}",
        updated=dt.datetime(day.year, day.month, day.day, 5, 10, tzinfo=dt.UTC),
        sources=("arxiv:cs.CL", "arxiv:cs.CV"),
        ledger=Ledger(announced, {"replacement": 1}, {"extract": len(entries)}),
        sections=tuple(Section(name, tuple(entries)) for name, entries in sections),
    )


def recorded(digest):
    """What is known of the page that means this."""
    return records.day_record(page.parse(page.render(digest)), "text", asked=(), interests=())


@dataclass
class Newspaper:
    """A folder with a digest in it."""

    root: Path
    url: str = "https://example.org/news/"
    more: str = ""  # settings
    at_hand: press.AtHand | None = None  # of who builds again and again

    @property
    def out(self):
        return self.root / "site"

    @property
    def site(self):
        return config.read(SETTINGS.format(url=self.url) + self.more)

    @property
    def library(self):
        return Library(self.root)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        return path

    def print_day(self, day, *sections):
        """A page of the sections, or of three invented papers."""
        number = day.toordinal() % 90000 + 10000
        sections = sections or (
            (
                "cs.CL",
                [
                    entry(f"2601.{number}", f"Words of {day}"),
                    entry(f"2602.{number}", "Borrowed $\\ell_2$ words", "cs.LG", "cs.CL", kind=Kind.CROSS),
                ],
            ),
            ("cs.CV", [entry(f"2603.{number}", f"Pictures of {day}", "cs.CV")]),
        )
        self.library.save(day, page.render(digest(day, *sections)))

    def build(self, out=None, watcher=None, library=None):
        return press.build(
            site=self.site,
            library=library or self.library,
            layouts=self.root / "layouts",
            out=out or self.out,
            state=self.root / ".broadsheet",
            at_hand=self.at_hand,
            watcher=watcher,
        )

    def read(self, name):
        return (self.out / name).read_text(encoding="utf-8")

    def files(self, out=None):
        out = out or self.out
        return {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}


WEEK = [dt.date(2025, 12, day) for day in (30, 31)] + [dt.date(2026, 1, day) for day in (2, 5, 6)]
