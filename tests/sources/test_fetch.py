import subprocess
import sys

import pytest

from broadsheet import sources
from broadsheet.errors import SourceError
from doors.invented_feed import feed, item, refusal
from doors.loopback import Door, ok, respond


@pytest.fixture
def door(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Door() as door:
        yield door


def test_a_feed_is_fetched_from_an_address(door):
    batch = sources.fetch(door.at("/rss/cs.CL", ok(feed(item()))))
    assert [announcement.paper.id for announcement in batch.items] == ["2601.90001"]
    assert door.requests[0].headers["user-agent"].startswith("broadsheet/")


def test_a_feed_is_fetched_from_a_file(tmp_path):
    file = tmp_path / "saved.xml"
    file.write_bytes(feed(item()))
    assert sources.fetch(str(file)) == sources.read_feed(feed(item()), name="x")


def test_arxivs_feed_asks_for_all_categories_at_once(door):
    door.at("/rss/cs.CL+math", ok(feed(item(), categories=("cs.CL", "math"))))
    arxiv = sources.ArxivFeed(f"{door.url}/", ("cs.CL", "math"))
    assert arxiv.fetch().categories == ("cs.CL", "math")
    assert [request.path for request in door.requests] == ["/rss/cs.CL+math"]


def full(categories, *ids, kind="new"):
    """A feed at arXiv's cap, as far as we are concerned."""
    return ok(feed(*(item(id_, kind=kind) for id_ in ids), categories=categories))


def ids(batch):
    return sorted({announcement.paper.id for announcement in batch.items})


def test_a_feed_that_comes_near_the_cap_is_asked_for_again_in_parts(door):
    door.at("/rss/cs.CL+math.PR+stat.ML", full(("cs.CL", "math.PR", "stat.ML"), "2601.90003", "2601.90004"))
    door.at("/rss/cs.CL", full(("cs.CL",), "2601.90001"))
    door.at("/rss/math.PR+stat.ML", full(("math.PR", "stat.ML"), "2601.90002"))
    batch = sources.ArxivFeed(door.url, ("cs.CL", "math.PR", "stat.ML"), nearly_full=2).fetch()
    assert ids(batch) == ["2601.90001", "2601.90002", "2601.90003", "2601.90004"]
    assert batch.categories == ("cs.CL", "math.PR", "stat.ML")
    assert ["asked for in parts" in note for note in batch.notes] == [True]


def test_an_archive_near_the_cap_is_asked_for_by_its_categories(door):
    door.at("/rss/econ", full(("econ",), "2601.90003", "2601.90004"))
    door.at("/rss/econ.EM", full(("econ.EM",), "2601.90001"))
    door.at("/rss/econ.GN+econ.TH", full(("econ.GN", "econ.TH"), "2601.90002"))
    batch = sources.ArxivFeed(door.url, ("econ",), nearly_full=2).fetch()
    assert ids(batch) == ["2601.90001", "2601.90002", "2601.90003", "2601.90004"]
    assert (batch.source, batch.categories) == ("arxiv:econ", ("econ",))


def test_a_single_category_near_the_cap_is_warned_of(door):
    door.at("/rss/econ.EM", full(("econ.EM",), "2601.90001", "2601.90002"))
    batch = sources.ArxivFeed(door.url, ("econ.EM",), nearly_full=2).fetch()
    assert ids(batch) == ["2601.90001", "2601.90002"]
    assert "some may be missing" in batch.notes[0]


def test_a_part_that_fails_is_not_taken_for_empty(door):
    door.at("/rss/cs.CL+math.PR", full(("cs.CL", "math.PR"), "2601.90003", "2601.90004"))
    door.at("/rss/cs.CL", full(("cs.CL",), "2601.90001"))
    with pytest.raises(SourceError, match="404"):
        sources.ArxivFeed(door.url, ("cs.CL", "math.PR"), nearly_full=2).fetch()


@pytest.mark.parametrize("status", [400, 404])
def test_a_refused_question_says_arxivs_own_reason(door, status):
    url = door.at("/rss/cs.XX", respond(status, refusal("cs.XX", "Bad archive/subject class: cs.XX")))
    with pytest.raises(SourceError, match=r"Bad archive/subject class: cs\.XX") as caught:
        sources.fetch(url)
    assert caught.value.file == url


@pytest.mark.parametrize("body", [b"", b"<html>no</html>", feed(item())])
def test_another_status_is_an_error_whatever_its_body(door, body):
    with pytest.raises(SourceError, match="HTTP status 404"):
        sources.fetch(door.at("/rss/cs.CL", respond(404, body)))


def test_a_web_page_with_status_200_is_an_error(door):
    with pytest.raises(SourceError, match="is a web page"):
        sources.fetch(door.at("/rss/cs.CL", ok(b"<!doctype html><title>Log in</title>", "text/html")))


@pytest.mark.parametrize("where", ["missing.xml", ".", "a\0b"])
def test_a_file_that_cannot_be_read_is_an_error_that_names_it(tmp_path, where):
    with pytest.raises(SourceError, match="cannot be read") as caught:
        sources.fetch(f"{tmp_path}/{where}")
    assert caught.value.file.endswith(where)


def test_a_source_may_be_given_another_way_to_the_world():
    asked = []

    def get(url):
        asked.append(url)
        return sources.wire.Response(200, feed(item()), {})

    assert sources.ArxivFeed("https://example.org", ("cs.CL",), get).fetch().items
    assert asked == ["https://example.org/rss/cs.CL"]


def test_importing_the_sources_does_not_import_feedparser_or_httpx():
    code = "import broadsheet.sources, sys; print({'httpx', 'feedparser'} & sys.modules.keys())"
    path = {"PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=path, check=True)
    assert done.stdout.strip() == "set()"
