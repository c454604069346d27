"""What a build makes, what it leaves alone, and what it takes away."""

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace

import pytest

from broadsheet import paths
from broadsheet.model import Earlier
from press.newspaper import SETTINGS, WEEK, entry

NEW = dt.date(2026, 1, 7)


def snapshot(paper):
    return {name: (path.stat().st_mtime_ns, path.read_bytes()) for name, path in paper.files().items()}


def test_the_site_has_its_pages(week):
    edition = week.build()
    assert edition.errors == ()
    assert set(edition.written) == set(week.files())
    assert {
        "index.html",
        "2026/01/06/index.html",
        "2026/01/index.html",
        "2025/12/index.html",
        "2026/index.html",
        "archive/index.html",
        "category/index.html",
        "category/cs.CL/index.html",
        "category/cs.CV/atom.xml",
        "feeds/index.html",
        "about/index.html",
        "404.html",
        "sitemap.xml",
        "robots.txt",
        "atom.xml",
        "rss.xml",
        "feed.json",
        "broadsheet.css",
        "favicon.svg",
    } <= set(week.files())


def test_a_second_build_touches_nothing(week, monkeypatch):
    monkeypatch.setattr("broadsheet.library._TICK", 0)  # pages of this moment need no second look
    week.build()
    before = snapshot(week)
    state = (week.root / ".broadsheet/press.json").stat().st_mtime_ns
    edition = week.build()
    assert (edition.made, edition.written, edition.removed, edition.errors) == ((), (), (), ())
    assert edition.unchanged == len(before)
    assert snapshot(week) == before
    assert (week.root / ".broadsheet/press.json").stat().st_mtime_ns == state


def test_the_same_input_gives_the_same_bytes_whatever_was_built_before(week, tmp_path):
    for day in WEEK[:2]:
        week.library.path_of(day).rename(tmp_path / f"{day}.md")
    week.build()
    for day in WEEK[:2]:
        (tmp_path / f"{day}.md").rename(week.library.path_of(day))
    week.build()
    fresh = tmp_path / "fresh"
    (week.root / ".broadsheet/press.json").unlink()
    week.build(out=fresh)
    assert {name: path.read_bytes() for name, path in week.files().items()} == {
        name: path.read_bytes() for name, path in week.files(fresh).items()
    }


def test_a_paper_of_a_deleted_day_keeps_its_title_and_loses_its_link(week):
    first, second, *_ = WEEK
    week.more = "paper-pages: true\ninterests: [{name: Lamps, keywords: [lamp]}]\n"
    id_ = f"2601.{second.toordinal() % 90000 + 10000}"
    follower = entry("2601.70001", "News", earlier=(Earlier(id_, second, "Lamps before"),))
    week.print_day(NEW, ("cs.CV", [follower, entry("2601.70002", "Others")]))
    week.build()
    linked = f'<a href="/news/2025/12/31/#{id_}">Lamps before</a>'
    naming = {"2026/01/07/index.html", "paper/2601.70001/index.html", "category/cs.CL/index.html"}
    assert {name for name in week.files() if linked in page_of(week, name)} == naming
    week.library.path_of(first).unlink()
    assert not naming & set(week.build().written) - {
        "category/cs.CL/index.html"
    }  # which showed that day, too
    text = week.library.path_of(second).read_text()
    week.library.path_of(second).unlink()
    edition = week.build()
    assert naming <= set(edition.written)
    assert not {name for name in edition.made if name.startswith(("2026/01/05", "paper/2603"))}
    assert {name for name in week.files() if "<span>Lamps before</span>" in page_of(week, name)} == naming
    assert not {name for name in week.files() if linked in page_of(week, name)}
    week.write("content/2025/2025-12-31.md", text)
    assert naming <= set(week.build().written)
    assert {name for name in week.files() if linked in page_of(week, name)} == naming


