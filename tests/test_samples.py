"""Sample days, whose papers are invented, say so, and never stand beside real ones."""

import datetime as dt
import os
import shutil
from pathlib import Path

import pytest

from broadsheet import config, page, sources
from broadsheet.editor import Editor
from broadsheet.errors import PageError
from broadsheet.library import Library
from broadsheet.records.seen import Seen
from doors.command import caller
from doors.invented_feed import feed, item
from press.newspaper import Newspaper, digest, entry

SAID = "A sample: papers, people and results are invented."
REAL, SAMPLE = dt.date(2026, 2, 3), dt.date(2026, 1, 26)
SETTINGS = "title: The Daily Example\nsources: {arxiv: {categories: [cs.CL]}}\n"


@pytest.fixture
def newspaper(tmp_path):
    newspaper = Newspaper(tmp_path)
    newspaper.write("broadsheet.yaml", SETTINGS)
    return newspaper


@pytest.fixture
def broadsheet(tmp_path, monkeypatch, capsys):
    return caller(tmp_path, monkeypatch, capsys)


def print_sample(newspaper, day=SAMPLE):
    text = page.render(digest(day, ("cs.CL", [entry("2601.89999", "Invented")])))
    newspaper.write(
        f"content/{day.year}/{day}.md", text.replace("\nformat: 1\n", "\nformat: 1\nsample: true\n")
    )


def days(folder):
    return [
        each.relative_to(folder / "site").parent.as_posix() for each in folder.glob("site/20*/*/*/index.html")
    ]


def test_every_page_of_a_sample_says_that_it_is_one(newspaper, broadsheet, tmp_path):
    print_sample(newspaper)
    assert broadsheet("render")[0] == 0
    pages = list(tmp_path.rglob("site/**/*.html"))
    assert days(tmp_path) == ["2026/01/26"]
    assert [each for each in pages if SAID not in each.read_text()] == []


def test_where_a_real_day_is_the_samples_are_gone_and_nothing_speaks_of_them(newspaper, broadsheet, tmp_path):
    print_sample(newspaper)
    broadsheet("render")
    newspaper.print_day(REAL, ("cs.CL", [entry("2602.00001", "True")]))
    assert broadsheet("render")[0] == 0
    assert days(tmp_path) == ["2026/02/03"]
    texts = [
        each.read_text()
        for each in tmp_path.rglob("site/**/*.*")
        if each.suffix in {".html", ".xml", ".json"}
    ]
    assert not [text for text in texts if SAID in text or "2601.89999" in text]


@pytest.fixture
def opened(monkeypatch):
    """The names of the files that are looked into from now on."""
    names = []
    opens = os.open
    monkeypatch.setattr(os, "open", lambda path, *more: names.append(Path(path).name) or opens(path, *more))
    return names


@pytest.mark.usefixtures("later")
def test_of_what_kind_a_day_is_is_known_of_those_that_are_as_they_were(newspaper, opened):
    for day in (1, 2, 3):
        newspaper.print_day(REAL + dt.timedelta(day), ("cs.CL", [entry(f"2602.0000{day}", "True")]))
    print_sample(newspaper)
    library, state = Library(newspaper.root), newspaper.root / ".broadsheet"
    newspaper.build()
    Seen(library, state)
    opened.clear()
    assert newspaper.build().written == ()
    assert len(Seen(library, state).days) == 3
    assert [name for name in opened if name.endswith(".md")] == [f"{SAMPLE}.md"] * 2


@pytest.mark.usefixtures("later")
def test_what_is_known_of_samples_is_not_known_of_real_days(newspaper):
    print_sample(newspaper)
    state = newspaper.root / ".broadsheet"
    real, samples = Library(newspaper.root), Library(newspaper.root, samples=True)
    newspaper.build(library=samples)
    assert days(newspaper.root) == ["2026/01/26"]
    assert Seen(samples, state).days == {SAMPLE}
    assert newspaper.build().removed
    assert Seen(real, state).days == set()
    assert days(newspaper.root) == []


def test_they_can_be_left_out_where_there_are_no_others(newspaper, broadsheet, tmp_path):
    print_sample(newspaper)
    assert broadsheet("render", "--no-samples")[0] == 0
    assert days(tmp_path) == []
    assert SAID not in (tmp_path / "site/index.html").read_text()


