"""The script of the site is small, as readers load it."""

from broadsheet.press.layouts import Layouts, shipped_layouts

MOST_BYTES = 10_240
MOST_TO_SEARCH = 16_384


def test_the_script_of_all_pages_but_the_search_is_under_ten_kilobytes():
    layouts = Layouts(shipped_layouts())
    served = {path.name: len(layouts.served(path.name)) for path in shipped_layouts().glob("*.js")}
    assert len(served) == 3
    assert served.pop("search.js") < MOST_TO_SEARCH
    assert sum(served.values()) < MOST_BYTES, served


def test_readers_load_scripts_without_comments(week):
    week.build()
    served = week.read("broadsheet.js")
    assert "// " not in served
    assert '"use strict";' in served
    assert len(served) < 0.9 * len((shipped_layouts() / "broadsheet.js").read_text(encoding="utf-8"))
