"""A page that does not read is one error with file and line, whatever stands there, and at once."""

import pytest

from broadsheet.errors import PageError
from broadsheet.page import parse, render

HEAD = "title: x\ndate: 2026-01-27\n"


@pytest.mark.parametrize(
    ("front", "line", "what"),
    [
        (HEAD + "mood: !!bool maybe\n", 4, "no bool"),
        (HEAD + "mood: !!timestamp y\n", 4, "no timestamp"),
        (HEAD + "updated: 9999-12-31T23:59:59-12:00\n", 4, "updated"),
        (HEAD + "updated: 0001-01-01T00:00:00+12:00\n", 4, "updated"),
        (HEAD + f"usage: {{requests: {'9' * 400}}}\n", 4, "usage"),
        (HEAD + f"usual: {{days: 1, papers: {'9' * 400}}}\n", 4, "usual"),
        (HEAD + "usage: {cost_usd: .inf}\n", 4, "usage"),
        (HEAD + "usage: {cost_usd: .nan}\n", 4, "usage"),
        (HEAD + "mood: " + "[" * 100_000 + "\n", 4, "too deep"),
        (HEAD + "title: y\n", 4, "twice"),
        (HEAD + "format: 2\n", 4, "format"),
        (HEAD + f"format: {'9' * 400}\n", 4, "format"),
        ("title: x\ndate: 2026-02-30\n", 3, "date"),
        ("title: x\ndate: 0000-01-01\n", 3, "date"),
        (f"title: [{'x' * 4000}]\ndate: 2026-01-27\n", 2, "title"),
        ("<<<<<<< HEAD\n" + HEAD, 3, "YAML"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_front_matter_that_cannot_be_meant_is_an_error_with_its_line(front, line, what):
    with pytest.raises(PageError, match=what) as caught:
        parse(f"---\n{front}---\n", "a.md")
    assert caught.value.where == f"a.md:{line}"
    assert len(str(caught.value)) < 200
    assert caught.value.hint


@pytest.mark.parametrize(
    "front", [HEAD + "language:\ten\n", HEAD + "mood: {a: [1, 2]}\n", f"x: {'9' * 400}\n" + HEAD]
)
def test_what_reads_can_also_be_written(front):
    page = parse(f"---\n{front}---\n", "a.md")
    changed = page.update(parse(f"---\n{HEAD}language: zh\nupdated: 2026-01-27T10:00:00Z\n---\n").digest)
    assert changed.digest.language == "zh"


@pytest.mark.parametrize("heading", ["## \x07", "##\t\u2028", "## \x00x"])
def test_a_section_whose_name_is_no_clean_line_is_an_error_with_its_line(heading):
    with pytest.raises(PageError) as caught:
        parse(f"---\n{HEAD}---\n\n{heading}\n", "a.md")
    assert caught.value.where == "a.md:6"
    assert caught.value.hint


def test_years_before_the_thousandth_are_written_as_they_are_read():
    page = parse("---\ntitle: x\ndate: 0999-12-31\nupdated: 0999-12-31T00:00:01Z\n---\n")
    assert parse(render(page.digest)).digest == page.digest


def test_what_stands_in_the_programs_own_comment_is_kept():
    entry = "## cs.CL\n\n### [A](https://arxiv.org/abs/2601.90001v1)\n\n**TL;DR.** Short.\n"
    page = parse(render(parse(f"---\n{HEAD}---\n\n{entry}").digest))
    text = str(page).replace("<!-- as written\n", "<!-- as written\n=======\nSomebody's own words.\n")
    changed = parse(text).update(parse(f"---\n{HEAD}language: zh\n---\n\n{entry}").digest)
    assert "Somebody's own words." in str(changed)
    assert str(changed.update(page.digest)).count("Somebody's own words.") == 1
