"""The editor fills what is absent and keeps what is there."""

import dataclasses
import datetime as dt

import pytest

from broadsheet import config
from broadsheet.editor import Editor, edited
from broadsheet.model import (
    Author,
    Daily,
    Decision,
    Digest,
    Earlier,
    Entry,
    Kind,
    Paper,
    Part,
    Rating,
    Role,
    Section,
    Summary,
    Trend,
)

SITE = """\
title: Test
interests:
  - {name: Robots, keywords: ["robot*", grasping]}
  - {name: Poems, keywords: [poem, rhyme]}
editor: {sections: %s}
"""
DAY = dt.date(2026, 1, 27)
SENTENCE = "A robot learns grasping from a cup."


def site(sections="interest"):
    return config.read(SITE % sections)


def entry(number, title, abstract="Lamps are lit.", **facts):
    return Entry(Paper(f"2601.{number:05}", title, (), abstract, ("cs.RO",)), Kind.NEW, **facts)


ROBOT = entry(1, "Robots and grasping", SENTENCE)
POEM = entry(2, "A rhyme", "A poem rhymes.")
LAMP = entry(3, "A lamp")
MODEL = Rating(9.1, Decision.MUST_READ, "Poems")


def digest(*entries, day=DAY, **facts):
    return Digest(
        day, "A day", dt.datetime(2026, 1, 27, tzinfo=dt.UTC), sections=(Section("cs.RO", entries),), **facts
    )


def past(days=6):
    papers = (
        entry(100 * day + n, f"A door {n}", "A museum of snow.")
        for day in range(1, days + 1)
        for n in range(10)
    )
    by_day = [[next(papers) for _ in range(10)] for _ in range(days)]
    return [digest(*each, day=DAY - dt.timedelta(days=n + 1)) for n, each in enumerate(by_day)]


@pytest.fixture
def editor():
    return Editor(site(), past())


def test_a_rating_that_is_there_is_kept_and_an_absent_one_filled(editor):
    rated = entry(
        4, "Robots and grasping again", rating=MODEL, reason="The model says so.", keywords=("moss",)
    )
    kept, filled = editor.judged([rated, ROBOT])
    assert kept == rated
    assert filled.rating.field == "Robots"
    assert filled.reason
    assert filled.keywords


def test_the_sentence_is_quoted_unless_the_summary_says_it_already(editor):
    robot = dataclasses.replace(ROBOT, paper=dataclasses.replace(ROBOT.paper, title="Cups"))
    (bare,) = editor.judged([robot], [LAMP])
    told = dataclasses.replace(
        robot, summary=Summary("extract", (Part(Role.TLDR, SENTENCE.replace(".", r".")),))
    )
    (quiet,) = editor.judged([told], [LAMP])
    assert "“A robot learns grasping" in bare.reason
    assert "“" not in quiet.reason


def test_a_paper_names_the_earlier_papers_that_it_follows_with_their_day():
    people = (Author("Ada Example"), Author("Raquel Fernández-Muster"))
    said = "Amber filters dim the glare that foghorns scatter over quays."
    before, now = (
        Entry(Paper(id_, "Amber filters on quays", people, said), Kind.NEW)
        for id_ in ("2601.00900", "2601.00901")
    )
    yesterday = digest(before, day=DAY - dt.timedelta(days=1))
    (told, lamp) = Editor(site(), [*past(), yesterday]).with_earlier([now, LAMP])
    assert told.earlier == (Earlier("2601.00900", dt.date(2026, 1, 26), "Amber filters on quays"),)
    assert lamp.earlier == ()


