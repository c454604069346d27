"""What the floors demand and import-linter cannot say."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "generator" / "broadsheet"
GROUND = (
    "addresses",
    "paths",
    "languages",
    "model",
    "errors",
    "taxonomy",
    "phrases",
    "text",
    "safe_yaml",
    "batch",
    "config",
    "page",
    "almanac",
    "desk",
    "rank",
    "trends",
    "editor",
    "learning",
)
FORBIDDEN_NAMES = {"print", "exit", "quit", "open", "input"}
FORBIDDEN_CALLS = {
    "now",
    "today",
    "utcnow",
    "read_text",
    "write_text",
    "read_bytes",
    "urlopen",
}
FORBIDDEN_MODULES = {"random", "secrets", "os", "subprocess", "socket", "time", "httpx", "tempfile", "shutil"}
SLOW = {
    "httpx",
    "feedparser",
    "starlette",
    "uvicorn",
    "jinja2",
    "yaml",
    "markdown",
    "nh3",
    "math_core",
    "watchfiles",
}


def modules():
    for name in GROUND:
        room = PACKAGE / name
        found = list(room.rglob("*.py")) or [room.with_suffix(".py")]
        assert all(map(Path.is_file, found)), f"there is no room {name}"
        yield from found


@pytest.mark.parametrize("module", list(modules()), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_the_ground_floors_touch_nothing(module):
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in FORBIDDEN_NAMES, f"line {node.lineno}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in FORBIDDEN_CALLS, f"line {node.lineno}"
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [n.name for n in node.names]
            assert not {name.split(".")[0] for name in names} & FORBIDDEN_MODULES, f"line {node.lineno}"


def test_only_the_terminal_prints():
    for module in PACKAGE.rglob("*.py"):
        text = module.read_text(encoding="utf-8")
        if not re.search("print|echo", text):  # only what says the word is parsed
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                assert name not in {"print", "echo", "secho"} or module.name == "terminal.py", (
                    f"{module}:{node.lineno}"
                )


def test_numbers_are_read_from_our_own_digits_only():
    r"""`\d`, int() and isdigit() know those of every script, and no identifier or date is written in them.
    Where prose is read, any digit is one.
    """
    of_prose = ("text", "summarize/extract", "summarize/verify")
    for module in sorted(PACKAGE.rglob("*.py")):
        name = module.relative_to(PACKAGE).as_posix()
        if name.startswith(of_prose):
            continue
        for number, line in enumerate(module.read_text(encoding="utf-8").splitlines(), 1):
            assert "\\d" not in line.replace(r"[^\W\d_]", ""), f"{name}:{number}: write [0-9]"
            unsure = re.search(r"\.is(?:digit|decimal|numeric)\(", line)
            assert not unsure or "isascii()" in line, f"{name}:{number}: ask isascii() first"


def imported(statement):
    code = f"{statement}\nimport sys; print(*sys.modules, file=sys.stderr)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in ran.stderr.split()} | set(ran.stderr.split())


def test_asking_for_the_version_imports_nothing_slow():
    loaded = imported("from broadsheet.cli import root\ntry: root(['--version'])\nexcept SystemExit: pass")
    assert not loaded & SLOW
    assert {name for name in loaded if name.startswith("broadsheet")} <= {
        "broadsheet",
        "broadsheet.cli",
        "broadsheet.cli.terminal",
        "broadsheet.errors",
    }


def test_reading_a_page_needs_no_renderer():
    assert not imported("import broadsheet.page, broadsheet.desk, broadsheet.library") & (SLOW - {"yaml"})


def test_benchmarks_and_tools_speak_of_the_program_as_it_is(root):
    """They are run by hand, and a name that moved would be found late."""
    modules = [
        f"benchmarks.{path.stem}"
        for path in sorted((root / "benchmarks").glob("*.py"))
        if path.stem not in {"__init__", "__main__"}
    ]
    code = f"import sys; sys.path[:0] = ['generator', 'tests']\nimport {', '.join(modules)}"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=root)


def test_every_exception_from_a_rule_has_its_reason():
    for module in sorted(PACKAGE.rglob("*.py")):
        for number, line in enumerate(module.read_text(encoding="utf-8").splitlines(), 1):
            if found := re.search(r"# (?:noqa|type: ignore)\b", line):
                reason = re.fullmatch(
                    r"# (?:noqa: [A-Z0-9, ]+|type: ignore\[[a-z, -]+\])  # .+", line[found.start() :]
                )
                assert reason, f"{module.relative_to(PACKAGE)}:{number}: say why"


def test_a_class_name_stands_once():
    found = {}
    for module in sorted(PACKAGE.rglob("*.py")):
        for line in module.read_text(encoding="utf-8").splitlines():
            if named := re.match(r"\s*class\s+(\w+)\s*[:(\[]", line):
                found.setdefault(named[1], []).append(module.relative_to(PACKAGE).as_posix())
    assert {name: where for name, where in found.items() if len(where) > 1} == {}


def test_the_press_stays_a_house_that_one_can_walk_through():
    """It had grown to 6,500 lines before what it stands on moved below it: whoever needs more room here finds
    first what is no business of a press.
    """
    files = sorted((PACKAGE / "press").rglob("*.py"))
    assert sum(len(path.read_text(encoding="utf-8").splitlines()) for path in files) <= 5_400
    rooms = {path.relative_to(PACKAGE / "press").parts[0] for path in files}
    assert len(rooms - {"__init__.py"}) <= 20
