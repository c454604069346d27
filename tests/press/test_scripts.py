"""The script of the site is small, all of it together, as readers load it."""

from broadsheet.press.layouts import Layouts, shipped_layouts

MOST_BYTES = 10_240


def test_all_script_together_is_under_ten_kilobytes():
    layouts = Layouts(shipped_layouts())
    served = {path.name: len(layouts.served(path.name)) for path in shipped_layouts().glob("*.js")}
    assert len(served) == 3
    assert sum(served.values()) < MOST_BYTES, served


def test_readers_load_scripts_without_comments(week):
    week.build()
    served = week.read("broadsheet.js")
    assert "// " not in served
    assert '"use strict";' in served
    assert len(served) < 0.9 * len((shipped_layouts() / "broadsheet.js").read_text(encoding="utf-8"))
