"""What one edition says beyond another, of the same paper."""

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.search import beyond, terms
from broadsheet.search.texts import Searched

texts = st.lists(st.text("ab中文3+- ", max_size=12), max_size=3)
told = st.builds(Searched, texts, texts, texts, texts, texts)


def said(paper):
    return {
        term for text in (*paper.titles, *paper.gist, *paper.names, *paper.rest) for term in terms.terms(text)
    }


@given(told, told)
def test_a_term_that_a_further_edition_says_is_in_its_index_or_in_the_firsts(one, first):
    more = beyond(one, first)
    assert said(one) <= said(more) | said(first)
    assert {*one.facts} <= {*more.facts, *first.facts}


@given(told)
def test_what_is_said_alike_stands_once(paper):
    assert not any(beyond(paper, paper))


def test_a_sentence_of_the_authors_that_stands_for_a_part_stands_in_their_abstract():
    first = Searched([], ["On lamps"], ["A brighter lamp."], ["Ada"], ["Rooms are dark. It has 12 bulbs."])
    other = Searched([], ["论灯", "On lamps"], ["It has 12 bulbs."], ["Ada"], ["房间很暗。", "bulb"])
    assert beyond(other, first) == Searched([], ["论灯"], [], [], ["房间很暗。", "bulb"])
