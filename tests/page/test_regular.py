"""Law: what the short way reads is what the grammar reads, whatever has become of a page."""

import datetime as dt
import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from test_laws import NOTES, edited

from broadsheet.errors import PageError
from broadsheet.model import Digest
from broadsheet.page import _read, grammar, parse, regular, render
from strategies import digests, few

HEAD = "---\ntitle: x\ndate: 2026-01-27\n---\n"
PAPER = (
    "### [A](https://arxiv.org/abs/2601.90001v1)\n\n"
    "- **Authors:** Ada Example; Raquel Fernández (Example Lab)\n- **Announced:** new\n\n"
    "**TL;DR.** Short.\n\n**Method.** Long.\n\n"
    "<details><summary>Abstract</summary>\n\nOne.\n\nTwo.\n\n</details>\n\n"
    '<details lang="zh"><summary>中文</summary>\n\n**Title.** 甲。\n\n**Reason.** 乙。\n\n</details>\n'
)
WRITTEN = f"{grammar.WRITTEN_OPENS}\n2601.90001 abcd - efgh\nmath/0601001\n-->\n"
LAST = "### [B](http://arxiv.org/abs/math/0601001)\n\n**TL;DR.** None.\n"
PAGE = f"{HEAD}\n## cs.CV\n\n{PAPER}\n{LAST}\n{WRITTEN}"
ODD = (
    *(
        "\n",
        "\n\n",
        "\n\n\n",
        " ",
        "\t",
        "\r\n",
        "\u3000",
        "\u2028",
        "\ufeff",
        "\\",
        "{",
        "}",
        ": ",
        "&a ",
        "*a ",
    ),
    *(
        "#",
        "## ",
        "##\t",
        "### ",
        "## cs.CV\n",
        "### [C](https://arxiv.org/abs/2601.1)\n",
        "\n### A heading\n",
        PAPER,
    ),
    *(
        "- **",
        ":** ",
        "**",
        ".** ",
        "- ",
        "> ",
        "- **Authors:** Nobody\n",
        "**TL;DR.** No.\n",
        "- **Caveat:** no\n",
    ),
    *("---\n", "--- \n", "```\n", "~~~\n", "\n```\n", "<!--", "-->\n", "date: 2026-01-28\n"),
    *("<details>", "</details>\n", " </details>\n", "</details> \n", grammar.ABSTRACT_OPENS),
    *(
        '<details lang="zh"><summary>中文</summary>\n',
        '<details lang="de"><summary></summary>\n\n',
        "**Reason.** No.\n",
    ),
    *(
        WRITTEN,
        f"<!--\n{WRITTEN}",
        f"```\n{WRITTEN}",
        f"{grammar.WRITTEN_OPENS}\n",
        f"{grammar.WRITTEN_OPENS} \n",
    ),
)


def whole(text):
    """What the grammar reads, or how it complains."""
    try:
        return _read(text, "page")
    except PageError:
        return None


def assert_same(text):
    found = regular.read(text)
    assert found is None or found == whole(text)
    return found


@few
@given(digests())
def test_what_the_program_writes_is_read_as_the_grammar_reads_it(digest):
    assert_same(render(digest))


@few
@given(edited())
def test_a_page_that_people_edited_is_read_as_the_grammar_reads_it(text):
    assert_same(text)


@st.composite
def damaged(draw):
    """A page into which something odd was put, or of which something was taken."""
    text = draw(st.just(PAGE) | digests().map(render))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        at = draw(st.sampled_from([at, text.rfind("\n", 0, at) + 1]))
        text = text[:at] + draw(st.sampled_from([*ODD, *NOTES])) + text[at + draw(st.integers(0, 3)) :]
    return text


@given(damaged())
@example(f"{HEAD}\n## cs.CV\n\n```\n{PAPER}```\n")
@example(f"{HEAD}<!--\n## cs.CV\n{PAPER}-->\n")
@example(f"{PAGE}<!-- {PAPER} --> ")
@example(PAGE.replace("One.", "## cs.CL\n\nOne."))
@example(PAGE.replace("One.", "</details> \n\nOne."))
@example(PAGE.replace("- **Announced:** new", "- **Authors:** Ada Example"))
@example(PAGE.replace("Short.", "\u3000Short."))
@example(PAGE.replace("## cs.CV", "## "))
@example(PAGE.replace("中文", "\n中文"))
@example(PAGE.replace("\n## cs.CV", "\n##\tcs.CV"))
def test_a_damaged_page_is_read_as_the_grammar_reads_it(text):
    assert_same(text)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4))
def test_a_page_with_something_odd_at_each_of_its_places_is_read_as_the_grammar_reads_it(seed):
    for at, odd in itertools.product(range(len(PAGE) + 1), ODD[seed::4]):
        assert_same(PAGE[:at] + odd + PAGE[at:])
        assert_same(PAGE[:at] + odd + PAGE[at + 1 :])


def test_a_regular_page_with_notes_needs_no_grammar_but_for_them(monkeypatch):
    asked = []
    chunks = grammar.chunks
    monkeypatch.setattr(grammar, "chunks", lambda text: asked.append(text) or chunks(text))
    monkeypatch.setattr(grammar, "outline", None)
    assert parse(PAGE).digest.entries[0].paper.abstract == "One.\n\nTwo."
    assert not asked
    noted = parse(PAGE.replace("**Method.** Long.", "A note.\n\n**Method.** Long."))
    assert noted.notes.papers == {"2601.90001": "A note."}
    assert len(asked) == 1


def test_an_empty_page_is_regular():
    empty = Digest(dt.date(2026, 1, 27), "x", dt.datetime(2026, 1, 27, tzinfo=dt.UTC))
    assert assert_same(render(empty))
