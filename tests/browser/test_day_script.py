"""What script adds to pages with papers: filters, lists, keys, citations. Each test has an empty browser."""

import re

import pytest

from browser.conftest import opened
from browser.demo import DAY, NEWEST, TRANSLATED

SHOWN = ".paper:not([hidden])"


@pytest.fixture
def day(page, edition):
    page.goto(f"{edition}{DAY}")
    return page


def act(paper, name):
    paper.scroll_into_view_if_needed()
    return paper.locator(".acts").get_by_role("button", name=name)


def fold(paper):
    return paper.locator("details.more").first


def text_of(download):
    return download.path().read_text(encoding="utf-8")


def test_papers_are_filtered_by_category_interest_and_decision(day):
    every = day.locator(SHOWN).count()
    day.get_by_label("Category").select_option("cs.CV")
    shown = day.locator(SHOWN)
    assert 0 < shown.count() < every
    assert all("cs.CV" in kicker for kicker in day.locator(f"{SHOWN} .kicker").all_text_contents())
    assert day.locator(".tools output").inner_text() == f"{shown.count()} of {every} papers shown"
    day.get_by_label("Category").select_option("")
    day.get_by_label("Decision").select_option("must read")
    assert 0 < shown.count() < every
    assert all("must read" in rating for rating in day.locator(f"{SHOWN} .rating").all_text_contents())
    interest = day.get_by_label("Interest").locator("option").nth(1).get_attribute("value")
    day.get_by_label("Interest").select_option(interest)
    assert all(interest in rating for rating in day.locator(f"{SHOWN} .rating").all_text_contents())


def test_a_section_without_a_paper_that_is_asked_for_is_not_shown(day):
    sections = day.locator(".section:visible")
    before = sections.count()
    day.get_by_label("Decision").select_option("must read")
    assert sections.count() < before
    assert all(section.locator(SHOWN).count() for section in sections.all())


def test_what_was_opened_is_read_and_can_be_hidden_from_then_on(day):
    paper = day.locator(".paper").first
    title = paper.locator("h3").inner_text()
    assert act(paper, "Read").get_attribute("aria-pressed") == "false"
    fold(paper).locator("summary").click()
    assert act(paper, "Read").get_attribute("aria-pressed") == "true"
    day.get_by_label("Hide read").check()
    assert not paper.is_visible()
    day.reload()
    assert day.get_by_label("Hide read").is_checked()
    assert title not in day.locator(f"{SHOWN} h3").all_text_contents()
    day.get_by_label("Hide read").uncheck()
    act(paper, "Read").click()
    day.reload()
    assert act(paper, "Read").get_attribute("aria-pressed") == "false"


def test_stars_stay_and_show_wherever_the_paper_stands(day, edition):
    paper = day.locator(".paper", has_text="cs.CL").first
    title = paper.locator("h3").inner_text()
    act(paper, "Star").click()
    day.goto(f"{edition}category/cs.CL/")
    again = day.locator(".paper", has=day.get_by_role("heading", name=title)).first
    assert act(again, "Star").get_attribute("aria-pressed") == "true"
    act(again, "Star").click()
    assert act(again, "Star").get_attribute("aria-pressed") == "false"


def test_another_window_sees_at_once_what_was_starred(day, edition):
    other = day.context.new_page()
    other.goto(f"{edition}{DAY}")
    act(day.locator(".paper").first, "Star").click()
    other.wait_for_selector(".acts [value=star][aria-pressed=true]")


def test_keys_walk_open_star_and_explain(day):
    papers = day.locator(".paper")
    day.keyboard.press("j")
    day.keyboard.press("j")
    assert papers.nth(1).locator(":focus").count() == 1
    assert -5 <= papers.nth(1).bounding_box()["y"] < 90  # below the filters, which stay in sight
    day.keyboard.press("k")
    assert papers.nth(0).locator(":focus").count() == 1
    day.keyboard.press("o")
    assert fold(papers.nth(0)).get_attribute("open") is not None
    day.keyboard.press("o")
    assert fold(papers.nth(0)).get_attribute("open") is None
    day.keyboard.press("s")
    assert act(papers.nth(0), "Star").get_attribute("aria-pressed") == "true"
    day.keyboard.press("?")
    assert day.get_by_role("dialog", name="Keys").is_visible()
    day.keyboard.press("Escape")
    assert not day.get_by_role("dialog").is_visible()


