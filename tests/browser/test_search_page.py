"""Searching the demo edition: in English and Chinese, by filter, by address, and when things go wrong."""

import datetime as dt
import json
import re
from dataclasses import replace
from urllib.parse import unquote

import pytest
from benchmarks.pages_host import serving

from broadsheet.model import Part, Role, Summary, Translation
from broadsheet.page import render as page_of
from broadsheet.search import terms
from browser.conftest import opened
from browser.demo import DAY
from press.newspaper import Newspaper, digest, entry
from search import index_reader
from search.test_folding import HARD

DAY_OF_TWO = dt.date(2026, 1, 6)


@pytest.fixture
def search(page, edition):
    page.goto(f"{edition}search/")
    return page


@pytest.fixture(scope="module")
def here(chromium, edition):
    """A search page that is asked one question after another."""
    with opened(chromium, edition) as page:
        page.goto(f"{edition}search/")
        yield page


@pytest.fixture(scope="module")
def there(chromium, edition):
    """The same of the edition in the second language."""
    with opened(chromium, edition) as page:
        page.goto(f"{edition}zh/search/")
        yield page


def ask(page, words):
    page.evaluate("() => { document.querySelector('.count').value = ''; }")  # what it says then is of this
    page.get_by_role("searchbox").fill(words)
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('.count')?.textContent")


def said_by(page):
    page.wait_for_function("() => document.querySelector('.count')?.textContent")
    return page.get_by_role("status").inner_text()


def titles(page):
    return page.locator(".found h3").all_inner_texts()


def held(page, address):
    """What is asked for there, until it is let go on."""
    routes = []

    def hold(route):
        routes.append(route)

    page.route(address, hold)
    return routes


def _gone(route):
    route.fulfill(status=404, body="gone")


def _cut(route):
    whole = route.fetch().body()
    route.fulfill(status=200, body=whole[: len(whole) // 10])


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
    assert "Papers found: 2." in search.locator(".count").inner_text()
    assert search.locator(".found mark").first.inner_text() == "Drafts"
    search.locator(".found h3 a").first.click()
    search.wait_for_url(re.compile(re.escape(f"{edition}{DAY}#2601.90001")))
    search.locator("[id='2601.90001'] details.more[open]").first.wait_for()


def test_a_day_that_was_read_before_is_searched_all_the_same(chromium, demo):
    with serving(demo, "/broadsheet/") as address, opened(chromium, address) as page:
        for path in ("", DAY, f"{DAY}?"):
            page.goto(f"{address}{path}")
        page.goto(f"{address}search/")
        ask(page, "drafts")
        assert "Papers found: 2." in page.locator(".count").inner_text()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("short long answers", "Short Drafts, Long Answers"),  # all the words, in any order
        ("draft", "Short Drafts, Long Answers"),  # the beginning of a word
        ("FERNANDEZ-muster", "Short Drafts, Long Answers"),  # a name without its accents
        ("林静", "Short Drafts, Long Answers"),  # Chinese has no spaces
        ("2601.90001", "Short Drafts, Long Answers"),
        ("arXiv:2601.90001v1", "Short Drafts, Long Answers"),
        ("https://arxiv.org/abs/2601.90001", "Short Drafts, Long Answers"),
        ("10.48550/arXiv.2601.90001", "Short Drafts, Long Answers"),
        ("2601.9000", "Short Drafts, Long Answers"),  # the beginning of a number
        ("mirrors", "A Room With Two Suns"),  # only its abstract says so
        ('"switched on and off"', "A Room With Two Suns"),
        ('"light is then rendered"', "A Room With Two Suns"),
        ("3D splats", "A Room With Two Suns"),
        ("author:sampla", "Entanglement Beside the Tram Line"),
        ('"Björn Provståhl"', "Entanglement Beside the Tram Line"),  # the last of fifty
        ("category:quant-ph tram", "Entanglement Beside the Tram Line"),
        ("title:revolving", "Two Strangers in a Revolving Door"),
        ("mirorrs", "A Room With Two Suns"),  # a slip of the pen
        ("imrrors", "A Room With Two Suns"),  # also at the beginning
    ],
)
def test_papers_are_found_by(here, asked, found):
    ask(here, asked)
    assert any(found in title for title in titles(here))


