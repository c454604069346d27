"""Hugging Face's daily list: three generations of its answers, and answers that are none."""

import datetime as dt
import json

import pytest

from broadsheet import wire
from broadsheet.errors import SourceError
from broadsheet.model import Kind
from broadsheet.sources.huggingface import DailyPapers, read
from doors.loopback import Door, ok, respond

DAY = dt.date(2026, 1, 28)


def listed(id_="2601.90001", *, outer=None, **paper):
    return {"paper": {"id": id_, "title": "On a\n  Thing", "upvotes": 3, **paper}, **(outer or {})}


def batch(*items):
    return read(json.dumps(items).encode(), name="hf", day=DAY, read_on=DAY)


def only(*items):
    (item,) = batch(*items).items
    return item.paper


def test_a_full_item_is_a_paper_with_its_facts():
    paper = only(
        listed(
            summary="We invent $a<b$ things.",
            authors=[
                {"name": "Ada Example"},
                {"name": "Bo Sample", "hidden": True},
                {"name": "Jos\\'e Muster"},
            ],
            githubRepo="https://github.com/example/thing",
            githubStars=1200,
            projectPage="https://example.org/thing",
            submittedOnDailyBy={"fullname": "Nobody's Business"},
            ai_summary="Written by a machine.",
            ai_keywords=["machine"],
            organization={"name": "example-lab", "fullname": "Example · Lab"},
        )
    )
    assert (paper.title, paper.abstract, paper.version) == ("On a Thing", "We invent $a<b$ things.", None)
    assert [author.name for author in paper.authors] == ["Ada Example", "José Muster"]
    assert [(link.label, link.url) for link in paper.links] == [
        ("Hugging Face", "https://huggingface.co/papers/2601.90001"),
        ("code · 1,200 ★", "https://github.com/example/thing"),
        ("project", "https://example.org/thing"),
    ]
    assert (paper.daily.upvotes, paper.daily.read, paper.daily.organization) == (3, DAY, "Example Lab")
    assert "Business" not in repr(paper)
    assert "machine" not in repr(paper)


def test_everything_but_identifier_and_title_may_be_absent():
    paper = only({"paper": {"id": "2601.90001"}, "title": "Outside", "summary": "Also outside."})
    assert (paper.title, paper.abstract, paper.daily.upvotes) == ("Outside", "Also outside.", 0)


@pytest.mark.parametrize("value", [None, 5, [], {}, "", True, "javascript:alert(1)", {"fullname": None}])
@pytest.mark.parametrize(
    "key",
    [
        "summary",
        "authors",
        "upvotes",
        "githubRepo",
        "githubStars",
        "projectPage",
        "organization",
        "submittedOnDailyAt",
    ],
)
def test_an_optional_field_may_be_anything(key, value):
    assert only(listed(**{key: value})).id == "2601.90001"


@pytest.mark.parametrize(
    "bad", [None, 7, {}, {"paper": None}, listed("nonsense"), listed(title="", outer={"title": ""})]
)
def test_an_item_that_is_no_paper_is_set_aside_and_counted(bad):
    found = batch(bad, listed())
    assert len(found.items) == 1
    assert [each.where for each in found.unreadable] == ["hf item 1"]


def test_the_batch_is_of_the_lists_day_and_built_with_its_last_paper():
    found = batch(
        listed(submittedOnDailyAt="2026-01-28T01:13:12.259Z"),
        listed("2601.90002", submittedOnDailyAt="2026-01-28T09:00:00.000Z"),
        listed("2601.90003"),
    )
    assert (found.declared, found.built) == (DAY, dt.datetime(2026, 1, 28, 9, tzinfo=dt.UTC))
    assert {item.kind for item in found.items} == {Kind.DAILY}
    assert found.sources == ("huggingface:daily",)


@pytest.mark.parametrize("data", [b"", b"<html>", b'[{"paper": ', b"{}", b"\xff", b"[" * 100_000])
def test_an_answer_that_is_no_list_is_refused(data):
    with pytest.raises(SourceError):
        read(data, name="hf", day=DAY, read_on=DAY)


def test_it_is_asked_for_by_date(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Door() as door, wire.Wire("test/1") as own:
        door.at("/api/daily_papers?date=2026-01-28&limit=100", ok(json.dumps([listed()]).encode()))
        door.at("/api/daily_papers?date=2030-01-01&limit=100", respond(400, b'{"error":"future"}'))
        source = DailyPapers(door.url, own.get)
        assert len(source.fetch(DAY, read_on=DAY).items) == 1
        with pytest.raises(SourceError, match="400"):
            source.fetch(dt.date(2030, 1, 1), read_on=DAY)


@pytest.mark.parametrize(
    ("name", "count", "most"),
    [
        ("daily_papers-2026-08-02.json", 30, 292),
        ("daily_papers-2025-09-30-reindented.json", 50, 78),
        ("daily_papers-2024-05-27-reindented.json", 13, 100_000),
    ],
)
def test_recorded_lists_of_three_years(shared, name, count, most):
    found = read((shared / "feeds" / "hf" / name).read_bytes(), name=name, day=DAY, read_on=DAY)
    assert (len(found.items), found.unreadable) == (count, ())
    assert all(item.paper.authors and item.paper.abstract for item in found.items)
    assert max(item.paper.daily.upvotes for item in found.items) <= most
