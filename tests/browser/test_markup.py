"""The Nu HTML checker, loaded once for all pages of the demo edition, has nothing to say."""

import json
import shutil
import subprocess

import pytest

from npm import installed

# To make code faster that runs for seconds took longer than all the rest.
BRIEFLY = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
# It reads files, for which 'self' is no origin, and so takes the page's own files for blocked ones.
MISTAKEN = r"Resource violates Content Security Policy .* external (stylesheet|script) “/.*"


@pytest.fixture(scope="module")
def check():
    jar = installed("vnu-jar/build/dist/vnu.jar")
    java = shutil.which("java") or pytest.skip("there is no Java here, which the Nu HTML checker needs")
    options = ["--format", "json", "--stdout", "--exit-zero-always", "--filterpattern", MISTAKEN]

    def run(*paths):
        command = [java, *BRIEFLY, "-Xss4m", "-jar", jar, *options, *paths]
        said = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout
        return [
            f"{each['url']}:{each.get('lastLine', '')} {each['message']}"
            for each in json.loads(said)["messages"]
        ]

    return run


def test_every_page_and_the_style_sheet_are_valid(check, demo):
    assert len(list(demo.rglob("*.html"))) > 30
    assert check("--skip-non-html", demo) == []
    assert check("--css", demo / "broadsheet.css") == []


def test_what_is_not_valid_would_be_named(check, tmp_path):
    (tmp_path / "wrong.html").write_text("<!doctype html><html lang=en><title>x</title><p><li>", "utf-8")
    assert any("li" in each for each in check(tmp_path))