@pytest.mark.parametrize(
    "asked",
    [
        '"long short answers"',  # in another order
        "author:mirrors",
        "title:mirrors",
        "mirrors -shadows",
        'mirrors -"seen ten thousand"',
        "C++",  # is no C
        '"its authors albedo"',
    ],
)
def test_papers_are_not_found_by(here, asked):
    ask(here, asked)
    assert titles(here) == []


@pytest.fixture
def other(page, edition):
    """The search page of the edition in the second language."""
    page.goto(f"{edition}zh/search/")
    return page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("越改越长", "第二稿难题"),  # in the second language alone
        ("editors told us", "第二稿难题"),  # in the abstract, which is the first's
        ("第二稿 revision Dummyfeld", "第二稿难题"),  # each word in one of both
        ("title:revision", "第二稿难题"),
        ("title:难题", "第二稿难题"),
        ('"原文支持的句子"', "第二稿难题"),
        ('"share of sentences"', "第二稿难题"),
        ("2601.89503", "第二稿难题"),
        ("mirorrs", "A Room With Two Suns"),  # a slip of the pen, on a day that one language has
    ],
)
def test_an_edition_in_a_further_language_finds_what_either_says_and_leads_to_itself(
    there, edition, asked, found
):
    ask(there, asked)
    assert found in titles(there)[0]
    links = there.locator(".found h3 a").evaluate_all("links => links.map(link => link.href)")
    assert len(links) == len({*links})
    assert all(link.startswith(f"{edition}zh/2") for link in links)


@pytest.mark.parametrize("asked", ["第二稿 -revision", "第二稿 -越改越长", "author:难题", '"难题 第二稿"'])
def test_what_either_says_is_left_out_there_where_it_is_not_wanted(there, asked):
    ask(there, asked)
    assert titles(there) == []


def test_the_first_language_may_be_the_one_without_spaces(chromium, tmp_path):
    newspaper = Newspaper(tmp_path, more="languages: [zh, en]\n")
    english = (Part(Role.TLDR, "Their lamps are the brightest."), Part(Role.TITLE, "The Lamp Book"))
    chinese = (Part(Role.TLDR, "这些灯最亮。", (2,)), Part(Role.TITLE, "论灯"))
    told = replace(
        entry("2601.90001", "On Lanterns"),
        summary=Summary("invented", chinese, 1),
        translations=(Translation("en", english),),
    )
    made = digest(DAY_OF_TWO, ("cs.CL", [told, entry("2601.90002", "On Kettles")]))
    newspaper.write(f"content/2026/{DAY_OF_TWO}.md", page_of(replace(made, language="zh")))
    newspaper.build()
    with serving(newspaper.out, "/news/") as address, opened(chromium, address) as page:
        for words in ("brightest", "最亮", "lanterns 最亮 brightest", "2601.90001", "title:book"):
            page.goto(f"{address}en/search/")
            ask(page, words)
            assert page.locator(".found h3 a").evaluate_all("links => links.map(link => link.href)") == [
                f"{address}en/2026/01/06/#2601.90001"
            ]


def test_of_an_abstract_beside_another_language_the_sentence_is_shown_that_says_it(there):
    ask(there, "ghost citations 脚注")
    said = there.locator(".found .tldr").first.inner_text()
    assert "ghost citation" in said.lower()
    assert not re.search(r"[a-z][.?!]\s*[A-Z]", said)


def test_words_are_marked_in_their_sentence(here):
    ask(here, "albedo")
    sentence = here.locator(".found .tldr").first
    assert sentence.inner_text() == "No albedo, roughness or normal map is ever estimated."
    assert sentence.locator("mark").all_inner_texts() == ["albedo"]


