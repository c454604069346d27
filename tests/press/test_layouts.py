"""The publisher's own layouts, and what a template that fails says."""

import pytest

from broadsheet.press import shipped_layouts


def test_a_layout_of_ones_own_stands_before_the_shipped_one(week):
    week.write("layouts/page.html", "{{ site.title }}: {{ view.title }} {{ view.html }}")
    week.write("layouts/fonts/letters.woff2", "not really")
    week.write("layouts/.hidden", "no")
    edition = week.build()
    assert edition.errors == ()
    assert week.read("about/index.html").startswith("The Daily Example: About us <p>We <em>print</em>.</p>")
    assert week.read("fonts/letters.woff2") == "not really"
    assert not (week.out / ".hidden").exists()
    assert "</html>" in week.read("index.html")


def test_a_file_of_ones_own_stands_before_what_the_press_would_write(week):
    week.write("layouts/robots.txt", "User-agent: *\nDisallow: /\n")
    week.build()
    assert "Disallow" in week.read("robots.txt")
    assert week.build().made == ()


def test_a_style_sheet_of_ones_own_has_an_address_of_its_own(week):
    week.build()
    shipped = week.read("index.html")
    week.write("layouts/broadsheet.css", "body { color: red }")
    edition = week.build()
    assert "index.html" in edition.written
    assert "atom.xml" not in edition.made
    assert week.read("broadsheet.css") == "body { color: red }"
    assert week.read("index.html") != shipped


def test_taking_ones_own_layout_away_brings_the_shipped_one_back(week):
    week.build()
    before = week.read("about/index.html")
    own = week.write("layouts/page.html", "mine")
    extra = week.write("layouts/extra.txt", "mine")
    week.build()
    own.unlink()
    extra.unlink()
    edition = week.build()
    assert edition.removed == ("extra.txt",)
    assert week.read("about/index.html") == before


@pytest.mark.parametrize(
    ("template", "line", "said"),
    [
        ("<p>\n{{ view.titel }}", 2, "titel"),
        ("<p>\n\n{% if %}", 3, ""),
        ("{{ view.title }}\n{% include 'nowhere.html' %}", 0, "nowhere.html"),
        ("\n\n{{ 1 // 0 }}", 3, "zero"),
        ("{% for x in view.html %}\n{{ x.y.z }}\n{% endfor %}", 2, "y"),
    ],
)
def test_a_template_that_fails_is_named_with_its_line(week, template, line, said):
    week.build()
    before = week.read("about/index.html")
    path = week.write("layouts/page.html", template)
    for _ in range(2):
        (error,) = week.build().errors
        assert error.line == line
        assert error.file in {str(path), "page.html"}
        assert said in str(error)
        assert error.hint
    assert week.read("about/index.html") == before


def test_a_template_that_fails_everywhere_is_named_once_and_stops_no_feed(week):
    week.write("layouts/base.html", "{% block main %}{{ nobody }}{% endblock %}{{ site.nobody }}")
    edition = week.build()
    assert len(edition.errors) == 1
    assert "atom.xml" in edition.written


def test_a_template_that_is_not_text_is_named(week):
    (week.root / "layouts").mkdir()
    (week.root / "layouts/page.html").write_bytes(b"\xff")
    (error,) = week.build().errors
    assert error.file.endswith("page.html")


def test_the_shipped_layouts_are_there():
    assert (shipped_layouts() / "base.html").is_file()


def test_free_pages_stand_in_the_navigation(week):
    week.write("content/imprint.md", "No front matter, and a [link](https://example.org/).\n")
    week.build()
    for page in ("index.html", "2025/12/30/index.html"):
        assert 'href="/news/imprint/"' in week.read(page)
    assert '<a href="https://example.org/"' in week.read("imprint/index.html")
    assert "Imprint" in week.read("imprint/index.html")


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("archive.md", "my own", 0),
        ("mine.md", "my own", 0),
        ("paper.md", "my own", 0),
        ("2026.md", "my own", 0),
        ("open.md", "---\ntitle: x\n", 1),
        ("wrong.md", "---\ntitle: x\na: [\n---\ntext\n", 3),
    ],
)
def test_a_free_page_that_cannot_stand_is_named_and_stops_nothing(week, name, text, line):
    week.write(f"content/{name}", text)
    edition = week.build()
    (error,) = edition.errors
    assert error.file == f"content/{name}"
    assert error.line == line
    assert "About us" in week.read("about/index.html")
    assert "my own" not in week.read("archive/index.html")


ESCAPES = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ site.__init__.__globals__ }}",
    "{{ _.__self__._layouts }}",
    "{{ _.__globals__['__builtins__'] }}",
    "{{ self._TemplateReference__context }}",
    "{{ '{0.__class__.__init__.__globals__}'.format(site) }}",
    "{{ ('%s' | attr('format'))('x').__class__ }}",
    "{{ view | attr('__class__') }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__['os'].environ }}",
    "{% for _x in range(1000000) %}{% endfor %}",
    "{% macro m() %}{{ caller.__globals__ }}{% endmacro %}{% call m() %}{% endcall %}",
]


def test_a_template_of_ones_own_does_no_more_than_show(newspaper):
    """Each way out on a line and a page of its own."""
    tried = [f'{{% if view.title == "{n}" %}}{escape}{{% endif %}}' for n, escape in enumerate(ESCAPES, 1)]
    newspaper.write("layouts/page.html", "\n".join(tried))
    for number in range(len(ESCAPES) + 1):
        newspaper.write(f"content/p{number}.md", f"---\ntitle: '{number}'\n---\n")
    edition = newspaper.build()
    assert {error.file.rpartition("/")[2] for error in edition.errors} == {"page.html"}
    assert sorted(error.line for error in edition.errors) == list(range(1, len(ESCAPES) + 1))
    assert [path.name for path in newspaper.out.glob("p*/")] == ["p0"]
    assert "</html>" in newspaper.read("index.html")


def test_a_sandboxed_template_says_how_to_be_trusted(newspaper):
    newspaper.write("content/about.md", "---\ntitle: About us\n---\n\nWe *print*.\n")
    newspaper.write("layouts/page.html", "{{ site.__class__ }}")
    (error,) = newspaper.build().errors
    assert "trusted-layouts: true" in error.hint
    newspaper.more = "trusted-layouts: true\n"
    assert newspaper.build().errors == ()
    assert "SiteView" in newspaper.read("about/index.html")


def test_a_template_of_ones_own_stands_on_shipped_ones_and_under_them(newspaper):
    newspaper.write("content/about.md", "---\ntitle: About us\n---\n\nWe *print*.\n")
    newspaper.build()
    before = newspaper.read("about/index.html")
    shipped = (shipped_layouts() / "page.html").read_text(encoding="utf-8")
    newspaper.write("layouts/page.html", shipped)
    newspaper.build()
    assert newspaper.read("about/index.html") == before
    newspaper.write("layouts/components/nowhere.html", "{{ 1 + 1 }}")
    newspaper.write(
        "layouts/page.html", '{% include ["components/missing.html", "components/nowhere.html"] %}'
    )
    newspaper.build()
    assert newspaper.read("about/index.html") == "2"
