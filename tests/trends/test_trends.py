"""Tracks, rising terms and keywords: counted, named by what papers say, the same every time."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet import trends
from broadsheet.model import Link, Paper
from broadsheet.trends.moving import surprise
from strategies import papers as any_papers

WORDS = "lamp bridge snow valley door kettle museum piano photon teacup".split()  # noqa: SIM905


def paper(number, title, abstract="", category="cs.CL"):
    return Paper(f"2601.{number:05}", title, abstract=abstract, categories=(category,))


GRIPPER = ("soft", "gripper")
PLAIN = [paper(n, f"A {WORDS[n % 10]} in the {WORDS[(n * 3) % 10]}") for n in range(20)]
GRASPING = [
    paper(100 + n, f"Soft gripper number {n}", "A soft gripper. Its finger goes along a cup.", "cs.RO")
    for n in range(4)
]
BEFORE = [paper(1000 + n, f"A {WORDS[n % 10]} beside the {WORDS[(n * 7) % 10]}") for n in range(100)]


def vocabulary(papers=(*PLAIN, *GRASPING), before=BEFORE, days=10):
    return trends.Vocabulary(list(papers), trends.Archive(before, days))


def test_papers_that_share_a_phrase_are_a_track_with_a_sentence_of_numbers():
    first, *_ = trends.tracks(vocabulary(), scores={"2601.00102": 9.0})
    assert first.title == "Soft gripper"
    assert first.papers == ("2601.00102", "2601.00100", "2601.00101", "2601.00103")
    assert first.note.startswith("Four papers, all in Robotics; none in the past 10 days")


def test_a_paper_is_of_one_track_only():
    tracks = trends.tracks(vocabulary(), scores={})
    named = [id_ for track in tracks for id_ in track.papers]
    assert len(named) == len(set(named))


def test_papers_with_one_word_in_common_and_nothing_else_are_no_track():
    unlike = [
        paper(n, "A photon", f"{' '.join(c * 5 for c in chr(97 + n) * 3)} {chr(97 + n) * 6}.")
        for n in range(4)
    ]
    assert trends.tracks(vocabulary([*PLAIN, *unlike, *GRASPING]), scores={})[0].title == "Soft gripper"
    assert "Photon" not in {
        track.title for track in trends.tracks(vocabulary([*PLAIN, *unlike, *GRASPING]), scores={})
    }


def test_what_the_reader_asks_for_in_so_many_words_is_no_track():
    assert "Soft gripper" not in {
        track.title for track in trends.tracks(vocabulary(), scores={}, asked=["soft grippers"])
    }


def test_a_word_that_mostly_stands_before_another_is_no_track():
    described = [
        paper(200 + n, f"Frost-lit {WORDS[n]}s shine", f"A frost-lit {WORDS[n]} of copper and amber wire.")
        for n in range(4)
    ]
    titles = {each.title for each in trends.tracks(vocabulary([*PLAIN, *GRASPING, *described]), scores={})}
    assert "Soft gripper" in titles
    assert "Frost-lit" not in titles


def test_a_track_says_how_many_of_its_papers_have_code():
    coded = [replace(each, links=(Link("code", "https://example.org/c"),)) for each in GRASPING[:2]]
    first, *_ = trends.tracks(vocabulary([*PLAIN, *coded, *GRASPING[2:]]), scores={})
    assert first.note.endswith("; two with code.")


def test_a_sentence_can_be_chinese():
    assert trends.tracks(vocabulary(), scores={}, languages=("zh-CN",))[0].note.startswith("4篇论文，均属")


def test_what_is_said_more_than_usual_rises_with_its_numbers():
    rising = trends.rising(vocabulary())
    assert next((each.term, each.papers, each.usual) for each in rising) == ("soft gripper", 4, 0.0)
    assert not {each.term for each in rising} & set(WORDS)


def test_nothing_rises_beside_a_past_of_two_days():
    assert trends.rising(vocabulary(days=2)) == ()


def test_what_is_said_less_falls():
    counts = trends.Counts(
        now={GRIPPER: 1}, papers=21, days=1, before={GRIPPER: 60}, papers_before=160, days_before=10
    )
    up, (down,) = trends.moved(counts, {GRIPPER: "soft gripper"})
    assert (down.term, down.papers, down.usual) == ("soft gripper", 1, 6.0)
    assert not up


def test_what_was_counted_elsewhere_rises_by_the_same_rule():
    counts = trends.Counts(
        now={("soft", "gripper"): 4, ("gripper",): 4, ("lamp",): 3},
        papers=24,
        days=1,
        before={("lamp",): 20},
        papers_before=100,
        days_before=10,
    )
    up, down = trends.moved(counts, {("soft", "gripper"): "soft gripper", ("gripper",): "gripper"})
    assert [each.term for each in up] == ["soft gripper"]
    assert not down


def test_the_prior_keeps_a_rare_term_from_looking_like_news():
    assert surprise(1, 100, 0, 1000) < surprise(10, 100, 0, 1000)
    assert abs(surprise(10, 100, 100, 1000)) < 0.01


@given(st.integers(1, 200), st.data())
def test_surprise_has_the_sign_of_the_change(of_now, data):
    now, before = data.draw(st.integers(0, of_now)), data.draw(st.integers(0, of_now))
    if now + before:
        assert surprise(now, of_now, before, of_now) == pytest.approx(-surprise(before, of_now, now, of_now))


def test_keywords_are_what_this_paper_says_and_others_do_not():
    said = vocabulary([*PLAIN, paper(500, "Moss on a Teacup", "Teacups gather moss. Slow moss survives.")])
    assert trends.keywords(said, 20)[0] == "moss"


@given(st.lists(any_papers, max_size=5), st.lists(any_papers, max_size=5))
def test_any_papers_can_be_seen(papers, before):
    seen = vocabulary(papers, before)
    assert all(set(track.papers) <= {each.id for each in papers} for track in trends.tracks(seen, scores={}))
    assert [trends.keywords(seen, place) for place in range(len(papers))] == [
        trends.keywords(vocabulary(papers, before), place) for place in range(len(papers))
    ]
    trends.rising(seen)


def said_by(count, title, abstract, first=700):
    """So many papers alike, in words that no other paper says."""
    return [
        paper(first + n, f"{title} for hall {n}", f"{abstract} Of hall {n} it is said.") for n in range(count)
    ]


@pytest.mark.parametrize("word", ["Please", "Exposes", "Genuine", "Tomorrow", "Mamba"])
def test_one_ordinary_word_never_rises_and_is_no_track(word):
    seen = vocabulary([*PLAIN, *said_by(8, word, f"{word} the weavers of nets, {word.lower()} their looms.")])
    assert word.lower() not in {each.term.casefold() for each in trends.rising(seen)}
    assert word not in {track.title for track in trends.tracks(seen, scores={})}


@pytest.mark.parametrize(
    ("name", "title"), [("3DGS", "3DGS"), ("LoRA", "LoRA"), ("GPT4 weaver", "GPT4 weaver")]
)
def test_one_word_that_is_a_name_can_be_a_track(name, title):
    seen = vocabulary([*PLAIN, *said_by(4, name, f"{name} moves looms and nets of weavers.")])
    assert trends.tracks(seen, scores={})[0].title == title


def test_what_stands_in_no_title_is_no_topic():
    seen = vocabulary(
        [*PLAIN, *said_by(4, "Net", "The signal margin of weavers, their looms and their nets.")]
    )
    assert "Signal margin" not in {track.title for track in trends.tracks(seen, scores={})}


def test_what_unlike_papers_say_is_no_topic():
    """Each of these speaks of another thing beside."""
    others = ["apples", "boats", "clouds", "drums"]
    unlike = [
        paper(n, f"Signal tower of {o}", " ".join(f"{o}{c}" for c in "abcdefgh"))
        for n, o in enumerate(others)
    ]
    alike = [
        paper(50 + n, f"{o} beside", " ".join(f"{o}{c}" for c in "abcdefgh")) for n, o in enumerate(others)
    ]
    seen = vocabulary([*PLAIN, *unlike, *alike, *GRASPING])
    assert [track.title for track in trends.tracks(seen, scores={})] == ["Soft gripper"]


def test_what_is_said_less_than_usual_is_no_track():
    before = [
        *BEFORE,
        *said_by(60, "Soft gripper", "A soft gripper. Its finger goes along a cup.", first=2000),
    ]
    assert not trends.tracks(vocabulary(before=before), scores={})


def test_a_past_of_a_day_or_two_is_no_usual():
    for track in trends.tracks(vocabulary(days=1), scores={}):
        assert "past" not in track.note
        assert "usual" not in track.note


def test_where_thousands_of_terms_are_looked_at_each_must_be_surer():
    now = {("lamp", f"number{n}"): 5 for n in range(2000)} | {GRIPPER: 5}
    before = {phrase: 15 for phrase in now if phrase != GRIPPER}
    counts = trends.Counts(now, 100, 1, before, 300, 10)
    alone = trends.Counts({GRIPPER: 5}, 100, 1, {}, 300, 10)
    spelled = {phrase: " ".join(phrase) for phrase in now}
    assert trends.moved(alone, spelled)[0]
    assert not trends.moved(counts, spelled)[0]


@given(st.lists(any_papers, max_size=6, unique_by=lambda paper: paper.id))
def test_every_paper_of_a_track_says_its_name(papers):
    seen = vocabulary([*papers, *GRASPING])
    for track in trends.tracks(seen, scores={}):
        assert len(set(track.papers)) == len(track.papers) > 1
