"""Pages of an older format become pages of the present one, whole; those of the present stay as they are."""

import pytest
from hypothesis import given

from broadsheet.errors import PageError
from broadsheet.page import migrated, migrations, parse, render
from page.test_laws import edited
from strategies import digests

OLDER = "---\nname: A day\ndate: 2026-01-27\nformat: 0\n---\n\n## cs.CL\n"
PRESENT = "---\ntitle: A day\ndate: 2026-01-27\nformat: 1\n---\n\n## cs.CL\n"


def renamed(text):
    """What the invented format 0 lacked."""
    return text.replace("\nname: ", "\ntitle: ", 1).replace("\nformat: 0\n", "\nformat: 1\n", 1)


@pytest.fixture
def older(monkeypatch):
    """A format before the first."""
    monkeypatch.setitem(migrations.STEPS, 0, renamed)


@given(edited())
def test_a_page_of_the_present_format_stays_byte_for_byte(text):
    assert migrated(text) == (migrations.FORMAT, text)


@given(digests())
def test_what_the_program_writes_is_of_the_present_format(digest):
    assert migrated(render(digest)) == (migrations.FORMAT, render(digest))


@pytest.mark.usefixtures("older")
def test_an_older_page_becomes_one_of_the_present_format():
    assert migrated(OLDER) == (0, PRESENT)
    assert parse(PRESENT).digest.title == "A day"


@pytest.mark.usefixtures("older")
def test_steps_are_taken_one_after_the_other(monkeypatch):
    monkeypatch.setitem(migrations.STEPS, -1, lambda text: text.replace("format: -1", "format: 0"))
    assert migrated(OLDER.replace("format: 0", "format: -1")) == (-1, PRESENT)


@pytest.mark.usefixtures("older")
def test_whoever_reads_an_older_page_is_sent_to_the_command():
    with pytest.raises(PageError, match=r"p\.md:4: format 0 is older") as caught:
        parse(OLDER, "p.md")
    assert "broadsheet migrate" in caught.value.hint


@pytest.mark.parametrize("read", [parse, migrated])
def test_a_newer_page_asks_for_a_newer_program(read):
    with pytest.raises(PageError, match=r"p\.md:4: format 2 is newer") as caught:
        read(PRESENT.replace("format: 1", "format: 2"), "p.md")
    assert caught.value.hint == "upgrade Broadsheet"


@pytest.mark.parametrize("read", [parse, migrated])
@pytest.mark.parametrize("value", ["0", "one", "true"])
def test_a_format_that_never_was_is_named(read, value):
    with pytest.raises(PageError, match=r"p\.md:4: format ") as caught:
        read(PRESENT.replace("format: 1", f"format: {value}"), "p.md")
    assert "docs/page.md" in caught.value.hint


def test_a_page_that_names_no_format_is_of_the_first(monkeypatch):
    monkeypatch.setattr(migrations, "FORMAT", 2)
    monkeypatch.setitem(migrations.STEPS, 1, lambda text: text.replace("\ndate:", "\nformat: 2\ndate:", 1))
    number, text = migrated(PRESENT.replace("format: 1\n", ""))
    assert (number, parse(text).digest.title) == (1, "A day")


@pytest.mark.parametrize(
    ("step", "what"), [(lambda text: text[:-20], "p.md"), (lambda text: text.index("nowhere"), "p.md")]
)
def test_a_step_that_makes_no_page_is_an_error_of_that_page(monkeypatch, step, what):
    monkeypatch.setitem(migrations.STEPS, 0, step)
    with pytest.raises(PageError, match=what):
        migrated(OLDER, "p.md")
