"""Hostile text in a real browser, with the content policy switched off: nothing acts, nothing is asked."""

import mimetypes

import pytest

from broadsheet.text import plain
from browser.conftest import unfold
from hostile.payloads import ALL, FAMILIES
from hostile.sites import DAY, printed
from press.newspaper import Newspaper

HOST = "https://example.org/"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A site with every payload in every field, a page for each paper and each payload as Markdown."""
    newspaper = Newspaper(tmp_path_factory.mktemp("hostile"))
    newspaper.more = "paper-pages: true\ninterests: [{name: Light}]\n"
    printed(newspaper, ALL)
    for n, payload in enumerate(ALL):
        newspaper.write(f"content/p{n}.md", f"---\ntitle: P{n}\n---\n\n{payload}\n\nAnd *more*.\n")
    assert not [error for error in newspaper.build().errors if error.is_unexpected]
    return newspaper


@pytest.fixture
def visit(chromium, hostile):
    """Opens a page of the site; what it asks of others and what it says in dialogs is kept."""
    context = chromium.new_context(bypass_csp=True)
    asked, said = [], []

    def answer(route):
        url = route.request.url.partition("?")[0].partition("#")[0]
        if not url.startswith(hostile.url):
            asked.append(url)
            route.abort()
            return
        file = hostile.out / url.removeprefix(hostile.url)
        file = file / "index.html" if url.endswith("/") else file
        if not file.is_file():
            route.fulfill(status=404, body="")
            return
        route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file.name)[0] or "text/plain")

    context.route("**/*", answer)
    page = context.new_page()
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.on("popup", lambda popup: asked.append(popup.url))

    def visited(name):
        page.goto(hostile.url + name)
        unfold(page)
        page.mouse.move(200, 200)
        assert page.evaluate("() => document.querySelectorAll('script:not([src]):not([type])').length") == 0
        assert not asked, name
        assert not said, name
        return page

    yield visited
    context.close()


@pytest.mark.parametrize(
    "most", [pytest.param(12, marks=pytest.mark.long), pytest.param(10_000, marks=pytest.mark.faults)]
)
@pytest.mark.parametrize("folder", ["2026/*/*/", "paper/*/", "p*/", ""])
def test_no_page_does_anything_but_show(hostile, visit, figure, folder, most):
    found = sorted(path.parent for path in hostile.out.glob(f"{folder}index.html"))
    names = [f"{path.relative_to(hostile.out).as_posix()}/".removeprefix("./") for path in found]
    assert names
    chosen = names[:: -(-len(names) // most)]
    for name in chosen:
        visit(name)
    figure("Hostile input", f"pages in Chromium without the content policy: /{folder}", len(chosen))


@pytest.mark.long
def test_a_page_shows_what_was_written(visit):
    page = visit(f"{DAY:%Y/%m/%d}/")
    text = page.locator("main").inner_text()
    for payload in FAMILIES["markup"]:
        if "\0" not in payload and "CDATA" not in payload:
            assert plain.line(payload)[:12] in text, payload


@pytest.mark.long
def test_what_is_found_and_kept_of_it_is_text_too(visit):
    page = visit("search/")
    page.get_by_role("searchbox").fill("alert")
    page.keyboard.press("Enter")
    page.locator(".found h3").first.wait_for()
    while page.locator(".found h3").count() <= 10:  # eight are shown, and more for the asking
        had = page.locator(".found h3").count()
        page.get_by_role("button", name="Show more").click()
        page.locator(".found h3").nth(had).wait_for()
    for link in page.locator(".found h3 a").all()[:20]:
        assert link.get_attribute("href").startswith(HOST)
    visit(f"{DAY:%Y/%m/%d}/")
    page.evaluate("() => document.querySelectorAll('.acts').forEach(acts => acts.scrollIntoView())")
    page.locator(".acts button").first.wait_for(state="attached")
    for button in page.locator(".acts button[value=star]").all()[:20]:
        button.dispatch_event("click")
    visit("saved/")
    assert page.locator("[data-shelf=star] li").count() > 0
