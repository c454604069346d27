"""What the extract must reach on the development data, when that data is beside the repository."""

import json
from pathlib import Path

import pytest

from broadsheet.summarize.extract import classify

ROLES = Path(__file__).parents[3] / "shared" / "roles"


@pytest.mark.skipif(not ROLES.is_dir(), reason="the labelled abstracts are not beside the repository")
def test_roles_are_told_as_well_as_promised():
    pairs = []
    for line in (ROLES / "csabstruct-dev.jsonl").read_text(encoding="utf-8").splitlines():
        abstract = json.loads(line)
        pairs += zip(abstract["labels"], classify(abstract["sentences"]), abstract["confs"], strict=True)
    sure = [(wanted, found) for wanted, found, confidence in pairs if confidence >= 0.6]
    assert sum(wanted == found for wanted, found, _ in pairs) / len(pairs) >= 0.685
    assert sum(wanted == found for wanted, found in sure) / len(sure) >= 0.825
