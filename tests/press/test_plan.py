"""The plan, which touches nothing: what there is, and that an old page never depends on the newest day."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.press import plan
from broadsheet.press.facts import DayFacts, Story


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
    return plan.jobs([facts(day) for day in days], [], {"broadsheet.css": "x"}, ground="ground", look="look")


days = st.sets(st.dates(dt.date(2023, 1, 1), dt.date(2027, 12, 31)), min_size=2, max_size=30).map(sorted)


@given(days)
def test_a_new_day_changes_the_same_few_files_however_many_there_are(dates):
    *old, before, new = dates
    first, second = planned([*old, before]), planned(dates)
    changed = {path for path, job in second.items() if path not in first or first[path].key != job.key}
    feeds = {"atom.xml", "rss.xml", "feed.json", "papers.xml", "papers-rss.xml", "papers.json"}
    allowed = {
        f"{new:%Y/%m/%d}/index.html",
        f"{new:%Y/%m/%d}/index.json",
        *(f"{new:%Y/%m/%d}/{form}" for form in plan.References),
        f"{new:%Y/%m/%d}/share.png",
        f"sitemap-{new:%Y}.xml",
        "sitemap-pages.xml",  # its new month
        f"search/{new:%Y/%m}/{new.day}.json",
        f"search/{new:%Y/%m}/0-of-1.json",
        "search/index.html",  # its new month
        f"{before:%Y/%m/%d}/index.html",
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
        *(f"category/cs.CL/{feed}" for feed in feeds),
    }
    assert changed <= allowed
    assert f"{new:%Y/%m/%d}/index.html" in changed
    if (new.year, new.month) == (before.year, before.month):
        assert len(changed) == 29
    assert first.keys() <= second.keys()


@given(days)
def test_the_plan_is_the_same_for_the_same_days(dates):
    assert planned(dates) == planned(dates)


def test_what_a_page_is_made_with_is_in_its_key():
    day = [facts(dt.date(2026, 1, 2))]

    def keys(ground, look, **assets):
        jobs = plan.jobs(day, [], assets, ground=ground, look=look)
        return {path: job.key for path, job in jobs.items()}

    first, other = keys("a", "a"), keys("b", "a")
    assert not set(first.values()) & set(other.values())
    redesigned = keys("a", "b")
    same = {path for path in first if first[path] == redesigned[path]}
    assert same == {path for path in first if not path.endswith(".html")}


def test_an_editors_change_reaches_the_pages_that_show_it():
    dates = [dt.date(2026, 1, day) for day in (2, 5, 6)]
    before = plan.jobs([facts(day) for day in dates], [], {}, ground="", look="")
    edited = [facts(dates[0], "other"), *map(facts, dates[1:])]
    after = plan.jobs(edited, [], {}, ground="", look="")
    changed = {path for path, job in after.items() if before[path].key != job.key}
    assert "2026/01/02/index.html" in changed
    assert "atom.xml" in changed
    assert not {"index.html", "2026/01/05/index.html", "2026/01/index.html", "archive/index.html"} & changed