def test_keys_walk_on_from_what_is_in_sight_wherever_the_link_led(day, edition):
    last = day.locator(".paper").last.get_attribute("id")
    day.goto(f"{edition}{DAY}#{last}")
    day.locator(f"[id='{last}'] .more[open]").first.wait_for()  # to which it scrolls once more
    day.keyboard.press("Home")
    day.wait_for_function("() => scrollY === 0")
    day.keyboard.press("j")
    assert day.locator(".paper").first.locator(":focus").count() == 1


def test_keys_pass_over_hidden_papers_and_stop_at_the_ends(day):
    day.get_by_label("Decision").select_option("must read")
    day.locator("h1").click()
    for _ in range(day.locator(SHOWN).count() + 2):
        day.keyboard.press("j")
        assert day.locator(f"{SHOWN} :focus").count() == 1


def test_the_slash_leads_to_the_search(day, edition):
    day.keyboard.press("/")
    day.wait_for_url(f"{edition}search/")


def test_keys_can_be_switched_off_and_leave_alone_what_is_typed_or_commanded(day):
    day.get_by_label("Category").focus()
    day.keyboard.press("j")
    day.keyboard.press("Control+k")
    assert day.locator(".paper :focus").count() == 0
    day.get_by_role("button", name="Keys").click()
    day.get_by_label("Switch these keys off").check()
    day.get_by_role("button", name="Close").click()
    day.reload()
    day.keyboard.press("j")
    assert day.locator(".paper :focus").count() == 0


