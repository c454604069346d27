import re
from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet import sources
from broadsheet.batch import Batch
from broadsheet.errors import SourceError
from broadsheet.model import Author, Kind, Link
from doors.invented_feed import atom, feed, item, rdf, refusal

HOSTILE = "<b>& \"quoted\" 'it' ]]> $a<b$ and $c>d$ then <think>x</think> &lt; 林静怡 🧪 \u202eabc"


def read(data):
    return sources.read_feed(data, name="feed.xml")


def only(batch):
    assert batch.unreadable == ()
    (announcement,) = batch.items
    return announcement


def paper(**facts):
    return only(read(feed(item(**facts)))).paper


def refused(data, match):
    with pytest.raises(SourceError, match=match) as caught:
        read(data)
    assert caught.value.file == "feed.xml"
    assert caught.value.hint
    return caught.value


def test_an_rss_item_becomes_a_paper_and_its_kind():
    announcement = only(read(feed(item("2601.90001", version=3, kind="replace-cross"))))
    assert announcement.kind is Kind.REPLACE_CROSS
    paper = announcement.paper
    assert (paper.id, paper.version, paper.categories) == ("2601.90001", 3, ("cs.CL", "cs.LG"))
    assert (paper.title, paper.abstract) == ("On Invented Things", "We invent a thing. It works.")
    assert paper.authors == (Author("Ada Example"), Author("Bo Sample"))


def test_atom_says_the_same_as_rss():
    items = (item("2601.90001", abstract=HOSTILE, title=HOSTILE), item("math/0112017", kind="cross"))
    assert read(atom(*items)) == read(feed(*items))


@pytest.mark.parametrize("form", [feed, atom])
def test_a_batch_names_its_sources_its_day_and_when_it_was_built(form):
    batch = read(form(item(), categories=("cs.CL", "math")))
    assert batch.source == "arxiv:cs.CL+math"
    assert batch.sources == ("arxiv:cs.CL", "arxiv:math")
    assert batch.categories == ("cs.CL", "math")
    assert batch.declared == date(2026, 1, 27)
    assert batch.built == datetime(2026, 1, 27, 5, 0, 12, tzinfo=UTC)


@pytest.mark.parametrize("form", [feed, atom])
def test_a_feed_without_items_is_a_quiet_day_and_says_which(form):
    batch = read(form())
    assert (batch.items, batch.unreadable, batch.declared) == ((), (), date(2026, 1, 27))


@pytest.mark.parametrize(
    ("midnight", "built", "day"),
    [
        ("Tue, 30 Jun 2026 00:00:00 -0400", "Tue, 30 Jun 2026 04:00:01 +0000", date(2026, 6, 30)),
        ("Tue, 30 Jun 2026 00:00:00 -0500", "", date(2026, 6, 30)),
        ("Tue, 27 Jan 2026 00:00:00 -0400", "", date(2026, 1, 27)),
        ("", "Wed, 28 Jan 2026 04:00:00 +0000", date(2026, 1, 27)),
        ("", "", None),
        ("yesterday", "soon", None),
        ("Mon, 01 Jan 0001 00:00:00 +0000", "9999-12-31T23:59:59-05:00", None),
        ("Tue, 99 Jan 99999 00:00:00 -0500", "", None),
    ],
)
def test_the_declared_day_is_a_day_in_new_york(midnight, built, day):
    assert read(feed(item(), midnight=midnight, built=built)).declared == day


def test_an_atom_feed_declares_the_day_its_entries_were_published():
    assert read(atom(item(), updated="2026-01-28T09:00:00+00:00")).declared == date(2026, 1, 27)
    assert read(atom(updated="2026-01-28T09:00:00+00:00")).declared == date(2026, 1, 28)
    assert read(atom(item(without=["published"]), updated="never")).declared is None
    impossible = "<published>0001-01-01T00:00:00+14:00</published>"
    assert read(atom(item(without=["published"], raw=impossible))).declared == date(2026, 1, 27)


