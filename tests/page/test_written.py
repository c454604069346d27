"""What the program last wrote is kept on the page: hands are known, wherever they were at work."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.errors import PageError
from broadsheet.model import (
    Author,
    Decision,
    Digest,
    Entry,
    Kind,
    Ledger,
    Paper,
    Part,
    Rating,
    Role,
    Section,
    Summary,
    Translation,
)
from broadsheet.page import Notes, identifiers, parse, render
from broadsheet.page.written import PIECES
from strategies import digests

DAY = dt.date(2026, 1, 27)


def entry(number, tldr="A lamp shines."):
    paper = Paper(
        f"2601.{90000 + number}",
        f"Paper {number}",
        authors=(Author("Ada Example"),),
        abstract="Lamps are dim. A lamp shines.",
        categories=("cs.CL",),
        version=1,
    )
    parts = (Part(Role.TLDR, tldr, (2,)), Part(Role.MOTIVATION, "Lamps are dim.", (1,)))
    return Entry(
        paper, Kind.NEW, Rating(4.0, Decision.SKIP), "It says lamp.", ("lamp",), Summary("extract", parts)
    )


def digest(*entries):
    ledger = Ledger({"new": len(entries)}, {}, {"extract": len(entries)} if entries else {})
    moment = dt.datetime(2026, 1, 27, 5, tzinfo=dt.UTC)
    return Digest(DAY, "Test", moment, ledger=ledger, sections=(Section("cs.CL", entries),))


def page_of(*numbers):
    return render(digest(*map(entry, numbers)))


def the(page, number):
    return next(each for each in page.digest.entries if each.paper.id == f"2601.{90000 + number}")


def without(text, number):
    """The page with a paper cut out."""
    start = text.index(f"### [Paper {number}]")
    return text[:start] + text[text.index("</details>\n", start) + len("</details>\n") :]


@given(digests())
def test_nothing_on_a_fresh_page_is_by_hand(digest):
    page = parse(render(digest))
    assert not any(page.by_hand(each) for each in page.digest.entries)
    assert not page.removed
    assert not page.added
    assert {id_ for id_, _ in identifiers(str(page))} == {each.paper.id for each in digest.entries}


@pytest.mark.parametrize(
    ("old", "new", "piece"),
    [
        ("**TL;DR.** A lamp shines.", "**TL;DR.** A lamp shines brightly.", "tldr"),
        ("**TL;DR.** A lamp shines.", "**TL;DR.** A lamp shines.\nAnd I saw it.", "tldr"),
        ("**Motivation.** Lamps are dim.\n\n", "", "motivation"),
        (
            "**Motivation.** Lamps are dim.",
            "**Motivation.** Lamps are dim.\n\n**Method.** By hand.",
            "method",
        ),
        ("[Paper 1]", "[Paper One]", "Title"),
        ("4.0 · skip", "9.0 · must read", "Rating"),
        ("It says lamp.", "Read it.", "Reason"),
        ("- **Keywords:** lamp", "- **Keywords:** lamp; hall", "Keywords"),
        ("Ada Example", "Ada B. Example", "Authors"),
        ("Lamps are dim. A lamp shines.", "Lamps are dim.", "Abstract"),
    ],
)
def test_a_piece_that_was_changed_is_known(old, new, piece):
    page = parse(page_of(1).replace(old, new, 1))
    assert page.by_hand(the(page, 1)) == {piece}


def test_wrapping_lines_is_no_change():
    page = parse(page_of(1).replace("A lamp shines.\n", "A lamp\n  shines.\n", 1))
    assert not page.by_hand(the(page, 1))


def test_what_hands_did_is_still_known_when_the_program_has_written_again():
    page = parse(page_of(1, 2).replace("**TL;DR.** A lamp shines.", "**TL;DR.** I say so.", 1))
    changed = replace(the(page, 1), reason="Another.")
    sections = (Section("cs.CL", (changed, the(page, 2), entry(3))),)
    later = page.update(replace(page.digest, sections=sections))
    assert later.by_hand(the(later, 1)) == {"tldr"}
    assert not later.by_hand(the(later, 3))


def test_what_was_taken_off_and_what_was_added_is_known():
    text = without(page_of(1, 2, 3), 2).replace("2601.90003v1", "2601.90009v1")
    page = parse(text)
    assert page.removed == {"2601.90002", "2601.90003"}
    assert page.added == {"2601.90009"}
    ledger = page.account()
    assert ledger.announced == {"new": 3, "by hand": 1}
    assert ledger.excluded == {"removed by hand": 2}
    assert ledger.listed == 2
    changed = replace(the(page, 1), reason="Another.")
    again = page.update(
        replace(page.digest, sections=(Section("cs.CL", (changed, *page.digest.entries[1:])),))
    )
    assert (again.removed, again.added) == (page.removed, page.added)


@pytest.mark.parametrize("close_below", [False, True])
def test_a_paper_in_a_comment_was_taken_off_wherever_the_comment_ends(close_below):
    text = page_of(1, 2)
    start, end = text.index("### [Paper 2]"), text.index("<!-- as written")
    body = (text[start:] + "-->\n") if close_below else text[start:end] + "-->\n" + text[end:]
    page = parse(f"{text[:start]}<!--\n{body}")
    assert page.removed == {"2601.90002"}
    assert page.notes == Notes()
    later = page.update(replace(page.digest, title="Another"))
    assert later.removed == {"2601.90002"}
    assert str(later) == str(page).replace("title: Test", "title: Another")


@pytest.mark.parametrize("indent", ["", " ", "   "])
def test_a_comment_may_be_indented_as_in_all_markdown(indent):
    text = page_of(1, 2)
    start, end = text.index("### [Paper 1]"), text.index("### [Paper 2]")
    page = parse(f"{text[:start]}{indent}<!--\n{text[start:end].rstrip()}\n{indent}-->\n\n{text[end:]}")
    assert page.removed == {"2601.90001"}
    assert len(page.digest.entries) == 1


def test_a_comment_is_no_note_but_what_follows_it_is():
    text = page_of(1).replace(
        "## cs.CL\n", "## cs.CL\n\n<!-- to be\nchecked --> I was *there*.\n\n<!-- so -->\n"
    )
    page = parse(text)
    assert page.notes.sections == {"cs.CL": " I was *there*."}
    assert str(page.update(replace(page.digest, title="Another"))) == text.replace("Test", "Another")


def test_a_comment_outlives_the_section_that_it_stands_in():
    text = page_of(1).replace("## cs.CL\n", "## cs.CV\n\nSeen.\n\n<!-- and doubted -->\n\n## cs.CL\n")
    page = parse(text)
    kept = tuple(section for section in page.digest.sections if section.entries)
    assert "Seen.\n\n<!-- and doubted -->\n" in str(page.update(replace(page.digest, sections=kept)))


def test_a_comment_that_only_the_program_would_end_was_never_closed():
    text = page_of(1, 2).replace("### [Paper 1]", "<!-- to be checked\n\n### [Paper 1]")
    with pytest.raises(PageError, match="the comment that begins here never ends") as caught:
        parse(text)
    assert text.split("\n")[caught.value.line - 1] == "<!-- to be checked"


@pytest.mark.parametrize("spoilt", ["###[", " ### [", "   ###  ["])
def test_a_papers_heading_that_is_none_any_more_is_an_error_and_takes_no_paper_off(spoilt):
    text = page_of(1, 2).replace("### [", spoilt, 1)
    with pytest.raises(PageError, match="this heading does not read as a paper") as caught:
        parse(text)
    assert text.split("\n")[caught.value.line - 1].startswith(spoilt)


def test_an_account_that_somebody_kept_by_hand_adds_up_all_the_same():
    text = without(page_of(1, 2), 2).replace("{new: 2}", "{new: 1}")
    text = text.replace("listed: 2", "listed: 1").replace("{extract: 2}", "{extract: 1}")
    ledger = parse(text).account()
    assert (ledger.announced, ledger.excluded, ledger.listed) == ({"new": 1}, {}, 1)


def test_a_page_without_the_comment_knows_of_no_hands_and_gets_one():
    text = page_of(1, 2)
    page = parse(text[: text.index("\n<!-- as written")])
    assert page.by_hand(the(page, 1)) is None
    assert not page.added | page.removed
    later = page.update(replace(page.digest, sections=(Section("cs.CL", (*page.digest.entries, entry(3))),)))
    assert later.by_hand(the(later, 1)) is None
    assert later.by_hand(the(later, 3)) == frozenset()


def test_a_paper_added_by_hand_may_be_told_but_not_retold():
    new = "### [Mine](https://arxiv.org/abs/1706.03762)\n\n- **Reason:** I like it.\n\n"
    page = parse(page_of(1).replace("<!-- as written", f"{new}<!-- as written"))
    mine = page.digest.entries[1]
    assert page.by_hand(mine) == {"Title", "Reason"}
    told = replace(mine, summary=Summary("invented", (Part(Role.TLDR, "It attends."),)))
    later = page.update(replace(page.digest, sections=(Section("cs.CL", (page.digest.entries[0], told)),)))
    assert later.added == {"1706.03762"}
    assert later.by_hand(later.digest.entries[1]) == {"Title", "Reason"}


def test_a_merge_of_two_versions_leaves_what_stands_known():
    text = page_of(1)
    line = next(each for each in text.split("\n") if each.startswith("2601.90001 "))
    other = f"{line[:11]}{'aaaa'}{line[15:]}"
    page = parse(text.replace(line, f"<<<<<<< ours\n{line}\n=======\n{other}\n>>>>>>> theirs"))
    assert not page.by_hand(the(page, 1))
    later = page.update(replace(page.digest, title="Another"))
    assert not later.by_hand(the(later, 1))


@pytest.mark.parametrize(
    "above", ["## cs.CL", "**Motivation.**", "Lamps are dim. A lamp", "- **Announced:**"]
)
def test_a_merge_that_was_not_finished_is_an_error_with_its_line(above):
    text = page_of(1).replace(above, f"<<<<<<< ours\n{above}", 1)
    with pytest.raises(PageError, match="a merge of this page was not finished") as caught:
        parse(text)
    assert text.split("\n")[caught.value.line - 1] == "<<<<<<< ours"


def test_the_comment_is_neither_shown_nor_long():
    text = page_of(1)
    page = parse(text)
    assert not page.notes.papers
    assert max(map(len, text[text.index("<!-- as written") :].split("\n"))) <= 110
    assert len(PIECES) == 18


@given(digests(), st.data())
def test_what_the_program_removes_was_not_removed_by_hand(digest, data):
    page = parse(render(digest))
    sections = tuple(
        replace(s, entries=tuple(e for e in s.entries if data.draw(st.booleans()))) for s in digest.sections
    )
    later = page.update(replace(digest, sections=sections))
    assert not later.removed | later.added


def translated(number, *, tldr="灯亮了。", reason="谈到灯。"):
    return replace(entry(number), translations=(Translation("zh", (Part(Role.TLDR, tldr),), reason),))


def test_a_translation_stands_in_a_fold_behind_the_abstract():
    text = render(digest(translated(1)))
    assert text.index('</details>\n\n<details lang="zh"><summary>中文</summary>') < text.index(
        "**Reason.** 谈到灯。"
    )
    assert the(parse(text), 1).translations == translated(1).translations


def test_what_a_hand_changed_in_a_translation_is_known():
    page = parse(render(digest(translated(1))).replace("灯亮了。", "灯很亮。"))
    assert page.by_hand(the(page, 1)) == {"zh:tldr"}


def test_a_part_taken_out_of_a_translation_is_a_hands_work_too():
    page = parse(render(digest(translated(1))).replace("**Reason.** 谈到灯。\n\n", ""))
    assert page.by_hand(the(page, 1)) == {"zh:Reason"}


def test_a_translation_that_comes_later_is_the_programs_own():
    page = parse(page_of(1)).update(digest(translated(1)))
    assert page.by_hand(the(page, 1)) == frozenset()
    assert the(page, 1).translations == translated(1).translations


def test_an_emptied_translation_stays_and_takes_new_parts():
    text = render(digest(translated(1))).replace(
        "**Reason.** 谈到灯。\n\n**TL;DR.** 灯亮了。\n\n", "我的话。\n\n"
    )
    page = parse(text)
    assert the(page, 1).translations == ()
    again = page.update(digest(translated(1, tldr="灯更亮。")))
    assert "我的话。" in str(again)
    assert str(again).count("<details lang") == 1
    assert the(again, 1).translations == translated(1, tldr="灯更亮。").translations


def test_a_translation_that_never_ends_is_named_with_its_line():
    text = render(digest(translated(1)))
    end = text.rindex("</details>")
    with pytest.raises(PageError, match="the translation that begins here never ends"):
        parse(text[:end] + text[end + len("</details>") :])
