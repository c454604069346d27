"""Moving in and out: what was exported makes the same pages again; digests of others become pages."""

import datetime as dt
import json
import re
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet import config, exchange, page
from broadsheet.errors import SourceError
from broadsheet.exchange import foreign
from broadsheet.model import Decision, Kind, Role
from doors.command import caller
from strategies import digests

SITE_DAY = dt.date(2026, 1, 27)
SITE = config.read("title: A\nurl: https://example.org/\n", name="broadsheet.yaml")


def incoming(text, name="old.md", *, seen=(), **options):
    return exchange.incoming(text, name, site=SITE, seen=lambda id_, _: id_ in seen, **options)


# Out and in again


@given(digests())
def test_what_was_exported_makes_the_same_page(digest):
    text = "\n".join(exchange.lines([digest]))
    found = incoming(text, "all.jsonl")
    assert found.unreadable == ()
    assert [page.render(each) for each in found.digests] == [page.render(digest)]


@pytest.fixture
def broadsheet(tmp_path, monkeypatch, capsys):
    (tmp_path / "broadsheet.yaml").write_text("title: A\nsources: {arxiv: {categories: [cs.CL]}}\n")
    return caller(tmp_path, monkeypatch, capsys)


def test_a_digest_moves_house_and_nothing_there_is_touched(broadsheet, tmp_path, announcement):
    broadsheet("ingest", "--offline", "--feed", announcement)
    written = (tmp_path / "content/2026/2026-01-27.md").read_bytes()
    assert broadsheet("export", "jsonl", tmp_path / "all.jsonl")[0] == 0
    there = tmp_path / "there"
    there.mkdir()
    (there / "broadsheet.yaml").write_text("title: A\n")
    code, out, _ = broadsheet("import", "--dry-run", tmp_path / "all.jsonl", at=there)
    assert (code, out) == (0, "2026-01-27  content/2026/2026-01-27.md: 23 listed of 26\n")
    assert not (there / "content").exists()
    assert broadsheet("import", tmp_path / "all.jsonl", at=there)[0] == 0
    moved = there / "content/2026/2026-01-27.md"
    assert moved.read_bytes() == written
    code, _, err = broadsheet("import", tmp_path / "all.jsonl", at=there)
    assert code == 0
    assert "is there, just as it would be written" in err
    moved.write_bytes(written.replace(b"\n\n## ", b"\n\nMine.\n\n## ", 1))
    code, _, err = broadsheet("import", tmp_path / "all.jsonl", at=there)
    assert code == 1
    assert "is there already, and stays as it is" in err
    assert b"Mine." in moved.read_bytes()


def test_tables_and_a_bibliography_have_every_paper_once(broadsheet, tmp_path, announcement):
    broadsheet("ingest", "--offline", "--feed", announcement)
    assert broadsheet("export", "sqlite", tmp_path / "all.sqlite")[0] == 0
    database = sqlite3.connect(tmp_path / "all.sqlite")
    assert database.execute("SELECT COUNT(*), COUNT(DISTINCT id) FROM paper").fetchone() == (23, 23)
    assert database.execute("SELECT COUNT(*) FROM part WHERE role = 'tldr'").fetchone() == (23,)
    assert json.loads(database.execute("SELECT ledger FROM day").fetchone()[0])["listed"] == 23
    database.close()
    code, out, _ = broadsheet("export", "bib")
    assert code == 0
    assert out.count("@misc{") == 23
    code, _, err = broadsheet("export", "sqlite", tmp_path / "all.sqlite")
    assert code == 2
    assert "is there already" in err


def test_days_may_be_chosen(broadsheet, announcement):
    broadsheet("ingest", "--offline", "--feed", announcement)
    assert broadsheet("export", "jsonl", "--since", "2026-01-28")[:2] == (0, "")


def test_a_page_that_does_not_read_is_named_and_the_others_are_exported(broadsheet, tmp_path, announcement):
    broadsheet("ingest", "--offline", "--feed", announcement)
    (tmp_path / "content/2026/2026-01-26.md").write_text("no page")
    code, out, err = broadsheet("export", "jsonl")
    assert (code, len(out.splitlines())) == (1, 24)
    assert "content/2026/2026-01-26.md" in err


# In from elsewhere

PAPER = {
    "id": "2601.90001",
    "title": "Lamps of Mu\\~noz",
    "authors": ["Ada Example", "Ra\\'ul Muster"],
    "categories": ["cs.CL", "cs.CV"],
    "abs": "https://arxiv.org/abs/2601.90001v2",
    "summary": "Lamps are dim. We light lamps.",
    "AI": {
        "tldr": "Lamps.",
        "motivation": "Lamps are dim.",
        "method": "Error",
        "result": "",
        "conclusion": "N/A",
    },
}


