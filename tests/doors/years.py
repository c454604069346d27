"""Whole years of a publisher, one line of JSON each: what was amiss, and what it took.

PYTHONPATH=generator:tests python -m doors.years 43 97
"""

import datetime as dt
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pytest

from doors.arxiv_world import World
from doors.publisher import Publisher

SINCE, UNTIL = dt.date(2026, 1, 5), dt.date(2026, 12, 31)


def lived(seed, since, until, folder, monkeypatch):
    """A publisher who lived through it, with a memory, without one, or with one that comes and goes."""
    publisher = Publisher(World(seed, since, until), folder, monkeypatch, forgets=(0.0, 1.0, 0.5)[seed % 3])
    publisher.live()
    return publisher


def account(seed):
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as monkeypatch:
        publisher = lived(seed, SINCE, UNTIL, Path(folder), monkeypatch)
        listed = publisher.world.listed()
        why = Counter(reason for each in listed if (reason := publisher.world.possible(each)[1]))
        return {
            "seed": seed,
            "amiss": [[str(fact) for fact in each] for each in publisher.amiss()],
            "unbalanced": list(map(str, publisher.unbalanced())),
            "impolite": len(publisher.impolite()),
            "lost words": publisher.lost_words(),
            "papers": len(listed),
            "runs": len(publisher.requests),
            "requests": sum(map(len, publisher.requests)),
            "most requests in a run": max(map(len, publisher.requests)),
            "hands on pages": publisher.edits,
            "undecided": why,
        }


if __name__ == "__main__":
    for number in sys.argv[1:]:
        sys.stdout.write(f"{json.dumps(account(int(number)))}\n")
        sys.stdout.flush()
