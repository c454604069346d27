"""`broadsheet check`: what it says, in words and for machines."""

import json

import pytest

from doors.command import caller


@pytest.fixture
def check(tmp_path, monkeypatch, capsys):
    call = caller(tmp_path, monkeypatch, capsys)
    site = tmp_path / "site"
    site.mkdir()

    def run(text, *words):
        (site / "index.html").write_text(text)
        return call("check", *words)

    return run


def page(body):
    return f'<html><link rel="canonical" href="https://example.org/">\n{body}</html>'


def test_a_site_that_holds_together_ends_with_zero(check):
    code, out, err = check(page(""))
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "1 pages, 1 links, 0 feeds; 0.0 MB of the 1,000 that GitHub Pages publishes"
    assert out.splitlines()[1].endswith("nothing is wrong")


def test_what_is_wrong_is_named_with_its_file_its_line_and_what_to_do(check):
    code, out, _ = check(page('<a href="/gone/">x</a><a href="/gone/">x</a>'))
    assert code == 1
    assert "index.html:2: links to /gone/, which is not there (and in 1 more places)" in out
    assert "to do: mend the link" in out


def test_machines_are_told_the_same(check):
    code, out, _ = check(page('<a href="/gone/">x</a>'), "--json")
    report = json.loads(out)
    assert code == 1
    assert (report["well"], report["limit"], report["days_left"]) == (False, 1_000_000_000, None)
    assert report["faults"] == [
        {
            "kind": "link",
            "file": "index.html",
            "line": 2,
            "what": "links to /gone/, which is not there",
            "remedy": "mend the link in the page or layout it comes from, or add what it leads to",
            "others": 0,
        }
    ]


def test_a_folder_without_a_site_and_a_site_without_an_address_are_usage_errors(check, tmp_path):
    code, _, err = check(page(""), tmp_path)
    assert code == 2
    assert "there is no site here" in err
    code, _, err = check("<html></html>")
    assert code == 2
    assert "--url URL" in err
    assert check("<html></html>", "--url", "https://example.org")[0] == 0