def test_a_line_of_daily_arxiv_becomes_a_paper_in_its_category():
    (digest,) = incoming(json.dumps(PAPER), "2026-01-27_AI_enhanced_English.jsonl").digests
    (section,) = digest.sections
    (entry,) = section.entries
    assert (str(digest.date), section.name, digest.language) == ("2026-01-27", "cs.CL", "en")
    assert (entry.paper.title, entry.paper.version) == ("Lamps of Muñoz", 2)
    assert [author.name for author in entry.paper.authors] == ["Ada Example", "Raúl Muster"]
    assert [part.role for part in entry.summary.parts] == [Role.TLDR, Role.MOTIVATION]
    assert page.parse(page.render(digest)).digest == digest


def of_others(*changes):
    """Lines of daily-arXiv: one that reads, and one for each change of it."""
    return "\n".join(json.dumps(PAPER | change) for change in ({}, *changes))


UNREAD = [
    ({"id": "lamp-1"}, "“lamp-1” is no identifier of arXiv"),
    ({"id": None}, "it has no “id”"),
    ({"title": " "}, "it has no title"),
    ({"title": None}, "it has no title"),
    ({"AI": "Lamps."}, "its “AI” holds no parts"),
]


@pytest.mark.parametrize(("change", "why"), UNREAD)
def test_no_paper_is_lost_one_that_does_not_read_is_named_with_its_line_and_counted(change, why):
    found = incoming(of_others({"id": "2601.90002"} | change), "2026-01-27.jsonl")
    (digest,), (unread,) = found.digests, found.unreadable
    assert unread.where == "2026-01-27.jsonl:2"
    assert why in unread.what
    assert "Error" not in unread.what
    assert (digest.ledger.announced, digest.ledger.excluded) == (
        {"new": 1, "unreadable": 1},
        {"unreadable": 1},
    )


def test_a_line_that_is_no_paper_is_named_in_words():
    found = incoming(f'{json.dumps(PAPER)}\n{{"id": 3\n3\n{"[" * 100_000}', "2026-01-27.jsonl")
    assert [(each.where.rpartition(":")[2], each.what) for each in found.unreadable] == [
        ("2", "it reads as JSON up to its character 9 only"),
        ("3", "it holds no paper"),
        ("4", "something here is nested too deep"),
    ]
    assert found.digests[0].ledger.excluded == {"unreadable": 3}


LINE = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["2601.90001", "2601.90002v3", "math/9901001", "x", "", None, 2601.90003]),
        "title": st.sampled_from(["A", "", " ", None, "\x00", 3]),
    },
    optional={
        "authors": st.sampled_from(["A, B", ["A"], [{"name": "A"}], [3], None]),
        "abs": st.sampled_from(["https://arxiv.org/abs/2601.90001v0", "x", 3]),
        "AI": st.sampled_from([{"tldr": "T"}, {}, None, "x", [1], {"tldr": 3, "keywords": "a;;b"}]),
        "categories": st.sampled_from(["cs.CL cs.CV", ["cs.CL"], [" "], 3]),
        "summary": st.sampled_from(["S.", None, "\ud800", "a\n\n\nb"]),
    },
)


@given(st.lists(LINE, min_size=1, max_size=6))
def test_every_line_is_on_the_page_or_named(papers):
    text = "\n".join(map(json.dumps, [PAPER, *papers]))
    found = incoming(text, "2026-01-27.jsonl", seen={"2601.90002"})
    (digest,) = found.digests
    unread = {int(each.where.rpartition(":")[2]) for each in found.unreadable}
    ids = {
        str(paper["id"]).partition("v")[0]
        for number, paper in enumerate([PAPER, *papers], 1)
        if number not in unread
    }
    assert {entry.paper.id for entry in digest.entries} == ids - {"2601.90002"}
    assert digest.ledger.excluded.get("unreadable", 0) == len(unread)
    assert sum(digest.ledger.announced.values()) == len(ids | {"2601.90001"}) + len(unread)
    assert page.parse(page.render(digest)).digest == digest


def test_names_that_are_listed_with_more_are_names():
    text = of_others({"id": "2601.90002", "authors": [{"name": "Ada Example", "affiliation": "x"}]})
    (digest,) = incoming(text, "2026-01-27.jsonl").digests
    assert [author.name for author in digest.entries[1].paper.authors] == ["Ada Example"]