def test_a_slip_is_said_with_what_was_found_instead(here):
    ask(here, "mirorrs")
    assert "Nobody says “mirorrs”; “mirrors” was searched for." in here.get_by_role("status").inner_text()
    assert here.locator(".found mark").first.inner_text() == "mirrors"


def test_where_a_word_is_said_ranks_before_how_often(here):
    ask(here, "attention")
    assert titles(here)[0].startswith("Attention in")


def test_what_the_script_reads_is_what_was_written(here, digest_folder):
    """Every third word of the newest segment, decoded by the script and by the tests' own reader."""
    name = here.evaluate("() => segments[0].name")
    folder = digest_folder / "site/search" / name
    parts = len([*folder.glob("*.bin")])
    files = [folder / "head.json", *(folder / f"{part}.bin" for part in range(parts))]
    said, _ = index_reader.read([file.read_bytes() for file in files])
    wanted = {}
    for key, papers in said.items():
        word = key.rstrip("\x01\x02\x03")
        if word[0] != "=" and not terms.is_signs(word):
            wanted.setdefault(word, set()).update(papers)
    found = here.evaluate(
        "async words => Object.fromEntries(await Promise.all(words.map(async word =>"
        ' [word, (await segments[0].answers(clauses(`"${word}"`))).length])))',
        [*wanted],
    )
    assert found == {word: len(papers) for word, papers in wanted.items()}


@pytest.mark.parametrize(
    ("one", "other", "is_slip"),
    [
        ("diffusion", "difusion", True),
        ("diffusion", "diffussion", True),
        ("diffusion", "diffuzion", True),
        ("diffusion", "idffusion", True),
        ("diffusion", "diffusion", True),
        ("diffusion", "idffuzion", False),
        ("diffusion", "fusion", False),
        ("abab", "baba", False),
    ],
)
def test_one_slip_is_one_letter(here, one, other, is_slip):
    asked = "async ([one, other]) => (await import(form.dataset.slips)).isSlip(one, other)"
    assert here.evaluate(asked, [one, other]) is is_slip


def test_a_host_that_serves_no_pieces_is_searched_all_the_same(search):
    """The preview, which these tests look at, gives every file whole."""
    asked = "async () => (await fetch(new URL('search/', base), {headers: {Range: 'bytes=0-9'}})).status"
    assert search.evaluate(asked) == 200
    ask(search, "drafts")
    assert titles(search)


def test_a_host_that_serves_pieces_is_asked_for_no_more(chromium, digest_folder):
    with serving(digest_folder / "site", "/broadsheet/") as address, opened(chromium, address) as page:
        answers = []
        page.on("response", lambda response: answers.append((response.url, response.status)))
        page.goto(f"{address}search/")
        ask(page, '"switched on and off"')
        page.locator(".found h3", has_text="A Room With Two Suns").wait_for()
        read = {status for url, status in answers if ".bin" in url or url.endswith(DAY)}
        assert read == {206}


def test_more_of_them_follow_without_a_gap(search):
    ask(search, '"the same"')
    while (more := search.get_by_role("button", name="Show more")).is_visible():
        before = len(titles(search))
        more.click()
        search.wait_for_function(
            "had => document.querySelectorAll('.found li').length > had"
            " || document.querySelector('.found button').hidden",
            arg=before,
        )
    links = search.locator(".found h3 a").evaluate_all("links => links.map(link => link.href)")
    assert len(links) == len(set(links)) > 8
    assert f"Papers found: {len(links)}." in search.get_by_role("status").inner_text()


