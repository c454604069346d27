"""On a train: what a reader had kept is there without a connection; with one, all is as new as it is."""

import shutil

import pytest
from benchmarks.pages_host import serving
from playwright.sync_api import Error

from browser.conftest import opened
from browser.demo import DAY
from press.newspaper import Newspaper
from press.test_languages import BOTH, print_both

TLDRS = {"en": "They look twice.", "zh": "我们看了两次。"}
BASE = "/broadsheet/"
KEPT, NONE = "kept on this device", "Nothing is kept"


@pytest.fixture
def site(tmp_path, demo):
    return shutil.copytree(demo, tmp_path / "site")


@pytest.fixture
def reader(chromium):
    """A browser of their own, without what another reader has kept."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()


def keeps(page, address):
    page.goto(f"{address}offline/")
    page.get_by_role("button", name="Keep them here").click()
    page.get_by_text(KEPT).wait_for()


def test_kept_days_the_front_page_and_the_reading_list_are_there_without_a_connection(reader, site):
    with serving(site, BASE) as address:
        keeps(reader, address)
    reader.goto(f"{address}{DAY}")
    assert reader.locator(".paper").count() == 23
    assert reader.evaluate("() => getComputedStyle(document.body).maxWidth") != "none", "in its style"
    reader.locator(".acts [value=star]").first.click()
    reader.goto(f"{address}saved/")
    assert reader.locator("[data-shelf=star] li").count() == 1
    reader.goto(f"{address}mine/")
    reader.locator("[data-mine] .hit").first.wait_for()
    reader.goto(address)
    assert reader.locator(".matters li").count() > 1
    reader.goto(f"{address}archive/")
    assert reader.get_by_role("heading", level=1).inner_text() == "Without a connection"


def test_a_query_in_the_address_finds_the_page_that_is_kept(reader, site):
    with serving(site, BASE) as address:
        keeps(reader, address)
    reader.goto(f"{address}{DAY}?decision=must-read")
    assert reader.locator(".paper").count() == 23


@pytest.mark.parametrize("path", ["", f"{DAY}", "archive/", "offline/"])
def test_nothing_is_answered_for_another_digest_below_this_one(reader, site, path):
    with serving(site, BASE) as address:
        keeps(reader, address)
    with pytest.raises(Error):
        reader.goto(f"{address}below/{path}")


KEPT_LIST = """async () => {
    const kept = await caches.open('broadsheet ' + home), list = await kept.match(home + 'offline/');
    return [list.headers.get('date'), (await kept.keys()).length];
}"""
LONG_AGO = "Thu, 01 Jan 2026 00:00:00 GMT"
AGED = """async date => {
    const kept = await caches.open('broadsheet ' + home), list = home + 'offline/',
        was = await kept.match(list), headers = new Headers(was.headers);
    headers.set('date', date);
    await kept.put(list, new Response(await was.blob(), { headers }));
}"""


class Failing(set):
    """Paths that a host fails to serve, and how often it was asked for one."""

    asked = 0

    def __contains__(self, path):
        is_failing = super().__contains__(path)
        self.asked += is_failing
        return is_failing


@pytest.mark.parametrize("path", ["offline", DAY.rstrip("/"), f"{DAY}index.json"])
def test_a_renewal_that_fails_keeps_what_is_kept_and_is_made_good_by_the_next(reader, site, path):
    failing = Failing()
    with serving(site, BASE, failing=failing) as address:
        keeps(reader, address)
        reader.evaluate(AGED, LONG_AGO)
        _, count = reader.evaluate(KEPT_LIST)
        failing.add(path)
        reader.goto(f"{address}saved/")
        for _ in range(100):
            if failing.asked:
                break
            reader.wait_for_timeout(100)
        assert failing.asked
        reader.wait_for_timeout(300)
        assert reader.evaluate(KEPT_LIST) == [LONG_AGO, count]
        failing.clear()
        reader.goto(f"{address}saved/")
        reader.wait_for_function(f"async () => (await ({KEPT_LIST})())[0] !== '{LONG_AGO}'")
        assert reader.evaluate(KEPT_LIST)[1] == count


def test_with_a_connection_nothing_is_stale_and_what_went_is_forgotten(reader, site):
    with serving(site, BASE) as address:
        keeps(reader, address)
        front = site / "index.html"
        front.write_text(front.read_text().replace("</h1>", " anew</h1>", 1))
        reader.goto(address)
        assert "anew" in reader.get_by_role("heading", level=1).first.inner_text()


def test_each_language_keeps_days_of_its_own(reader, tmp_path):
    site = print_both(Newspaper(tmp_path, more=BOTH))
    assert site.build().errors == ()
    with serving(site.out, "/news/") as address:
        keeps(reader, address)
        reader.goto(f"{address}zh/offline/")
        keep, forget = reader.locator("#keeping button").all()
        keep.click()  # the other language keeps nothing of this one
        forget.wait_for()
    for path, language in (("", "en"), ("zh/", "zh")):
        reader.goto(f"{address}{path}2026/01/06/")
        assert reader.evaluate("() => document.documentElement.lang") == language
        assert reader.locator(".paper").count() == 2
        assert reader.evaluate("() => getComputedStyle(document.body).maxWidth") != "none", "in its style"
        reader.goto(f"{address}{path}mine/")
        told = reader.locator(".hit", has_text="2601.90001").locator(".tldr")
        assert told.inner_text() == TLDRS[language]


def test_it_is_forgotten_when_the_reader_says_so(reader, site):
    with serving(site, BASE) as address:
        keeps(reader, address)
        reader.get_by_role("button", name="Forget them").click()
        reader.get_by_text(NONE).wait_for()
        assert reader.evaluate("() => caches.keys()") == []
        assert reader.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0


def test_it_goes_by_itself_when_the_publisher_no_longer_offers_it(reader, site):
    with serving(site, BASE) as address:
        keeps(reader, address)
        shutil.rmtree(site / "offline")
        reader.evaluate(
            "caches.open('broadsheet ' + location.href.replace('offline/', ''))"
            ".then(async kept => { for (const each of await kept.keys()) await kept.delete(each); })"
        )
        reader.goto(address)
        reader.wait_for_function(
            "async () => !(await navigator.serviceWorker.getRegistrations()).length"
            " && !(await caches.keys()).length"
        )


def test_who_does_not_ask_for_it_has_nothing_of_it(chromium, site):
    with serving(site, BASE) as address, opened(chromium, address) as page:
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        for path in ("", DAY, "offline/"):
            page.goto(f"{address}{path}")
            page.wait_for_load_state("networkidle")
        assert page.get_by_text(NONE).count() == 1
        assert not [url for url in asked if "worker" in url]
        assert page.evaluate("() => caches.keys()") == []
        assert not [url for url in asked if not url.startswith(address)]


def test_it_can_be_installed(reader, site):
    with serving(site, BASE) as address:
        reader.goto(address)
        session = reader.context.new_cdp_session(reader)
        found = session.send("Page.getAppManifest")
        assert found["errors"] == []
        assert found["url"] == f"{address}site.webmanifest"
        assert session.send("Page.getInstallabilityErrors")["installabilityErrors"] in (
            [],
            [{"errorId": "in-incognito", "errorArguments": []}],
        )
