"""The hard cases and the harvested papers that lie beside the repository, with the figures we promise."""

import json
import re
import unicodedata
from html import unescape

import pytest

from broadsheet.text import plain, tex

SAME = str.maketrans("’‘“”−∼⩽⩾ϵϕ", "''\"\"-~≤≥εφ")
UNSEEN = re.compile(
    r"\\(?:begin|end|label|[vh]space|color|textcolor)\*?\s*\{[^{}]*\}|\\(?:href|begin\{array\})\s*\{[^{}]*\}|\\[A-Za-z]+"
    r"|\{[rcl|]+\}|truecm"
)
LONG_WORD = re.compile(r"[^\W\d_]{5,}")


def compared(text):
    return "".join(unicodedata.normalize("NFC", text).split()).translate(SAME)


def test_hard_cases_have_the_expected_text(shared):
    lines = (shared / "tex" / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [case for case in map(json.loads, lines) if "plain" in case]
    wrong = [
        case["source"]
        for case in cases
        if compared(tex.plain(tex.unicode_text(case["source"]))) != compared(case["plain"])
    ]
    assert len(wrong) <= 0.03 * len(cases), wrong


@pytest.fixture(scope="module", params=[10, pytest.param(1, marks=pytest.mark.long)])
def papers(shared, request):
    """Every field of every tenth paper, or of all, as ingest would leave it."""
    files = sorted((shared / "feeds").glob("papers-*.jsonl"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    found = {(paper["id"], paper["abstract"]): paper for paper in map(json.loads, lines)}
    return [list(_fields(paper)) for paper in list(found.values())[:: request.param]]


def _fields(paper):
    for field in (paper["title"], *paper["authors"]):
        yield plain.line(tex.unicode_text(field))
    yield plain.block(tex.unicode_text(paper["abstract"]))


def test_no_word_is_lost_and_few_papers_show_a_raw_command(papers):
    raw = 0
    for fields in papers:
        shown = [(field, tex.html(field)) for field in fields]
        raw += any("\\" in code for _, html in shown for code in re.findall(r"<code>(.*?)</code>", html))
        for field, html in shown:
            assert not re.search(r"\\[A-Za-z]", re.sub(r"<code>.*?</code>|<[^>]*>", "", html)), field
            said = unicodedata.normalize("NFKC", unescape(re.sub(r"<[^>]*>", "", html)))
            words = LONG_WORD.findall(unicodedata.normalize("NFKC", UNSEEN.sub(" ", field)))
            assert not [word for word in words if word not in said], field
    assert raw < 0.006 * len(papers) or len(papers) < 5000  # so few say nothing about so rare a thing


def test_no_word_is_lost_where_only_characters_can_go(papers):
    for field in (field for fields in papers[::2] for field in fields):
        said = unicodedata.normalize("NFKC", tex.plain(field))
        words = LONG_WORD.findall(unicodedata.normalize("NFKC", UNSEEN.sub(" ", field)))
        assert not [word for word in words if word not in said], field
