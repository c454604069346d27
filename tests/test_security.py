"""SECURITY.md says what is so."""

import re
import socket
from urllib.parse import urlsplit

import pytest

from broadsheet import config, wire
from broadsheet.cli import root as command
from broadsheet.cli.secrets import OPENAI
from broadsheet.config import ArxivSource, HuggingFaceSource, Summaries
from broadsheet.wire import unpack

SETTINGS = """
title: Test
sources: {arxiv: {categories: [cs.CL]}, huggingface: {}}
summaries: {model: gpt-4o-mini, also: [rating]}
interests: [{name: Light}]
"""


@pytest.fixture(scope="module")
def document(root):
    return (root / "SECURITY.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def hosts(document):
    return set(re.findall(r"^\| `([a-z.]+)` \|", document, re.MULTILINE))


def test_every_host_that_is_asked_by_default_is_named_and_no_other(hosts):
    by_default = [
        *(
            field.default
            for kind in (ArxivSource, HuggingFaceSource)
            for field in kind.__dataclass_fields__.values()
        ),
        Summaries.__dataclass_fields__["base_url"].default,
        OPENAI,
    ]
    found = {urlsplit(value).hostname for value in by_default if isinstance(value, str) and "://" in value}
    assert found == hosts


def test_a_run_asks_nobody_else(tmp_path, monkeypatch, hosts):
    asked = set()

    def nobody(host, *_, **__):
        asked.add(host.decode() if isinstance(host, bytes) else host)
        raise socket.gaierror("there is no network in this test")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    monkeypatch.setattr(wire, "USUAL", wire.Limits(attempts=1))
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-a-key")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1769500800")
    (tmp_path / "broadsheet.yaml").write_text(SETTINGS, encoding="utf-8")
    assert config.read(SETTINGS).summaries
    command.main(["-C", str(tmp_path), "build"], prog_name="broadsheet", standalone_mode=False)
    assert "rss.arxiv.org" in asked
    assert asked <= hosts
    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert not [text for text in written if b"sk-a-key" in text]


def test_the_key_is_given_to_the_step_that_ingests_alone(root):
    workflow = (root / ".github" / "workflows" / "publish.yml").read_text(encoding="utf-8")
    steps = workflow.split("      - name: ")
    assert [step.partition("\n")[0] for step in steps if "OPENAI_API_KEY" in step] == [
        "Read the announcement"
    ]


def test_figures_are_those_of_the_program(document):
    assert f"{wire.USUAL.size // 1024**2} MB" in document
    assert wire.USUAL.total == 180
    assert "three minutes" in document
    assert "200 times" in document
    assert unpack._RATIO == 200


def test_it_can_be_found(root):
    for name in ("README.md", "docs/README.md"):
        assert "SECURITY.md" in (root / name).read_text(encoding="utf-8")