def test_more_like_a_paper_is_listed_by_its_own_address_and_says_how_far_it_looked(search, edition):
    ask(search, "drafts")
    link = search.get_by_role("link", name=re.compile("^More like this: Short Drafts"))
    link.focus()
    search.keyboard.press("Enter")
    search.wait_for_url(f"{edition}search/?like=2601.90001")
    search.wait_for_function("() => document.querySelector('.count')?.textContent")
    said = search.locator(".count").inner_text()
    assert said.startswith(
        "Nearest to “Short Drafts, Long Answers: Letting a Model Decide How Much to Think”, "
    )
    assert re.search(
        r"among the newest \d+ papers \(since .*2025\) and those of its own day\. Papers found: ", said
    )
    assert titles(search)
    assert not [title for title in titles(search) if title.startswith("Short Drafts")]


@pytest.mark.parametrize("asked", ["nonsense", "1234.56789", "100%25", ""])
def test_of_what_is_no_paper_here_it_is_said_so_and_how_to_find_one(search, edition, asked):
    search.goto(f"{edition}search/?like={asked}")
    said = said_by(search)
    assert said.startswith(f"No paper here has the number “{unquote(asked)}”. Search for words of its title")
    assert titles(search) == []


@pytest.mark.parametrize("asked", ["?like=1234.56789&q=mirorrs", "?q=mirorrs&like=1234.56789"])
def test_who_asks_for_what_is_like_a_paper_asks_for_no_word(search, edition, asked):
    search.goto(f"{edition}search/{asked}")
    said = said_by(search)
    assert said.startswith("No paper here has the number “1234.56789”.")
    assert "Nobody says" not in said
    assert titles(search) == []


def test_who_names_no_paper_and_asks_for_words_is_answered_these(search, edition):
    search.goto(f"{edition}search/?q=drafts&like=")
    assert said_by(search) == "Papers found: 2."


def test_that_what_finds_papers_alike_does_not_load_is_said(search, edition):
    search.route("**/near.js?*", _gone)
    search.goto(f"{edition}search/?like=2601.90001")
    assert said_by(search).startswith("The index could not be loaded.")


@pytest.mark.parametrize("asked", ["2601.90001v1", "arXiv:2601.90001", "https://arxiv.org/abs/2601.90001"])
def test_a_paper_that_others_are_like_is_named_in_any_form(search, edition, asked):
    search.goto(f"{edition}search/?like={asked}")
    search.locator(".found h3").first.wait_for()
    assert said_by(search).startswith("Nearest to “Short Drafts, Long Answers")


@pytest.mark.parametrize(
    ("direction", "begins", "ends"),
    [
        ("\x02", "Nearest to “Short Drafts, Long Answers", "None of these is near enough."),
        ("\0", "Too little is known of “Short Drafts, Long Answers", "to say what is like it."),
    ],
)
def test_a_paper_that_is_alone_or_has_no_direction_is_like_none_and_no_question_of_words(
    search, edition, direction, begins, ends
):
    lying = "2601.90001\n" + "\x01" * 64 + direction * 64
    search.route("**/directions.bin", lambda route: route.fulfill(body=lying))
    search.goto(f"{edition}search/?like=2601.90001")
    said = said_by(search)
    assert said.startswith(begins)
    assert said.endswith(ends)


def test_where_days_say_nothing_of_what_is_near_they_are_named(search, edition):
    search.route(re.compile(r"/01/2[0-6]/directions\.bin"), _gone)
    search.goto(f"{edition}search/?like=2601.90001")
    search.locator(".found h3").first.wait_for()
    assert "What could not be loaded is missing: 2" in said_by(search)
    search.route("**/directions.bin", _gone)
    search.goto(f"{edition}search/?like=2601.90001")
    assert "27 January 2026" in said_by(search)


def test_what_is_nowhere_is_not_found_and_said_so(here):
    ask(here, "zygomorphic")
    assert "No paper found." in here.get_by_role("status").inner_text()
    assert titles(here) == []


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
    search.wait_for_function("() => document.querySelector('.count')?.textContent.startsWith('Papers found')")
    assert titles(search)


