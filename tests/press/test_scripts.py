"""The scripts of the site are small, as readers load them."""

import gzip
import re

from broadsheet import paths
from broadsheet.templates.layouts import shipped_layouts

MOST_BYTES = 10_240
ON_ONE_PAGE = {"search/index.html": "search.js", "mine/index.html": "mine.js"}


def loaded(paper):
    """Of each page the scripts that it loads."""
    pages = (name for name in paper.files() if name.endswith(".html"))
    return {name: set(re.findall(r'<script src="/news/([^"?]+)', paper.read(name))) for name in pages}


WORKER = "worker.js"  # works for no page: it keeps pages on the device of who asks for that
COPY = "copy.js"  # comes to who begins to choose text
NEAR = "near.js"  # comes to who asks for more like a paper, and to the reader's own front page
SLIPS = "slips.js"  # comes to who asks for a word that nobody says
ASKED_FOR = {WORKER, COPY, NEAR, SLIPS, "offline.js", "mine.js"}


def test_every_script_is_loaded_by_some_page(printed):
    scripts = {path.name for path in shipped_layouts().glob("*.js")}
    assert set().union(*loaded(printed).values()) == scripts - {WORKER, COPY, NEAR, SLIPS}
    assert f'"{WORKER}?"' in printed.read("broadsheet.js")
    assert f'"{COPY}"' in printed.read("broadsheet.js")
    for page in ("search/index.html", "mine/index.html"):
        assert f'data-src="/news/{NEAR}?' in printed.read(page)
        assert NEAR not in loaded(printed)[page]
    assert f'data-slips="/news/{SLIPS}?' in printed.read("search/index.html")
    assert SLIPS not in loaded(printed)["search/index.html"]


def test_a_page_that_is_read_loads_less_than_ten_kilobytes_of_script(printed):
    pages = loaded(printed)
    for name, script in ON_ONE_PAGE.items():
        assert script in pages.pop(name)
    for name, scripts in pages.items():
        assert not scripts & {*ON_ONE_PAGE.values()}, name
        assert sum(len(served(printed, script)) for script in scripts) < MOST_BYTES, name


def test_all_scripts_together_are_less_than_ten_kilobytes_as_hosts_pack_them(printed):
    scripts = set().union(*loaded(printed).values())
    assert packed(printed, scripts - ASKED_FOR) < MOST_BYTES


def test_so_are_those_that_come_to_who_asks_for_what_they_do(printed):
    assert packed(printed, ASKED_FOR) < MOST_BYTES


def packed(paper, scripts):
    return sum(len(gzip.compress(served(paper, script), 6)) for script in scripts)


def served(paper, script):
    return (paper.out / script).read_bytes()


def test_the_worker_knows_where_pages_of_a_digest_stand(printed):
    (ours,) = re.findall(r"OURS\s*=\s*/\^\((.+?)\)", printed.read(WORKER))
    years, *names = ours.split("|")
    assert {f"{name}/" for name in names} == {*paths.TOP}
    assert years == r"\d{4}"


def test_readers_load_scripts_without_comments(printed):
    script = printed.read("broadsheet.js")
    assert "// " not in script
    assert '"use strict";' in script
    assert len(script) < 0.9 * len((shipped_layouts() / "broadsheet.js").read_text(encoding="utf-8"))