# Lines of our own, as they come


@pytest.fixture(scope="module")
def own():
    """A day of two papers, exported."""
    (digest,) = exchange.incoming(
        of_others({"id": "2601.90002"}), "2026-01-27.jsonl", site=SITE, seen=lambda *_: False
    ).digests
    return list(exchange.lines([digest]))


def test_beside_our_own_lines_others_that_say_no_day_are_named_and_ours_are_imported(own):
    found = incoming("\n".join([*own, of_others({"id": "2601.90002"})]), "all.jsonl")
    assert [len(each.entries) for each in found.digests] == [2]
    (unread,) = found.unreadable
    assert str(unread.what) == (
        "of 2 more papers it does not say of which day it is; name it with --date DAY"
    )
    named = incoming("\n".join([*own, of_others()]), "all.jsonl", day=dt.date(2026, 1, 28))
    assert [(str(each.date), len(each.entries)) for each in named.digests] == [
        ("2026-01-27", 2),
        ("2026-01-28", 1),
    ]


@pytest.mark.parametrize(
    ("of", "was", "now", "why"),
    [
        (1, '"title": "', '"title": " ', "begins or ends with white space"),
        (1, '"title": "Lamps of Muñoz", ', "", "it has no “title”"),
        (1, '"kind": "new"', '"kind": "news"', "“news” is none of new, cross"),
        (1, '"kind": "new"', '"sort": "new"', "“sort” is not known here"),
        (1, '"kind": "new", ', "", "it has no “kind”"),
        (1, '"version": 2', '"version": "2"', "“2” is not a whole number"),
        (1, '"date": "2026-01-27"', '"date": "27 January"', "“27 January” is not a day like 2026-01-27"),
        (1, '"authors": [', '"authors": "x", "others": [', "“x” is not a list"),
        (1, '"section": 0', '"section": null', "nothing is not a whole number"),
        (1, '"role": "tldr"', '"part": "tldr"', "it has no “role”"),
        (1, '"tldr": "Lamps."', '"summary": "Lamps."', "it has no “tldr”"),
        (0, '"updated": "', '"updated": "x', "is not a moment like 2026-01-27T05:00:00+00:00"),
        (0, '"sections": [', '"sections": [3, ', "3 is not text"),
        (0, '"broadsheet": 1', '"broadsheet": 2', "its lines are of version 2, and 1 is known"),
        (0, '"ledger": {', '"ledger": {"x": 1, ', "“x” is not known here"),
    ],
)
def test_a_day_of_our_own_of_which_a_line_does_not_read_is_left_out_whole_in_words(own, of, was, now, why):
    assert was in own[of]
    changed = [line.replace(was, now, 1) if number == of else line for number, line in enumerate(own)]
    found = incoming("\n".join(changed), "all.jsonl")
    assert found.digests == ()
    first, *_, last = found.unreadable
    assert (first.where, why in first.what) == (f"all.jsonl:{of + 1}", True), first.what
    assert last.what.startswith("2026-01-27 is left out: ")
    assert not any(re.search(r"Error|\bNone\b", each.what) for each in found.unreadable)


def test_a_day_of_our_own_that_was_cut_off_is_left_out_and_says_what_is_missing(own):
    found = incoming("\n".join(own[:-1]), "all.jsonl")
    assert found.digests == ()
    assert [each.what for each in found.unreadable] == [
        "2026-01-27 is left out: of its 2 papers 1 are here and read"
    ]


@pytest.mark.parametrize("mark", ["\ufeff", "\ufeff\n", " \ufeff"])
def test_a_byte_order_mark_before_lines_or_between_them_is_none_of_them(own, mark):
    found = incoming("\n".join(own).replace('{"broadsheet"', f'{mark}{{"broadsheet"'), "all.jsonl")
    assert [len(each.entries) for each in found.digests] == [2]
    both = incoming(
        mark + of_others() + f"\n{mark}" + json.dumps(PAPER | {"id": "2601.90002"}), "2026-01-27.a"
    )
    assert (len(both.digests[0].entries), both.unreadable) == (2, ())


def test_what_was_set_aside_is_said_with_what_to_do(broadsheet, tmp_path):
    (tmp_path / "2026-01-27.jsonl").write_text(of_others({"id": "x"}))
    code, _, err = broadsheet("import", tmp_path / "2026-01-27.jsonl")
    assert code == 1
    assert "set aside: 2026-01-27.jsonl:2: “x” is no identifier of arXiv" in err
    assert "2026-01-27.jsonl: 1 set aside; to have them, mend them, remove the page" in err
    assert "unreadable: 1" in (tmp_path / "content/2026/2026-01-27.md").read_text()