@pytest.mark.parametrize("form", [feed, atom])
def test_what_an_author_typed_is_what_is_read(form):
    paper = only(read(form(item(title=HOSTILE, abstract=HOSTILE)))).paper
    assert (paper.title, paper.abstract) == (HOSTILE, HOSTILE)


@pytest.mark.parametrize("between", [" \n", "\n", " ", ""])
def test_only_arxivs_own_prefix_is_taken_from_an_abstract(between):
    prefix = f"arXiv:2601.90001v1 Announce Type: replace-cross{between}Abstract: "
    text = "Abstract: arXiv:1 Announce Type: new said it."
    raw = f"<description>{prefix}{text}</description>"
    assert paper(without=["description"], raw=raw).abstract == text


def test_a_description_without_the_prefix_is_the_abstract():
    assert (
        paper(without=["description"], raw="<description>Just this.</description>").abstract == "Just this."
    )
    assert paper(without=["description"]).abstract == ""
    assert paper(abstract="").abstract == ""


def test_paragraphs_are_kept_and_wraps_are_not():
    assert paper(abstract="One\ntwo.\n  Three.").paragraphs == ("One two.", "Three.")


def test_accents_of_tex_are_letters():
    read_ = paper(title="Poincar\\'e", creators="{\\O}ystein Example (Universit\\'e Invent\\'ee)")
    assert read_.title == "Poincaré"
    assert read_.authors == (Author("Øystein Example", "Université Inventée"),)


def test_several_creator_elements_are_authors_one_after_the_other():
    raw = "<dc:creator>Ada Example</dc:creator><dc:creator>Bo Sample</dc:creator>"
    assert paper(without=["creator"], raw=raw).authors == (Author("Ada Example"), Author("Bo Sample"))
    assert paper(without=["creator"]).authors == ()


def test_what_is_no_category_is_left_out_and_none_is_listed_twice():
    assert paper(categories=("cs.CL", "68T50", " cs.LG ", "cs.CL", "")).categories == ("cs.CL", "cs.LG")


@pytest.mark.parametrize(
    "id_", ["2601.90001", "0901.1155", "math/0112017", "cond-mat/0408190", "math.GT/0309136"]
)
def test_identifiers_old_and_new(id_):
    read_ = paper(id_=id_, version=4)
    assert (read_.id, read_.version) == (id_, 4)


def test_without_a_guid_the_description_and_then_the_link_name_the_paper():
    assert paper(without=["guid"], version=2).versioned_id == "2601.90001v2"
    assert paper(without=["guid", "description"]).versioned_id == "2601.90001"


def test_a_version_is_not_taken_from_another_paper():
    raw = "<guid>oai:arXiv.org:2601.90009</guid>"
    assert paper(without=["guid"], raw=raw).versioned_id == "2601.90009"


@pytest.mark.parametrize(
    ("version", "categories", "kind"),
    [
        (1, ("cs.CL", "cs.LG"), Kind.NEW),
        (1, ("CS.cl",), Kind.NEW),
        (1, ("math.PR", "cs.CL"), Kind.NEW),
        (1, ("math-ph", "cs.CL"), Kind.CROSS),
        (1, ("cs.LG", "cs.CL"), Kind.CROSS),
        (1, (), Kind.NEW),
        (2, ("cs.CL",), Kind.REPLACE),
    ],
)
@pytest.mark.parametrize("raw", ["", "<arxiv:announce_type>renewed</arxiv:announce_type>"])
def test_a_kind_that_is_not_said_follows_from_version_and_category(version, categories, kind, raw):
    said = item(version=version, categories=categories, without=["announce_type"], raw=raw)
    assert only(read(feed(said, categories=("cs.CL", "math")))).kind is kind


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (item(without=["guid", "link", "description", "id", "summary"]), "has no identifier"),
        (item("no-such-thing"), "'oai:arXiv.org:no-such-thingv1' is not an arXiv identifier"),
        (item("../../etc/passwd"), "not an arXiv identifier"),
        (item("2601.90002", without=["title"]), "2601.90002 has no title"),
        (item("2601.90002", title=" \n "), "2601.90002 has no title"),
        (item("2601.90002", version=0), "version 0 of 2601.90002 cannot exist"),
        (item("2601.90001", title="Again"), "2601.90001 is named twice"),
    ],
)
@pytest.mark.parametrize("form", [feed, atom])
def test_an_item_that_cannot_be_read_is_set_aside_and_the_rest_go_on(form, bad, why):
    data = form(item("2601.90001"), bad, item("2601.90003"))
    batch = read(data)
    assert [a.paper.id for a in batch.items] == ["2601.90001", "2601.90003"]
    assert batch.items[0].paper.title == "On Invented Things"
    (unreadable,) = batch.unreadable
    assert why in unreadable.what
    file, _, line = unreadable.where.partition(":")
    assert file == "feed.xml"
    assert data.decode().splitlines()[int(line) - 1].strip() in {"<item>", "<entry>"}


