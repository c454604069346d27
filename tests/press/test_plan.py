"""The plan, which touches nothing: what there is, and that an old page never depends on the newest day."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.press import plan
from broadsheet.press.periods import Review
from broadsheet.records import DayFacts, Story
from strategies import ANY_DAY, FIRST, LAST


def facts(day, content="text", count=2):
    return DayFacts(
        date=day,
        content=content,
        updated=dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC),
        count=count,
        categories=(("cs.CL", count),) if count else (),
        stories=(Story("2601.00001", f"Of {day}"),),
    )


def planned(days):
    return jobs([facts(day) for day in days], {"broadsheet.css": "x"}, ground="ground", look="look")


def jobs(days, assets=(), *, ground="", look=""):
    return plan.jobs(plan.subjects(days, [], dict(assets)), ground=ground, look=look)


days = st.sets(st.dates(dt.date(2023, 1, 1), dt.date(2027, 12, 31)), min_size=2, max_size=30).map(sorted)


@given(days)
def test_a_new_day_changes_the_same_few_files_however_many_there_are(dates):
    *old, before, new = dates
    first, second = planned([*old, before]), planned(dates)
    changed = {path for path, job in second.items() if path not in first or first[path].key != job.key}
    feeds = {"atom.xml", "rss.xml", "feed.json", "papers.xml"}
    allowed = {
        f"sitemap-{new:%Y}.xml",
        "sitemap-pages.xml",  # its new month
        f"search/{new:%Y/%m}/w{new:%V}/head.json".replace("/w0", "/w"),
        f"search/{before:%Y/%m}/head.json",  # whose month is over, when the next has begun
        f"search/{before:%Y}/head.json",  # and its year
        "search/index.html",
        "mine/index.html",
        f"{new:%Y/%m}/index.html",
        f"{before:%Y/%m}/index.html",  # its next month, when that is new
        f"{new:%Y}/index.html",
        f"{before:%Y}/index.html",
        "archive/index.html",
        "index.html",
        "sitemap.xml",
        "category/index.html",
        "category/cs.CL/index.html",
        *feeds,
        "category/cs.CL/atom.xml",
        "category/cs.CL/papers.xml",
    }
    assert {path for path in changed if not path.startswith("past/")} <= allowed
    assert len([path for path in changed if path.startswith("past/")]) <= 2
    assert f"{new:%Y/%m}/index.html" in changed
    assert len(changed) < 25
    gone = first.keys() - second.keys()
    assert all(path.startswith(("past/", "search/")) for path in gone)


@given(st.sets(ANY_DAY, min_size=1, max_size=30).map(sorted))
def test_days_at_the_ends_of_the_calendar_are_planned_like_any(dates):
    whole = plan.subjects([facts(day) for day in dates], [], {}, looks_back=("week", "month"))
    assert {f"{day.year:04}/index.html" for day in dates} <= whole.keys()
    reviews = [each.period for each in whole.values() if isinstance(each, Review)]
    assert all(FIRST <= each.first <= each.last <= LAST for each in reviews)


@given(days)
def test_the_plan_is_the_same_for_the_same_days(dates):
    assert planned(dates) == planned(dates)


def test_what_a_page_is_made_with_is_in_its_key():
    day = [facts(dt.date(2026, 1, 2))]

    def keys(ground, look, **assets):
        return {path: job.key for path, job in jobs(day, assets, ground=ground, look=look).items()}

    first, other = keys("a", "a"), keys("b", "a")
    assert not set(first.values()) & set(other.values())
    redesigned = keys("a", "b")
    same = {path for path in first if first[path] == redesigned[path]}
    assert same == {path for path in first if not path.endswith(".html")}


def test_an_editors_change_reaches_the_pages_that_show_it():
    dates = [dt.date(2026, 1, day) for day in (2, 5, 6)]
    before = jobs([facts(day) for day in dates])
    edited = [facts(dates[0], "other"), *map(facts, dates[1:])]
    after = jobs(edited)
    changed = {path for path, job in after.items() if before[path].key != job.key}
    assert "atom.xml" in changed
    assert not {"index.html", "2026/01/index.html", "archive/index.html"} & changed
