import json
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.text.sentences import split

ROLES = Path(__file__).parents[3] / "shared" / "roles"


def sentences(text):
    return [span.of(text) for span in split(text)]


# Each text is written with "|" where a sentence ends; the bars are taken out before splitting.
CASES = {
    "two plain sentences": "We count birds.| They are many.",
    "question and exclamation": "Can birds count?| They can!| We show how.",
    "lower case goes on": "We use yes/no vs. maybe and find it fast. in fact it is not a start.",
    "abbreviations": "See Fig. 3, i.e. The Map, and cf. Sect. 4 of vol. 2.| We go on.",
    "et al. inside and at the end": "As Lerche et al. (2019) we count.| It mends Amsel et al.| We agree.",
    "initials of a person": "A theorem of B. C. Lerche and D. Amsel holds.| We extend it.",
    "a capital that ends a sentence": "It is a quotient of the group F.| In fact it is abelian.",
    "brackets that close soon": "We mend an error [J. Bird Sci. 7. The Nest (2004)] of ours.| It was small.",
    "a bracket that never closes": "We open a bracket (and forget it.| The text goes on.| It ends.",
    "a whole sentence in brackets": "We count.| (The method is old.)| It works.",
    "list labels": "There are steps.| (i) The nest is found.| (ii) The eggs are counted.",
    "a numbered list": "Our contributions are: 1. A nest.| 2. An egg.",
    "a lost space": "This is avoided.We count directly.".replace(".We", ".|We"),
    "names with a full stop": "We use Node.Js and example.com/A.html in version 2.0 of it.| It works.",
    "numbers": "It costs 3.5 eggs.| 12 birds were asked.",
    "a formula's stops": r"Let $f(x. Y) = 0. Z$ and \(a. B\) hold.| We solve it.",
    "a formula that ends the sentence": r"We assume $x \in (0, 1).$| Under this, all is well.",
    "a display that ends the sentence": r"We solve \[ x^2 = 1. \]| Here, $x$ is real.",
    "a display inside a sentence": r"We solve $$\left\{ x = 1. \right. $$ where $x$ is real.| It is easy.",
    "money": "An egg costs $5 today.| A nest was worth $7 in spring.| Prices rise.",
    "chinese": "我们数鸟。|鸟很多！|真的吗？",
    "japanese in quotation marks": "彼は「鳥だ。」と言った。|鳥は多い。",
    "quotation marks": "He calls it “a nest.”| We do not.",
    "an empty line": "No full stop here\n\n|and a new paragraph",
    "a wrapped line": "We count birds\nby hand.|\nThey are many.",
}


@pytest.mark.parametrize("marked", CASES.values(), ids=CASES.keys())
def test_sentences_end_where_a_reader_would_end_them(marked):
    assert sentences(marked.replace("|", "")) == [part.strip() for part in marked.split("|")]


def test_white_space_is_no_sentence():
    assert split("") == []
    assert split(" \n\n \t") == []


pieces = st.sampled_from(
    [
        "We count. ",
        "et al. ",
        "$x. Y$",
        "$",
        "(",
        ")",
        "[",
        "\n\n",
        "\n \n",
        ". ",
        "?",
        "。",
        "「",
        "」",
        "\\[ a. \\]",
        "A. B. ",
    ]
)


@given(st.lists(st.one_of(pieces, st.text(max_size=8))).map("".join))
@example("\r\n\r\n. A")
def test_every_character_but_white_space_is_in_exactly_one_sentence(text):
    end = 0
    for span in split(text):
        assert not text[end : span.start].strip()
        assert span.of(text) == span.of(text).strip() != ""
        assert "\n\n" not in span.of(text)
        end = span.end
    assert not text[end:].strip()


@pytest.mark.parametrize(
    "text", ["(" * 50_000, "$a. B" * 20_000, "A. " * 30_000, "[a. B] " * 10_000, "\\begin{a}" * 9_000]
)
def test_hostile_text_takes_no_long_time(text):
    start = time.process_time()
    split(text)
    assert time.process_time() - start < 5


@pytest.mark.skipif(not ROLES.is_dir(), reason="the labelled abstracts are not beside the repository")
@pytest.mark.parametrize(
    ("name", "key", "bar"), [("csabstruct-dev", "sentences", 0.985), ("scitldr-a-dev", "source", 0.955)]
)
def test_boundaries_agree_with_the_corpora(name, key, bar):
    right = found = wanted = 0
    for line in (ROLES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        given_sentences = [" ".join(s.split()) for s in json.loads(line)[key] if s.strip()]
        text = " ".join(given_sentences)
        ends = {len(" ".join(given_sentences[:n])) for n in range(1, len(given_sentences))}
        ours = {span.end for span in split(text)[:-1]}
        right, found, wanted = right + len(ends & ours), found + len(ours), wanted + len(ends)
    assert 2 * right / (found + wanted) >= bar
