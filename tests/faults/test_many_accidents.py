"""Ten thousand pages after accidents: no traceback, none that takes long, nothing lost that people wrote."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from accidents import LONGEST, Accidents
from broadsheet.library import Library

SECTION = "Broken pages"
PAGES, IN_EACH, PARTS = 10_000, 200, 4


@pytest.fixture(scope="module")
def digests(tmp_path_factory, root, digest_folder):
    """Real days where they are at hand, else invented ones."""
    folder, shared = digest_folder, root.parent / "shared"
    if (shared / "realdays").is_dir():
        folder = tmp_path_factory.mktemp("stars")
        shutil.copy(shared / "realdays" / "stars.yaml", folder / "broadsheet.yaml")
        feeds = shared / "realdays" / "feeds.py"
        subprocess.run([sys.executable, feeds, "stars", folder / "feeds"], check=True, capture_output=True)
        named = [word for file in sorted((folder / "feeds").glob("*.xml"))[:20] for word in ("--feed", file)]
        command = Path(sys.executable).parent / "broadsheet"
        subprocess.run([command, "-q", "-C", folder, "ingest", "--offline", *named], check=True)
    library = Library.shown(folder)
    return [library.parse(library.read(file), file).digest for file in library.days()]


@pytest.mark.parametrize("part", range(PARTS))
def test_pages_after_accidents_are_named_or_shown_and_lose_nothing(tmp_path, digests, part, figure):
    pages = broken = 0
    longest = 0.0
    for seed in range(1_000 + part, 1_000 + PAGES // IN_EACH, PARTS):
        folder = tmp_path / str(seed)
        there = Accidents.happen(folder, digests, seed, IN_EACH)
        there.read_each()
        there.render(folder)
        there.count()
        there.grow()
        there.upgrade(folder)
        there.read_each()
        pages, broken, longest = pages + IN_EACH, broken + there.broken, max(longest, there.longest)
        shutil.rmtree(folder)
    figure(SECTION, f"pages after accidents, part {part + 1}", pages, unit="pages")
    figure(SECTION, f"of these named as broken before and after, part {part + 1}", broken, unit="times")
    figure(SECTION, f"longest reading and change of one, part {part + 1}", longest, unit="s", at_most=LONGEST)
