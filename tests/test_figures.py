"""The figures that fault tests measure are printed, and held to their bounds."""

import subprocess
import sys

import pytest

MEASURED = """
def test_that_is_within(figure):
    figure("Whole days", "papers lost", 0, at_most=0)
    figure("Killed", "random kills", 1200, at_least=200)

def test_that_is_not(figure):
    figure("Killed", "paid twice", 3, unit="answers", at_most=1)
"""


@pytest.mark.long
def test_figures_come_home_from_every_worker_and_a_missed_bound_fails(tmp_path, root):
    (tmp_path / "test_measured.py").write_text(MEASURED, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "figures", "-n", "1", "-c", "/dev/null", tmp_path],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(root / "tests")},
        cwd=tmp_path,
    )
    assert "1 failed, 1 passed" in ran.stdout
    table = ran.stdout.partition(" figures ")[2].splitlines()
    assert [line.split() for line in table[1:6]] == [
        ["Killed"],
        ["paid", "twice", "3", "answers", "≤", "1"],
        ["random", "kills", "1,200", "≥", "200"],
        ["Whole", "days"],
        ["papers", "lost", "0", "≤", "0"],
    ]