def test_a_paper_that_was_cut_from_its_page_keeps_its_title_elsewhere_and_loses_its_link(week):
    second = WEEK[1]
    cut, stays = entry("2601.70000", "Lamps before"), entry("2601.70003", "Others before")
    follower = entry("2601.70001", "News", related=(Earlier(cut.paper.id, second, "Lamps before"),))
    week.more = "paper-pages: true\n"
    week.print_day(second, ("cs.CL", [cut, stays]))
    week.print_day(NEW, ("cs.CV", [follower]))
    week.build()
    linked = '<a href="/news/2025/12/31/#2601.70000">Lamps before</a>'
    naming = {"2026/01/07/index.html", "paper/2601.70001/index.html", "category/cs.CL/index.html"}
    assert naming < {name for name in week.files() if linked in page_of(week, name)}
    week.print_day(second, ("cs.CL", [stays]))
    week.build()
    assert not {name for name in week.files() if linked in page_of(week, name)}
    assert {name for name in week.files() if "<span>Lamps before</span>" in page_of(week, name)} == naming
    assert week.build().written == ()
    shutil.rmtree(week.out)
    anew = week.build()
    assert sorted(anew.written) == sorted(week.files())
    assert anew.unchanged == 0
    week.print_day(second, ("cs.CL", [cut, stays]))
    week.build()
    assert naming < {name for name in week.files() if linked in page_of(week, name)}


def page_of(paper, name):
    return paper.read(name) if name.endswith(".html") else ""


def test_adding_a_day_makes_only_what_shows_it(week):
    week.build()
    week.print_day(NEW, ("cs.CL", [entry("2601.70001", "News")]))
    edition = week.build()
    feeds = {"atom.xml", "rss.xml", "feed.json", "papers.xml"}
    assert set(edition.written) == {
        "2026/01/07/index.html",
        "2026/01/07/index.json",
        "2026/01/07/directions.bin",
        "mine/index.html",
        "2026/01/07/papers.bib",
        "2026/01/07/papers.ris",
        "2026/01/07/share.png",
        "search/2026/01/7.json",
        "search/2026/01/6.json",
        "search/2026/01/w2/0.bin",
        "search/2026/01/w2/head.json",
        "search/index.html",
        "2026/01/06/index.html",
        "2026/01/index.html",
        "2026/index.html",
        "archive/index.html",
        "index.html",
        "offline/index.html",
        "category/index.html",
        "category/cs.CL/index.html",
        "sitemap.xml",
        "sitemap-2026.xml",
        *feeds,
        "category/cs.CL/atom.xml",
        "category/cs.CL/papers.xml",
    }


def test_of_the_day_before_a_new_one_only_its_page_is_made_again(week):
    week.build()
    week.print_day(NEW, ("cs.CL", [entry("2601.70001", "News")]))
    made = week.build().made
    assert [name for name in made if name.startswith("2026/01/06/")] == ["2026/01/06/index.html"]


def test_a_piece_that_was_lost_comes_back_with_the_rest_of_its_day(week):
    week.build()
    whole = set(week.files())
    (week.out / "2026/01/06/papers.bib").unlink()
    week.print_day(NEW, ("cs.CL", [entry("2601.70001", "News")]))
    week.build()
    assert whole <= week.files().keys()


def test_what_could_not_be_made_weighs_nothing(week):
    week.write("layouts/day.html", "{{ nothing }}")
    edition = week.build()
    assert edition.errors
    assert edition.growth == 0


def test_an_edit_makes_only_what_shows_it(week):
    week.build()
    file = week.library.path_of(WEEK[0])
    file.write_text(
        file.read_text(encoding="utf-8").replace("It holds.", "It does not hold."), encoding="utf-8"
    )
    made = set(week.build().made)
    assert "2025/12/30/index.html" in made
    assert not {"2025/12/31/index.html", "2025/12/index.html", "2026/index.html", "archive/index.html"} & made
    assert "It does not hold." in week.read("2025/12/30/index.html")


def test_a_file_that_was_only_touched_makes_nothing(week):
    week.build()
    for day in WEEK:
        os.utime(week.library.path_of(day), ns=(1, 1))
    assert week.build().made == ()


def test_a_configuration_that_changed_makes_everything_again(week):
    week.build()
    week.url = "https://example.org/elsewhere/"
    edition = week.build()
    assert set(edition.made) >= {name for name in week.files() if name.endswith(".html")}
    assert 'href="/elsewhere/' in week.read("index.html")


def test_a_broken_page_stops_nothing_else(week):
    file = week.library.path_of(WEEK[3])
    file.write_text(
        file.read_text(encoding="utf-8").replace("date: 2026-01-05", "date: soon"), encoding="utf-8"
    )
    for _ in range(2):
        (error,) = week.build().errors
        assert (error.file, error.line) == ("content/2026/2026-01-05.md", 3)
    assert not (week.out / "2026/01/05").exists()
    assert "2026/01/05/" not in week.read("2026/01/index.html")
    assert 'href="/news/2026/01/02/"' in week.read("2026/01/06/index.html")


