"""What docs/reliability.md states is backed by a test that exists, and no fault test goes unmentioned."""

import ast
import re
from functools import cache

import pytest

NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?")


@pytest.fixture(scope="module")
def rows(root):
    lines = (root / "docs" / "reliability.md").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith("|") and not line.startswith(("|---", "| fault |"))]


def test_every_row_has_four_cells_and_names_its_test(rows):
    for row in rows:
        assert len(re.split(r"(?<!\\)\|", row)) == 4 + 2, row
        assert NAMED.search(row), row


def test_every_test_that_is_named_exists(rows, root):
    for row in rows:
        for file, name in NAMED.findall(row):
            assert (root / file).is_file(), row
            assert not name or name in _functions(root / file), row


def test_every_fault_test_has_its_row(rows, root):
    named = {file for row in rows for file, _ in NAMED.findall(row)}
    for path in (root / "tests" / "faults").rglob("test_*.py"):
        assert path.relative_to(root).as_posix() in named, f"docs/reliability.md does not name {path.name}"


@cache
def _functions(path):
    return {
        node.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
