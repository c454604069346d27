"""A digest of one's own: a few answers, and all that it needs to be published is there."""

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet import config, starter
from broadsheet.cli import main
from broadsheet.errors import UsageError
from broadsheet.starter import origin
from doors.invented_feed import feed, item
from doors.loopback import Door, ok
from doors.workflow import git

LINE = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=60)
SENTENCE = st.from_regex(r"[A-Z][a-z]{2,9}(,? [a-z\"':#]{2,9}){1,9}\.?", fullmatch=True)
WORDS = ("--title=Small Models", "--categories=cs.cl, stat", "--interest=Models that run on a phone.")


@pytest.fixture
def init(tmp_path, monkeypatch, capsys):
    """Run the command in an empty folder: exit code and what it said."""

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["broadsheet", "-C", str(tmp_path), "init", "digest", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code or 0, capsys.readouterr().err

    return run


def files(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_what_is_answered_stands_in_the_configuration(init, tmp_path):
    assert init(*WORDS, "--language", "zh", "--url", "https://example.org/small/")[0] == 0
    site = config.read((tmp_path / "digest/broadsheet.yaml").read_text())
    assert (site.title, site.language, site.url) == ("Small Models", "zh", "https://example.org/small/")
    assert site.sources.arxiv.categories == ("cs.CL", "stat")
    (interest,) = site.interests
    assert (interest.name, interest.about) == ("Models that run on a phone", "Models that run on a phone.")


def test_all_that_a_digest_needs_is_there_and_speaks_of_it(init, tmp_path, root):
    init(*WORDS)
    assert files(tmp_path / "digest") == {
        "broadsheet.yaml",
        "content/about.md",
        "layouts/.gitkeep",
        ".gitignore",
        "README.md",
        "requirements.txt",
        ".github/workflows/publish.yml",
        ".github/workflows/deliver.yml",
        ".github/dependabot.yml",
    }
    about = (tmp_path / "digest/content/about.md").read_text()
    assert "Computation and Language (cs.CL) and Statistics (stat)" in about
    assert "invented" not in about
    for path in (".github/workflows/publish.yml", ".github/workflows/deliver.yml"):
        assert (tmp_path / "digest" / path).read_text() == (root / path).read_text()


@given(
    LINE.filter(lambda text: " ".join(text.split()) == text),
    st.lists(SENTENCE, max_size=2, unique_by=lambda each: each[:3]),
)
def test_whatever_is_answered_the_configuration_means_it(title, interests):
    made = starter.files(starter.Answers(title, ("cs.CL",), tuple(interests)))
    site = config.read(made["broadsheet.yaml"])
    assert site.title == title
    assert [each.about for each in site.interests] == interests


def test_nothing_is_written_over_and_then_nothing_is_written(init, tmp_path):
    (tmp_path / "digest").mkdir()
    (tmp_path / "digest/README.md").write_text("mine")
    code, said = init(*WORDS)
    assert code == 2
    assert "README.md: is there already" in said
    assert files(tmp_path / "digest") == {"README.md"}
    assert (tmp_path / "digest/README.md").read_text() == "mine"


def test_a_category_that_arxiv_does_not_have_is_answered_with_the_nearest(init):
    code, said = init("--title", "Small Models", "--categories", "cs.CL,stat.MI")
    assert code == 2
    assert "arXiv has no category 'stat.MI'" in said
    assert "did you mean stat.ML?" in said


def test_no_category_at_all_is_told_so(init, tmp_path):
    code, said = init("--title=Small Models", "--categories=,")
    assert (code, said.splitlines()[0]) == (2, "error: no category is named")
    assert not (tmp_path / "digest").exists()


def test_a_language_that_there_is_not_is_refused_before_anything_is_written(init, tmp_path):
    code, said = init(*WORDS, "--language=cn")
    assert code == 2
    assert "there is no language 'cn'" in said
    assert not (tmp_path / "digest").exists()


def test_a_folder_with_spaces_gets_an_address_that_can_be_one(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["broadsheet", "-C", str(tmp_path), "init", "my digest", *WORDS])
    with pytest.raises(SystemExit) as ended:
        main()
    assert not ended.value.code, capsys.readouterr().err
    site = config.read((tmp_path / "my digest/broadsheet.yaml").read_text())
    assert site.url == "https://example.github.io/my%20digest/"


def test_categories_are_read_as_people_type_them():
    assert starter.known_categories("cs.cl  Math,cs.CL") == ("cs.CL", "math")
    with pytest.raises(UsageError):
        starter.known_categories("everything")


def test_without_a_terminal_what_is_missing_is_named(init, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    code, said = init("--title", "Small Models")
    assert code == 2
    assert "--categories is missing" in said


def test_a_bibliography_gives_the_interests(init, tmp_path):
    bib = tmp_path / "read.bib"
    titles = ["Depth from a single photograph", "Relighting a single photograph", "Depth of a photograph"]
    bib.write_text("".join(f"@misc{{a{n}, title={{{title}}}}}\n" for n, title in enumerate(titles)))
    code, said = init("--title", "A", "--categories", "cs.CV", "--bibliography", str(bib))
    assert code == 0, said
    (interest, *_) = config.read((tmp_path / "digest/broadsheet.yaml").read_text()).interests
    assert "photograph" in f"{interest.name} {interest.keywords}".casefold()


def test_it_can_be_a_repository_at_once(init, tmp_path):
    assert init(*WORDS, "--git")[0] == 0
    assert git(tmp_path / "digest", "log", "--format=%s") == "Begin the digest"
    assert git(tmp_path / "digest", "status", "--porcelain") == ""


@pytest.mark.long
def test_what_is_not_said_is_asked_on_a_terminal(tmp_path):
    """Title, categories, interests until there is none more, language, address, repository, build."""
    ours, theirs = pty.openpty()
    command = [Path(sys.executable).parent / "broadsheet", "-C", str(tmp_path), "init", "digest"]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True)
    os.close(theirs)
    os.write(ours, b"Small Models\ncs.CL\nModels that run on a phone.\n\n\n\nn\nn\n")
    said = b""
    while chunk := _read(ours):
        said += chunk
    assert process.wait(30) == 0, said.decode()
    site = config.read((tmp_path / "digest/broadsheet.yaml").read_text())
    assert (site.title, len(site.interests)) == ("Small Models", 1)
    assert not (tmp_path / "digest/.git").exists()


def _read(terminal):
    try:
        return os.read(terminal, 4096)
    except OSError:  # the other side has closed
        return b""


@pytest.mark.long
def test_from_nothing_to_a_site_with_todays_announcement(init, tmp_path, monkeypatch, capsys):
    init(*WORDS)
    folder = tmp_path / "digest"
    with Door() as door:
        door.at("/rss/cs.CL+stat", ok(feed(item("2601.16001"), item("2601.16002"))))
        settings = (folder / "broadsheet.yaml").read_text()
        there = f"  arxiv:\n    base-url: {door.url}/\n    api-url: {door.url}/\n    oai-url: {door.url}/\n"
        (folder / "broadsheet.yaml").write_text(settings.replace("  arxiv:\n", there))
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1769491020")  # 27 January 2026, 05:17
        monkeypatch.setattr(sys, "argv", ["broadsheet", "-C", str(folder), "build"])
        with pytest.raises(SystemExit) as ended:
            main()
    assert not ended.value.code, capsys.readouterr().err
    assert "2601.16001" in (folder / "site/2026/01/27/index.html").read_text()
    assert "Small Models" in (folder / "site/index.html").read_text()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--url", "nowhere"), "--url: expected an address"),
        (("--language", "cn"), "--language: there is no language 'cn'"),
        (("--interest", " "), "--interest: "),
        (("--title", "A\nB"), "--title: expected one line"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_the_name_of_its_option(init, tmp_path, words, said):
    code, err = init(*WORDS, *words)
    assert code == 2
    assert f"error: {said}" in err
    assert "broadsheet.yaml" not in err
    assert not (tmp_path / "digest").exists()


def test_a_repository_is_not_begun_within_another(init, tmp_path):
    git(tmp_path, "init", "--quiet")
    code, err = init(*WORDS, "--git")
    assert code == 2
    assert f"--git: {tmp_path / 'digest'} is within the repository" in err
    assert not (tmp_path / "digest").exists()
    code, err = init(*WORDS)
    assert code == 0
    assert "GitHub runs only the workflows at its top" in err
    assert not (tmp_path / "digest/.git").exists()


def test_a_repository_that_is_there_is_begun_in(init, tmp_path):
    (tmp_path / "digest").mkdir()
    git(tmp_path / "digest", "init", "--quiet", "--initial-branch=trunk")
    assert init(*WORDS, "--git")[0] == 0
    assert git(tmp_path / "digest", "log", "--format=%s %D") == "Begin the digest HEAD -> trunk"


def test_the_workflow_installs_what_it_is_told_to(init, tmp_path):
    wanted = "broadsheet @ git+https://git.example.org/broadsheet.git@v1"
    init(*WORDS, "--install", wanted)
    assert (tmp_path / "digest/requirements.txt").read_text() == f"{wanted}\n"


COMMIT = "0123456789012345678901234567890123456789"


@pytest.mark.parametrize(
    ("noted", "named"),
    [
        (
            {"url": "https://git.example.org/b.git", "vcs_info": {"vcs": "git", "commit_id": COMMIT}},
            f"broadsheet @ git+https://git.example.org/b.git@{COMMIT}",
        ),
        (
            {"url": "ssh://git@git.example.org/ada/b.git", "vcs_info": {"vcs": "git", "commit_id": COMMIT}},
            f"broadsheet @ git+https://git.example.org/ada/b.git@{COMMIT}",
        ),
        (
            {"url": "https://ada:secret@git.example.org/b.git", "vcs_info": {"commit_id": COMMIT}},
            origin.NOWHERE,
        ),
        ({"url": "https://example.org/b.whl", "archive_info": {}}, "broadsheet @ https://example.org/b.whl"),
        ({"url": "file:///nowhere/at/all", "dir_info": {}}, origin.NOWHERE),
        ({"url": Path(__file__).as_uri(), "archive_info": {}}, origin.NOWHERE),
    ],
)
def test_the_workflow_installs_what_this_program_was_installed_from(noted, named):
    assert origin.of_origin(noted) == named


def test_a_checkout_is_named_by_the_newest_commit_that_its_remote_has(tmp_path):
    remote, folder = tmp_path / "remote", tmp_path / "my checkout"
    git(tmp_path, "init", "--quiet", str(remote))
    git(remote, "commit", "--quiet", "--allow-empty", "--message", "one")
    git(tmp_path, "clone", "--quiet", str(remote), str(folder))
    pushed = git(folder, "rev-parse", "HEAD")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "not pushed")
    noted = {"url": folder.as_uri(), "dir_info": {"editable": True}}
    assert origin.of_origin(noted) == origin.NOWHERE  # a folder of this machine is no place for a workflow
    git(folder, "remote", "set-url", "origin", "git@git.example.org:ada/b.git")
    assert origin.of_origin(noted) == f"broadsheet @ git+https://git.example.org/ada/b.git@{pushed}"


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Language models that run on a phone.", "Language models that run on a phone"),
        ("reconstructing scenes in three dimensions with lamps.", "Reconstructing scenes"),
        ("Faithful evidence, and how it is shown to people", "Faithful evidence"),
        ("Detection of lamps and of all halls in pictures of streets", "Detection of lamps and of all halls"),
        (
            "Elektrodynamikforschungsgemeinschaftsberichte und mehr",
            "Elektrodynamikforschungsgemeinschaftsberichte",
        ),
        ("灯的三维重建", "灯的三维重建"),
    ],
)
def test_an_interest_is_called_by_words_that_stand_by_themselves(sentence, name):
    assert starter.name_of(sentence) == name