def test_what_was_rendered_of_a_broken_page_stays(week):
    week.build()
    before = week.read("2026/01/05/index.html")
    file = week.library.path_of(WEEK[3])
    text = file.read_text(encoding="utf-8")
    file.write_text("no front matter", encoding="utf-8")
    edition = week.build()
    assert len(edition.errors) == 1
    assert edition.removed == ()
    assert week.read("2026/01/05/index.html") == before
    assert "2026/01/05/" not in week.read("atom.xml")
    file.write_text(text, encoding="utf-8")
    assert week.build().errors == ()
    assert "2026/01/05/" in week.read("atom.xml")


def test_a_page_that_is_not_text_is_named_too(week):
    week.library.path_of(WEEK[1]).write_bytes(b"---\n\xff\n")
    (error,) = week.build().errors
    assert (error.file, error.line) == ("content/2025/2025-12-31.md", 2)


def test_deleting_a_day_removes_its_page_and_nothing_that_is_not_ours(week):
    week.build()
    foreign = week.write("site/2026/01/05/notes.txt", "mine")
    (week.out / "CNAME").write_text("example.org")
    week.library.path_of(WEEK[3]).unlink()
    week.library.path_of(WEEK[2]).unlink()
    edition = week.build()
    files = ("index.html", "index.json", "directions.bin", "share.png", *paths.References)
    gone = {f"2026/01/{day}/{file}" for day in ("05", "02") for file in files}
    searched = {"5.json", "2.json", "head.json", "0.bin"}
    assert set(edition.removed) == gone | {f"search/2026/01/{name}" for name in searched}
    assert foreign.exists()
    assert (week.out / "CNAME").exists()
    assert not (week.out / "2026/01/02").exists()


def test_a_list_of_outputs_cannot_name_files_outside(week):
    week.build()
    outside = week.write("precious.txt", "mine")
    state = week.root / ".broadsheet/press.json"
    state.write_text(state.read_text().replace('"2026/01/05/index.html"', '"../precious.txt"'))
    week.build()
    assert outside.exists()


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", "null", '{"version":1}', '{"version":1,"maker":1,"days":[[1]],"editions":{}}']
)
def test_a_damaged_memory_costs_time_only(week, damage):
    week.build()
    before = snapshot(week)
    (week.root / ".broadsheet/press.json").write_text(damage)
    edition = week.build()
    assert edition.written == ()
    assert edition.errors == ()
    assert snapshot(week) == before
    assert week.build().made == ()


@pytest.mark.parametrize(("found", "put"), [(b"[", b"[,"), (b"Example", b"Exemple")])
def test_a_damaged_record_is_made_again(week, found, put):
    """In the line of a paper too, and where it reads as JSON all the same."""
    week.build()
    expected = {name: path.read_bytes() for name, path in week.files().items()}
    for record in (week.root / ".broadsheet/days").rglob("*.jsonl"):
        head, _, line = record.read_bytes().rpartition(b"\n")
        record.write_bytes(head + b"\n" + line.replace(found, put, 1))
    (week.root / ".broadsheet/press.json").unlink()
    assert week.build().errors == ()
    assert {name: path.read_bytes() for name, path in week.files().items()} == expected


def test_an_output_that_is_missing_or_cut_short_is_made_again(week):
    week.build()
    (week.out / "index.html").unlink()
    (week.out / "2026/01/06/index.html").write_bytes(b"")
    edition = week.build()
    assert set(edition.written) == {"index.html", "2026/01/06/index.html"}


def test_two_outputs_do_not_know_each_other(week, tmp_path):
    week.build()
    week.build(out=tmp_path / "other")
    assert week.build().made == ()
    assert week.files().keys() == week.files(tmp_path / "other").keys()


def test_an_empty_library_has_a_front_page_all_the_same(newspaper):
    edition = newspaper.build()
    assert edition.errors == ()
    assert "The Daily Example" in newspaper.read("index.html")
    assert not (newspaper.out / "category/cs.CL").exists()


def test_a_day_without_papers_does_not_lead(week):
    week.print_day(NEW, ("cs.CL", []))
    week.build()
    assert "6 January 2026" in week.read("index.html")
    assert "2026/01/07/" not in week.read("atom.xml")
    assert (week.out / "2026/01/07/index.html").exists()


