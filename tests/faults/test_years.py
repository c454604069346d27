"""Two hundred years of arXiv with all its troubles, on all cores: no paper lost, none twice, none on a day
that it cannot be of.
"""

import json
import os
import subprocess
import sys

SECTION = "Whole days"
YEARS = range(200)


def test_two_hundred_years_are_told_as_they_were(root, figure):
    cores = os.cpu_count() or 1
    paths = os.pathsep.join(str(root / each) for each in ("generator", "tests"))
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "doors.years", *map(str, YEARS[core::cores])],
            env={**os.environ, "PYTHONPATH": paths},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what went wrong with arXiv, some ten thousand lines
            text=True,
        )
        for core in range(cores)
    ]
    years = [json.loads(line) for each in running for line in each.communicate()[0].splitlines()]
    assert len(years) == len(YEARS)

    def total(key):
        return sum(len(year[key]) if isinstance(year[key], list) else year[key] for year in years)

    figure(SECTION, "years played", len(years), at_least=200)
    figure(SECTION, "papers announced in them", total("papers"))
    figure(SECTION, "runs", total("runs"))
    figure(SECTION, "requests to arXiv", total("requests"))
    figure(
        SECTION, "most requests in a run", max(year["most requests in a run"] for year in years), at_most=12
    )
    figure(SECTION, "hands on pages between runs", total("hands on pages"))
    undecided = sum(sum(year["undecided"].values()) for year in years)
    figure(SECTION, "papers whose day nothing tells, and that stand on a possible one", undecided)
    figure(SECTION, "papers lost, doubled or misdated", total("amiss"), at_most=0)
    figure(SECTION, "accounts that do not add up", total("unbalanced"), at_most=0)
    figure(SECTION, "runs that asked too fast or too often", total("impolite"), at_most=0)
    figure(SECTION, "words of a person that were lost", total("lost words"), at_most=0)
