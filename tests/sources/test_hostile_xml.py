"""XML made to harm its reader: refused by every reader, soon, from the network and from files alike."""

import time

import pytest

from broadsheet import sources, wire
from broadsheet.errors import SourceError
from broadsheet.sources import arxiv_oai, arxiv_query, markup
from doors.loopback import Door, gzipped, ok

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
HOSTILE = {
    "a billion laughs": f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]><rss>&l9;</rss>',
    "quadratic laughs": f'<!DOCTYPE rss [<!ENTITY a "{"a" * 50_000}">]><rss>{"&a;" * 50_000}</rss>',
    "a local file": '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss>&x;</rss>',
    "another server": '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd"><rss/>',
    "a parameter entity": '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]><rss/>',
    "an undeclared entity": "<rss>&nbsp;</rss>",
    "a deep well": "<a>" * 100_000,
    "a broad wall": "<rss " + "".join(f" a{n}='x'" for n in range(20_000)) + "/>",
}


@pytest.mark.parametrize("document", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize(
    "read", [sources.read_feed, arxiv_query.read, arxiv_oai.read], ids=["feed", "API", "OAI"]
)
def test_hostile_documents_are_refused_soon(read, document):
    begun = time.process_time()
    with pytest.raises(SourceError) as caught:
        read(document.encode(), name="hostile.xml")
    assert caught.value.file == "hostile.xml"
    assert len(str(caught.value)) < 200
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("name", ["a billion laughs", "a local file"])
@pytest.mark.parametrize("packed", [ok, gzipped])
def test_hostile_answers_are_refused(monkeypatch, name, packed):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Door() as door, wire.Wire("test/1") as own, pytest.raises(SourceError):
        sources.fetch(door.at("/rss/cs.CL", packed(HOSTILE[name].encode())), get=own.get)


@pytest.mark.parametrize("name", ["a billion laughs", "a local file"])
def test_hostile_files_are_refused(tmp_path, name):
    file = tmp_path / "saved.xml"
    file.write_text(HOSTILE[name])
    with pytest.raises(SourceError):
        sources.fetch(str(file))


def test_a_document_of_dust_is_refused_before_it_fills_the_memory():
    assert markup.read(b"<rss>%s</rss>" % (b"<a/>" * 99), name="x", most=100).tag == "rss"
    with pytest.raises(SourceError, match="more elements"):
        markup.read(b"<rss>%s</rss>" % (b"<a/>" * 100), name="x", most=100)


def test_a_giant_is_refused():
    with pytest.raises(SourceError, match="more than 1,000 bytes"):
        markup.read(b"<rss>%s</rss>" % bytes(1000), name="x", largest=1000)


def test_a_file_without_end_is_not_read_to_its_end():
    with pytest.raises(SourceError, match="more than"):
        sources.fetch("/dev/zero")