def test_what_an_editor_wrote_is_shown_in_its_place(week):
    file = week.library.path_of(WEEK[4])
    text = file.read_text(encoding="utf-8")
    before, words, pictures = re.split(r"(?m)^(?=## )", text)
    heading, _, rest = pictures.partition("\n")
    said = [before, "Good morning.\n\n", words, "An aside on *the last paper*.\n\n"]
    file.write_text("".join([*said, heading, "\n\nOf pictures.\n", rest]), encoding="utf-8")
    assert week.build().errors == ()
    shown = week.read("2026/01/06/index.html")
    places = [shown.index(said) for said in ("Good morning.", "<em>the last paper</em>", "Of pictures.")]
    assert places == sorted(places)


def test_what_stands_in_a_comment_is_shown_nowhere(week):
    text = week.library.path_of(WEEK[-1]).read_text(encoding="utf-8")
    start = text.index(f"### [Pictures of {WEEK[-1]}]")
    end = text.index("<!-- as written")
    week.library.save(WEEK[-1], f"{text[:start]}<!--\n{text[start:end].rstrip()}\n-->\n\n{text[end:]}")
    week.build()
    shown = {
        name for name, path in week.files().items() if f"Pictures of {WEEK[-1]}".encode() in path.read_bytes()
    }
    assert not shown
    assert "--&gt;" not in week.read(f"{paths.day(WEEK[-1])}index.html")


def test_every_paper_has_its_permanent_anchor(week):
    old = replace(
        entry("2601.00001", "Old"), paper=replace(entry("2601.00001", "Old").paper, id="math/0112017")
    )
    week.print_day(NEW, ("math.PR", [old]))
    week.build()
    assert 'id="math/0112017"' in week.read("2026/01/07/index.html")


@pytest.mark.long
def test_a_category_shows_its_newest_papers_first_and_not_all(newspaper):
    for number in range(70):
        day = dt.date(2025, 1, 1) + dt.timedelta(days=number)
        newspaper.print_day(day, ("cs.CL", [entry(f"2501.{10000 + number}", f"Paper {number}")]))
    newspaper.build()
    shown = newspaper.read("category/cs.CL/index.html")
    assert shown.index("Paper 69<") < shown.index("Paper 68<")
    assert "Paper 10<" in shown
    assert "Paper 9<" not in shown


def test_a_cross_listed_paper_stands_under_the_category_that_is_followed(week):
    week.build()
    assert "Borrowed" in week.read("category/cs.CL/index.html")
    assert not (week.out / "category/cs.LG").exists()


def test_a_paper_of_no_followed_category_stands_under_its_own(week):
    week.print_day(NEW, ("math.PR", [entry("2601.70002", "Chance", "math.PR", "math.CO")]))
    week.build()
    assert "Chance" in week.read("category/math.PR/index.html")
    assert not (week.out / "category/math.CO").exists()


def test_a_build_with_nothing_to_do_does_not_load_what_renders(week):
    week.build()
    week.write("broadsheet.yaml", SETTINGS.format(url=week.url))
    code = (
        "import sys; from pathlib import Path; from broadsheet import config, press;"
        "from broadsheet.library import Library;"
        "root = Path(sys.argv[1]);"
        "site = config.read((root / 'broadsheet.yaml').read_text());"
        "edition = press.build(site=site, library=Library(root), layouts=root / 'layouts', out=root / 'site',"
        " state=root / '.broadsheet');"
        "slow = {'jinja2', 'markdown', 'nh3', 'math_core', 'httpx', 'feedparser'} & set(sys.modules);"
        "print(len(edition.made), sorted(slow))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(week.root)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.stdout == "0 []\n"


def test_a_page_says_what_its_digest_says(week):
    """The ledger's sentence, the moment, the badge of a cross-listed paper."""
    week.build()
    shown = week.read("2026/01/06/index.html")
    assert "arXiv announced 4 papers: 2 new, 1 cross-listed and 1 replacement." in shown
    assert "05:10 UTC, 6 January 2026" in shown
    assert "Cross-listed" in shown


def test_the_days_beside_a_day_are_linked_and_named(week):
    week.build()
    assert ">31 December 2025<" in re.sub(r"<span>.*?</span> ?", "", week.read("2026/01/02/index.html"))
    assert 'href="/news/2026/01/05/"' in week.read("2026/01/02/index.html")
    assert 'rel="prev" href="/news/2025/12/"' in week.read("2026/01/index.html")
    assert 'rel="next" href="/news/2026/"' in week.read("2025/index.html")
