"""From an announcement to a site in two languages, by the command; arXiv and the model are on loopback."""

import subprocess
import sys
from pathlib import Path

import feedparser
import pytest

from broadsheet import inspection
from doors.invented_feed import feed, item
from doors.loopback import Door, respond
from doors.model_server import ABSTRACT, ModelServer, saying
from search import index_reader

ZH = {
    "title": "更亮的灯",
    "tldr": "提出更亮的灯LampNet。",
    "motivation": "灯光昏暗。",
    "method": "它有99个灯泡。",  # which no abstract says
    "result": "在我们的大厅中，照射距离达到两倍。",
    "conclusion": "大厅可用更少的灯照亮。",
}
SETTINGS = """\
title: Lamps
url: https://example.org/lamps/
languages: [en, zh]
sources: {{arxiv: {{categories: [cs.CL], base-url: "{arxiv}/"}}}}
summaries: {{model: invented, base-url: "{model}"}}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lamps")
    command = Path(sys.executable).parent / "broadsheet"
    with Door() as arxiv, ModelServer() as model:
        address = arxiv.at("/rss/cs.CL", respond(200, feed(item(title="A Brighter Lamp", abstract=ABSTRACT))))
        model.behave(saying(zh=ZH))
        settings = SETTINGS.format(arxiv=arxiv.url, model=model.url)
        (folder / "broadsheet.yaml").write_text(settings, encoding="utf-8")
        environment = {"NO_PROXY": "127.0.0.1", "OPENAI_API_KEY": "sk-none", "PATH": "/usr/bin:/bin"}
        for arguments in (("ingest", "--feed", address), ("render",)):
            subprocess.run([command, "-q", "-C", folder, *arguments], check=True, env=environment)
        questions = len(model.questions)
    assert questions == 2, "once, and once more with the complaint"
    return folder


def test_the_page_has_both_languages_but_for_what_did_not_hold(folder):
    text = (folder / "content/2026/2026-01-27.md").read_text(encoding="utf-8")
    assert "**Title.** 更亮的灯" in text
    assert "99个灯泡" not in text
    assert "usage: {requests: 2," in text


def test_each_edition_tells_it_in_its_language(folder):
    first, other = (
        (folder / f"site/{prefix}2026/01/27/index.html").read_text(encoding="utf-8") for prefix in ("", "zh/")
    )
    assert "更亮的灯" not in first
    assert "更亮的灯" in other
    assert "A Brighter Lamp" in other
    assert 'It has 12 bulbs. <small class="own" lang="zh">' in other


def test_nothing_is_wrong_with_the_site(folder):
    assert list(inspection.inspect(folder / "site", "https://example.org/lamps/").faults) == []
    assert feedparser.parse(str(folder / "site/zh/atom.xml")).bozo == 0


def test_the_index_of_the_second_has_what_it_says_alone(folder):
    found = {}
    for prefix in ("", "zh/"):
        (head,) = (folder / f"site/{prefix}search").rglob("head.json")
        parts = [head, *sorted(head.parent.glob("*.bin"))]
        found[prefix] = index_reader.read([part.read_bytes() for part in parts])[0].keys()
    assert "更亮\x01" in found["zh/"]
    assert "更亮\x01" not in found[""]
    assert {"brighter\x01", "bulbs", "=2601.00001", "=cs.cl"} & found["zh/"] == set()
    assert {"brighter\x01", "bulbs", "=cs.cl"} <= found[""]
