"""Missed days: the query API and OAI-PMH, as they answer well and badly."""

import datetime as dt
import json

import pytest

from broadsheet import wire
from broadsheet.config import ArxivSource
from broadsheet.errors import SourceError
from broadsheet.sources import archive, arxiv_oai, arxiv_query
from doors.loopback import Door, busy, ok, respond

DAY = dt.date(2026, 1, 27)
MOMENT = "2026-01-23T20:00:00Z"


def entry(id_="2601.90001v1", published=MOMENT, summary="We invent $a<b$ things.", title="On a Thing"):
    return f"""<entry><id>http://arxiv.org/abs/{id_}</id><title>{title}</title><updated>{published}</updated>
<summary>{summary.replace("<", "&lt;")}</summary>
<category term="cs.LG"/><category term="cs.CL"/><category term="68T50"/>
<published>{published}</published><arxiv:comment>Code at https://github.com/example/thing</arxiv:comment>
<arxiv:primary_category term="cs.CL"/><author><name>Ada Example</name></author>
<author><name>Jos\\'e Muster</name><arxiv:affiliation>Example Lab</arxiv:affiliation></author></entry>"""


def query(*entries, total=None):
    return f"""<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom"
 xmlns="http://www.w3.org/2005/Atom"><id>https://arxiv.org/api/x</id><title>arXiv Query</title>
<opensearch:totalResults>{len(entries) if total is None else total}</opensearch:totalResults>
{"".join(entries)}</feed>""".encode()


def raw(
    id_="2601.90001",
    versions=("Fri, 23 Jan 2026 20:00:00 GMT",),
    authors="A. Example, B. Sample (X and Y), and C. Muster",
):
    dates = "".join(
        f'<version version="v{n}"><date>{date}</date></version>' for n, date in enumerate(versions, 1)
    )
    return f"""<record><header><identifier>oai:arXiv.org:{id_}</identifier></header><metadata>
<arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>{id_}</id>{dates}<title>On a
  Thing</title><authors>{authors}</authors><categories>cs.CL cs.LG</categories>
<abstract>  We invent a
thing.
</abstract></arXivRaw></metadata></record>"""


def listing(*records, token="", error=""):
    inside = f'<error code="{error}">no</error>' if error else ""
    if records:
        inside = f"<ListRecords>{''.join(records)}<resumptionToken>{token}</resumptionToken></ListRecords>"
    return f'<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">{inside}</OAI-PMH>'.encode()


