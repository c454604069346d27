"""Ratings: rare, comparable, explained, the same every time; they follow and avoid what the reader says."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.config import EditorSettings, Interest
from broadsheet.model import Author, Decision, Paper
from broadsheet.rank import rated
from broadsheet.text import markdown
from strategies import papers as any_papers
from strategies import tuples

ROBOTS = Interest(
    name="Robots",
    about="Machines that grasp what people hand them.",
    keywords=("robot*", "grasping", "soft gripper"),
    follow=("Raquel Fernandez-Muster", "Example Lab", "kettle lid"),
    avoid=("stock market",),
)
POEMS = Interest(
    name="Poems", about="Rhyme and metre, read by machines.", keywords=("poem", "rhyme", "metre")
)
FILLER = "We look at lamps, bridges and snow in an ordinary town. The measurement takes a winter."


def paper(number, title="On lamps", abstract=FILLER, authors=()):
    return Paper(f"2601.{number:05}", title, authors, abstract)


def test_an_interest_that_no_paper_could_serve_rates_none():
    """As one that is written in another language than the papers."""
    poems = Interest(name="诗", about="用机器写诗，押韵。")
    every = [
        paper(number, title) for number, title in enumerate(("On lamps", "Rhyme and metre", "Soft grippers"))
    ]
    found = rated(every, interests=[poems], archive=archive(), editor=EditorSettings())
    assert {each.rating.score for each in found.values()} == {0.0}
    assert not any(each.rating.field for each in found.values())


def archive(count=400):
    deal = random.Random(5)
    words = [
        "lamp",
        "bridge",
        "snow",
        "valley",
        "door",
        "kettle",
        "museum",
        "piano",
        "photon",
        "queue",
        "letter",
        "urn",
        "map",
        "teacup",
    ]
    return [
        paper(10_000 + number, "A " + deal.choice(words), " ".join(deal.choices(words, k=60)) + ".")
        for number in range(count)
    ]


ABOUT_ROBOTS = paper(
    1,
    "Robots That Ask Before Grasping",
    "Handing over is hard. A soft gripper lets our robot grasp what people hand it. It drops one cup in ten.",
)


def rate(*papers, interests=(ROBOTS, POEMS), before=None, **editor):
    return rated(
        papers,
        interests=interests,
        archive=archive() if before is None else before,
        editor=EditorSettings(**editor),
    )


def score(of, **facts):
    return rate(of, paper(2), **facts)[of.id].rating.score


def test_a_paper_of_an_interest_is_a_must_read_with_the_reason_in_words():
    found = rate(ABOUT_ROBOTS, paper(2))
    opinion = found["2601.00001"]
    assert (opinion.rating.field, opinion.rating.decision) == ("Robots", Decision.MUST_READ)
    said = markdown.plain(opinion.reason)
    assert said.startswith("It is about robots and grasping, and touches on soft gripper.")
    assert opinion.sentence == ""


def test_a_paper_whose_title_does_not_say_it_has_the_sentence_that_does():
    quiet = paper(7, "Ask First", ABOUT_ROBOTS.abstract)
    opinion = rate(quiet, paper(2))["2601.00007"]
    assert markdown.plain(opinion.reason).startswith("It touches on soft gripper")
    assert opinion.sentence == "A soft gripper lets our robot grasp what people hand it."


@pytest.mark.parametrize(
    ("title", "abstract", "why"),
    [
        ("Soft Robotic Arms for Grasping", "", "It is about soft robotic arms and grasping."),
        ("Tidy-2: Grasping in Medical Halls", "Grasping.", "It is about grasping."),
        ("Low-Light Grasping", "", "It is about low-light grasping."),
        ("Gaussian Grasping", "A Gaussian hand is soft.", "It is about Gaussian grasping."),
        ("Tea", "The robotic tea party ends.", "It touches on robotic tea party."),
        ("Tea", "It is robot-to-robot talk.", "It touches on robot-to-robot."),
    ],
)
def test_a_reason_names_things_as_people_do(title, abstract, why):
    assert markdown.plain(rate(paper(9, title, abstract), paper(2))["2601.00009"].reason) == why


def test_a_phrase_is_named_as_the_paper_writes_it():
    actions = Interest(name="Actions", keywords=("vision-language-action", "soft gripper"))
    found = rate(paper(8, "Vision-Language-Action in a Soft–Gripper"), paper(2), interests=(actions,))
    said = markdown.plain(found["2601.00008"].reason)
    assert said == "It is about vision-language-action and soft–gripper."


def test_a_paper_of_no_interest_is_listed_with_a_low_score_and_no_field():
    opinion = rate(ABOUT_ROBOTS, paper(2))["2601.00002"]
    assert opinion.rating.score < 2
    assert (opinion.rating.field, opinion.rating.decision) == ("", Decision.SKIP)
    assert opinion.reason == "None of your interests stands in it."
    assert not opinion.sentence


def test_without_interests_nobody_is_rated():
    assert rate(ABOUT_ROBOTS, interests=()) == {}


def test_high_scores_stay_rare_however_many_papers_match():
    everyday = [
        paper(n, f"Robot {n}", f"A robot takes a lamp. {FILLER}" + " Grasping." * (n % 7)) for n in range(300)
    ]
    scores = [each.rating.score for each in rate(*everyday, before=[]).values()]
    assert sum(each >= 8 for each in scores) / len(scores) < 0.06
    assert len(set(scores)) > 3


def test_the_best_of_nothing_is_not_a_must():
    faint = paper(3, "A door in a valley", f"{FILLER} A machine stood by.")
    assert score(faint, before=[paper(20_000 + n) for n in range(300)]) < 5


def test_the_archive_makes_days_comparable():
    rare = score(ABOUT_ROBOTS, before=archive())
    common = score(
        ABOUT_ROBOTS,
        before=[paper(30_000 + n, ABOUT_ROBOTS.title, ABOUT_ROBOTS.abstract) for n in range(400)],
    )
    assert common < rare


@pytest.mark.parametrize(
    ("facts", "named"),
    [
        ({"authors": (Author("Raquel Fernández-Muster"),)}, "Raquel Fernandez-Muster"),
        ({"authors": (Author("Ada Example", "Example Lab, Placeholder"),)}, "Example Lab"),
        ({"abstract": f"{FILLER} The kettle lids rattle."}, "kettle lid"),
    ],
)
def test_what_is_followed_is_always_worth_a_look(facts, named):
    opinion = rate(paper(4, **facts), paper(2))["2601.00004"]
    assert opinion.rating.score >= 5
    assert opinion.rating.field == "Robots"
    assert f"You follow {named}" in markdown.plain(opinion.reason)


def test_a_followed_paper_counts_for_the_interest_that_follows_it():
    verse = paper(5, "A rhyme", "A poem in a metre.", authors=(Author("Raquel Fernández-Muster"),))
    assert rate(verse, paper(2), interests=(POEMS, ROBOTS))["2601.00005"].rating.score >= 5


def test_what_is_avoided_lowers_the_score_and_is_said():
    avoided = paper(6, ABOUT_ROBOTS.title, f"{ABOUT_ROBOTS.abstract} We sell it on the stock market.")
    assert score(avoided) <= score(ABOUT_ROBOTS) - 2
    assert "you avoid stock market" in markdown.plain(rate(avoided, paper(2))["2601.00006"].reason)


def test_a_weight_makes_an_interest_count_more():
    both = paper(7, "Robots that rhyme", "A robot writes a poem about grasping, in metre.")
    heavy = Interest(name="Poems", keywords=POEMS.keywords, weight=5.0)
    light = Interest(name="Poems", keywords=POEMS.keywords, weight=0.2)
    fields = [
        rate(both, paper(2), interests=(ROBOTS, each))["2601.00007"].rating.field for each in (heavy, light)
    ]
    assert fields == ["Poems", "Robots"]


def test_thresholds_are_the_publishers():
    assert (
        rate(ABOUT_ROBOTS, must_read=10.0, worth_a_look=10.0, before=[])["2601.00001"].rating.decision
        is Decision.SKIP
    )


def test_order_does_not_matter_and_nothing_is_random():
    day = [ABOUT_ROBOTS, paper(2), *archive(30)]
    assert rate(*day) == rate(*reversed(day)) == rate(*day)


@given(tuples(any_papers, 4), st.lists(any_papers, max_size=4))
def test_any_paper_can_be_rated(day, before):
    unique = tuple({each.id: each for each in day}.values())
    found = rated(
        unique, interests=(ROBOTS, POEMS), archive=before, editor=EditorSettings(), languages=("zh",)
    )
    assert found.keys() == {each.id for each in unique}
    assert all(0 <= each.rating.score <= 10 for each in found.values())


def test_a_page_of_an_older_version_is_rated_and_told_as_one_of_today():
    asked = Interest(name="Bridges", keywords=("Schrödinger bridge",), follow=("Raquel Fernández-Muster",))
    told = []
    for title, author in (
        (r"On Schr\"odinger bridges", r"Raquel Fern\'andez-Muster"),
        ("On Schrödinger bridges", "Raquel Fernández-Muster"),
    ):
        one = paper(1, title, authors=(Author(author),))
        found = rated([one], interests=[asked], archive=archive(), editor=EditorSettings())["2601.00001"]
        told.append((found.rating, found.reason))
    assert told[0] == told[1]
    assert "Schrödinger bridges" in told[0][1]
