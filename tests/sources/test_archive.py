"""Missed days: the query API and OAI-PMH, as they answer well and badly."""

import datetime as dt
import json
from xml.etree import ElementTree as ET

import pytest

from broadsheet import wire
from broadsheet.config import ArxivSource
from broadsheet.errors import SourceError
from broadsheet.sources import archive, arxiv_oai, arxiv_query
from broadsheet.text import tex
from doors.loopback import Door, busy, ok, respond

DAY = dt.date(2026, 1, 27)
MOMENT = "2026-01-23T20:00:00Z"


def entry(id_="2601.90001v1", published=MOMENT, summary="We invent $a<b$ things.", title="On a Thing"):
    return f"""<entry><id>http://arxiv.org/abs/{id_}</id><title>{title}</title><updated>{published}</updated>
<summary>{summary.replace("<", "&lt;")}</summary>
<category term="cs.LG"/><category term="cs.CL"/><category term="68T50"/>
<published>{published}</published><arxiv:comment>Code at https://github.com/example/thing</arxiv:comment>
<arxiv:primary_category term="cs.CL"/><author><name>Ada Example,</name></author>
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
    more="",
):
    dates = "".join(
        f'<version version="v{n}"><date>{date}</date></version>' for n, date in enumerate(versions, 1)
    )
    return f"""<record><header><identifier>oai:arXiv.org:{id_}</identifier></header><metadata>
<arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>{id_}</id>{dates}<title>On a
  Thing</title><authors>{authors}</authors><categories>cs.CL cs.LG</categories>{more}
