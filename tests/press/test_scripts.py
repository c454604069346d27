"""The scripts of the site are small, as readers load them."""

import gzip
import re

from broadsheet.press.layouts import shipped_layouts

MOST_BYTES = 10_240
SEARCH = "search/index.html"


def loaded(paper):
    """Of each page the scripts that it loads."""
    pages = (name for name in paper.files() if name.endswith(".html"))
    return {name: set(re.findall(r'<script src="/news/([^"?]+)', paper.read(name))) for name in pages}


def test_every_script_is_loaded_by_some_page(printed):
    assert set().union(*loaded(printed).values()) == {path.name for path in shipped_layouts().glob("*.js")}


def test_a_page_that_is_read_loads_less_than_ten_kilobytes_of_script(printed):
    pages = loaded(printed)
    assert "search.js" in pages.pop(SEARCH)
    for name, scripts in pages.items():
        assert "search.js" not in scripts, name
        assert sum(len(served(printed, script)) for script in scripts) < MOST_BYTES, name


def test_all_scripts_together_are_less_than_ten_kilobytes_as_hosts_pack_them(printed):
    scripts = set().union(*loaded(printed).values())
    assert sum(len(gzip.compress(served(printed, script), 6)) for script in scripts) < MOST_BYTES


def served(paper, script):
    return (paper.out / script).read_bytes()


def test_readers_load_scripts_without_comments(printed):
    script = printed.read("broadsheet.js")
    assert "// " not in script
    assert '"use strict";' in script
    assert len(script) < 0.9 * len((shipped_layouts() / "broadsheet.js").read_text(encoding="utf-8"))