def test_a_reason_is_one_printable_line():
    (unreadable,) = read(feed(item("x\n\x85y"))).unreadable
    assert unreadable.what.isprintable()


# The RDF of before 2024


def rdf_item(
    id_="1209.2411v1", primary="math.PR", mark="", *, title="On Invented Things", abstract="", creators=""
):
    return (id_, primary, mark, title, abstract, creators)


@pytest.mark.parametrize(
    ("id_", "primary", "mark", "kind"),
    [
        ("1209.2411v1", "math.PR", "", Kind.NEW),
        ("1209.2411v1", "cs.DS", "", Kind.CROSS),
        ("1209.2411v2", "math.PR", "UPDATED", Kind.REPLACE),
        ("0901.1155v2", "cs.DS", "CROSS LISTED", Kind.CROSS),
        ("math/0112017v3", "math.PR", "UPDATED", Kind.REPLACE),
    ],
)
def test_a_title_in_rdf_holds_identifier_version_category_and_type(id_, primary, mark, kind):
    announcement = only(read(rdf(rdf_item(id_, primary, mark))))
    assert announcement.kind is kind
    assert announcement.paper.versioned_id == id_
    assert announcement.paper.categories == (primary,)
    assert announcement.paper.title == "On Invented Things"


def test_the_question_mark_of_a_title_in_rdf_stays():
    assert only(read(rdf(rdf_item(title="What (1929) is new?")))).paper.title == "What (1929) is new?"


def test_texts_in_rdf_are_html():
    abstract = (
        '<p>If a &lt; b\nand <a href="http://example.org/x">this http URL</a> &amp; on.\n</p><p>Two.</p>'
    )
    creators = (
        '<a href="http://arxiv.org/find/x">Ren&#xe9; Example</a> (Lab, Town), <a href="y">Bo Sample</a>'
    )
    paper = only(read(rdf(rdf_item(abstract=abstract, creators=creators)))).paper
    assert paper.abstract == "If a < b and http://example.org/x & on.\n\nTwo."
    assert paper.authors == (Author("René Example", "Lab, Town"), Author("Bo Sample"))


@pytest.mark.parametrize(
    ("evening", "day"),
    [
        ("2012-09-12T20:30:00-05:00", date(2012, 9, 13)),
        ("2012-01-12T20:00:00-05:00", date(2012, 1, 13)),
        ("2012-01-12T19:59:59-05:00", date(2012, 1, 12)),
        ("2012-09-13T00:00:00-04:00", date(2012, 9, 13)),
    ],
)
def test_a_feed_of_the_evening_is_the_announcement_of_the_next_day(evening, day):
    assert read(rdf(rdf_item(), evening=evening)).declared == day


def test_an_rdf_title_without_its_suffix_leaves_the_link():
    data = rdf(rdf_item()).replace(b" (arXiv:1209.2411v1 [math.PR])", b"")
    announcement = only(read(data))
    assert (announcement.paper.versioned_id, announcement.kind) == ("1209.2411", Kind.NEW)


# What must not be believed


