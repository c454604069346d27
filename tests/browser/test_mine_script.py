"""The reader's own front page: what they ask for and star comes first, and nothing leaves the browser."""

import json

import pytest

from broadsheet.press.mine import PARTS, SCALE
from broadsheet.rank import likeness
from broadsheet.text.terms import stems
from browser.conftest import opened


@pytest.fixture
def mine(chromium, edition):
    with opened(chromium, edition) as page:
        page.goto(f"{edition}mine/")
        page.locator(".hit").first.wait_for()
        yield page


def ask(page, words, kind="ask"):
    page.get_by_label("Words, a phrase or a name").fill(words)
    page.get_by_label("What of it").select_option(kind)
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name=f"Take off: {words}").wait_for()


def test_who_asks_for_nothing_is_told_so(mine):
    assert mine.locator("output").first.inner_text().startswith("Nothing is asked for yet")


def test_what_is_followed_comes_first_and_says_why(mine):
    name = mine.locator(".hit .byline").last.inner_text().split(",")[0]
    ask(mine, name, "follow")
    assert mine.locator(".hit").first.locator(".reason").inner_text() == f"You follow {name}."


def test_an_interest_that_was_chosen_is_called_as_each_language_calls_it(mine, edition):
    mine.get_by_role("button", name="Seeing", exact=True).click()
    mine.get_by_role("button", name="Take off: Seeing").wait_for()
    mine.goto(f"{edition}zh/mine/")
    mine.locator(".hit").first.wait_for()
    chosen = mine.locator("[name=subject]", has_text="视觉").first
    assert chosen.get_attribute("aria-pressed") == "true"
    mine.locator("#asked button").wait_for()
    assert "视觉" in mine.locator("#asked").inner_text()
    assert any("视觉" in why for why in mine.locator(".hit .reason").all_inner_texts())
    assert "Seeing" not in mine.locator("#asked").inner_text()
    chosen.click()
    mine.locator("#asked li").wait_for(state="detached")
    assert mine.evaluate("listed('asked')") == {}


def test_what_is_avoided_goes_last(mine):
    title = mine.locator(".hit h3").first.inner_text()
    ask(mine, title, "avoid")
    assert mine.locator(".hit h3").first.inner_text() != title


def test_a_profile_comes_by_its_link_when_the_reader_agrees_and_can_be_forgotten(mine, edition):
    ask(mine, "language models")
    mine.locator(".hit [name=star]").first.click()
    mine.get_by_role("button", name="Copy a link").click()
    link = mine.get_by_label("The link").input_value()
    assert link.startswith(f"{edition}mine/#profile=")
    mine.on("dialog", lambda dialog: dialog.accept())
    mine.get_by_role("button", name="Forget everything").click()
    mine.get_by_text("Nothing is asked for yet").wait_for()
    assert mine.evaluate("localStorage.length") <= 1
    mine.goto(link)
    mine.get_by_role("button", name="Add it to mine").click()
    mine.get_by_role("button", name="Take off: language models").wait_for()
    assert "#" not in mine.url
    assert len(json.loads(mine.evaluate("JSON.stringify(listed('star'))"))) == 1


@pytest.mark.parametrize("carried", ["null", "{", '{"star": {"x": ["javascript:alert(1)", "x"]}}'])
def test_a_profile_that_is_none_changes_nothing(mine, carried):
    mine.evaluate("carried => addProfile(carried)", carried)
    assert mine.evaluate("[listed('star'), listed('asked')]") == [{}, {}]


def test_of_a_profile_with_something_odd_the_rest_is_taken(mine):
    carried = {"asked": {"lamps": ["follow", 0], "odd": "row"}, "star": None, "more": {"x": [1, 2]}}
    mine.evaluate("carried => addProfile(carried)", json.dumps(carried))
    mine.get_by_role("button", name="Take off: lamps").wait_for()
    assert mine.evaluate("[Object.keys(listed('asked')), listed('more')]") == [["lamps"], {}]


def test_what_is_asked_for_in_words_that_nobody_knows_counts_for_nothing(mine):
    direction = mine.evaluate("directionOf('扩散模型 zzyzx')")
    assert not any(direction)
    assert not any(mine.evaluate("direction => aside(direction)", direction))
    ask(mine, "扩散模型")
    assert not [why for why in mine.locator(".hit .reason").all_inner_texts() if "扩散模型" in why]


@pytest.mark.parametrize(
    "text",
    [
        "Adversary's networks, 3DGS and GPT4 in the 5th trial of 2026",
        "the reader’s classes; buses, analyses, studies: o'clock rock'n'roll d’Alembert's",
        "x²-learning ½life under_score 123abc 12ab _word café 扩散模型 LLMs' boss",
    ],
)
def test_both_sides_find_the_same_stems(mine, text):
    assert mine.evaluate("text => stems(text)", text) == stems(text)


def test_both_sides_reckon_with_the_same_numbers(mine):
    numbers = mine.evaluate("[PARTS, SIZE, SCALE, STAND_INS, ROW]")
    assert numbers == [PARTS, likeness.SIZE, SCALE, likeness.STAND_INS, 1 + likeness.ROW]


def test_what_is_judged_no_longer_leaves_nothing_behind(mine):
    star = mine.locator(".hit [name=star]").first
    star.click()
    assert mine.evaluate("Object.keys(listed('where')).length") == 1
    star.click()
    mine.get_by_role("button", name="Sort anew").click()
    mine.wait_for_function(
        "() => !Object.keys(listed('where')).length && !Object.keys(listed('when')).length"
    )


def test_a_paper_that_continues_a_starred_one_comes_first_and_says_so(mine):
    mine.evaluate(
        "() => { const last = newest.at(-1); last.earlier = ['2601.00007'];"
        " list('star', '2601.00007', ['2026/01/02/#2601.00007', 'Lamps before', 'en']); }"
    )
    title = mine.evaluate("() => newest.at(-1).title")
    mine.get_by_role("button", name="Sort anew").click()
    mine.get_by_text("Continues “Lamps before”, which you starred.").wait_for()
    assert mine.locator(".hit h3").first.inner_text() == title


def test_no_other_host_is_asked(chromium, edition):
    with opened(chromium, edition) as page:
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{edition}mine/")
        page.locator(".hit").first.wait_for()
        ask(page, "retrieval")
        assert all(url.startswith(edition) for url in asked)
        assert any("/mine/words/" in url for url in asked)
