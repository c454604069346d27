"""The other look that comes with the program, in Chromium: as accessible as the newspaper, and one column."""

import shutil

import pytest

from broadsheet.cli.terminal import Terminal
from broadsheet.cli.workshop import DigestWorkshop
from broadsheet.cli.workspace import Workspace
from browser.conftest import opened
from browser.demo import DAY, PAGES
from browser.test_access import axe, hold_by_day_and_by_night
from browser.test_long_day import SCREENS
from browser.test_markup import check
from doors.preview_server import running

__all__ = ["axe", "check"]  # fixtures of those modules


@pytest.fixture(scope="module")
def digest(tmp_path_factory, digest_folder):
    folder = tmp_path_factory.mktemp("list") / "digest"
    shutil.copytree(digest_folder, folder, ignore=shutil.ignore_patterns("site"))
    with (folder / "broadsheet.yaml").open("a", encoding="utf-8") as settings:
        settings.write("\ntheme: reading-list\n")
    return folder


@pytest.fixture(scope="module")
def edition(digest):
    workshop = DigestWorkshop(Workspace(digest, None, Terminal(quiet=True)), digest / "site")
    with running(workshop) as site:
        yield site.address


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(chromium, edition, axe, width):
    with opened(chromium, edition, viewport={"width": width, "height": 900}) as page:
        for path in PAGES:
            page.goto(f"{edition}{path}")
            assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), path
            hold_by_day_and_by_night(page, axe)


@pytest.mark.parametrize("screen", SCREENS)
def test_papers_stand_one_under_the_other_in_every_density(chromium, edition, screen):
    width, height = screen[:2]
    with opened(chromium, edition, viewport={"width": width, "height": height}) as page:
        page.goto(f"{edition}{DAY}")
        for density in ("headlines", "edited", "everything"):
            page.locator(f"[name=density][value={density}]").check()
            lefts = page.evaluate(
                "() => [...document.querySelectorAll('.paper')].map((each) => each.getBoundingClientRect().x)"
            )
            assert len(lefts) > 20
            assert len({round(left) for left in lefts}) == 1, density


def test_what_filters_leave_out_is_out_of_sight(chromium, edition):
    with opened(chromium, edition) as page:
        page.goto(f"{edition}{DAY}")
        whole = page.locator(".paper:visible").count()
        page.locator("form.tools select").first.select_option(index=1)
        assert 0 < page.locator(".paper:visible").count() < whole


def test_its_pages_and_its_style_sheet_are_valid(check, edition, digest):
    assert edition
    pages = ("index.html", f"{DAY}index.html", "archive/index.html")
    assert check(*(digest / "site" / page for page in pages)) == []
    assert check("--css", digest / "site" / "broadsheet.css") == []
