"""Files that somebody names: whatever they are instead, two lines say what and what to do."""

import os
from pathlib import Path

import pytest

from broadsheet.cli import given
from broadsheet.errors import SourceError, UsageError
from doors.command import caller

SETTINGS = "title: A\nsources: {arxiv: {categories: [cs.CL]}}\n"
READERS = {  # of each command that reads a file, what it is asked with, and its exit code
    "learn": (["interests", "learn", "--offline", "FILE"], 2),
    "try": (["interests", "try", "FILE"], 2),
    "init": (["init", "new", "--title", "A", "--categories", "cs.CL", "--bibliography", "FILE"], 2),
    "import": (["import", "FILE"], 1),
    "config": (["--config", "FILE", "status"], 2),
    "feed": (["ingest", "--offline", "--feed", "FILE"], 1),
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "broadsheet.yaml").write_text(SETTINGS)
    return tmp_path


@pytest.fixture
def broadsheet(folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    return caller(folder, monkeypatch, capsys)


def _nothing(file):
    del file


def _folder(file):
    file.mkdir()


def _dangling(file):
    file.symlink_to("nowhere")


def _empty(file):
    file.touch()


def _binary(file):
    file.write_bytes(bytes(range(256)) * 20)


def _utf16(file):
    file.write_bytes("@misc{a, title = {Moss}}".encode("utf-16"))


def _latin(file):
    file.write_bytes("\n\n@misc{a, title = {Mös}}".encode("latin-1"))


@pytest.mark.parametrize("command", READERS)
@pytest.mark.parametrize("made", [_nothing, _folder, _dangling, _empty, _binary, _utf16, _latin])
def test_a_file_that_cannot_be_read_is_said_in_two_lines(broadsheet, folder, made, command):
    words, expected = READERS[command]
    made(folder / "named")
    code, out, err = broadsheet(*(word.replace("FILE", "named") for word in words))
    what, hint = err.splitlines()
    assert (code, out) == (expected, "")
    assert what.startswith("error: named:")
    assert hint.startswith("       ")
    assert "fault of the program" not in err


@pytest.mark.parametrize("command", [name for name in READERS if name != "feed"])
def test_what_is_not_ours_to_read_says_how_it_may_be(broadsheet, folder, monkeypatch, command):
    def refuse(name, *rest):
        if name == "named":
            raise PermissionError(13, "Permission denied", name)
        return Path(name).open(*rest)

    (folder / "named").write_text("title: A\n")
    monkeypatch.setattr(given, "open", refuse, raising=False)
    words, expected = READERS[command]
    code, _, err = broadsheet(*(word.replace("FILE", "named") for word in words))
    assert code == expected
    assert err == (
        "error: named: cannot be read: you have no right to\n       chmod u+r named lets its owner read it\n"
    )


@pytest.mark.parametrize("command", [name for name in READERS if name != "import"])
def test_what_is_far_too_large_is_not_read(broadsheet, folder, command):
    with (folder / "named").open("wb") as file:
        os.truncate(file.fileno(), 300_000_000)
    words, expected = READERS[command]
    code, _, err = broadsheet(*(word.replace("FILE", "named") for word in words))
    what, hint = err.splitlines()
    assert code == expected
    assert " has more than " in what
    assert hint.strip()


def test_a_site_goes_into_the_home_and_into_no_folder_of_that_sign(broadsheet, folder, monkeypatch):
    monkeypatch.setenv("HOME", str(folder / "home"))
    assert broadsheet("render", "--out=~/site")[0] == 0
    assert (folder / "home" / "site" / "index.html").is_file()
    assert not (folder / "~").exists()


@pytest.mark.parametrize("code", ["UTF-16-LE", "UTF-16-BE", "UTF-32-LE", "UTF-32-BE"])
def test_a_mark_of_another_code_than_utf_8_is_told_by_its_name(tmp_path, code):
    (tmp_path / "x").write_bytes("\ufefftitle: A\n".encode(code))
    with pytest.raises(UsageError) as error:
        given.text(tmp_path / "x", meant="")
    assert error.value.what == f"is {code[:6]}, not UTF-8"
    assert f"iconv -f {code[:6]} -t UTF-8" in error.value.hint


def test_of_a_configuration_that_is_a_folder_the_file_in_it_is_named(broadsheet, folder):
    (folder / "mine").mkdir()
    code, _, err = broadsheet("--config", "mine", "status")
    assert code == 2
    assert err == (
        "error: mine: cannot be read: it is a folder\n"
        "       --config names the configuration, like digest/broadsheet.yaml\n"
    )


def test_the_line_of_what_is_not_utf_8_is_said(tmp_path):
    (tmp_path / "x").write_bytes(b"one\ntwo \xe9\n")
    with pytest.raises(SourceError) as error:
        given.text(tmp_path / "x", meant="", of=SourceError)
    assert (error.value.line, error.value.what) == (2, "is not UTF-8 text")


def test_a_name_that_no_file_can_have_is_an_error_too():
    with pytest.raises(UsageError, match="cannot be read"):
        given.text("a\0b", meant="name another")


@pytest.mark.parametrize(
    "words",
    [
        ["render", "-o", "named"],
        ["check", "named"],
        ["init", "named"],
        ["audio", "-o", "named"],
        ["export", "pdf"],
        ["import"],
        ["status", "--since", "yesterday"],
        ["bild"],
    ],
)
def test_a_command_that_is_not_written_so_is_said_in_two_lines(broadsheet, folder, words):
    (folder / "named").touch()
    code, out, err = broadsheet(*words)
    what, hint = err.splitlines()
    assert (code, out) == (2, "")
    assert what.startswith("error: ")
    assert hint.startswith("       broadsheet")
    assert hint.endswith("--help shows how it is written")


@pytest.mark.parametrize("made", [_folder, _dangling, _empty])
@pytest.mark.parametrize("words", [["export", "jsonl", "named"], ["export", "sqlite", "named"]])
def test_what_is_there_is_not_exported_over(broadsheet, folder, made, words):
    made(folder / "named")
    code, _, err = broadsheet(*words)
    assert code == 2
    assert len(err.splitlines()) == 2
    assert not (folder / "nowhere").exists()