def test_a_paper_names_earlier_papers_that_it_is_like_beside_those_that_it_follows():
    people = (Author("Ada Example"), Author("Raquel Fernández-Muster"))
    said = "Radiographs of lungs are segmented by a transformer that radiologists trust."
    own, foreign, now = (
        Entry(Paper(id_, "Radiographs of lungs", authors, said), Kind.NEW)
        for id_, authors in (("2601.00900", people), ("2601.00901", ()), ("2601.00902", people))
    )
    yesterday = digest(own, foreign, day=DAY - dt.timedelta(days=1))
    (told, lamp) = Editor(site(), [*past(), yesterday]).with_earlier([now, LAMP])
    assert [each.id for each in told.earlier] == ["2601.00900"]
    assert told.related == (Earlier("2601.00901", dt.date(2026, 1, 26), "Radiographs of lungs"),)
    assert lamp.related == ()


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("interest", ["Robots", "Poems", "Other papers"]),
        ("category", ["cs.RO"]),
        ("decision", ["Must read", "The rest"]),
    ],
)
def test_a_page_is_parted_as_configured(order, names):
    editor = Editor(site(order), past())
    judged = editor.judged([LAMP, POEM, ROBOT])
    sections = editor.sections(judged, ["cs.RO"])
    assert [section.name for section in sections] == names
    scores = [each.rating.score for each in sections[0].entries]
    assert scores == sorted(scores, reverse=True)
    assert sum(len(section.entries) for section in sections) == 3


def test_without_interests_papers_stand_under_their_categories():
    editor = Editor(config.read("title: T\neditor: {sections: interest}\n"), past())
    assert [section.name for section in editor.sections(editor.judged([LAMP]), [])] == ["cs.RO"]


def test_what_is_usual_is_a_mean_over_the_days_that_have_pages(editor):
    usual = editor.overview([ROBOT]).usual
    assert (usual.days, usual.papers, usual.categories) == (6, 10.0, {"cs.RO": 10.0})


def test_trends_that_somebody_wrote_stay(editor):
    own = (Trend("My own view", "", ("2601.00001",)),)
    before = digest(ROBOT, trends=own)
    assert editor.overview([ROBOT, POEM], before).trends == own


def test_the_editors_own_trends_grow_with_the_page(editor):
    robots = [entry(10 + n, f"Soft gripper {n}", "A soft gripper moves a finger.") for n in range(4)]
    others = past(1)[0].entries
    seen = editor.overview([*robots[:3], *others])
    assert len(seen.trends[0].papers) == 3
    before = dataclasses.replace(
        digest(*robots[:3], *others), trends=seen.trends, rising=seen.rising, usual=seen.usual
    )
    later = editor.overview([*robots, *others], before)
    assert len(later.trends[0].papers) == 4


def test_rating_again_spares_what_a_model_told():
    by_model = entry(5, "Robots", rating=MODEL, summary=Summary("some-model", (Part(Role.TLDR, "Short."),)))
    by_us = entry(6, "Robots and grasping", rating=Rating(1.0, Decision.SKIP), summary=Summary("extract"))
    page = digest(by_model, by_us)
    again = edited(page, Editor(site(), past()), again=True, arrange=True)
    ratings = {each.paper.id: each.rating for each in again.entries}
    assert ratings["2601.00005"] == MODEL
    assert ratings["2601.00006"].score > 1.0
    assert edited(page, Editor(site(), past())).entries[1].rating.score == 1.0


def test_own_categories_and_archives_stand_in_the_configured_order_and_cross_lists_after_them():
    names = ["cs.AR", "stat.ML", "stat.AP", "cs.CL", "math.PR"]
    papers = [Paper(f"2601.{n:05}", "A", categories=(name,)) for n, name in enumerate(names)]
    sections = Editor(config.read("title: T\n"), []).sections(
        [Entry(paper, Kind.NEW) for paper in papers], ["math.PR", "stat"]
    )
    assert [section.name for section in sections] == ["math.PR", "stat.AP", "stat.ML", "cs.AR", "cs.CL"]


def test_papers_that_nobody_rated_stand_by_their_votes():
    papers = [Paper(f"2601.{n:05}", "A", daily=Daily(n, DAY)) for n in (3, 40, 7)]
    (section,) = Editor(config.read("title: T\n"), []).sections(
        [Entry(paper, Kind.DAILY) for paper in papers]
    )
    assert [entry.paper.daily.upvotes for entry in section.entries] == [40, 7, 3]
