"""Long tests of what may go wrong: `make faults` runs them, nothing else does.

Whatever stands in this folder carries the marker `faults`; see docs/reliability.md for what it shows.
"""

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(FOLDER):
            item.add_marker(pytest.mark.faults)
