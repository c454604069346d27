"""The search's index, built: whatever a page says can be found, and a new day touches little of it."""

import datetime as dt
import json
import re

from broadsheet.model import Author, Entry, Kind, Paper, Part, Role, Summary
from broadsheet.press import segments
from broadsheet.records.facts import DayFacts
from press.newspaper import WEEK, entry
from search import index_reader


def segment_of(paper, folder):
    """What a segment says, and its head."""
    head = json.loads(paper.read(f"{folder}head.json"))
    parts = sum(name.rpartition("/")[0] == folder[:-1] and name.endswith(".bin") for name in paper.files())
    names = ["head.json", *(f"{part}.bin" for part in range(parts))]
    said, _ = index_reader.read([(paper.out / folder / name).read_bytes() for name in names])
    return said, head


def found(paper, term):
    """Of a term the days and numbers of the papers that say it, wherever they do."""
    where = set()
    for name in paper.files():
        if name.startswith("search/") and name.endswith("head.json"):
            said, head = segment_of(paper, name.removesuffix("head.json"))
            for field in ("", *index_reader.FIELDS):
                for number in said.get(term + field, ()):
                    day, place = index_reader.day_of(head, number)
                    where.add((str(dt.date.fromordinal(day)), place))
    return where


def test_a_new_day_makes_its_own_shard_and_its_weeks_segment_alone(week):
    week.build()
    week.print_day(dt.date(2026, 1, 7), ("cs.CL", [entry("2601.70001", "News")]))
    written = {name for name in week.build().written if name.startswith("search/")}
    segment = {"search/2026/01/w2/head.json", "search/2026/01/w2/0.bin"}
    beside = "search/2026/01/6.json"  # its page has a link more
    assert written == {"search/2026/01/7.json", beside, "search/index.html", *segment}


def test_days_are_indexed_by_their_week_then_by_months_then_by_years(week):
    week.build()
    assert heads(week) == {"2026/01/w2", "2026/01", "2025"}
    before = found(week, "borrowed")
    week.print_day(dt.date(2026, 2, 3), ("cs.CL", [entry("2602.70001", "News")]))
    week.build()
    assert heads(week) == {"2026/02/w6", "2026/01", "2025"}
    assert found(week, "borrowed") == before
    assert {day for day, _ in before} == set(map(str, WEEK))


def heads(paper):
    return {
        name.removeprefix("search/").removesuffix("/head.json")
        for name in paper.files()
        if name.endswith("/head.json")
    }


def test_a_year_of_very_many_papers_is_parted():
    dates = [dt.date(2024, 1, 2), dt.date(2024, 3, 4), dt.date(2025, 1, 7)]
    for count, folders in (
        (10, ["2024/"]),
        (15_000, ["2024/1-of-2/"]),
        (30_000, ["2024/1-of-4/"]),
        (60_000, ["2024/01/", "2024/03/"]),
    ):
        indexed = segments.segments([facts(day, count) for day in dates])
        assert [each.path for each in indexed] == [f"search/{at}" for at in (*folders, "2025/01/w2/")]


def facts(day, count):
    moment = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
    return DayFacts(day, "x", moment, count, categories=(), stories=(), fields=(), papers=(), chosen=())


def test_the_search_page_names_segments_by_what_they_are_made_from(week):
    week.build()
    before = week.read("search/index.html")
    text = week.library.path_of(WEEK[0]).read_text(encoding="utf-8")
    week.library.path_of(WEEK[0]).write_text(text.replace("It holds.", "It fails."), encoding="utf-8")
    week.build()
    assert week.read("search/index.html") != before


def test_weeks_of_a_year_that_is_over_are_not_apart():
    days = [facts(dt.date(2024, 1, 5), 90_000), facts(dt.date(2025, 1, 3), 1)]  # both in a week 1
    assert [each.path for each in segments.segments(days)] == ["search/2024/01/", "search/2025/01/w1/"]


def test_files_of_another_form_have_another_address(monkeypatch):
    (segment,) = segments.segments([facts(dt.date(2025, 1, 3), 1)])
    before = segment.asked
    monkeypatch.setattr(segments, "_FORMAT", segments._FORMAT + 1)
    assert segment.asked != before


def test_the_search_page_says_which_days_a_segment_has(week):
    week.build()
    (lines,) = re.findall(r'data-segments="([^"]*)"', week.read("search/index.html"))
    assert [line.split(" ", 2)[::2] for line in lines.split("\n")] == [
        ["2026/01/w2/", "5 January 2026 to 6 January 2026"],
        ["2026/01/", "2 January 2026"],
        ["2025/", "2025"],
    ]


def test_a_day_that_goes_takes_its_shard_along(week):
    week.build()
    week.library.path_of(WEEK[0]).unlink()
    removed = {name for name in week.build().removed if name.startswith("search/")}
    assert removed == {"search/2025/12/30.json"}


def test_a_days_own_shard_leads_to_where_its_page_has_each_paper(week):
    week.build()
    dated, rows = json.loads(week.read("search/2025/12/30.json"))
    page = (week.out / "2025/12/30/index.html").read_bytes()
    assert "2025" in dated
    assert rows
    for id_, number, first, size in rows:
        assert number == 1
        assert page[first : first + size].startswith(b"<article ")
        assert f'id="{id_}"'.encode() in page[first : first + size]
        assert page[first : first + size].endswith(b"</article>")


def test_everything_that_a_page_says_of_a_paper_is_found(newspaper):
    told = Summary(
        "a-model",
        (Part(Role.TLDR, "Gnus graze."), Part(Role.METHOD, "We count hooves."), Part(Role.TITLE, "论灯")),
    )
    authors = tuple(Author(f"Ada Example{number}", "Lamp Institute") for number in range(60))
    paper = Paper("2601.00001", "On Lamps", authors, "A zebra is said here alone.", ("cs.CL",), 1)
    lamps = Entry(paper, Kind.NEW, summary=told)
    newspaper.print_day(WEEK[0], ("cs.CL", [lamps, entry("2601.00002", "On Lampreys")]))
    newspaper.build()
    here = {("2025-12-30", 0)}
    for term in ("lamps", "gnus", "hooves", "论灯", "example0", "example59", "institute", "zebra"):
        assert found(newspaper, term) == here, term
    assert found(newspaper, "=2601.00001") == here
    assert len(found(newspaper, "=cs.cl")) == 2
    assert found(newspaper, "the") == set()


def test_a_term_is_told_by_what_it_is_said_in(newspaper):
    newspaper.print_day(WEEK[0], ("cs.CL", [entry("2601.00001", "On Lamps")]))
    newspaper.build()
    said, _ = segment_of(newspaper, "search/2025/12/w1/")
    assert said["lamps\x01"] == {0: [1]}
    assert said["ada\x03"] == {0: [0]}
    assert "ada" not in said


def test_words_stand_backwards_for_slips_in_their_first_half(week):
    week.build()
    files = [(week.out / f"search/2026/01/w2/{name}").read_bytes() for name in ("head.json", "0.bin")]
    assert "borrowed" in index_reader.ends(files)
