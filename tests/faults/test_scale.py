"""Far more than a digest has: done in a time that grows no faster than it, or refused in a line."""

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest

from broadsheet import config, page
from broadsheet.errors import ConfigError
from broadsheet.library import Library
from crowds import papers, vocabulary
from doors.invented_feed import feed, item
from press.newspaper import Newspaper, digest, entry

SECTION = "Scale"
SETTINGS = "title: Crowds\nurl: https://example.org/\nsources: {arxiv: {categories: [cs.CL]}}\n"
DAY = dt.date(2026, 1, 27)


@pytest.fixture
def crowd(tmp_path):
    return Crowd(tmp_path)


class Crowd:
    """A digest whose commands say how long the processor had to work."""

    def __init__(self, folder, settings=SETTINGS):
        self.folder = folder
        folder.mkdir(exist_ok=True)
        (folder / "broadsheet.yaml").write_text(settings)

    def run(self, *words):
        before = os.times()
        command = [Path(sys.executable).parent / "broadsheet", "-C", self.folder, *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        after = os.times()
        assert "Traceback" not in done.stderr
        took = after.children_user + after.children_system - before.children_user - before.children_system
        return done, took

    def ingest(self, *items, day=DAY):
        saved = self.folder / "feed.xml"
        saved.write_bytes(feed(*items))
        done, took = self.run("ingest", "--offline", "--feed", saved, "--date", day.isoformat())
        assert done.returncode == 0, done.stderr
        return took

    def render(self):
        done, took = self.run("render")
        assert done.returncode == 0, done.stderr
        return took

    def shown(self):
        return (self.folder / "site" / f"{DAY:%Y/%m/%d}" / "index.html").read_text()


def test_a_day_of_five_thousand_papers(tmp_path, figure):
    few, many = Crowd(tmp_path / "few"), Crowd(tmp_path / "many")
    usual, took = few.ingest(*papers(1_000)), many.ingest(*papers(5_000))
    ledger = Library(many.folder).load(DAY).digest.ledger
    assert (ledger.listed, ledger.summarized) == (5_000, {"extract": 5_000})
    figure(SECTION, "to ingest a day of 5,000 papers", took, unit="s", at_most=120)
    figure(SECTION, "times what a day of 1,000 takes, to ingest", took / usual, unit="×", at_most=7)
    usual, took = few.render(), many.render()
    figure(SECTION, "to render a day of 5,000 papers", took, unit="s", at_most=60)
    figure(SECTION, "times what a day of 1,000 takes, to render", took / usual, unit="×", at_most=7)
    for number in (10_000, 12_500, 14_999):
        assert any(
            f"2601.{number}" in path.read_text() for path in (many.folder / "site/2026/01/27").rglob("*.html")
        )


def test_ten_years_of_days(tmp_path, figure):
    days = [dt.date(2016, 1, 1) + dt.timedelta(days=n) for n in range(3_650)]
    days = [day for day in days if day.weekday() < 5]
    newspaper = Newspaper(tmp_path)
    (tmp_path / "broadsheet.yaml").write_text(SETTINGS)
    for number, day in enumerate(days):
        few = [entry(f"{day:%y%m}.{10_000 + number}", f"{vocabulary()[number]} of {day}", "cs.CL")]
        newspaper.library.save(day, page.render(digest(day, ("cs.CL", few))))
    years = Crowd(tmp_path)
    figure(SECTION, "days in ten years", len(days), unit="days")
    figure(SECTION, "to render ten years of small days", years.render(), unit="s", at_most=240)
    took = years.ingest(*papers(20))
    figure(SECTION, "to ingest a day beside ten years that are known", took, unit="s", at_most=30)
    figure(SECTION, "to render a day beside ten years that are known", years.render(), unit="s", at_most=30)
    took = years.ingest(*papers(20))
    figure(SECTION, "to find nothing new beside ten years", took, unit="s", at_most=15)
    assert years.shown().count("<article") >= 20


def test_a_thousand_interests(tmp_path, figure):
    """On a digest's first day next to nothing is rare among all that a thousand interests find."""
    names = [name.capitalize() for name in dict.fromkeys(vocabulary())][30:1_030]
    interests = "".join(f"  - {{name: {name}, keywords: [{name.lower()}]}}\n" for name in names)
    many = Crowd(tmp_path, f"{SETTINGS}interests:\n{interests}")
    many.ingest(*papers(1_000, first=20_000), day=DAY - dt.timedelta(days=1))
    figure(
        SECTION, "to ingest 200 papers for 1,000 interests", many.ingest(*papers(200)), unit="s", at_most=60
    )
    figure(SECTION, "to render them", many.render(), unit="s", at_most=120)
    fields = {each.rating.field for each in Library(tmp_path).load(DAY).digest.entries if each.rating}
    figure(SECTION, "of these interests, found in 200 papers", len(fields & set(names)), at_least=50)


def test_a_configuration_of_two_megabytes(figure):
    head = "title: A\ninterests:\n"
    lines = [f"  - {{name: Interest number {n}, keywords: [word{n}]}}\n" for n in range(37_000)]
    before = os.times()
    with pytest.raises(ConfigError, match="more than 200,000 values") as caught:
        config.read(head + "".join(lines))
    assert caught.value.line
    site = config.read(head + "".join(lines[:30_000]) + "# nothing\n" * 50_000)
    after = os.times()
    assert len(site.interests) == 30_000
    figure(SECTION, "to read two configurations of 2 MB", after.user - before.user, unit="s", at_most=60)


@pytest.mark.parametrize(("count", "size"), [(3_000, 400), (30_000, 2_500)])
def test_a_paper_of_very_many_authors(crowd, figure, count, size):
    people = ", ".join(
        f"{name.capitalize()} Example {n}" for n, name in enumerate((vocabulary() * 6)[:count])
    )
    took = crowd.ingest(item("2601.90001", creators=people), *papers(5))
    figure(SECTION, f"to ingest a paper of {count:,} authors", took, unit="s", at_most=20)
    figure(SECTION, f"to render a paper of {count:,} authors", crowd.render(), unit="s", at_most=20)
    (paper,) = [
        each.paper for each in Library(crowd.folder).load(DAY).digest.entries if each.paper.id == "2601.90001"
    ]
    assert len(paper.authors) == count
    assert "2601.90001" in crowd.shown()
    figure(
        SECTION, f"the page of a paper of {count:,} authors", len(crowd.shown()) / 1e3, unit="kB", at_most=400
    )
