"""What an editor writes at the head of a day or of a section, in several languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.page import by_language, parse

FOLD = '<details lang="zh"><summary>中文</summary>\n\n灯的一天。\n\n</details>'
BOTH = f"A day of lamps.\n\n{FOLD}\n\nAnd of shades."


def test_a_fold_has_a_language_of_its_own():
    assert by_language(BOTH) == {"": "A day of lamps.\n\n\nAnd of shades.", "zh": "灯的一天。"}


def test_a_note_may_be_in_a_further_language_alone():
    assert by_language(FOLD) == {"": "", "zh": "灯的一天。"}


def test_two_folds_of_a_language_are_one_text():
    assert by_language(f"{FOLD}\n\n{FOLD}")["zh"] == "灯的一天。\n\n\n\n灯的一天。"


@pytest.mark.parametrize("more", ["\n影。\n</details>", "影。</details>", "\n影。</details>"])
def test_a_disclosure_within_a_fold_does_not_end_it(more):
    inner = f"灯。\n\n<details><summary>多</summary>{more}"
    assert by_language(FOLD.replace("灯的一天。", inner)) == {"": "", "zh": inner}


@pytest.mark.parametrize(
    "note",
    [
        "A day of lamps.",
        FOLD.removesuffix("</details>"),
        f"```\n{FOLD}\n```",
        f"~~~html\n{FOLD}\n~~~",
        "<details>\n\nMore.\n\n</details>",
        "</details>",
    ],
)
def test_what_is_no_fold_stays_as_it_was_typed(note):
    assert by_language(note) == {"": note}


def test_code_within_a_fold_is_not_read():
    code = "```\n</details>\n```"
    assert by_language(FOLD.replace("灯的一天。", code)) == {"": "", "zh": code}


def test_a_page_keeps_it_as_it_stands():
    text = f"---\ntitle: Lamps\ndate: 2026-01-06\n---\n\n{BOTH}\n\n## cs.CL\n\n{FOLD}\n"
    page = parse(text)
    assert str(page) == text
    assert by_language(page.notes.intro)["zh"] == "灯的一天。"
    assert by_language(page.notes.sections["cs.CL"])["zh"] == "灯的一天。"


PAPER = """\
### [Lamps](https://arxiv.org/abs/2601.90001v1)

A note.

<details><summary>Abstract</summary>

We light lamps.

</details>

<details lang="zh"><summary>中文</summary>

**TL;DR.** 灯。

注。

```
</details>
```

</details>

Another.
"""


def test_what_stands_in_the_fold_of_a_paper_beside_its_parts_is_in_its_language():
    page = parse(f"---\ntitle: Lamps\ndate: 2026-01-06\n---\n\n## cs.CL\n\n{PAPER}")
    said = by_language(page.notes.papers["2601.90001"])
    assert said == {"": "A note.\n\nAnother.", "zh": "注。\n\n```\n</details>\n```"}
    (entry,) = page.digest.entries
    assert entry.translations[0].parts[0].text == "灯。"


@given(
    st.lists(
        st.sampled_from(["", "words", "```", "</details>", "<details>", *FOLD.splitlines()]), max_size=12
    ).map("\n".join)
)
def test_no_line_of_words_is_lost(note):
    said = "\n".join(by_language(note).values())
    for word in ("words", "灯的一天。"):
        assert said.count(word) == note.count(word)