def test_a_year_is_a_filter(search):
    search.get_by_label("Year").select_option("2026")
    search.wait_for_function("() => document.querySelectorAll('.found li').length === 8")


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


def test_who_searches_again_stays_on_the_page_and_reads_nothing_twice(search, edition):
    loaded = []
    search.on("request", lambda request: loaded.append((request.url, request.headers.get("range"))))
    for asked in ("drafts", "shopping", "drafts"):
        ask(search, asked)
        search.locator(".found h3").first.wait_for()
    search.go_back()
    search.wait_for_url("**q=shopping*")
    search.locator(".found mark", has_text=re.compile("shopping", re.IGNORECASE)).first.wait_for()
    read = [each for each in loaded if not each[0].endswith("favicon.svg")]  # which a new address has anew
    assert len(read) == len(set(read))
    assert not [url for url, _ in read if ".js?" in url or ".css?" in url or url.endswith("/search/")]


def test_a_page_that_has_been_open_for_long_is_opened_anew_since_the_index_may_be_another(page, edition):
    opened_at = dt.datetime(2026, 1, 28, 7, tzinfo=dt.UTC)
    page.clock.set_fixed_time(opened_at)
    page.goto(f"{edition}search/")
    ask(page, "drafts")
    page.evaluate("() => { window.isOld = true; }")
    page.clock.set_fixed_time(opened_at + dt.timedelta(minutes=9))
    ask(page, "shopping")
    page.locator(".found mark", has_text="shopping").first.wait_for()
    assert page.evaluate("() => window.isOld")
    page.clock.set_fixed_time(opened_at + dt.timedelta(days=1))
    page.go_back()
    page.wait_for_function("() => !window.isOld")
    page.locator(".found mark", has_text="drafts").first.wait_for()
    page.evaluate("() => { window.isOld = true; }")
    page.clock.set_fixed_time(opened_at + dt.timedelta(days=2))
    page.get_by_role("searchbox").fill("mirrors")
    page.keyboard.press("Enter")
    page.wait_for_function("() => !window.isOld")
    page.locator(".found mark", has_text="mirrors").first.wait_for()


def test_who_asks_something_else_meanwhile_is_shown_nothing_of_the_first(search):
    days = held(search, re.compile(r"/20\d\d/\d\d/\d\d/$"))
    search.get_by_role("searchbox").fill("drafts")
    search.keyboard.press("Enter")
    while not days:
        search.wait_for_timeout(20)
    ask(search, "zygomorphic")
    with search.expect_response(lambda response: response.url == days[0].request.url):
        for route in days:
            route.continue_()
    search.wait_for_timeout(100)
    assert said_by(search).startswith("No paper found.")
    assert titles(search) == []


def test_what_fails_of_a_question_asked_before_is_not_missing_from_the_next(search):
    failing, slow = (held(search, f"**/2026/01/{day}/") for day in (27, 28))
    search.get_by_role("searchbox").fill("2601.90001")
    search.keyboard.press("Enter")
    while not failing:
        search.wait_for_timeout(20)
    search.get_by_role("searchbox").fill("2601.90103")
    search.keyboard.press("Enter")
    while not slow:
        search.wait_for_timeout(20)
    _gone(failing.pop())
    while not failing:  # the whole page is asked for, where a piece of it does not come
        search.wait_for_timeout(20)
    _gone(failing.pop())
    search.wait_for_timeout(100)
    slow.pop().continue_()
    assert said_by(search) == "Papers found: 1."
    assert len(titles(search)) == 1


def test_back_from_words_to_what_is_like_a_paper(search, edition):
    search.goto(f"{edition}search/?like=2601.90001")
    search.locator(".found h3").first.wait_for()
    said = said_by(search)
    ask(search, "shopping")
    assert said_by(search).startswith("Papers found: ")
    search.go_back()
    search.wait_for_url("**?like=2601.90001")
    search.locator(".found h3").first.wait_for()
    assert said_by(search) == said
    assert search.get_by_role("searchbox").input_value() == ""


