"""What templates that come with the program compile to, and what becomes of it."""

import shutil
import sys

import jinja2
import pytest
from jinja2 import nodes

from broadsheet.templates import engine


@pytest.fixture
def beside(tmp_path_factory, monkeypatch):
    """The folder where Python keeps what the program compiles to."""
    folder = tmp_path_factory.mktemp("compiled")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(folder))
    forget(monkeypatch)
    return folder


def forget(monkeypatch):
    """As a program that has just begun."""
    monkeypatch.setattr(engine, "_COMPILED", engine._CompiledBesideTheProgram())


def build_anew(week):
    shutil.rmtree(week.out)
    shutil.rmtree(week.root / ".broadsheet")
    week.build()
    return {name: path.read_bytes() for name, path in week.files().items()}


@pytest.fixture
def compiled(monkeypatch):
    """The names of templates that were compiled."""
    names = []
    generate = engine._Shipped.compile

    def compile_(self, source, name=None, *others, **more):
        names.append(name)
        return generate(self, source, name, *others, **more)

    monkeypatch.setattr(engine._Shipped, "compile", compile_)
    return names


def test_a_template_is_compiled_once_for_all_runs_of_the_program(week, beside, compiled, monkeypatch):
    week.build()
    assert "day.html" in compiled
    assert list(beside.rglob("*.template"))
    compiled.clear()
    forget(monkeypatch)
    build_anew(week)
    assert compiled == []


def test_compiled_code_that_is_not_as_it_was_written_is_not_run(week, beside, compiled, monkeypatch):
    week.build()
    expected = {name: path.read_bytes() for name, path in week.files().items()}
    for file in beside.rglob("*.template"):
        data = file.read_bytes()
        file.write_bytes(data[:200] + b"x" + data[201:])
    compiled.clear()
    forget(monkeypatch)
    assert build_anew(week) == expected
    assert "day.html" in compiled


def test_nothing_is_kept_where_python_may_keep_nothing(week, beside, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    week.build()
    assert not list(beside.rglob("*.template"))


def test_no_code_is_kept_in_the_folder_of_a_digest(week, beside):
    week.build()
    assert list(beside.rglob("*.template"))
    kept = [path for path in week.root.rglob("*") if path.is_file() and path.suffix not in {".md", ".yaml"}]
    assert not any(b"environment=environment" in path.read_bytes() for path in kept)


def test_the_programs_own_templates_show_what_jinja_itself_would_show(week, monkeypatch):
    week.build()
    found = {name: path.read_bytes() for name, path in week.files().items()}
    monkeypatch.setattr(engine, "_Shipped", engine._Choosing)
    monkeypatch.setattr(engine, "_COMPILED", engine._Compiled())
    assert build_anew(week) == found


def test_a_trusted_template_of_ones_own_reads_items_as_jinja_does(week):
    week.more = "trusted-layouts: true\n"
    week.write("layouts/page.html", "{% set lamp = {'light': 'on & on'} %}{{ lamp.light }}")
    assert week.build().errors == ()
    assert week.read("about/index.html") == "on &amp; on"


def test_templates_compute_nothing(root):
    """They show what a view holds: they may choose, repeat, join and count."""
    for path in sorted((root / "layouts").rglob("*.html")):
        parsed = jinja2.Environment().parse(path.read_text(encoding="utf-8"))
        for each in parsed.find_all((nodes.BinExpr, nodes.Filter, nodes.Operand)):
            place = f"{path.name}:{each.lineno}"
            if isinstance(each, nodes.Filter):
                assert each.name in {"join", "length"}, place
            elif isinstance(each, nodes.Operand):
                assert each.op in {"eq", "ne"}, place
            else:
                assert isinstance(each, nodes.And | nodes.Or), place