def test_a_file_at_which_the_program_fails_stops_no_other(broadsheet, tmp_path, monkeypatch):
    def fail(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(foreign, "of_markdown", fail)
    (tmp_path / "a.md").write_text(SCORED)
    (tmp_path / "2026-01-27.jsonl").write_text(of_others())
    code, _, err = broadsheet("import", tmp_path / "a.md", tmp_path / "2026-01-27.jsonl")
    assert code == 1
    assert "a.md: ZeroDivisionError" in err
    assert (tmp_path / "content/2026/2026-01-27.md").is_file()


SCORED = """\
# ArXiv 每日推荐 - 2026-01-27

> 已自动阅读了 12 篇最新的论文。
> 使用模型：invented-1 | 消耗 Tokens：1

## 灯

### [Score: 9.0/10] Lamps for Everybody
- **Authors:** Ada Example, Yuki Mock
- **Published:** 2026-01-26
- **Link:** [https://arxiv.org/abs/2601.90001](https://arxiv.org/abs/2601.90001)
- **Reason:** 点亮所有的灯。
Score: 9
Field: 灯

### [Score: 3.0/10] Shadows
- **Authors:** Max Dummyfeld
- **Link:** [https://arxiv.org/abs/2601.90002](https://arxiv.org/abs/2601.90002)
- **Reason:** 与灯无关。
"""


def test_a_scored_list_keeps_scores_and_reasons_and_counts_what_it_did_not_choose():
    (digest,) = incoming(SCORED).digests
    lamp, shadow = digest.entries
    assert (lamp.rating.score, lamp.rating.decision, lamp.rating.field) == (9.0, Decision.MUST_READ, "灯")
    assert (lamp.reason, [author.name for author in lamp.paper.authors]) == (
        "点亮所有的灯。",
        ["Ada Example", "Yuki Mock"],
    )
    assert shadow.rating.decision is Decision.SKIP
    assert (digest.ledger.announced, digest.ledger.excluded) == ({"new": 12}, {"not chosen": 10})
    assert (digest.language, digest.sections[0].name) == ("zh", "灯")


@pytest.mark.parametrize(
    ("was", "now", "why"),
    [
        ("] Shadows", "]", "it has no title"),
        ("2601.90002", "lamp-2", "“lamp-2” is no identifier of arXiv"),
        ("2601.90002)", "2601.90002v0)", ""),
        ("3.0/10", "3.0.1/10", ""),
    ],
)
def test_a_heading_of_a_paper_that_does_not_read_is_named_with_its_line_and_counted(was, now, why):
    found = incoming(SCORED.replace(was, now))
    (digest,) = found.digests
    assert [(each.where, each.what) for each in found.unreadable] == ([("old.md:16", why)] if why else [])
    assert digest.ledger.listed + len(found.unreadable) == 2
    assert sum(digest.ledger.announced.values()) == 12
    assert digest.ledger.excluded.get("unreadable", 0) == bool(why)


def test_a_day_that_is_none_is_said(tmp_path):
    with pytest.raises(SourceError, match="says that it is of 2026-13-45, which is no day"):
        incoming(SCORED.replace("2026-01-27", "2026-13-45"))


def test_a_paper_of_an_earlier_page_is_excluded_and_counted():
    (digest,) = incoming(SCORED, seen={"2601.90002"}).digests
    assert digest.ledger.excluded == {"not chosen": 10, "repeat": 1}
    assert digest.ledger.listed == len(digest.entries) == 1


BY_CATEGORY = """\
# Table of Contents

- [cs.CV](#cs.CV) [Total: 1]

# cs.CV [[Back]](#toc)

### [1] [Lamps (of $x^2$) in Space](https://arxiv.org/abs/2601.90001)
*Ada Example,Yuki Mock*

Main category: cs.CV

TL;DR: A lamp that lights rooms.


<details>
  <summary>Details</summary>
Motivation: Rooms are dark.

Method: We light a lamp.

Abstract: Rooms are dark. We light a lamp.

</details>
"""


def test_a_digest_by_category_keeps_the_parts_and_has_to_be_told_its_day():
    with pytest.raises(SourceError, match="does not say of which day") as raised:
        incoming(BY_CATEGORY)
    assert "--date" in raised.value.hint
    (digest,) = incoming(BY_CATEGORY, "2026-01-27.md").digests
    (entry,) = digest.entries
    assert entry.paper.title == "Lamps (of $x^2$) in Space"
    assert entry.paper.abstract == "Rooms are dark. We light a lamp."
    assert [(part.role, part.text) for part in entry.summary.parts] == [
        (Role.TLDR, "A lamp that lights rooms."),
        (Role.MOTIVATION, "Rooms are dark."),
        (Role.METHOD, "We light a lamp."),
    ]
    assert (entry.paper.primary, len(entry.paper.authors)) == ("cs.CV", 2)


NEWSLETTER = """\
# Hugging Face 2026-01-12 论文日报

## 📊 今日论文统计
- 总论文数：1

## 📝 论文详情

### 1. 人人有灯

**原文标题：** Lamps for Everybody

**摘要：**
我们点亮所有的灯。

**论文链接：** [HuggingFace](https://huggingface.co/papers/2601.90001) | [arXiv](https://arxiv.org/abs/2601.90001)

---
"""


def test_a_newsletter_keeps_the_titles_and_abstracts_in_its_language_beside_the_authors_own():
    (digest,) = incoming(NEWSLETTER).digests
    (entry,) = digest.entries
    assert (str(digest.date), entry.kind, entry.paper.title) == (
        "2026-01-12",
        Kind.DAILY,
        "Lamps for Everybody",
    )
    assert entry.summary.part(Role.TITLE).text == "人人有灯"
    assert entry.summary.part(Role.ABSTRACT).text == "我们点亮所有的灯。"


REPORT = """\
> **更新时间**：2026-01-09 21:30:45

## 📊 今日趋势速览

### 🔥 更多的灯
> **赛道观察：** 灯越来越多。
- Lamps for Everybody

## 📝 论文详细列表

## 1. Lamps for Everybody
- **中文标题**: 人人有灯
- **Link**: http://arxiv.org/abs/2601.90001v1
- **推荐决策:** 推荐
- **决策理由:** 人人需要灯
- **关键词:** 灯、光
- **核心痛点:** 黑暗
- **应用价值:** 光明
- **总结:** 点灯。
- **技术创新:** 新灯
"""


def test_a_report_keeps_its_tracks_and_decisions():
    (digest,) = incoming(REPORT).digests
    (entry,) = digest.entries
    assert [(t.title, t.note, t.papers) for t in digest.trends] == [
        ("更多的灯", "灯越来越多。", ("2601.90001",))
    ]
    assert (entry.rating.decision, entry.keywords) == (Decision.MUST_READ, ("灯", "光"))
    roles = [part.role for part in entry.summary.parts]
    assert roles == [Role.TLDR, Role.PROBLEM, Role.INNOVATION, Role.VALUE, Role.TITLE]


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("# A day\n\nwithout papers", "2026-01-27.md", "holds no papers"),
        (SCORED.replace("2026-01-27", "2026-01-24"), "a.md", "announces nothing at weekends"),
        ("{}", "2026-01-27.jsonl", ""),
    ],
)
def test_what_is_no_digest_is_refused_with_its_reason(text, name, said):
    if said:
        with pytest.raises(SourceError, match=said):
            incoming(text, name)
    else:
        assert incoming(text, name).unreadable


