"""Whatever happens to a page: no traceback, nothing written by people lost, every other page rendered."""

import shutil

import pytest

from accidents import Accidents
from broadsheet.library import Library


@pytest.fixture(scope="module")
def digests(digest_folder):
    library = Library(digest_folder, samples=True)
    return [library.parse(library.read(file), file).digest for file in library.days()]


@pytest.mark.long
def test_pages_after_accidents_read_or_are_named_and_lose_nothing(tmp_path, digests):
    there = Accidents.happen(tmp_path, digests, 0, 6)
    there.read_each()
    there.grow()
    there.upgrade(tmp_path)
    there.read_each()


@pytest.mark.long
@pytest.mark.parametrize("seed", [1, 2])
def test_pages_after_accidents_are_named_or_shown_and_lose_nothing(tmp_path, digests, seed):
    there = Accidents.happen(tmp_path, digests, seed, 40)
    there.read_each()
    there.render(tmp_path)
    there.count()
    there.grow()
    there.upgrade(tmp_path)
    there.read_each()
    shutil.rmtree(tmp_path)