def test_an_index_that_does_not_answer_is_said_so_and_the_next_try_works(search):
    search.route("**/*.json", lambda route: route.fulfill(status=404, body="gone"))
    ask(search, "drafts")
    assert "could not be loaded" in search.locator(".count").inner_text()
    search.unroute("**/*.json")
    search.get_by_role("button", name="Search").click()
    search.locator(".found h3").first.wait_for()


@pytest.mark.parametrize("fault", [_gone, _cut])
@pytest.mark.parametrize("file", ["head.json", "0.bin"])
def test_a_part_of_the_index_that_cannot_be_read_hides_no_paper_of_the_others(search, edition, file, fault):
    search.route(f"**/search/2025/{file}?*", fault)
    ask(search, '"the same"')
    assert titles(search)
    assert "What could not be loaded is missing: 2025. Search again" in said_by(search)
    search.goto(f"{edition}search/?q=zygomorphic")
    assert said_by(search).startswith("Papers found: 0. What could not be loaded is missing: 2025.")


@pytest.mark.parametrize("fault", [_gone, _cut])
@pytest.mark.parametrize("file", ["2026/01/27/", "search/2026/01/27.json"])
def test_a_day_that_cannot_be_read_hides_no_paper_of_the_others(search, edition, file, fault):
    search.route(f"{edition}{file}", fault)
    ask(search, '"the same"')
    while search.get_by_role("button", name="Show more").is_visible():
        search.evaluate("() => present(question)")  # as the button does, and done when it is
    assert {*search.locator(".found .date").all_inner_texts()} - {"Tuesday, 27 January 2026"}
    assert "What could not be loaded is missing: 27 January 2026. Search again" in said_by(search)


def test_what_an_edition_says_is_found_where_the_firsts_index_cannot_be_read(other, edition):
    other.route(f"{edition}search/2026/**/head.json?*", _gone)
    ask(other, "越改越长")
    assert titles(other)[0].startswith("第二稿难题")
    assert "2026" in said_by(other)


@pytest.mark.parametrize(
    ("gone", "asked"), [("search/2026/", "第二稿 -revision"), ("zh/search/2026/", "revision -越改越长")]
)
def test_where_what_is_not_wanted_cannot_be_looked_up_nothing_is_shown(other, edition, gone, asked):
    other.route(f"{edition}{gone}**/head.json?*", _gone)
    ask(other, asked)
    assert titles(other) == []
    assert "2026" in said_by(other)


@pytest.mark.parametrize(
    ("asked_in", "gone", "named"),
    [
        ("", "2026/01/", "15 January 2026 to 23 January 2026"),
        ("", "2026/01/w5/", "26 January 2026 to 28 January 2026"),
        (
            "",
            "2026/01/(w5/)?",
            "26 January 2026 to 28 January 2026, 15 January 2026 to 23 January 2026",
        ),
        ("zh/", "2026/01/", "2026年1月15日至2026年1月23日"),
        ("zh/", "2026/01/w5/", "2026年1月26日至2026年1月28日"),
        ("zh/", "2025/", "2025年"),
    ],
)
def test_what_is_missing_is_named_once_by_its_days(page, edition, asked_in, gone, named):
    page.route(re.compile(f"/search/{gone}head.json"), _gone)
    page.goto(f'{edition}{asked_in}search/?q="the same"')
    assert re.search(f"[:：] ?{named}[.。]", said_by(page))


def test_without_script_the_archive_is_offered(chromium, edition):
    with opened(chromium, edition, java_script_enabled=False) as page:
        page.goto(f"{edition}search/?q=drafts")
        page.locator(".scriptless").get_by_role("link", name="archive").click()
        page.wait_for_url(f"{edition}archive/")


def test_both_sides_fold_words_alike(here):
    folded = here.evaluate(f"() => {json.dumps(HARD)}.map(words)")
    assert folded == [terms.runs(text) for text in HARD]


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
