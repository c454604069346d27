"""The three laws of the page, over any digest and over pages that people have edited."""

import re
from dataclasses import replace

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from broadsheet.errors import PageError
from broadsheet.page import parse, render
from strategies import digests, summaries

NOTES = (
    "An editor's paragraph.",
    "> quoted, with **bold**",
    "- a list\n- of two",
    "```\n## not a section\n```",
    "<!-- ### [hidden](https://arxiv.org/abs/2601.00001) -->",
    "- **Caveat:** an unknown bullet",
    "**Caveat.** an unknown part",
    "### A heading of my own",
    "<details><summary>More</summary>\n\nhidden\n\n</details>",
    "    indented by four",
)


def body(text):
    return re.sub(r"\A\ufeff?---\r?\n.*?\n---\r?\n", "", text, count=1, flags=re.DOTALL)


@given(digests())
def test_a_rendered_page_means_what_it_was_made_from(digest):
    assert parse(render(digest)).digest == digest


@given(digests())
def test_rendering_is_settled_after_once(digest):
    assert render(parse(render(digest)).digest) == render(digest)


@st.composite
def edited(draw):
    """A page after people: notes between blocks, unknown keys, comments, another line ending, a BOM."""
    text = render(draw(digests()))
    head, body = text.split("\n---\n", 1)
    head += "\n# a comment\n" + draw(
        st.sampled_from(["mood: calm", "layout: {wide: true}", "", "notes: |\n  a\n  b"])
    )
    blocks = body.split("\n\n")
    inside = False
    kept = []
    for block in blocks:
        inside = (inside or block.startswith("<details><summary>Abstract")) and not block.startswith(
            "</details>"
        )
        kept.append(block)
        if not inside and draw(st.integers(0, 3)) == 0:
            kept.append(draw(st.sampled_from(NOTES)))
    text = head + "\n---\n" + "\n\n".join(kept)
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    if draw(st.booleans()):
        text = text.removesuffix("\n").removesuffix("\r")
    return draw(st.sampled_from(["", "\ufeff"])) + text


@given(edited())
def test_a_page_prints_as_it_was_read(text):
    assert str(parse(text)) == text


@given(
    st.text()
    | st.text(alphabet="#-*[]()<>/\\\n :.vabsdetil~`!12").map(
        lambda t: f"---\ntitle: x\ndate: 2026-01-27\n---\n{t}"
    )
)
@example("---\ntitle: x\ndate: 2026-01-27\n---\n### [x](https://arxiv.org/abs/nonsense)\n")
def test_any_text_is_a_page_or_an_error_with_a_line(text):
    try:
        page = parse(text, "a.md")
    except PageError as error:
        assert 1 <= error.line <= text.count("\n") + 1  # noqa: PT017
        assert error.file == "a.md"  # noqa: PT017
    else:
        assert str(page) == text


@given(edited(), digests())
def test_an_update_means_what_was_asked_for(text, digest):
    assert parse(text).update(digest).digest == digest


@given(edited(), st.data())
def test_an_update_keeps_what_people_wrote(text, data):
    """A change of one thing leaves every note, unknown key and line ending where it stood."""
    page = parse(text)
    other = data.draw(digests())
    assume(other.ledger != page.digest.ledger)
    changed = page.update(replace(page.digest, ledger=other.ledger, updated=other.updated))
    assert changed.notes == page.notes
    assert body(str(changed)) == body(text)
    assert str(changed.update(page.digest)).count("\r") == text.count("\r")


@given(edited())
def test_an_update_that_changes_nothing_changes_no_byte(text):
    page = parse(text)
    assert str(page.update(page.digest)) == text


@given(edited(), st.data())
def test_upgrading_a_summary_touches_that_entry_alone(text, data):
    page = parse(text)
    assume(page.digest.entries)
    chosen = data.draw(st.sampled_from(page.digest.entries))
    better = replace(chosen, summary=data.draw(summaries()))
    sections = tuple(
        replace(s, entries=tuple(better if e is chosen else e for e in s.entries))
        for s in page.digest.sections
    )
    changed = page.update(replace(page.digest, sections=sections))
    assert changed.digest.sections == sections
    assert changed.notes == page.notes
    before = body(text)[: body(text).index(f"](https://arxiv.org/abs/{chosen.paper.versioned_id})")]
    assert body(str(changed)).startswith(before)


@pytest.mark.parametrize("note", NOTES)
def test_each_kind_of_note_survives_between_parts(note):
    text = (
        "---\ntitle: x\ndate: 2026-01-27\n---\n\n## cs.CV\n\n### [A](https://arxiv.org/abs/2601.90001v1)\n\n"
        f"- **Authors:** Ada Example\n\n**TL;DR.** Short.\n\n{note}\n\n**Method.** Long.\n"
    )
    page = parse(text)
    assert [part.text for part in page.digest.entries[0].summary.parts] == ["Short.", "Long."]
    assert note in str(page.update(page.digest))
