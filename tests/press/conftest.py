from functools import cache

import pytest

from broadsheet import picture
from press.newspaper import WEEK, Newspaper


@pytest.fixture(autouse=True, scope="session")
def drawn_once():
    """Half of what a small site takes is its pictures, and most tests print the same days."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(picture, "png", cache(picture.png))
        yield


@pytest.fixture
def newspaper(tmp_path):
    """An empty one."""
    return Newspaper(tmp_path)


@pytest.fixture
def week(newspaper):
    return a_week(newspaper)


@pytest.fixture(scope="session")
def printed(tmp_path_factory):
    """A week that is built, to be read only."""
    newspaper = a_week(Newspaper(tmp_path_factory.mktemp("printed")))
    newspaper.build()
    return newspaper


def a_week(newspaper):
    """Five days over two years, and a page about it."""
    for day in WEEK:
        newspaper.print_day(day)
    newspaper.write("content/about.md", "---\ntitle: About us\n---\n\nWe *print*.\n")
    return newspaper
