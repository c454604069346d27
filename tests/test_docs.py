"""Documents that cannot lie: reference pages are what the program says, and every command has help."""

import importlib.util
import pkgutil
import re

import click
import pytest


@pytest.fixture(scope="module")
def generated(root):
    spec = importlib.util.spec_from_file_location("generate", root / "docs" / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_pages_are_what_the_program_says(generated):
    for path, text in generated.pages().items():
        assert path.read_text(encoding="utf-8") == text, f"run `make docs`: {path.name} is behind"


def test_every_command_and_option_has_help(generated):
    for context in generated.every_command():
        assert context.command.help, context.command_path
        for option in context.command.params:
            if isinstance(option, click.Option):
                assert option.help, f"{context.command_path} {option.opts}"


def test_examples_and_tables_in_help_keep_their_lines(generated):
    for context in generated.every_command():
        shown = context.command.get_help(context)
        assert "\\b" not in shown, context.command_path
        for line in (context.command.help or "").splitlines():
            if line.startswith("broadsheet ") and "  " in line:
                assert f"  {line}" in shown.splitlines(), line


def test_the_readme_names_every_command(root, generated):
    readme = (root / "README.md").read_text(encoding="utf-8")
    for context in generated.every_command():
        if not isinstance(context.command, click.Group):
            assert context.command_path in readme, context.command_path


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "docs/README.md",
        "docs/layouts.md",
        "docs/page.md",
        "docs/monitoring.md",
        "SECURITY.md",
    ],
)
def test_every_link_between_documents_leads_somewhere(root, page):
    text = (root / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", re.sub(r"```.*?```", "", text, flags=re.DOTALL)):
        if "://" not in target:
            assert ((root / page).parent / target).exists(), target


def test_the_way_of_a_paper_passes_what_is_there(root):
    rows = [line for line in (root / "docs/story.md").read_text(encoding="utf-8").splitlines() if "|" in line]
    names = [name for row in rows for name in re.findall(r"`([a-z_]+(?:\.\w+)+)`", row)]
    assert len(names) > 30
    for name in names:
        pkgutil.resolve_name(f"broadsheet.{name}")


def test_contributors_are_sent_to_rooms_that_are_there(root):
    text = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = text.partition("| you want to change |")[2].partition("\n\n")[0]
    places = re.findall(r"`((?:\w+/)*\w+(?:/|\.py|\.js))`", table)
    assert len(places) > 15
    for place in places:
        assert (root / "generator/broadsheet" / place).exists() or (root / place).exists(), place
