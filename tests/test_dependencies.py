"""What is installed is locked, file by file; what is released is whole; and nothing calls home."""

import ast
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tools import audit, dependencies

LOCKS = ["build", "dev", "fuzz", "release", "run", "weights"]
PACKAGE = "generator/broadsheet"
LINE = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ]+)(?P<marker> ; .*?)?(?P<hashes>( --hash=\S+)+)$")


def locked(root, name):
    """The lock's requirements, a line each, as pip reads them."""
    text = (root / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    joined = re.sub(r" \\\n\s+", " ", text)
    return [line for line in joined.splitlines() if not line.startswith("#")]


@pytest.fixture(scope="module")
def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_locked_with_the_hashes_of_its_files_and_from_no_named_host(root, name):
    assert locked(root, name)
    for line in locked(root, name):
        found = LINE.fullmatch(line)
        assert found, line
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", each) for each in found["hashes"].split())


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_all_that_is_asked_for(root, project, name):
    groups = project["dependency-groups"]
    asked = {"run": project["project"]["dependencies"], "dev": [*groups["dev"], *groups["build"]]}
    versions = dependencies.locked(root / "requirements" / f"{name}.lock")
    for each in map(Requirement, asked.get(name) or groups[name]):
        version = versions.get(canonicalize_name(each.name))
        assert version, f"{each.name} is not locked: run `make lock`"
        assert version in each.specifier, f"{each} is locked at {version}: run `make lock`"


@pytest.mark.parametrize("name", ["run", "dev"])
def test_a_lock_has_all_that_its_packages_ask_for(root, name):
    versions = dependencies.locked(root / "requirements" / f"{name}.lock")
    for package in versions:
        try:
            asked = metadata.requires(package) or []
        except metadata.PackageNotFoundError:
            continue
        for each in map(Requirement, asked):
            if not each.marker or each.marker.evaluate({"extra": ""}):
                assert canonicalize_name(each.name) in versions, f"{package} needs {each}: run `make lock`"


def test_locks_agree_on_versions(root):
    dev = dependencies.locked(root / "requirements" / "dev.lock")
    for name in LOCKS:
        for package, version in dependencies.locked(root / "requirements" / f"{name}.lock").items():
            assert dev.get(package, version) == version, f"{package} in {name}.lock: run `make lock`"


@pytest.mark.parametrize("name", ["run", "build"])
def test_what_one_develops_with_has_what_it_runs_on_and_is_built_with(root, name):
    """`make test` installs it alone."""
    assert (
        dependencies.locked(root / "requirements" / f"{name}.lock").keys()
        <= dependencies.locked(root / "requirements" / "dev.lock").keys()
    )


def test_every_licence_is_known_and_asks_for_no_more_than_we_can_give(root):
    text = (root / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert text == dependencies.page(), "run `make docs`: dependencies.md is behind"
    for package in dependencies.locked():
        found = dependencies.licence(package)
        assert dependencies.is_accepted(found), f"{package}: {found or 'no licence that is known'}"


@pytest.mark.parametrize(
    ("expression", "is_accepted"),
    [
        ("MIT", True),
        ("MIT OR GPL-3.0-only", True),
        ("MPL-2.0 AND MIT", True),
        ("MIT AND GPL-3.0-only", False),
        ("AGPL-3.0-or-later", False),
        ("LGPL-2.1-only", False),
        ("", False),
        ("UNKNOWN", False),
    ],
)
def test_which_licences_are_accepted(expression, is_accepted):
    assert dependencies.is_accepted(expression) is is_accepted


@pytest.mark.long
def test_the_wheel_has_all_that_a_digest_is_made_with(root, tmp_path):
    if not (root / ".git").exists():
        pytest.skip("what belongs to the project is known where git is")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", tmp_path]
    subprocess.run(build, cwd=root, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    there = set(zipfile.ZipFile(wheel).namelist())
    tracked = subprocess.run(
        ["git", "ls-files", "-z", PACKAGE, "layouts"], cwd=root, check=True, capture_output=True, text=True
    )
    meant = {file.replace(PACKAGE, "broadsheet", 1) for file in tracked.stdout.split("\0") if file}
    meant = {f"broadsheet/{file}" if file.startswith("layouts/") else file for file in meant}
    meant |= {"broadsheet/starter/publish.yml", "broadsheet/starter/deliver.yml"}
    assert meant - there == set()
    assert {name for name in there - meant if ".dist-info/" not in name} == set()
    assert {"LICENSE", "NOTICE"} <= {name.rpartition("/")[2] for name in there}


@pytest.mark.parametrize("path", ["ci.yml", "publish.yml", "deliver.yml", "release.yml", "audit.yml"])
def test_workflows_run_what_was_read(root, path):
    text = (root / ".github" / "workflows" / path).read_text(encoding="utf-8")
    for action in re.findall(r"uses: (.*)", text):
        assert re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v[\d.]+", action), action
    assert re.search(r"^permissions:( \{\})?$", text, re.MULTILINE), "what the token may do is said"
    own = text.replace("pip install -qr requirements.txt", "")  # of a digest that is no fork of this one
    assert "pip install" not in own, "what is installed is locked: let make do it"


def test_only_the_wire_the_models_endpoint_and_the_post_open_connections(root):
    """There is no telemetry: docs/monitoring.md says what leaves the machine."""
    opening = {"httpx", "openai", "socket", "ssl", "urllib.request", "http.client", "ftplib", "smtplib"}
    allowed = ("wire/", "summarize/model/", "serve/", "mail/post.py")
    for path in sorted((root / PACKAGE).rglob("*.py")):
        here = path.relative_to(root / PACKAGE).as_posix()
        text = path.read_text(encoding="utf-8")
        if here.startswith(allowed) or not any(name in text for name in opening):
            continue
        tree = ast.parse(text)
        guarded = {
            id(each)
            for node in ast.walk(tree)
            if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
            for each in ast.walk(node)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom) and id(node) not in guarded:
                names = [node.module] if isinstance(node, ast.ImportFrom) else [n.name for n in node.names]
                assert not opening & {name for name in names if name}, f"{here}:{node.lineno}"


def test_an_audit_tells_vulnerabilities_from_a_service_that_does_not_answer():
    told = {
        "dependencies": [
            {"name": "a", "version": "1", "vulns": [{"id": "X-1", "fix_versions": ["2", "3"]}]},
            {"name": "b", "version": "1", "vulns": []},
            {"name": "c", "skip_reason": "not found"},
        ]
    }
    assert audit.read(json.dumps(told)) == audit.Answer(("a 1: X-1, mended in 2, 3",), 3, 2)
    assert audit.read("").answered == audit.read("[]").answered == 0
