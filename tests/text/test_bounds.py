"""No text may take for ever, whatever it nests or repeats: each of these took a minute or more, or ended in a
traceback, and shows all that it says.
"""

import html
import re

import pytest

from broadsheet.page import fields
from broadsheet.sources import authors
from broadsheet.text import markdown, sentences, tex
from broadsheet.text.bounds import LONGEST

NESTED_LIST = "".join(f"{'  ' * depth}- word\n" for depth in range(300))
NESTED_NUMBERS = "".join(f"{'    ' * depth}1. word\n" for depth in range(300))
NESTED_QUOTES = "".join(f"{'>' * depth} word\n\n" for depth in range(1, 300))


def words(made):
    return html.unescape(re.sub(r"<[^<>]*>", " ", made))


@pytest.mark.parametrize(
    "unit", ["[", "[x", "[^", "[a](", "![", "((", '\\"', "...", "_{", "\\(a", "{\\em a", "**", "`"]
)
def test_one_paragraph_of_any_repeated_sign_is_shown(unit):
    text = (unit * LONGEST)[: LONGEST - 10] + " end"
    assert words(markdown.html(text)).endswith("end")
    assert markdown.plain(text).endswith("end")
    assert tex.plain(tex.unicode_text(text)).endswith("end")
    assert sentences.split(text)


@pytest.mark.parametrize(
    "text", [NESTED_LIST, NESTED_NUMBERS, NESTED_QUOTES, "- " * 5000 + "word", "> " * 5000 + "word"]
)
def test_blocks_however_deep_show_their_words(text):
    assert words(markdown.blocks_html(text)).count("word") == text.count("word")


@pytest.mark.parametrize("size", [6_000, pytest.param(20_000, marks=pytest.mark.long)])
@pytest.mark.parametrize(
    "line", ["# a\n", "***\n", "a\n===\n", "-\n", "[a]:\n", "~~~ {.a}\n", "```\n", "* * *\na\n"]
)
def test_blocks_however_many_end(line, size):
    assert markdown.blocks_html((line * 50_000)[:size] + "\n\nend") is not None


def test_what_is_too_long_is_shown_as_the_characters_it_is():
    long = "*a* $x^2$ <b> " * LONGEST
    assert markdown.html(long) == html.escape(long, quote=False)
    assert markdown.plain(long) == long
    assert markdown.blocks_html(long) == f"<p>{html.escape(long, quote=False)}</p>"
    assert tex.html(long) == html.escape(long, quote=False)
    assert tex.unicode_text(long) == long


def test_links_and_brackets_of_ordinary_texts_mean_what_they_meant():
    assert markdown.html("[a [b] c](https://example.org/x_(y)) [loose ( and [d](https://example.org)") == (
        '<a href="https://example.org/x_(y)">a [b] c</a> [loose ( and <a href="https://example.org">d</a>'
    )
    assert "<em>" in markdown.blocks_html("- a\n    - *b*\n\n> > quoted\n")


@pytest.mark.parametrize("end", ["", "\\", " x", "(", " (a", "(a) b"])
def test_names_and_what_stands_between_them_are_read_at_once(end):
    names = "; ".join(f"Ada Example {n} (Example Lab)" for n in range(300))
    text = names + "\\;" * 9_000 + " " * 20_000 + end
    assert len(fields.BULLETS["Authors"].read(text)) == 300
    assert len(fields.BULLETS["Keywords"].read(text)) == 300


@pytest.mark.parametrize(
    "text", ["[" * 20_000, "[a](" * 5_000, "\\[" * 10_000, "[a](https://example.org), " * 5_000 + "["]
)
def test_links_that_are_none_are_refused_at_once(text):
    with pytest.raises(ValueError, match="links are written"):
        fields.BULLETS["Links"].read(text)


@pytest.mark.parametrize("many", [3_000, pytest.param(30_000, marks=pytest.mark.long)])
def test_a_list_of_thousands_of_authors_in_a_feed_and_on_a_page_is_read_at_once(many):
    found = authors.split(", ".join(f"Ada Example {n} (Example Lab)" for n in range(many)))
    assert len(found) == many
    bullet = fields.BULLETS["Authors"]
    assert bullet.read(bullet.write(found)) == found
