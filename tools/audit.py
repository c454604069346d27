"""Asks whether vulnerabilities are known of what is locked: `python -m tools.audit LOCK...`, by pip-audit.

Exit code 1 when some are. A service that cannot be reached, or does not know the packages, is no finding: it
is said that nothing was answered, and that is no failure.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_UNANSWERED = "not answered: the advisory service cannot be reached, or knows none of these packages"


@dataclass(frozen=True, slots=True)
class Answer:
    known: tuple[str, ...] = ()  # vulnerabilities, as a line each
    asked: int = 0
    answered: int = 0


def main(locks: list[str]) -> int:
    known: set[str] = set()
    for lock in locks:
        answer = read(_asked(lock))
        known.update(answer.known)
        print(f"{lock}: {_said(answer)}")
    for line in sorted(known):
        print(line)
    return int(bool(known))


def read(text: str) -> Answer:
    """What pip-audit's JSON says; nothing of it when that is none."""
    try:
        packages: list[dict[str, Any]] = json.loads(text)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return Answer()
    known = [
        f"{package['name']} {package['version']}: {found['id']}, mended in {', '.join(found['fix_versions'])}"
        for package in packages
        for found in package.get("vulns", [])
    ]
    answered = sum("skip_reason" not in package for package in packages)
    return Answer(tuple(known), len(packages), answered)


def _asked(lock: str) -> str:
    command = Path(sys.executable).with_name("pip-audit")
    arguments = ["--disable-pip", "--require-hashes", "--format", "json", "--progress-spinner", "off"]
    ran = subprocess.run([command, *arguments, "-r", lock], capture_output=True, text=True, check=False)
    return ran.stdout


def _said(answer: Answer) -> str:
    if not answer.answered:
        return _UNANSWERED
    rest = answer.asked - answer.answered
    left = f"; of {rest} the service knows nothing" if rest else ""
    return f"{answer.answered} packages asked for, {len(answer.known)} vulnerabilities known{left}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