@pytest.mark.parametrize("text", [SCORED, BY_CATEGORY, NEWSLETTER, REPORT, json.dumps(PAPER)])
def test_every_imported_day_obeys_the_laws_of_the_page(text):
    (digest,) = incoming(text, "2026-01-27.md").digests
    text = page.render(digest)
    assert page.parse(text).digest == digest
    assert digest.ledger.listed == len(digest.entries)


def test_hostile_texts_are_texts():
    text = BY_CATEGORY.replace("A lamp that", "</details>\x1b[2J<script>x</script> ## cs.CL")
    (digest,) = incoming(text, "2026-01-27.md").digests
    assert page.parse(page.render(digest)).digest == digest


def test_the_digests_that_people_publish_today_are_read_whole(shared):
    papers = {"000.md": 37, "001.md": 40, "002.md": 129, "003.md": 31, "004.md": 20}
    for name, count in papers.items():
        text = (shared / "samples" / name).read_text(encoding="utf-8")
        day = None if name != "002.md" else SITE_DAY
        (digest,) = incoming(text, name, day=day).digests
        assert len(digest.entries) == count, name
        assert page.parse(page.render(digest)).digest == digest


def test_a_line_is_read_however_its_lists_are_written():
    found = foreign.of_line(
        {"id": "solv-int/9901001v2", "title": "A Lamp", "authors": None, "categories": "nlin.SI math-ph"}
    )
    assert (found.id, found.authors) == ("solv-int/9901001", ())
    assert found.categories == ("nlin.SI", "math-ph")
