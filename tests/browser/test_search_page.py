"""Searching the demo edition: in English and Chinese, by filter, by address, and when things go wrong."""

import json
import re

import pytest

from broadsheet.records import terms
from browser.conftest import opened
from browser.demo import DAY
from press.test_search import HARD


@pytest.fixture
def search(page, edition):
    page.goto(f"{edition}search/")
    return page


def ask(page, words):
    page.get_by_role("searchbox").fill(words)
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('.count').textContent")


def titles(page):
    return page.locator(".found h3").all_inner_texts()


def test_nothing_of_the_index_is_loaded_until_it_is_used(chromium, edition):
    with opened(chromium, edition) as page:
        loaded = []
        page.on("request", lambda request: loaded.append(request.url))
        page.goto(f"{edition}search/")
        page.wait_for_timeout(200)
        assert not [url for url in loaded if url.endswith(".json")]
        ask(page, "shopping")
        assert [url for url in loaded if url.endswith(".json")]


def test_a_word_finds_its_paper_and_leads_to_it(search, edition):
    ask(search, "drafts")
    assert "Papers found: 1." in search.locator(".count").inner_text()
    assert search.locator(".found mark").first.inner_text() == "Drafts"
    search.locator(".found h3 a").click()
    search.wait_for_url(re.compile(re.escape(f"{edition}{DAY}#2601.90001")))
    search.locator("[id='2601.90001'] details.more[open]").first.wait_for()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("short long answers", "Short Drafts, Long Answers"),  # all the words, in any order
        ("draft", "Short Drafts, Long Answers"),  # the beginning of a word
        ("FERNANDEZ-muster", "Short Drafts, Long Answers"),  # a name without its accents
        ("林静", "Short Drafts, Long Answers"),  # Chinese has no spaces
        ("2601.90001", "Short Drafts, Long Answers"),
    ],
)
def test_papers_are_found_by(search, asked, found):
    ask(search, asked)
    assert any(found in title for title in titles(search))


def test_what_is_nowhere_is_not_found_and_said_so(search):
    ask(search, "zygomorphic")
    assert "No paper found." in search.get_by_role("status").inner_text()
    assert titles(search) == []


def test_filters_narrow_with_words_and_without(search):
    ask(search, "model")
    every = len(titles(search))
    search.get_by_label("Category").select_option("cs.CV")
    search.wait_for_url(re.compile("category=cs.CV"))
    search.wait_for_function(
        "(every) => { const n = document.querySelectorAll('.found li').length; return n && n < every }",
        arg=every,
    )
    assert all("cs.CV" in kicker for kicker in search.locator(".found .kicker").all_inner_texts())
    search.get_by_role("searchbox").fill("")
    search.get_by_label("Category").select_option("")
    search.get_by_label("Decision").select_option("must read")
    search.wait_for_function("() => document.querySelector('.count').textContent.startsWith('Papers found')")
    assert titles(search)


def test_a_year_is_a_filter(search):
    search.get_by_label("Year").select_option("2026")
    search.wait_for_function("() => document.querySelectorAll('.found li').length > 10")


def test_the_address_says_what_was_asked_and_can_be_gone_back_to(search, edition):
    ask(search, "drafts")
    ask(search, "grandmothers")
    search.wait_for_url("**q=grandmothers**")
    search.go_back()
    search.wait_for_function("() => document.querySelector('.found h3')?.textContent.includes('Drafts')")
    assert search.get_by_role("searchbox").input_value() == "drafts"
    search.goto(f"{edition}search/?q=drafts&category=cs.CL")
    search.locator(".found h3").first.wait_for()
    assert search.get_by_label("Category").input_value() == "cs.CL"


def test_an_index_that_does_not_answer_is_said_so_and_the_next_try_works(search):
    search.route("**/*.json", lambda route: route.fulfill(status=404, body="gone"))
    ask(search, "drafts")
    assert "could not be loaded" in search.locator(".count").inner_text()
    search.unroute("**/*.json")
    search.get_by_role("button", name="Search").click()
    search.locator(".found h3").first.wait_for()


def test_without_script_the_archive_is_offered(chromium, edition):
    with opened(chromium, edition, java_script_enabled=False) as page:
        page.goto(f"{edition}search/?q=drafts")
        page.locator(".scriptless").get_by_role("link", name="archive").click()
        page.wait_for_url(f"{edition}archive/")


def test_both_sides_fold_words_alike(search):
    folded = search.evaluate(f"() => {json.dumps(HARD)}.map(words)")
    assert [said.split() for said in folded] == [terms.runs(text) for text in HARD]


@pytest.mark.parametrize("name", ["length", "item", "namedItem", "__proto__", "constructor", "q", "category"])
def test_no_address_stops_the_search(chromium, edition, name):
    with opened(chromium, edition) as page:
        page.goto(f"{edition}search/?{name}=1")
        ask(page, "drafts")
        page.locator(".found h3", has_text="Short Drafts, Long Answers").wait_for()


def test_an_address_fills_the_form_in(search, edition):
    search.goto(f"{edition}search/?q=drafts&category=cs.CL")
    search.locator(".found h3").first.wait_for()
    assert search.get_by_role("searchbox").input_value() == "drafts"
    assert search.get_by_label("Category").input_value() == "cs.CL"
    ask(search, "nothing like it")
    search.go_back()
    search.locator(".found h3").first.wait_for()
    assert search.get_by_role("searchbox").input_value() == "drafts"
