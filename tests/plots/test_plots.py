"""Pictures are well formed, small, told in words too, and drawn from nothing but what they are given."""

import datetime as dt
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from broadsheet import almanac, plots
from broadsheet.model import Rising
from broadsheet.words import Words
from strategies import ANY_DAY, FIRST, LAST

WORDS = Words()
MONDAY = dt.date(2026, 1, 5)
SVG = "{http://www.w3.org/2000/svg}"


def weekdays(number, count=lambda at: 10 + at % 5):
    days = (MONDAY + dt.timedelta(days=at) for at in range(10 * number))
    return [(day, count(at)) for at, day in enumerate(day for day in days if day.weekday() < 5)][:number]


def made_of(days):
    return [
        (day, {"Vision": count, "Speech & sound": 3, "Rest": 1, **{f"field {at}": at for at in range(4)}})
        for day, count in days
    ]


def terms(*numbers):
    return [Rising(f"term <{at}>", papers, usual) for at, (papers, usual) in enumerate(numbers)]


def every_plot(days):
    made = [
        plots.calendar(days, WORDS, title="The year"),
        plots.quarter(days, WORDS),
        plots.streams(made_of(days[:31]), WORDS, title="Streams", rest="Rest"),
        plots.slopes(terms((9, 1.5), (7, 2)), terms((1, 8.0), (0, 5)), WORDS),
    ]
    return [plot for plot in made if plot]


def parsed(drawing):
    return ET.fromstring(drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def days_after(first, offsets):
    return sorted({almanac.moved(first, dt.timedelta(days=each)) for each in offsets})


@settings(max_examples=12)
@given(st.builds(days_after, ANY_DAY, st.sets(st.integers(-200, 200), min_size=1, max_size=40)))
@example([LAST - dt.timedelta(days=day) for day in range(30, -1, -1)])
@example([FIRST + dt.timedelta(days=day) for day in range(30)])
def test_days_at_the_ends_of_the_calendar_are_drawn_like_any(days):
    for plot in every_plot([(day, 1 + day.day) for day in days]):
        assert all(parsed(drawing).get("role") == "img" for drawing in plot.drawings)


@pytest.mark.parametrize("until", [LAST, dt.date(2026, 1, 9)])
def test_the_last_days_of_the_calendar_make_the_same_picture_as_those_of_another_week(until):
    days = [(until - dt.timedelta(days=at), 5 + at) for at in range(20, -1, -1)]
    (drawing,) = plots.calendar(days, WORDS, title="The year").drawings
    cells = "".join(
        each.get("d") for each in parsed(drawing).iter(f"{SVG}path") if each.get("class") != "day-0"
    )
    assert cells.count("M") == 21


@settings(max_examples=12)
@given(st.integers(10, 260), st.integers(0, 900))
def test_every_picture_is_well_formed_small_and_has_words_for_who_does_not_see_it(number, most):
    for plot in every_plot(weekdays(number, lambda at: at * most // number)):
        assert plot.title
        assert plot.note
        assert sum(map(len, plot.drawings)) < 12_000
        for drawing in plot.drawings:
            svg = parsed(drawing)
            assert svg.get("role") == "img"
            assert svg.get("aria-label")
        assert all(len(row) == len(plot.heads) for row in plot.rows)


def test_colours_are_the_style_sheet_s_alone():
    for plot in every_plot(weekdays(120)):
        for drawing in plot.drawings:
            assert not {"fill", "stroke", "style"} & {
                name for each in parsed(drawing).iter() for name in each
            }


def test_the_same_days_give_the_same_picture():
    assert every_plot(weekdays(60)) == every_plot(weekdays(60))


def test_a_year_shows_every_day_and_its_table_adds_up():
    days = weekdays(250)
    plot = plots.calendar(days, WORDS, title="The year")
    cells = "".join(plot.drawings).count("z")
    assert cells >= len(days)
    assert sum(int(row[1].replace(",", "")) for row in plot.rows) == sum(count for _, count in days)
    assert len(plot.drawings) == 2  # halves, which stand below one another on a phone


def test_a_few_weeks_are_drawn_no_larger_than_a_year_is_and_their_month_is_named():
    def across(plot):
        return float(parsed(plot.drawings[0]).get("viewBox").split()[2])

    few = plots.calendar(weekdays(9), WORDS, title="The year")
    assert across(few) >= across(plots.calendar(weekdays(250), WORDS, title="The year")) * 0.95
    named = [each.text for each in parsed(few.drawings[0]).iter("{http://www.w3.org/2000/svg}text")]
    assert WORDS.month_in_short(weekdays(9)[0][0]) in named


def test_a_week_is_no_year():
    assert plots.calendar(weekdays(5), WORDS, title="The year") is None


@pytest.mark.parametrize(
    ("count", "most", "weight"),
    [(0, 100, 0), (1, 100, 1), (25, 100, 1), (26, 100, 2), (100, 100, 4), (5, 0, 0)],
)
def test_a_day_is_as_dark_as_it_is_full_beside_the_fullest(count, most, weight):
    assert plots.weight(count, most) == weight


def test_a_quarter_shows_thirteen_weeks_up_to_its_last_day_and_nothing_of_what_came_before():
    days = weekdays(130)
    plot = plots.quarter(days, WORDS)
    assert len(plot.rows) == 13 + 1  # weeks, and the mean
    assert plots.quarter(days[-65:], WORDS) == plot


def test_a_quarter_says_on_which_day_of_the_week_most_comes():
    plot = plots.quarter(weekdays(60, lambda at: 40 if at % 5 == 1 else 20 - at % 5), WORDS)
    assert plot.note.startswith("Tuesday is the fullest day of the week, with 40 papers")
    assert "Friday has 16" in plot.note
    assert "bar-most" in plot.drawings[0]


def test_a_few_days_have_no_rhythm():
    assert plots.quarter(weekdays(7), WORDS) is None
    assert plots.quarter([], WORDS) is None


def test_streams_keep_every_paper():
    days = [(day, {f"field {at}": at + 1 for at in range(9)}) for day, _ in weekdays(10)]
    plot = plots.streams(days, WORDS, title="Streams", rest="Other papers")
    assert plot.heads[-1] == "Other papers"
    assert len(plot.heads) == 1 + 6
    assert all(sum(map(int, row[1:])) == sum(range(1, 10)) for row in plot.rows)


def test_one_stream_is_no_picture():
    assert plots.streams([(day, {"cs.CV": 4}) for day, _ in weekdays(10)], WORDS, title="", rest="") is None


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 400), st.floats(0, 400)), min_size=3, max_size=16))
def test_names_of_slopes_stand_clear_of_one_another(numbers):
    plot = plots.slopes(terms(*numbers), [], WORDS)
    names = [
        float(each.get("y")) for each in parsed(plot.drawings[0]).iter(f"{SVG}text") if each.get("class")
    ]
    assert len(names) == len(numbers)
    assert all(below - above >= 14.8 for above, below in pairwise(names))


def test_two_terms_are_no_picture():
    assert plots.slopes(terms((9, 1), (4, 2)), [], WORDS) is None
