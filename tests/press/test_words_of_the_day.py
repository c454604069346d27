"""The words of a day on its page: links to the papers that say them, which work without script."""

import datetime as dt
import re
from dataclasses import replace
from urllib.parse import quote

from broadsheet.model import Part, Role, Term, Translation, Usual
from broadsheet.page import render
from press.newspaper import Newspaper, digest, entry

DAY = dt.date(2026, 1, 27)
IDS = [f"2601.{at:05d}" for at in range(1, 7)]


def printed(tmp_path, *, usual=Usual(20, 6.0), terms=9):  # noqa: B008  # a value
    news = Newspaper(tmp_path)
    said = tuple(Term(f"moss {at} & fern", at / 4, tuple(IDS[: 1 + at % 6])) for at in range(terms))
    said += (Term("taken off", 0.1, ("2601.99999",)),)
    page = digest(DAY, ("cs.CL", [entry(id_, f"On {id_}") for id_ in IDS]))
    news.library.save(DAY, render(replace(page, terms=said, usual=usual)))
    news.build()
    return news.read("2026/01/27/index.html")


def test_every_word_of_the_cloud_leads_to_a_place_that_is_there_and_that_to_papers(tmp_path):
    page = printed(tmp_path)
    links = re.findall(r'<a href="#(said-[0-9]+)"', page)
    assert links
    assert all(f'id="{each}"' in page for each in links)
    assert page.count('id="said-') == 9  # what no paper says any more is left out
    for place in re.findall(r'<li id="said-.*?</ul>', page, re.DOTALL):
        assert all(f'id="{id_}"' in page for id_ in re.findall(r'href="#([^"]+)"', place))


def test_a_word_of_many_papers_leads_to_the_search_for_the_rest(tmp_path):
    assert "search/?q=%22moss%205%20%26%20fern%22" in printed(tmp_path)


def test_it_is_said_whether_the_month_before_was_there_to_measure_by(tmp_path):
    assert "beyond what the month before lets expect" in printed(tmp_path)
    assert "The larger a word, the more papers say it." in printed(tmp_path, usual=None)
    assert "expected" not in printed(tmp_path, usual=Usual(2, 6.0))


def test_a_few_words_are_no_cloud(tmp_path):
    assert 'class="cloud"' not in printed(tmp_path, terms=5)


def test_the_words_of_an_edition_are_what_its_titles_call_them(tmp_path):
    """Of the language that has no spaces between words; what has no name there stays as its authors say, and
    all is searched for as they say it, for earlier papers may have that alone.
    """
    news = Newspaper(tmp_path, more="languages: [en, zh]\n")
    called = [("moss gardens", "苔园"), ("fern stairs", "蕨阶"), ("slow rain", "慢雨"), ("tin boats", "锡舟")]
    others = [f"moss {at} & fern" for at in range(5)]
    entries = []
    for at, id_ in enumerate(IDS):
        (one, here), (other, there) = called[at % 4], called[(at + 1) % 4]
        title = Part(Role.TITLE, f"{here}之外的{there}")
        paper = entry(id_, f"{one.title()} Beyond {other.title()}")
        entries.append(replace(paper, translations=(Translation("zh", (title,)),)))
    said = [Term(term, 0.1, tuple(IDS[:4])) for term in (*(term for term, _ in called), *others)]
    page = replace(digest(DAY, ("cs.CL", entries)), terms=tuple(said), usual=Usual(20, 6.0))
    news.library.save(DAY, render(page))
    news.build()
    pages = [news.read(f"{prefix}2026/01/27/index.html") for prefix in ("", "zh/")]
    first, other = (set(re.findall(r'<li id="said-\d+"><b dir="auto">(.*?)</b>', page)) for page in pages)
    searched = [set(re.findall(r'search/\?q=(%22[^"]+)"', page)) for page in pages]
    assert searched[0] == searched[1] == {quote(f'"{each.term}"') for each in said}
    assert {term for term, _ in called} < first
    assert other == {"苔园", "蕨阶", "慢雨", "锡舟"} | {each.replace("&", "&amp;") for each in others}