def test_the_feed_in_which_arxiv_refuses_a_question_is_not_a_quiet_day():
    error = refused(refusal("cs.XX", "Bad archive/subject class: cs.XX"), "Bad archive/subject class: cs.XX")
    assert error.line
    assert "categories" in error.hint


@pytest.mark.parametrize(
    "page", [b"<!DOCTYPE html><p>", b"\xef\xbb\xbf\n<HTML lang='en'>", b"<?xml version='1.0'?><html/>"]
)
def test_a_web_page_is_not_a_feed(page):
    refused(page, "is a web page")


@pytest.mark.parametrize("nothing", [b"", b" \r\n"])
def test_an_empty_answer_is_not_a_quiet_day(nothing):
    refused(nothing, "is empty")


@pytest.mark.parametrize("form", [feed, atom])
def test_a_feed_is_refused_wherever_it_was_cut_off(form):
    whole = form(item())
    assert read(whole).items
    for length in range(1, len(whole.rstrip()), 7):
        with pytest.raises(SourceError):
            read(whole[:length])
    error = refused(whole[:-30], "breaks off before its end|not well-formed")
    assert error.line == whole[:-30].count(b"\n") + 1


@pytest.mark.parametrize(
    "declaration",
    [
        b'<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
        b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        b'<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_a_document_type_is_refused_unread(declaration):
    data = feed(item()).replace(b"<rss", declaration + b"\n<rss")
    with pytest.raises(SourceError, match="document type") as caught:
        read(data)
    assert caught.value.where == "feed.xml:2"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"plain text", "not well-formed"),
        (b'{"json": true}', "not well-formed"),
        (b"<rss><channel></rss>", "not well-formed"),
        (b"<opml/>", "no feed that arXiv publishes"),
        (b"<rss version='2.0'/>", "no feed that arXiv publishes"),
        (b"<rss version='0.91'><channel/></rss>", "no feed that arXiv publishes"),
        (b"<a>" * 100, "nests deeper"),
        (
            feed(item())
            .replace(b" updates on arXiv.org", b" news")
            .replace(b"arxiv.org/rss", b"example.org"),
            "not an ann",
        ),
        (feed(item(), categories=("../x",)), "not an announcement feed"),
        (feed(item()).decode().replace("UTF-8", "UTF-16").encode("utf-16"), "not in UTF-8"),
    ],
)
def test_what_is_not_an_announcement_of_arxivs_is_refused(data, what):
    with pytest.raises(SourceError, match=what) as caught:
        read(data)
    assert caught.value.file == "feed.xml"


def test_a_channel_without_its_title_is_known_by_its_address():
    assert read(feed(categories=("cs.CL", "math")).replace(b"updates", b"novelties")).categories == (
        "cs.CL",
        "math",
    )
    assert read(atom(categories=("cs.CL",)).replace(b"updates", b"novelties")).categories == ("cs.CL",)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_anything_else_is_a_source_error(data):
    with pytest.raises(SourceError):
        read(data)


@given(st.integers(0, 2500), st.binary(min_size=1, max_size=6))
def test_a_damaged_feed_is_a_batch_or_a_source_error(place, damage):
    data = feed(item(), item("2601.90002", title=HOSTILE))
    with suppress(SourceError):
        assert isinstance(read(data[:place] + damage + data[place + len(damage) :]), Batch)


@given(title=st.text(min_size=1), abstract=st.text(), creators=st.text())
def test_whatever_text_arxiv_serves_is_read_or_set_aside(title, abstract, creators):
    said = [only_xml(text) for text in (title, abstract, creators)]
    batch = read(feed(item(title=said[0], abstract=said[1], creators=said[2])))
    assert len(batch.items) + len(batch.unreadable) == 1


def only_xml(text):
    """Without what XML 1.0 cannot carry."""
    return re.sub("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)


def test_links_to_code_stand_beside_the_paper():
    assert paper(abstract="See github.com/example/thing.").links == (
        Link("code", "https://github.com/example/thing"),
    )
