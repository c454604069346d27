"""Live reload end to end: an editor saves, the browser follows."""

import shutil

import httpx
import pytest

from broadsheet.cli.terminal import Terminal
from broadsheet.cli.workshop import DigestWorkshop
from broadsheet.cli.workspace import Workspace
from browser.conftest import opened
from doors.preview_server import running

NAME = "content/2026/2026-01-26.md"


@pytest.fixture
def own(digest_folder, tmp_path):
    """A digest of the test's own, with one page, and its preview."""
    for name in ("broadsheet.yaml", NAME):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(digest_folder / name, tmp_path / name)
    workshop = DigestWorkshop(Workspace(tmp_path, None, Terminal(quiet=True)), tmp_path / "site")
    with running(workshop) as site:
        yield tmp_path, site.address


def test_the_browser_follows_edits_and_shows_what_is_wrong(chromium, own):
    folder, address = own
    file = folder / NAME
    text = file.read_text(encoding="utf-8")
    with opened(chromium, address) as page:
        with page.expect_response("**/news"):
            page.goto(f"{address}2026/01/26/")
        page.wait_for_timeout(400)  # a watcher needs a moment to begin
        file.write_text(text.replace("A day of second looks", "A day of third looks"), encoding="utf-8")
        page.get_by_text("A day of third looks").wait_for()

        file.write_text(text.replace("date: 2026-01-26", "date: someday"), encoding="utf-8")
        overlay = page.get_by_role("alert")
        overlay.wait_for()
        assert f"{NAME}:3" in overlay.inner_text()
        page.get_by_text("A day of third looks").wait_for()  # what was good is still there

        file.write_text(text, encoding="utf-8")
        overlay.wait_for(state="detached")
        page.get_by_text("A day of second looks").wait_for()


def test_a_reload_keeps_the_place(chromium, own):
    folder, address = own
    file = folder / NAME
    with opened(chromium, address) as page:
        with page.expect_response("**/news"):
            page.goto(f"{address}2026/01/26/")
        page.wait_for_timeout(400)
        place = page.evaluate("() => { scrollTo(0, 500); return scrollY; }")
        assert place > 0
        text = file.read_text(encoding="utf-8").replace("A day of second looks", "A day of other looks")
        file.write_text(text, encoding="utf-8")
        page.get_by_text("A day of other looks").wait_for()
        page.wait_for_function("place => scrollY === place", arg=place)


def test_one_broken_page_does_not_keep_the_others_from_being_followed(chromium, own):
    folder, address = own
    file = folder / NAME
    with opened(chromium, address) as page:
        with page.expect_response("**/news"):
            page.goto(f"{address}2026/01/26/")
        page.wait_for_timeout(400)
        (folder / "content/2026/2026-01-27.md").write_text("no page")
        page.get_by_role("alert").wait_for()
        text = file.read_text(encoding="utf-8").replace("A day of second looks", "A day of other looks")
        file.write_text(text, encoding="utf-8")
        page.get_by_text("A day of other looks").wait_for()
        page.get_by_role("alert").wait_for()  # it is still wrong


def test_a_save_before_the_first_news_is_not_missed(chromium, own):
    folder, address = own
    file = folder / NAME
    with opened(chromium, address) as page:
        client = httpx.Client(trust_env=False)
        page.wait_for_timeout(400)

        def save_and_await_the_build(route):
            text = file.read_text(encoding="utf-8").replace("A day of second looks", "A day of other looks")
            file.write_text(text, encoding="utf-8")
            with client.stream("GET", f"{address}__preview__/news", timeout=8) as news:
                next(
                    line
                    for line in news.iter_lines()
                    if line.startswith("data:") and '"version": 0' not in line
                )
            route.continue_()

        page.route("**/news", save_and_await_the_build, times=1)
        with client:
            page.goto(f"{address}2026/01/26/")
            page.get_by_text("A day of other looks").wait_for()
