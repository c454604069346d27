"""What is made of works: clusters, their names and keywords, and what is written of them."""

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet import config, learning
from broadsheet.learning import Work, naming
from broadsheet.learning.clusters import clustered
from broadsheet.learning.naming import Candidate
from broadsheet.learning.wording import cases_of, words_of
from broadsheet.rank.likeness import SIZE, unit

VIDEO = [
    Work(
        f"{start} Diffusion Models for Video {number}",
        f"We propose diffusion models for video. The {thing} of frames is smooth, and diffusion"
        " models denoise latent frames of long video clips.",
        authors=("Ada Example", f"Max Dummyfeld {number}"),
    )
    for number, (start, thing) in enumerate(
        [("Fast", "motion"), ("Long", "flow"), ("Steered", "camera"), ("Small", "light"), ("Cheap", "tempo")]
    )
]
STARS = [
    Work(
        f"The dust of {name} galaxies",
        f"Star formation in {name} galaxies heats their gas. Telescopes see star formation by its lines.",
        authors=(f"Eve Sample {number}",),
    )
    for number, name in enumerate(["dwarf", "spiral", "distant", "merging", "quiet"])
]
BOTH = [work for pair in zip(VIDEO, STARS, strict=True) for work in pair]


def test_works_of_one_subject_are_one_interest_and_named_as_they_say():
    video, stars = sorted(learning.drafted(BOTH), key=lambda draft: draft.interest.name)
    assert (video.interest.name, stars.interest.name) == ("Diffusion models for video", "Star formation")
    assert {*video.of} == {*VIDEO}
    assert {*stars.of} == {*STARS}


def test_who_wrote_three_of_the_works_is_followed():
    video, stars = sorted(learning.drafted(BOTH), key=lambda draft: draft.interest.name)
    assert (video.interest.follow, stars.interest.follow) == (("Ada Example",), ())


def test_each_keyword_adds_a_word():
    for draft in learning.drafted(BOTH):
        words = [set(keyword.casefold().split()) for keyword in draft.interest.keywords]
        assert len(words) > 2
        for number, each in enumerate(words):
            assert each - set().union(*words[:number])


def test_a_word_that_everybody_says_is_no_keyword_by_itself():
    said = [("equation",), ("brownian", "motion"), ("martingale",), ("heat", "equation"), ("function",)]
    phrases = [Candidate(stems, " ".join(stems), 1.0, 5, 5) for stems in said]
    assert naming.keywords(phrases, phrases[1]) == ["brownian motion", "martingale", "heat equation"]
    assert naming.keywords(phrases[:1], None) == []


def test_the_order_of_the_works_changes_nothing():
    def told(works):
        return sorted((draft.interest.name, draft.works) for draft in learning.drafted(works))

    assert told(BOTH) == told(BOTH[::-1]) == told(STARS + VIDEO)


def test_what_is_like_nothing_else_is_in_no_interest():
    odd = Work("Tax law of fishing villages", "Courts tax the nets of fishing villages by custom.")
    assert all(odd not in draft.of for draft in learning.drafted([*BOTH, odd]))


def test_a_few_works_of_nothing_in_common_are_one_interest():
    (draft,) = learning.drafted([VIDEO[0], STARS[0]])
    assert draft.works == 2


def test_a_draft_is_a_configuration_that_reads_and_names_the_works_that_stand_for_it():
    text = f"title: T\n{learning.written(learning.drafted(BOTH))}\n"
    assert len(config.read(text).interests) == 2
    assert yaml.safe_load(text)["interests"][0]["keywords"]
    assert text.count("  #   ") == 6


@pytest.mark.parametrize("works", [[], [Work(id="2601.00001")], [Work("Qqq zzz")]])
def test_nothing_is_drafted_from_nothing(works):
    assert learning.drafted(works) == []


@given(
    st.lists(
        st.builds(
            Work,
            st.text(alphabet="abc ·:#-'\"{}\n$\\", max_size=30).map(lambda end: f"Soft robots {end}"),
            st.text(max_size=40),
            st.tuples(st.text(max_size=8)),
        ),
        min_size=2,
        max_size=5,
    )
)
@example([Work(f"Soft robots {end}") for end in ("", "b", "aa")])
@example([Work(f"Soft robots {end}") for end in ("b", "·", "aa")])
def test_whatever_is_in_the_works_the_draft_reads(works):
    drafts = learning.drafted(works)
    if drafts:
        interests = config.read(f"title: T\n{learning.written(drafts)}\n").interests
        assert [each.name for each in interests] == [draft.interest.name for draft in drafts]


DIRECTIONS = st.lists(
    st.tuples(st.integers(0, 3), st.floats(-0.2, 0.2)).map(
        lambda each: unit([float(place == each[0]) + each[1] / (place + 1) for place in range(SIZE)])
    ),
    max_size=12,
)


@given(DIRECTIONS)
def test_no_work_stands_in_two_clusters_and_what_lies_alike_is_not_parted(directions):
    clusters = clustered([*directions, *directions])
    places = [place for cluster in clusters for place in cluster]
    assert len(places) == len(set(places))
    at = {place: number for number, cluster in enumerate(clusters) for place in cluster}
    assert all(at.get(place) == at.get(place + len(directions)) for place in range(len(directions)))
    assert list(map(len, clusters)) == sorted(map(len, clusters), reverse=True)


def test_a_library_of_thousands_is_clustered_by_some_of_its_works():
    ways = [unit([float(place == way) for place in range(SIZE)]) for way in range(3)]
    clusters = clustered([ways[number % 3] for number in range(1000)])
    assert [len(cluster) for cluster in clusters] == [334, 333, 333]
    assert all(len({place % 3 for place in cluster}) == 1 for cluster in clusters)


def said(title, abstract=""):
    work = Work(title, abstract)
    return set(words_of(work, cases_of([work])).spelled.values())


def test_phrases_are_spelled_as_inside_a_sentence():
    found = said(
        "Gaussian Splatting Without LoRA", "Here Markov chains meet Splatting. See the Markov chain."
    )
    assert {"Gaussian Splatting", "LoRA", "Markov chains"} <= found | {"Gaussian splatting"}
    assert "Soft grippers" not in said("Soft Grippers")
    assert "soft grippers" in said("Soft Grippers")


def test_a_phrase_halves_nothing_that_a_hyphen_joins():
    found = said("few-shot segmentation of state-of-the-art maps")
    assert "few-shot segmentation" in found
    assert not {"shot segmentation", "art maps"} & found


def test_two_things_are_one_phrase_where_the_text_joins_them():
    assert "diffusion models for video" in said("Diffusion models for video")
    assert not [each for each in said("diffusion models without video") if "without" in each]
