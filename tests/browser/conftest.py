"""A real Chromium, and the demo edition as `make demo` builds it, served under its sub-path."""

import os
import shutil
from pathlib import Path

import pytest

from broadsheet.cli.terminal import Terminal
from broadsheet.cli.workshop import DigestWorkshop
from broadsheet.cli.workspace import Workspace
from doors.preview_server import running

NAMES = ("chromium", "google-chrome", "chromium-browser")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not path:
        pytest.skip("there is no Chromium here; `make browser` installs it")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def edition(digest_folder):
    """The address of the demo edition."""
    workshop = DigestWorkshop(Workspace(digest_folder, None, Terminal(quiet=True)), digest_folder / "site")
    with running(workshop) as site:
        yield site.address


def unfold(page):
    """Opens every disclosure, and lays out what nobody has come near."""
    page.evaluate(
        "() => { const sheet = new CSSStyleSheet();"
        " sheet.replaceSync('.paper { content-visibility: visible !important }');"
        " document.adoptedStyleSheets = [sheet];"
        " document.querySelectorAll('details').forEach((each) => { each.open = true; }); }"
    )


@pytest.fixture
def page(chromium, edition):
    """A page at desk size; what it asks of other hosts and what it complains of fails the test."""
    with opened(chromium, edition) as page:
        yield page


class opened:  # noqa: N801  # used as a with-statement
    """A fresh page, with `options` for its context; see the fixture."""

    def __init__(self, chromium, edition, **options):
        self.context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        self.edition = edition
        self.trouble = []

    def __enter__(self):
        page = self.context.new_page()
        page.set_default_timeout(8000)
        host = "/".join(self.edition.split("/")[:3])
        page.on("request", lambda request: self._outside(request.url, host))
        page.on("console", self._complaint)
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        return page

    def _outside(self, url, host):
        if not url.startswith((host, "data:", "blob:")):
            self.trouble.append(f"asked another host: {url}")

    def _complaint(self, said):
        if said.type in {"error", "warning"} and "404 (Not Found)" not in said.text:
            self.trouble.append(said.text)

    def __exit__(self, kind, error, trace):
        self.context.close()
        if error is None:
            assert self.trouble == []
