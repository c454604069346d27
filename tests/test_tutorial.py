"""Commands in the manual are commands: transcripts are run, all others are at least spelt right."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from tools import manual

from broadsheet import inspection
from broadsheet.cli import root as program
from doors.loopback import Door, ok

INLINE = re.compile(r"`(broadsheet [^`]+)`")
BLOCK = re.compile(r"^```(?:sh|console)\n(.*?)^```", re.DOTALL | re.MULTILINE)
TRANSCRIPT = re.compile(r"^```console\n(.*?)^```", re.DOTALL | re.MULTILINE)
# Said in a checkout that has no remote, and by no release.
UNRELEASED = "from where a workflow can install Broadsheet is not known"
# Not run here: each needs another program, another machine, or does not end.
NEED_A_HOST = (
    "netlify ",
    "wrangler ",
    "git ",
    "gh ",
    "pip",
    "python",
    "make ",
    "eval ",
    "_BROADSHEET",
    "systemctl",
    "docker",
    "aws ",
    "rsync",
)
NEED_A_HOST += ("broadsheet serve",)


def pages(root):
    return [root / "README.md", *sorted((root / "docs").glob("*.md"))]


def commands(root):
    """All that stand in the manual, with the page they stand on."""
    for path in pages(root):
        text = path.read_text(encoding="utf-8")
        if path.name == "commands.md":
            continue
        lines = [line.removeprefix("$ ") for block in BLOCK.findall(text) for line in block.splitlines()]
        found = [*INLINE.findall(BLOCK.sub("", text)), *(x for x in lines if x.startswith("broadsheet "))]
        yield from ((path.name, command) for command in found)


def misspelt(command):
    """What in a command the program does not know."""
    words = shlex.split(command.partition("#")[0].partition(" > ")[0].partition(" | ")[0].replace("…", ""))[
        1:
    ]
    context = click.Context(program, info_name="broadsheet")
    is_value = False
    for word in words:
        options = {
            name: each for each in context.command.params for name in (*each.opts, *each.secondary_opts)
        }
        name = word.partition("=")[0]
        if is_value:
            is_value = False
        elif name.startswith("-") and len(name) > 1:
            if name in {"--help", "-h"}:
                continue
            if name not in options:
                return name
            option = options[name]
            is_value = not getattr(option, "is_flag", False) and "=" not in word
        elif isinstance(context.command, click.Group):
            below = context.command.get_command(context, word)
            if below is None:
                return word
            context = click.Context(below, info_name=word, parent=context)
    return None


def test_every_command_of_the_manual_is_one_of_the_program(root):
    found = list(commands(root))
    assert len(found) > 50
    assert [(page, command) for page, command in found if misspelt(command)] == []


def test_what_is_misspelt_is_seen():
    assert misspelt("broadsheet bild") == "bild"
    assert misspelt("broadsheet build --offlin") == "--offlin"
    assert misspelt("broadsheet -C there build --feed a.xml") is None


def test_every_block_is_run_by_a_test_or_needs_a_host(root):
    for path in pages(root):
        text = path.read_text(encoding="utf-8")
        for block in BLOCK.findall(TRANSCRIPT.sub("", text)):
            for line in block.splitlines():
                command = line.partition("#")[0].strip()
                known = command.startswith((*NEED_A_HOST, "broadsheet ")) or line.startswith((" ", "#"))
                assert not command or known, f"{path.name}: {command}"


@pytest.mark.long
def test_the_manual_is_a_site_of_broadsheets_own_that_holds_together(tmp_path):
    out = tmp_path / "manual"
    assert manual.main(out) == 0
    report = inspection.inspect(out, inspection.address_of(out))
    assert list(report.faults) == []
    assert (out / "tutorial" / "index.html").is_file()


@pytest.mark.long
def test_the_tutorial_happens_as_it_is_told(root, tmp_path, announcement):
    """Every command of its transcripts, one after the other, says what stands there."""
    told_time = {"SOURCE_DATE_EPOCH": "1769522400", "NO_PROXY": "127.0.0.1"}  # 27 January 2026
    program = Path(sys.executable).parent / "broadsheet"
    text = (root / "docs" / "tutorial.md").read_text(encoding="utf-8")
    steps = [
        step
        for block in TRANSCRIPT.findall(text)
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    ]
    assert len(steps) > 5
    here = tmp_path
    with Door() as door:
        door.at("/rss/cs.CL+cs.LG", ok(announcement.read_bytes()))
        for step in steps:
            command, _, told = step.partition("\n")
            name, *words = shlex.split(command)
            if name == "cd":
                here /= words[0]
                _use(here / "broadsheet.yaml", door.url)
                continue
            assert name == "broadsheet", f"{command} is not run by anybody"
            ran = subprocess.run(
                [program, *words],
                cwd=here,
                env={**os.environ, **told_time},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
            )
            assert ran.returncode == 0, (command, ran.stderr)
            said = "".join(
                line for line in (ran.stdout + ran.stderr).splitlines(keepends=True) if UNRELEASED not in line
            )
            assert _without_numbers(said) == _without_numbers(told), command


def _without_numbers(text):
    """How many files a site has, and how large they are, changes with the press."""
    return re.sub(r"[0-9][0-9,.]*", "N", text.strip())


def _use(settings, url):
    """The digest asks the server of this test for what arXiv announces."""
    own = f"  arxiv:\n    base-url: {url}\n    api-url: {url}/api\n    oai-url: {url}/oai\n"
    settings.write_text(settings.read_text().replace("  arxiv:\n", own, 1))
