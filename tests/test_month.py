"""A month of arXiv with all its troubles: no paper lost, none twice, none on the wrong day."""

import datetime as dt
import json

import httpx
import pytest

from broadsheet.cli import root
from broadsheet.cli.digest import Digest
from broadsheet.library import Library
from broadsheet.wire import Limits, Wire
from doors.arxiv_world import World

SINCE, UNTIL = dt.date(2026, 1, 5), dt.date(2026, 2, 6)
RUNS = [dt.time(5, 20), dt.time(12, 20), dt.time(18)]  # UTC
QUICK = Limits(connect=2, read=0.05, total=10, attempts=3, first_pause=0.001)


def broadsheet(folder, *arguments):
    return root.main(["-q", "-C", str(folder), *arguments], prog_name="broadsheet", standalone_mode=False)


@pytest.fixture
def at(monkeypatch):
    """Sets the clock of the world and of the command line."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")

    def wire(digest):
        plain = httpx.HTTPTransport(verify=False)  # certificates take 20 ms to load, a hundred times
        return Wire("test/1", state=digest.state, limits=QUICK, transport=plain)

    monkeypatch.setattr(Digest, "wire", wire)

    def set_to(world, moment):
        world.now = moment
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))

    return set_to


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 24))])
def test_at_the_end_of_a_month_content_is_the_truth(tmp_path, at, capsys, seed):
    with World(seed, SINCE, UNTIL) as world:
        (tmp_path / "broadsheet.yaml").write_text(world.settings)
        for day in (SINCE + dt.timedelta(days=n) for n in range((UNTIL - SINCE).days + 1)):
            if day not in world.lost:
                for time in RUNS:
                    at(world, dt.datetime.combine(day, time, dt.UTC))
                    broadsheet(tmp_path, "ingest")
        digests = {
            file.date: library.parse(library.read(file), file).digest
            for library in [Library(tmp_path)]
            for file in library.days()
        }
        content = {day: {entry.paper.id for entry in digest.entries} for day, digest in digests.items()}
        story = {
            day: world.faults.get(day, "") for day in world.truth if content.get(day) != world.truth[day]
        }
        assert content == world.truth, (story, sorted(world.lost), world.holidays)
        for digest in digests.values():
            ledger = digest.ledger
            assert sum(ledger.announced.values()) == ledger.listed + sum(ledger.excluded.values())
            assert ledger.listed == len(digest.entries)

        capsys.readouterr()
        broadsheet(tmp_path, "status", "--json", "--days", "33")
        states = {told["date"]: told["state"] for told in json.loads(capsys.readouterr().out)["days"]}
        for n in range((UNTIL - SINCE).days + 1):
            day = SINCE + dt.timedelta(days=n)
            assert states[day.isoformat()] == ("published" if day in world.truth else "quiet"), day
