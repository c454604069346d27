"""docs/monitoring.md names every key that machines are given, and no other."""

import dataclasses
import datetime as dt
import re

import pytest

from broadsheet import status
from broadsheet.runs import RunRecord

NOW = dt.datetime(2026, 2, 6, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def keys(root):
    text = (root / "docs" / "monitoring.md").read_text(encoding="utf-8")
    sections = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    return {
        section.partition("\n")[0]: {
            key
            for row in re.findall(r"^\| (`.*?) \|", section, flags=re.MULTILINE)
            for key in re.findall(r"`(.*?)`", row)
        }
        for section in sections
    }


def test_of_status(keys):
    told = status.as_json([], [], [], today=NOW.date(), now=NOW)
    assert keys["`broadsheet status`"] == set(told)


def test_of_records(keys):
    assert keys["The record of a run"] == {field.name for field in dataclasses.fields(RunRecord)}


def test_of_events(keys, root):
    package = root / "generator" / "broadsheet" / "cli"
    source = "".join(path.read_text(encoding="utf-8") for path in package.glob("*.py"))
    said = r"voice\.(?:talk|warn|fact)\((?:[^()]|\([^()]*\))*?,? *\"([a-z-]+)\"|event: str = \"([a-z]+)\""
    events = {one or other for one, other in re.findall(said, source)} | {"error", "progress"}
    assert keys["`--log json`"] >= events - {"info"}