def test_a_citation_is_copied(chromium, edition):
    with opened(chromium, edition, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(f"{edition}{DAY}")
        paper = page.locator(".paper").first
        act(paper, "Cite").click()
        paper.get_by_text("Copied.").wait_for()
        copied = page.evaluate("() => navigator.clipboard.readText()")
    title, id_ = paper_facts(edition, chromium)
    assert re.fullmatch(
        rf"\S.+\. {re.escape(title)}\. arXiv:{re.escape(id_)}, 2026\. https://arxiv\.org/abs/{re.escape(id_)}v\d",
        copied,
    )


def paper_facts(edition, chromium):
    with opened(chromium, edition) as page:
        page.goto(f"{edition}{DAY}")
        paper = page.locator(".paper").first
        return paper.locator("h3").inner_text(), paper.get_attribute("id")


def test_a_link_to_a_paper_opens_it_even_when_it_was_hidden(day, edition):
    last = day.locator(".paper").last
    id_ = last.get_attribute("id")
    day.goto(f"{edition}{DAY}#{id_}")
    assert fold(last).get_attribute("open") is not None
    assert last.locator("h3").is_visible()
    day.get_by_label("Hide read").check()
    assert not last.is_visible()
    first = day.locator(f"{SHOWN}").first.get_attribute("id")
    day.evaluate("(id) => { location.hash = id }", first)
    day.evaluate("(id) => { location.hash = id }", id_)
    last.locator("h3").wait_for()
    assert 0 <= last.bounding_box()["y"] < 900


def test_the_reading_list_is_shown_and_taken_along_in_three_forms(day, edition):
    papers = day.locator(".paper:not(.headline)")  # a headline has what can be done with it in its fold
    ids = [papers.nth(at).get_attribute("id") for at in (0, 3)]
    for at in (0, 3):
        act(papers.nth(at), "Later").click()
    day.goto(f"{edition}2026/01/26/")
    ids.append(papers.first.get_attribute("id"))
    act(papers.first, "Later").click()
    day.get_by_role("link", name="Your reading list").click()
    shelf = day.get_by_role("region", name="To read")
    shelf.get_by_role("listitem").first.wait_for()
    assert shelf.get_by_role("listitem").count() == 3
    assert shelf.get_by_role("link").first.get_attribute("href").endswith(f"2026/01/26/#{ids[2]}")

    took = {}
    for form in ("BibTeX", "RIS", "Markdown"):
        with day.expect_download() as download:
            shelf.get_by_role("button", name=form).click()
        took[download.value.suggested_filename] = text_of(download.value)
    assert set(took) == {"later.bib", "later.ris", "later.md"}
    assert re.findall(r"@misc\{([^,]+),", took["later.bib"]) == ids
    assert re.findall(r"^ID  - (.+)$", took["later.ris"], re.MULTILINE) == ids
    assert took["later.ris"].count("ER  - ") == 3
    assert all(f"/abs/{id_}v" in line for id_, line in zip(ids, took["later.md"].splitlines(), strict=True))

    shelf.get_by_role("button", name="Take off").first.click()
    assert shelf.get_by_role("listitem").count() == 2


def test_a_paper_that_its_day_no_longer_has_is_named_and_the_others_are_taken(day, edition):
    act(day.locator(".paper").first, "Star").click()
    day.evaluate(
        "() => { for (const key in localStorage) if (key.endsWith('star')) localStorage[key] ="
        " JSON.stringify({ ...JSON.parse(localStorage[key]), "
        " gone: ['2026/01/27/#gone', 'A Lost Paper', 'en'] }) }"
    )
    day.goto(f"{edition}saved/")
    shelf = day.get_by_role("region", name="Starred")
    with day.expect_download() as download:
        shelf.get_by_role("button", name="BibTeX").click()
    assert text_of(download.value).count("@misc") == 1
    note = shelf.locator("output")
    assert note.inner_text() == "A Lost Paper."
    before = note.evaluate("(node) => getComputedStyle(node, '::before').content")
    assert "left out" in before


def test_lists_that_do_not_read_are_empty_ones(day, edition):
    act(day.locator(".paper").first, "Star").click()
    day.get_by_label("Hide read").check()
    for junk in ("null", "42", "[]", "null?"):
        day.evaluate("(junk) => Object.keys(localStorage).forEach((key) => localStorage[key] = junk)", junk)
        day.goto(f"{edition}{DAY}")
        assert act(day.locator(".paper").first, "Star").get_attribute("aria-pressed") == "false"
    day.goto(f"{edition}saved/")
    assert day.get_by_text("Press “Star” beside a paper").is_visible()
    day.goto(f"{edition}{DAY}")
    act(day.locator(".paper").first, "Star").click()
    assert act(day.locator(".paper").first, "Star").get_attribute("aria-pressed") == "true"


def test_a_list_is_shown_whatever_else_was_put_into_it(day, edition):
    """Other digests of the same owner may write there: they share a host."""
    paper = day.locator(".paper").first
    act(paper, "Star").click()
    day.evaluate(
        "() => { for (const key in localStorage) if (key.endsWith('star')) localStorage[key] ="
        " JSON.stringify({ ...JSON.parse(localStorage[key]), a: null, b: 5, c: true, d: {}, e: 'x' }) }"
    )
    day.goto(f"{edition}saved/")
    star = day.locator("[data-shelf=star]")
    assert star.locator("li").count() == 1
    star.locator("li button").click()
    assert star.locator("li").count() == 0


def test_nothing_of_it_is_shown_without_script(chromium, edition):
    with opened(chromium, edition, java_script_enabled=False) as page:
        page.goto(f"{edition}{DAY}")
        assert not page.locator(".tools").is_visible()
        assert page.locator(".acts button").count() == 0
        page.goto(f"{edition}saved/")
        assert page.get_by_text("It needs JavaScript.").is_visible()


def test_coming_to_life_moves_nothing(chromium, edition):
    with opened(chromium, edition, viewport={"width": 360, "height": 740}) as page:
        page.add_init_script(
            "window.moved = 0; new PerformanceObserver((list) => { for (const each of list.getEntries())"
            " window.moved += each.value }).observe({ type: 'layout-shift', buffered: true })"
        )
        page.goto(f"{edition}{DAY}")
        page.wait_for_timeout(300)
        assert page.evaluate("() => window.moved") == 0


@pytest.mark.parametrize(("visit", "is_new"), [("2026-01-27", True), ("2026-01-28", False), (None, False)])
def test_a_day_that_came_after_the_last_visit_says_so_until_the_browser_is_closed(
    page, edition, visit, is_new
):
    page.goto(f"{edition}feeds/")
    if visit:
        page.evaluate("visit => { localStorage[base + 'set'] = JSON.stringify({visit}); }", visit)
    marked = page.locator(".new[data-day='2026-01-28']")
    for path in ("", NEWEST, ""):
        page.goto(f"{edition}{path}")
        assert marked.count() == is_new
        assert page.locator(".new[data-day='2026-01-27']").count() == 0
    assert page.evaluate("() => listed('set').visit") == "2026-01-28"


def test_how_originals_stand_with_translations_is_remembered_from_page_to_page(page, edition):
    day, paper = TRANSLATED
    page.goto(f"{edition}{paper}")
    translated, original = page.locator(".both .abstract").all()
    assert original.bounding_box()["y"] == translated.bounding_box()["y"]
    page.get_by_label("上下对照").check()
    assert original.bounding_box()["y"] > translated.bounding_box()["y"]
    page.goto(f"{edition}{day}")
    assert page.get_by_label("上下对照").is_checked()
    title = page.locator("[id='2601.89503'] .original")
    assert title.is_visible()
    page.get_by_label("只看译文").check()
    assert not title.is_visible()
    page.goto(f"{edition}{paper}")
    assert page.get_by_label("只看译文").is_checked()
    assert translated.is_visible()
    assert not original.is_visible()