@pytest.fixture
def door(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Door() as door:
        door.answer_to = lambda path: Door.answer_to(door, path.partition("?")[0])
        yield door


@pytest.fixture
def get():
    limits = wire.Limits(connect=2, read=1, total=10, first_pause=0.001, attempts=2)
    with wire.Wire("test/1", limits=limits) as own:
        yield own.get


@pytest.fixture
def ask(door, get):
    arxiv = ArxivSource(
        categories=("cs.CL", "math"), api_url=f"{door.url}/api/query/", oai_url=f"{door.url}/oai/"
    )
    return lambda: archive.records(arxiv, DAY, DAY, get=get)


def test_the_api_tells_what_was_submitted(door, ask):
    door.at("/api/query", ok(query(entry())))
    (record,) = ask()
    paper = record.paper
    assert record.submitted == dt.datetime(2026, 1, 23, 20, tzinfo=dt.UTC)
    assert (paper.id, paper.version, paper.title) == ("2601.90001", 1, "On a Thing")
    assert paper.abstract == "We invent $a<b$ things."
    assert paper.categories == ("cs.CL", "cs.LG")
    assert [(a.name, a.affiliation) for a in paper.authors] == [
        ("Ada Example", ""),
        ("José Muster", "Example Lab"),
    ]
    assert [link.url for link in paper.links] == ["https://github.com/example/thing"]
    asked = door.requests[0].path
    assert "cat%3Acs.CL+OR+%28cat%3Amath+OR+cat%3Amath.%2A%29" in asked
    assert "submittedDate%3A%5B202601161900+TO+202601261900%5D" in asked


def test_long_answers_are_read_page_by_page(door, ask):
    door.at(
        "/api/query", ok(query(entry("2601.90001v1"), total=2)), ok(query(entry("2601.90002v3"), total=2))
    )
    assert [record.paper.versioned_id for record in ask()] == ["2601.90001v1", "2601.90002v3"]
    assert "start=1&" in door.requests[1].path


def test_a_page_that_comes_back_empty_is_asked_for_again(door, ask):
    door.at(
        "/api/query",
        ok(query(entry(), total=2)),
        ok(query(total=2)),
        ok(query(entry("2601.90002v1"), total=2)),
    )
    assert len(ask()) == 2


def test_an_entry_that_is_no_paper_is_left_out(door, ask):
    bad = [entry("nonsense"), entry(published="once"), entry(title="")]
    door.at("/api/query", ok(query(*bad, entry())))
    assert [record.paper.id for record in ask()] == ["2601.90001"]


@pytest.mark.parametrize(
    "answer",
    [
        busy(406),
        respond(403, b"no"),
        ok(b"<html>"),
        ok(query(entry())[:-20]),
        respond(400, query("<entry><id>https://arxiv.org/api/errors#x</id><summary>bad</summary></entry>")),
        ok(query(total=3)),
        ok(b"<rss/>"),
    ],
)
def test_where_the_api_fails_oai_is_asked(door, ask, answer):
    door.at("/api/query", answer)
    door.at(
        "/oai",
        ok(listing(raw(), raw("2601.90002", ("Fri, 2 Jan 2026 20:00:00 GMT",)))),
        ok(listing(error="noRecordsMatch")),
    )
    (record,) = ask()
    assert record.paper.id == "2601.90001"
    assert [author.name for author in record.paper.authors] == ["A. Example", "B. Sample", "C. Muster"]
    assert record.paper.authors[1].affiliation == "X and Y"
    assert record.paper.abstract == "We invent a thing."
    asked = [request.path for request in door.requests if request.path.startswith("/oai")]
    assert "set=cs%3Acs%3ACL&from=2026-01-15" in asked[0]
    assert "set=math%3Amath&" in asked[1]


def test_oai_goes_on_by_tokens_and_begins_again_when_one_expired(door, ask):
    door.at("/api/query", respond(403, b""))
    door.at(
        "/oai",
        ok(listing(raw(), token="a|1")),
        ok(listing(error="badResumptionToken")),
        ok(listing(raw(), token="a|1")),
        ok(listing(raw("2601.90002"))),
        ok(listing(error="noRecordsMatch")),
    )
    assert sorted(record.paper.id for record in ask()) == ["2601.90001", "2601.90002"]
    assert "resumptionToken=a%7C1" in door.requests[2].path


def test_where_both_fail_the_days_stay_missed_and_both_reasons_are_known(door, ask):
    door.at("/api/query", respond(403, b""))
    door.at("/oai", ok(listing(error="badArgument")))
    with pytest.raises(SourceError, match="badArgument") as caught:
        ask()
    assert "403" in str(caught.value.__cause__.what)


@pytest.mark.parametrize(
    ("name", "entries", "total"),
    [
        ("api-query-cs.CV-2026-05-10.xml", 50, 191104),
        ("api-query-cs.AI-LG-CL-2026-08-02.xml", 25, 449736),
        ("api-query-all-cs.AI-2026-02-06.xml", 20, 161487),
        ("api-query-testing-100.http.json", 100, 214881),
        ("api-empty-id_0000.0000.http.json", 0, 0),
        ("api-partial-id_list.http.json", 1, 1),
        ("api-oldid-astro-ph_0601001.http.json", 1, 1),
        ("api-oldid-quant-ph_0201082v1.http.json", 1, 1),
    ],
)
def test_recorded_answers_of_the_api(shared, name, entries, total):
    data = (shared / "feeds" / "api" / name).read_bytes()
    if name.endswith(".json"):
        data = json.loads(data)["body"].encode()
    page = arxiv_query.read(data, name=name)
    assert (len(page.records), page.entries, page.total) == (entries, entries, total)


@pytest.mark.parametrize(
    ("name", "records", "token"),
    [
        ("oai-arXivRaw-ListRecords-2014-01-16-page47001.xml", 1000, "496549|47001"),
        ("oai-arXivRaw-ListRecords-2015-01-06-excerpt.xml", 6, "726959|1001"),
        ("oai-arXivRaw-GetRecord-2015.xml", 1, ""),
        ("oai-error-idDoesNotExist.xml", 0, ""),
    ],
)
def test_recorded_answers_of_oai(shared, name, records, token):
    found, said, _ = arxiv_oai.read((shared / "feeds" / "oai" / name).read_bytes(), name=name)
    assert (len(found), said) == (records, token)