<abstract>  We invent a
thing.
</abstract></arXivRaw></metadata></record>"""


def listing(*records, token="", error=""):
    inside = f'<error code="{error}">no</error>' if error else ""
    if records:
        inside = f"<ListRecords>{''.join(records)}<resumptionToken>{token}</resumptionToken></ListRecords>"
    return f'<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">{inside}</OAI-PMH>'.encode()


def test_the_archive_says_where_a_paper_appeared():
    more = "<journal-ref>Journal of Lamps 3 (2026) 14</journal-ref><doi>10.1234/lamps.14</doi>"
    (record,) = arxiv_oai.read(listing(raw(more=more)), name="x").records
    assert [(link.label, link.url) for link in record.paper.links] == [
        ("Journal of Lamps 3 (2026) 14", "https://doi.org/10.1234/lamps.14")
    ]


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
    return lambda **more: archive.records(arxiv, DAY, DAY, get=get, **more)


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


def test_an_entry_that_cannot_be_read_is_set_aside_and_named(door, ask):
    bad = [entry("nonsense"), entry(published="once"), entry(published="0001-01-01T00:00:00+14:00")]
    door.at("/api/query", ok(query(*bad, entry(title=""), entry())))
    aside = []
    assert [record.paper.id for record in ask(set_aside=aside.append)] == ["2601.90001"]
    assert len(aside) == 4
    assert "nonsense" in aside[0].what
    assert aside[0].where.endswith(":5")


def test_what_the_api_set_aside_before_it_failed_is_not_told(door, ask):
    door.at("/api/query", ok(query(entry("nonsense"), total=2)), respond(403, b""))
    door.at("/oai", ok(listing(raw(), raw("nonsense"))), ok(listing(error="noRecordsMatch")))
    aside = []
    assert len(ask(set_aside=aside.append)) == 1
    assert ["/oai" in item.where for item in aside] == [True]


def test_a_later_page_that_says_there_is_nothing_is_not_believed(door, ask):
    door.at(
        "/api/query",
        ok(query(entry(), total=2)),
        ok(query(total=0)),
        ok(query(entry("2601.90002v1"), total=2)),
    )
    assert len(ask()) == 2


def test_a_paper_that_two_pages_name_is_one(door, ask):
    door.at("/api/query", ok(query(entry(), total=2)), ok(query(entry(), total=2)))
    assert len(ask()) == 1


def test_a_moment_without_a_zone_is_greenwich_time(door, ask):
    door.at("/api/query", ok(query(entry(published="2026-01-23T20:00:00"))))
    assert ask()[0].submitted == dt.datetime(2026, 1, 23, 20, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "answer",
    [
        busy(406),
        respond(403, b"no"),
        ok(b"<html>"),
        ok(query(entry())[:-20]),
        respond(400, query("<entry><id>https://arxiv.org/api/errors#x</id><summary>bad</summary></entry>")),
        ok(query(total=3)),
        ok(query(entry(), total="many")),
        ok(query(entry(), total="9" * 5000)),
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


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (listing(raw(), token="a|1"), "answers without end"),
        (listing(raw()).replace(b"arXivRaw", b"arXiv"), "another format"),
        (listing(), "without records"),
        (b"<rss/>", "no answer of OAI-PMH"),
    ],
)
def test_an_answer_of_oai_that_is_none_is_not_taken_for_empty(door, ask, answer, why):
    door.at("/api/query", respond(403, b""))
    door.at("/oai", ok(answer))
    with pytest.raises(SourceError, match=why):
        ask()


def test_records_of_oai_that_cannot_be_read_are_set_aside_and_deleted_ones_are_not(door, ask):
    deleted = '<record><header status="deleted"><identifier>x</identifier></header></record>'
    bad = [raw("nonsense"), raw("2601.90008", versions=()), raw("2601.90009", versions=("once",))]
    door.at("/api/query", respond(403, b""))
    door.at("/oai", ok(listing(*bad, deleted, raw())), ok(listing(error="noRecordsMatch")))
    aside = []
    assert [record.paper.id for record in ask(set_aside=aside.append)] == ["2601.90001"]
    assert len(aside) == 3


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
        pytest.param(
            "oai-arXivRaw-ListRecords-2014-01-16-page47001.xml",
            1000,
            "496549|47001",
            marks=pytest.mark.long,
        ),
        ("oai-arXivRaw-ListRecords-2015-01-06-excerpt.xml", 6, "726959|1001"),
        ("oai-arXivRaw-GetRecord-2015.xml", 1, ""),
        ("oai-error-idDoesNotExist.xml", 0, ""),
    ],
)
def test_recorded_answers_of_oai(shared, name, records, token):
    page = arxiv_oai.read((shared / "feeds" / "oai" / name).read_bytes(), name=name)
    assert (len(page.records), page.unreadable, page.token) == (records, (), token)


@pytest.mark.parametrize(
    "name",
    [
        "oai-arXiv-ListRecords-cs-2016-lastpage.xml",
        "oai-arXiv-12records-composite-2016.xml",
        "oai_dc-multi-2023-01-25.xml",
    ],
)
def test_recorded_answers_in_formats_without_the_time_of_submission_are_refused(shared, name):
    with pytest.raises(SourceError, match="another format"):
        arxiv_oai.read((shared / "feeds" / "oai" / name).read_bytes(), name=name)


def test_the_recorded_error_of_the_api_says_its_reason(shared):
    recorded = json.loads((shared / "feeds" / "api" / "api-error-400-id_abc.http.json").read_bytes())
    with pytest.raises(SourceError, match="incorrect id format for abc"):
        arxiv_query.read(recorded["body"].encode(), name="x")


ATOM, RAW = "{http://www.w3.org/2005/Atom}", "{http://arxiv.org/OAI/arXivRaw/}"


@pytest.mark.parametrize(
    ("read", "name", "whole", "text"),
    [
        (arxiv_query.read, "api/api-query-cs.CV-2026-05-10.xml", f"{ATOM}entry", f"{ATOM}summary"),
        (arxiv_query.read, "api/api-query-all-cs.AI-2026-02-06.xml", f"{ATOM}entry", f"{ATOM}summary"),
        (arxiv_query.read, "api/api-query-cs.AI-LG-CL-2026-08-02.xml", f"{ATOM}entry", f"{ATOM}summary"),
        (
            arxiv_oai.read,
            "oai/oai-arXivRaw-ListRecords-2015-01-06-excerpt.xml",
            f"{RAW}arXivRaw",
            f"{RAW}abstract",
        ),
        pytest.param(
            arxiv_oai.read,
            "oai/oai-arXivRaw-ListRecords-2014-01-16-page47001.xml",
            f"{RAW}arXivRaw",
            f"{RAW}abstract",
            marks=pytest.mark.long,
        ),
    ],
)
def test_no_word_of_a_recorded_abstract_is_lost(shared, read, name, whole, text):
    data = (shared / "feeds" / name).read_bytes()
    said = [each.findtext(text) for each in ET.fromstring(data).iter(whole)]
    kept = [record.paper.abstract for record in read(data, name=name).records]
    assert [each.split() for each in kept] == [tex.unicode_text(each).split() for each in said]
