"""Every recorded feed ingests with the counts its README states, and without losing a word."""

import html
import re
import xml.etree.ElementTree as ET
from collections import Counter
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from broadsheet import sources
from broadsheet.errors import SourceError
from broadsheet.model import Kind
from broadsheet.text import plain, tex

FEEDS = Path(__file__).parents[3] / "shared" / "feeds"
pytestmark = pytest.mark.skipif(not FEEDS.is_dir(), reason="the recordings (../shared/feeds) are not here")

COMBINED = "rss/rss-combined-cs.LG+cs.AI+cs.CL+stat.ML-2026-09-24-excerpt.xml"
TRUNCATED = "atom/atom-cs.AI-2025-08-20-truncated.xml"
COUNTS = {
    "rss/rss-stat-2024-03-26.xml": ("stat", date(2024, 3, 26), (35, 27, 41, 20)),
    COMBINED: ("cs.LG+cs.AI+cs.CL+stat.ML", date(2026, 9, 24), (2, 1, 1, 0)),
    "rss/rss-cs.AI-2026-04-27-excerpt.xml": ("cs.AI", date(2026, 4, 27), (3, 0, 0, 0)),
    "rss/rss-cs.LG-2026-04-27-excerpt.xml": ("cs.LG", date(2026, 4, 27), (3, 0, 0, 0)),
    "rss/rss-cs.CL-2026-04-27-excerpt.xml": ("cs.CL", date(2026, 4, 27), (3, 0, 0, 0)),
    "rss/rss-cs.LG-2026-09-27-empty-reduced.xml": ("cs.LG", date(2026, 9, 27), (0, 0, 0, 0)),
    "atom/atom-cs.AI-2025-08-20-excerpt7.xml": ("cs.AI", date(2025, 8, 20), (2, 5, 0, 0)),
}
RDF = "rss/rdf-math-2012-09-12.xml"


def read(name):
    return sources.read_feed((FEEDS / name).read_bytes(), name=name)


@pytest.mark.parametrize("name", COUNTS)
def test_a_recording_has_the_items_kinds_and_day_that_its_readme_states(name):
    asked, day, counts = COUNTS[name]
    batch = read(name)
    assert batch.source == f"arxiv:{asked}"
    assert batch.categories == tuple(asked.split("+"))
    assert batch.declared == day
    assert tuple(Counter(item.kind for item in batch.items)[kind] for kind in list(Kind)[:4]) == counts
    assert batch.unreadable == ()


def test_the_rdf_of_2012_has_its_126_papers_and_the_types_its_titles_give():
    batch = read(RDF)
    assert (batch.source, batch.declared, batch.unreadable) == ("arxiv:math", date(2012, 9, 13), ())
    assert batch.built == datetime(2012, 9, 13, 1, 30, tzinfo=UTC)
    kinds = Counter(item.kind for item in batch.items)
    assert kinds[Kind.REPLACE] == 54
    assert sum(kinds.values()) == 126
    moebius = next(item for item in batch.items if item.paper.id == "0901.1155")
    assert (moebius.kind, moebius.paper.version, moebius.paper.categories) == (Kind.CROSS, 2, ("cs.DS",))


@pytest.mark.parametrize("name", [*COUNTS, RDF])
def test_every_recorded_paper_has_a_version_authors_and_a_category(name):
    for item in read(name).items:
        assert item.paper.version
        assert item.paper.authors
        assert item.paper.categories
        assert item.paper.abstract
        assert "Announce Type" not in item.paper.abstract
        assert not item.paper.title.endswith("]")


@pytest.mark.parametrize("name", [*COUNTS, RDF])
def test_no_word_of_any_recorded_abstract_is_lost_or_altered(name):
    told = {item.paper.id: item.paper.abstract for item in read(name).items}
    independent = abstracts(FEEDS / name)
    assert told.keys() == independent.keys()
    for id_, raw in independent.items():
        assert told[id_].split() == plain.line(tex.unicode_text(raw)).split(), id_
        assert not Counter(plain_words(raw)) - Counter(told[id_].split()), id_


def plain_words(text):
    """Those that no decoding of TeX has a reason to touch: `Erd\\H os` is one name."""
    words = text.split()
    return [word for before, word in pairwise(["", *words]) if word.isalnum() and "\\" not in before]


def abstracts(path):
    """Read without our code: ElementTree, string functions, and html for the RDF."""
    found = {}
    for item in ET.parse(path).iter():
        if item.tag.rpartition("}")[2] not in {"item", "entry"}:
            continue
        texts = {child.tag.rpartition("}")[2]: "".join(child.itertext()) for child in item}
        described = texts.get("summary", texts.get("description", ""))
        if "Announce Type" in described:
            head, _, abstract = described.partition("Abstract: ")
            found[head.split()[0].removeprefix("arXiv:").rpartition("v")[0]] = abstract
        else:
            abstract = html.unescape(re.sub("</?p>", "\n\n", described))
            found[texts["link"].rpartition("/abs/")[2]] = abstract
    return found


def test_the_recorded_download_that_was_cut_off_is_refused_with_the_line_of_the_cut():
    with pytest.raises(SourceError, match="breaks off before its end") as caught:
        read(TRUNCATED)
    assert caught.value.line == (FEEDS / TRUNCATED).read_bytes().count(b"\n") + 1


@pytest.mark.parametrize("largest", [200_000, pytest.param(4_000_000, marks=pytest.mark.long)])
def test_recorded_answers_of_other_services_are_refused(largest):
    others = [*FEEDS.glob("api/*.xml"), *FEEDS.glob("oai/*.xml"), *FEEDS.glob("hf/*.json")]
    others = [path for path in others if path.stat().st_size < largest]
    assert others
    for path in others:
        with pytest.raises(SourceError) as caught:
            sources.read_feed(path.read_bytes(), name=path.name)
        assert caught.value.hint


def test_the_whole_entries_of_the_cut_off_day_read_with_the_tags_their_authors_typed():
    whole, _, _ = (FEEDS / TRUNCATED).read_bytes().rpartition(b"</entry>")
    batch = sources.read_feed(whole + b"</entry></feed>", name="mended")
    kinds = Counter(item.kind for item in batch.items)
    assert (kinds[Kind.NEW], kinds[Kind.CROSS], len(batch.items)) == (41, 45, 86)
    assert any("<think>" in item.paper.abstract and "<answer>" in item.paper.abstract for item in batch.items)


def test_recorded_paragraphs_are_kept():
    batch = read("rss/rss-stat-2024-03-26.xml")
    assert sum(len(item.paper.paragraphs) > 1 for item in batch.items) == 6


def test_code_links_stand_in_recorded_abstracts_without_the_full_stop():
    found = [link.url for item in read("rss/rss-stat-2024-03-26.xml").items for link in item.paper.links]
    assert "https://github.com/ServiceNow/TACTiS" in found