def test_what_is_usual_trends_and_repeats_are_not_counted_of_samples(newspaper):
    print_sample(newspaper)
    newspaper.print_day(REAL, ("cs.CL", [entry("2602.00001", "True")]))
    real, samples = Library(newspaper.root), Library(newspaper.root, samples=True)
    assert [each.date for each in real.before(dt.date(2026, 2, 4), 30)] == [REAL]
    assert [each.date for each in samples.before(dt.date(2026, 2, 4), 30)] == [SAMPLE]


def test_no_real_paper_goes_onto_a_sample(newspaper):
    print_sample(newspaper)
    with pytest.raises(PageError, match="is a sample, to which no real paper is added"):
        Library(newspaper.root).load(SAMPLE)


def test_an_announcement_of_the_day_of_a_sample_is_refused_and_the_sample_stays(
    newspaper, broadsheet, tmp_path
):
    print_sample(newspaper, dt.date(2026, 1, 27))
    before = (tmp_path / "content/2026/2026-01-27.md").read_text()
    (tmp_path / "saved.xml").write_bytes(feed(item("2601.16001")))
    code, _, err = broadsheet("ingest", "--offline", "--feed", tmp_path / "saved.xml")
    assert code == 1
    assert "content/2026/2026-01-27.md: is a sample" in err
    assert "make fresh" in err
    assert (tmp_path / "content/2026/2026-01-27.md").read_text() == before


def test_the_announcement_that_comes_with_the_program_makes_a_sample(
    broadsheet, newspaper, invented, tmp_path
):
    assert broadsheet("build", "--offline", "--feed", invented)[0] == 0
    text = (tmp_path / "content/2026/2026-01-27.md").read_text()
    assert page.is_sample(text)
    assert page.parse(text).digest.sample
    assert SAID in (tmp_path / "site/2026/01/27/index.html").read_text()


def test_a_sample_and_a_real_announcement_are_not_one(broadsheet, newspaper, invented, announcement):
    code, _, err = broadsheet("ingest", "--feed", invented, "--feed", announcement)
    assert (code, "are not mixed" in err) == (2, True)
    assert sources.is_sample(str(invented))
    assert not sources.is_sample(str(announcement))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("---\nsample: true\n---\n", True),
        ("\ufeff---\r\ntitle: A\r\nsample: yes\r\n---\r\n", True),
        ("---\nsample: false\n---\n", False),
        ("---\ntitle: 'sample: true'\n---\n", False),
        ("---\ntitle: A\n---\nsample: true\n", False),
        ("---\nsample: [\n---\n", None),
        ("sample: true\n", None),
    ],
)
def test_the_front_matter_alone_says_whether_it_is_one(text, said):
    assert page.is_sample(text) is said


def test_all_days_that_come_with_the_program_say_that_they_are_samples(root):
    names = [path for path in (root / "content").glob("20*/*.md") if path.name != "2026-01-27.md"]
    assert names
    assert all(page.is_sample(path.read_text()) for path in names)
    assert all(
        "invented" not in (root / each).read_text() for each in ("content/about.md", "broadsheet.yaml")
    )


def test_beginning_afresh_removes_the_samples_and_nothing_else(newspaper, root, tmp_path):
    from tools import fresh  # noqa: PLC0415

    shutil.copytree(root / "content", tmp_path / "content")
    newspaper.print_day(REAL, ("cs.CL", [entry("2602.00001", "sample: true")]))
    newspaper.write("content/2026/2026-02-04.md", "no page: sample: true\n")
    newspaper.write("content/2025/notes.txt", "mine")
    fresh.remove_samples(tmp_path)
    left = {
        each.relative_to(tmp_path).as_posix() for each in tmp_path.rglob("content/**/*") if each.is_file()
    }
    assert left == {
        "content/about.md",
        "content/about.zh.md",
        "content/2025/notes.txt",
        "content/2026/2026-02-03.md",
        "content/2026/2026-02-04.md",
    }


def test_the_newest_kept_sample_has_a_cloud_of_what_its_papers_say():
    house = Path(__file__).parents[1]
    *before, newest = (
        page.parse(each.read_text(encoding="utf-8"), each.name).digest
        for each in sorted((house / "content").glob("20*/*.md"))
    )
    site = config.read((house / "broadsheet.yaml").read_text(encoding="utf-8"))
    assert len(newest.terms) >= 12
    past = [each for each in before if (newest.date - each.date).days <= 31]
    assert set(newest.terms) == set(Editor(site, past).overview(newest.entries).terms)
