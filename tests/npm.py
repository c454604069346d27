"""What npm brings, where there is node; `make browser` installs it beside the browser tests."""

from pathlib import Path

import pytest

MODULES = Path(__file__).resolve().parent / "browser" / "node_modules"


def installed(name):
    """A file of an installed package, or a skip that says what is missing."""
    path = MODULES / name
    if not path.is_file():
        pytest.skip(f"npm has not brought {name.split('/')[0]}; `make browser` installs it where node is")
    return path
