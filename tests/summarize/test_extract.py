import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.model import Paper, Role
from broadsheet.summarize import Budget, Done
from broadsheet.summarize.extract import Extract, classify, explain, summarize
from broadsheet.text import markdown, plain
from broadsheet.text.sentences import split

LABELS = {"background", "objective", "method", "result", "other"}

ABSTRACT = (
    "Counting birds from photographs is slow. However, existing counters miss birds that hide behind others. "
    "In this paper, we propose Wingtally, a counter that looks at shadows. "
    "We train it on drawings of flocks with a loss that rewards every shadow once. "
    "Experiments show that Wingtally misses half as many birds as the best former counter. "
    "These findings suggest that shadows are an underused cue."
)


def parts(title, abstract):
    return {part.role: part for part in summarize(title, abstract).parts}


def text(part):
    return markdown.unescape(part.text)


def test_an_abstract_is_told_in_its_own_sentences():
    told = parts("Wingtally: counting birds by their shadows", ABSTRACT)
    assert text(told[Role.TLDR]) == "We propose Wingtally, a counter that looks at shadows."
    assert told[Role.TLDR].evidence == (3,)
    assert 2 in told[Role.MOTIVATION].evidence
    assert 4 in told[Role.METHOD].evidence
    assert told[Role.RESULT].evidence == (5,)
    assert told[Role.CONCLUSION].evidence == (6,)
    assert text(told[Role.CONCLUSION]) == "These findings suggest that shadows are an underused cue."


def test_one_sentence_is_just_a_tldr():
    told = parts("A proof", "We prove that every flock has an even number of wings.")
    assert list(told) == [Role.TLDR]


@pytest.mark.parametrize("abstract", ["", "  ", "\n\n"])
def test_an_empty_abstract_has_no_parts(abstract):
    summary = summarize("A title", abstract)
    assert summary.parts == ()
    assert summary.summarizer == "extract"


def test_markdown_in_an_abstract_stays_text():
    told = parts("Stars", "We count *stars* and <b>birds</b> and [nests](http://example.org).")
    assert text(told[Role.TLDR]) == "We count *stars* and <b>birds</b> and [nests](http://example.org)."


WORDS = (
    r"we propose show that results birds in this paper however . ! $x^2$ (e.g. , The A 3 # * <b> \emph{a} 。"
)
words = st.sampled_from([*WORDS.split(" "), "\n\n"])


@given(st.text(max_size=20), st.one_of(st.text(max_size=80), st.lists(words, max_size=60).map(" ".join)))
def test_every_part_is_whole_sentences_of_the_abstract_and_none_is_used_twice(title, abstract):
    sentences = [plain.line(span.of(abstract)) for span in split(abstract)]
    sentences = [sentence for sentence in sentences if sentence]
    summary = summarize(title, abstract)
    used = []
    for part in summary.parts:
        assert part.evidence == tuple(sorted(set(part.evidence)))
        said = [sentences[number - 1] for number in part.evidence]
        if part.role is Role.TLDR:
            assert len(said) == 1
        else:
            assert text(part) == " ".join(said)
            used += part.evidence
    assert len(used) == len(set(used))
    assert bool(summary.parts) == bool(sentences)
    assert len(sentences) != 1 or len(summary.parts) == 1


@given(st.lists(st.text(max_size=60), max_size=12))
def test_every_sentence_has_one_of_the_five_labels(sentences):
    labels = classify(sentences)
    assert len(labels) == len(sentences)
    assert set(labels) <= LABELS


def test_plain_cases_are_labelled_as_a_reader_would():
    assert classify([span.of(ABSTRACT) for span in split(ABSTRACT)])[:5] == [
        "background",
        "background",
        "objective",
        "method",
        "result",
    ]


def test_the_extract_tells_every_paper_and_leaves_none_pending():
    papers = [Paper("2601.00001", "One", abstract="We count."), Paper("2601.00002", "Two")]
    outcomes = list(Extract().summarize(papers, budget=Budget(tokens=0)))
    assert outcomes == [
        Done("2601.00001", summarize("One", "We count.")),
        Done("2601.00002", summarize("Two", "")),
    ]


@pytest.mark.parametrize(
    "abstract",
    [
        "\\[" * 10_000,
        "A" * 10_000 + " (so called birds)",
        "(birds of" * 2_500,
        "(AB) " * 4_000,
        "$" * 15_000,
        "We count. " * 500,
        "to address " * 2_500,
        "\\begin{a} b. C " * 1_500,
        "in this paper, " * 2_000,
    ],
)
def test_hostile_text_takes_no_long_time(abstract):
    start = time.process_time()
    summarize(abstract[:2_000], abstract)
    assert time.process_time() - start < 2


def test_an_account_shows_why():
    account = explain("Wingtally: counting birds by their shadows", ABSTRACT)
    assert len(account.sentences) == len(account.readings) == len(account.standing) == 6
    assert account.standing.index(max(account.standing)) + 1 == account.parts[Role.TLDR][0]
    assert [reading.label for reading in account.readings] == classify(list(account.sentences))
