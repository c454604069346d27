"""Another look: a theme that comes with the program, and tokens of the publisher's own."""

import re

import pytest

from broadsheet.config import Theme
from broadsheet.errors import ConfigError
from broadsheet.press import shipped_layouts
from broadsheet.templates.layouts import Layouts

LIST = shipped_layouts() / "themes" / "reading-list"
TOKEN = re.compile(r"^  (--[a-z-]+): ", re.MULTILINE)
LINK = re.compile(r'<(?:a|link)\b[^>]*? href="([^"]+)"')


def sheet(edition, name="broadsheet.css"):
    """The style sheet as a browser has it: the last value of each token, and the rules."""
    text = edition.read(name)
    return dict(re.findall(r"^\s*(--[a-z-]+): ([^;]+);", text, re.MULTILINE)), text


def pages(edition):
    return sorted(name for name in edition.files() if name.endswith(".html"))


def test_a_theme_is_a_key_of_the_configuration(week):
    week.build()
    newspaper = sheet(week)[0]
    week.more = "theme: reading-list\n"
    assert week.build().errors == ()
    assert sheet(week)[0]["--width"] != newspaper["--width"]


def test_a_theme_that_is_not_there_is_an_error_that_names_those_that_are(week):
    week.more = "theme: reading-lists\n"
    with pytest.raises(ConfigError, match="reading-list") as caught:
        week.build()
    assert caught.value.line


def test_a_change_of_theme_leaves_what_a_build_from_nothing_makes(week, tmp_path_factory):
    week.build()
    week.more = "theme: reading-list\n"
    week.build()
    assert week.build().made == ()
    clean = tmp_path_factory.mktemp("clean")
    (week.root / ".broadsheet").rename(week.root / "elsewhere")
    week.build(clean)
    found, expected = week.files(), week.files(clean)
    assert found.keys() == expected.keys()
    assert all(found[name].read_bytes() == expected[name].read_bytes() for name in found)


def test_a_reading_list_leads_everywhere_that_the_newspaper_does(week):
    week.build()
    before = {name: set(LINK.findall(week.read(name))) for name in week.files() if name.endswith(".html")}
    week.more = "theme: reading-list\n"
    week.build()
    style = re.compile(r"\?v=\w+")
    for name in pages(week):
        after = {style.sub("", link) for link in LINK.findall(week.read(name))}
        assert after >= {style.sub("", link) for link in before[name]}, name
    assert len(pages(week)) == len(before)


def test_a_theme_says_only_what_is_other_and_brings_no_file_to_the_site(week):
    week.build()
    before = set(week.files())
    week.more = "theme: reading-list\n"
    week.build()
    assert set(week.files()) == before
    assert {path.name for path in LIST.rglob("*") if path.is_file()} == {
        "tokens.css",
        "rules.css",
        "front.html",
    }
    assert {theme for theme in Theme if theme is not Theme.NEWSPAPER} == {
        path.name for path in LIST.parent.iterdir()
    }


def test_tokens_of_ones_own_change_the_look_of_every_page_and_of_the_feeds(week):
    week.build()
    shipped, _ = sheet(week)
    before = week.read("2025/12/30/index.html")
    week.write("layouts/tokens.css", ":root {\n  --accent: #063;\n  --paper: light-dark(#fff, #000);\n}\n")
    edition = week.build()
    assert edition.errors == ()
    for name in ("broadsheet.css", "feeds.css"):
        found, text = sheet(week, name)
        assert found | {"--accent": "", "--paper": ""} == shipped | {"--accent": "", "--paper": ""}
        assert (found["--accent"], found["--paper"]) == ("#063", "light-dark(#fff, #000)")
        assert "@import" not in text
    after = week.read("2025/12/30/index.html")
    assert 'name="theme-color" content="#fff" media="(prefers-color-scheme: light)"' in after
    assert 'name="theme-color" content="#000" media="(prefers-color-scheme: dark)"' in after
    assert re.search(r"broadsheet\.css\?v=\w+", after)[0] != re.search(r"broadsheet\.css\?v=\w+", before)[0]
    assert not (week.out / "tokens.css").exists()
    assert not (week.out / "rules.css").exists()


def test_rules_of_ones_own_stand_after_the_programs(week):
    week.more = "theme: reading-list\n"
    week.write("layouts/rules.css", ".paper { border: 0 }\n")
    week.build()
    text = week.read("broadsheet.css")
    assert text.endswith(".paper { border: 0 }\n")
    parts = (shipped_layouts() / "rules.css", LIST / "rules.css")
    places = [text.index(part.read_text(encoding="utf-8").strip()) for part in parts]
    assert places == sorted(places)


def test_a_template_of_ones_own_stands_before_the_themes(week):
    week.more = "theme: reading-list\n"
    week.write("layouts/front.html", "{{ site.title }} of mine")
    week.build()
    assert week.read("index.html") == "The Daily Example of mine"


@pytest.mark.parametrize("trust", ["", "trusted-layouts: true\n"])
def test_a_template_of_ones_own_may_be_a_block_in_the_programs(week, trust):
    week.more = trust
    week.write("layouts/front.html", '{% extends "!front.html" %}{% block trends %}Mine.{% endblock %}')
    assert week.build().errors == ()
    front = week.read("index.html")
    assert "Mine." in front
    assert 'id="matters"' in front
    assert week.build().made == ()


def test_a_theme_takes_over_what_changes_in_the_programs_template(tmp_path):
    own, theme, programs = (tmp_path / name for name in ("own", "theme", "programs"))
    for folder, text in ((theme, '{% extends "!front.html" %}'), (programs, "One")):
        folder.mkdir()
        (folder / "front.html").write_text(text)
    before = Layouts(own, theme, programs)
    (programs / "front.html").write_text("Two")
    assert before.have_changed()
    assert Layouts(own, theme, programs).fingerprint != before.fingerprint
    assert Layouts(own, theme, programs).template("!front.html") == (programs / "front.html", b"Two")


def test_a_template_that_does_not_come_with_the_program_has_none_below_it(week):
    week.write("layouts/front.html", '{% extends "!ours.html" %}')
    week.write("layouts/ours.html", "Mine")
    assert "there is no template !ours.html" in str(week.build().errors[0])


@pytest.mark.parametrize(
    ("tokens", "frame"),
    [
        ("--paper: white;", ["white", "white"]),
        ("--paper: light-dark(rgb(1 2 3), #000);", ["rgb(1 2 3)", "#000"]),
        ('--paper: "><script>;', ["#fbf9f4", "#16171a"]),
    ],
)
def test_the_frame_of_a_browser_has_the_colour_of_the_paper(week, tokens, frame):
    week.write("layouts/tokens.css", f":root {{ {tokens} }}\n")
    week.build()
    assert re.findall(r'name="theme-color" content="([^"]+)"', week.read("about/index.html")) == frame


def test_rules_name_no_token_that_is_not_there_and_no_colour():
    tokens = set(TOKEN.findall((shipped_layouts() / "tokens.css").read_text(encoding="utf-8")))
    own = {"--likely", "--weight"}  # of a paper and of a day, where they stand
    for path in (shipped_layouts() / "rules.css", shipped_layouts() / "feeds.css", LIST / "rules.css"):
        text, _, _ = path.read_text(encoding="utf-8").partition("@media print")  # ink on white
        assert set(re.findall(r"var\((--[a-z-]+)", text)) <= tokens | own, path
        assert not re.findall(r"#[0-9a-f]{3,8}\b(?=[;, )])", text), path
    assert set(TOKEN.findall((LIST / "tokens.css").read_text(encoding="utf-8"))) <= tokens
