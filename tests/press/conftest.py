import pytest

from press.newspaper import WEEK, Newspaper


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
