"""A year of arXiv with all its troubles: no paper lost, none twice, none on the wrong day; and a month of it
over real sockets.
"""

import datetime as dt
import json

import pytest

from doors.arxiv_world import Served, World
from doors.publisher import Publisher
from doors.years import SINCE, UNTIL, lived


def hold(publisher):
    assert publisher.amiss() == []
    assert publisher.unbalanced() == []
    assert publisher.impolite() == []
    assert publisher.lost_words() == []


@pytest.mark.long
def test_a_few_weeks_on_fresh_runners_are_told_as_they_were(tmp_path, monkeypatch):
    hold(lived(1, dt.date(2026, 2, 9), dt.date(2026, 3, 13), tmp_path, monkeypatch))


@pytest.mark.long
@pytest.mark.parametrize("seed", [97])  # `make faults` has two hundred
def test_a_year_is_told_as_it_was(tmp_path, monkeypatch, seed):
    hold(lived(seed, SINCE, UNTIL, tmp_path, monkeypatch))


@pytest.mark.long
@pytest.mark.parametrize("seed", [0, 1, 2, 43, 97])
def test_a_month_over_real_sockets_is_told_as_it_was(tmp_path, monkeypatch, capsys, seed):
    since, until = SINCE, dt.date(2026, 2, 6)
    world = World(seed, since, until)
    with Served(world) as door:
        publisher = Publisher(world, tmp_path, monkeypatch, url=door.url)
        publisher.live()
        assert publisher.amiss() == []
        assert publisher.unbalanced() == []
        capsys.readouterr()
        publisher.run("status", "--json", "--days", "60")
    states = {told["date"]: told["state"] for told in json.loads(capsys.readouterr().out)["days"]}
    pages = {day.isoformat() for day in publisher.pages()}
    days = [since + dt.timedelta(days=n) for n in range((until - since).days + 1)]
    for day in (day.isoformat() for day in days if day >= min(publisher.pages())):
        assert states[day] == ("published" if day in pages else "quiet"), day
