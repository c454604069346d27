"""A site that somebody looks at while it is built: what they wait for comes first, the end is the same."""

import pytest

from broadsheet import press
from broadsheet.press.pages import context
from broadsheet.records import store
from press.newspaper import WEEK, Newspaper

DAY = WEEK[2]
PAGE = "2026/01/02/index.html"


@pytest.fixture
def paper(tmp_path):
    paper = Newspaper(tmp_path / "digest", at_hand=press.AtHand())
    for day in WEEK:
        paper.print_day(day)
    paper.build()
    return paper


class Looks:
    """Builds, and writes down what is shown and what the site holds then."""

    def __init__(self, paper, *, is_overtaken=False):
        self.shown = []
        self.site = {}
        self.paper = paper
        self.edition = paper.build(watcher=press.Watcher(self.show, lambda: is_overtaken))

    def show(self, names):
        self.shown += names
        self.site = contents(self.paper)


def contents(paper, out=None):
    return {name: path.read_bytes() for name, path in paper.files(out).items()}


def save(paper, day=DAY, title="A new title"):
    path = paper.library.path_of(day)
    path.write_text(path.read_text("utf-8").replace(f"Words of {day}", title), "utf-8")


def of_a_clean_build(paper):
    out = paper.root / "clean"
    press.build(
        site=paper.site,
        library=paper.library,
        layouts=paper.root / "layouts",
        out=out,
        state=paper.root / "other",
    )
    return contents(paper, out)


def test_the_page_that_was_saved_is_shown_before_the_rest_is_made(paper):
    before = contents(paper)
    save(paper)
    looks = Looks(paper)
    after = contents(paper)
    assert PAGE in looks.shown
    assert all(looks.site[name] == after[name] != before[name] for name in looks.shown)
    assert looks.site["atom.xml"] == before["atom.xml"] != after["atom.xml"]
    assert after == of_a_clean_build(paper)


def test_a_build_that_is_overtaken_leaves_the_rest_to_the_next(paper):
    before = contents(paper)
    save(paper)
    assert Looks(paper, is_overtaken=True).edition.is_overtaken
    unfinished = contents(paper)
    assert unfinished[PAGE] != before[PAGE]
    assert sum(unfinished[name] != before[name] for name in before) < len(before)
    save(paper, WEEK[3], "Another title")
    last = Looks(paper)
    assert "2026/01/05/index.html" in last.shown
    assert not last.edition.is_overtaken
    assert contents(paper) == of_a_clean_build(paper)


def test_a_page_is_not_shown_with_a_style_that_is_still_to_come(paper):
    save(paper)
    paper.write("layouts/broadsheet.css", "body {}")
    assert Looks(paper).shown == []
    save(paper, WEEK[3])
    assert "2026/01/05/index.html" in Looks(paper).shown
    assert contents(paper) == of_a_clean_build(paper)


def test_a_page_that_does_not_read_is_not_shown(paper):
    paper.library.path_of(DAY).write_text("no page", "utf-8")
    looks = Looks(paper)
    assert looks.shown == []
    assert len(looks.edition.errors) == 1


def test_who_builds_again_reads_no_index_and_composes_no_words_again(paper, monkeypatch):
    save(paper)
    paper.build()
    save(paper, WEEK[3])
    monkeypatch.setattr(store, "_read_day", None)
    monkeypatch.setattr(context, "Context", None)
    shown = Looks(paper).shown
    assert "2026/01/05/index.html" in shown
    assert PAGE not in shown


def test_what_another_process_made_meanwhile_is_seen(paper):
    save(paper)
    Newspaper(paper.root).build()
    assert Looks(paper).edition.made == ()
    save(paper, WEEK[3])
    paper.build()
    assert contents(paper) == of_a_clean_build(paper)
