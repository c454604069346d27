"""Whatever stands in whatever field, the site does nothing but show it."""

import pytest

from broadsheet import config, press
from hostile.payloads import ALL, FAMILIES, HARMLESS
from hostile.sites import DAY, printed, settings
from hostile.strict import assert_strict, shapes_of
from press.newspaper import Newspaper

SOME = pytest.param(10, id="some")
EVERY = pytest.param(1, id="all", marks=pytest.mark.long)
PAGES = [
    pytest.param(ALL[::10], id="some"),
    *(pytest.param(family, id=name, marks=pytest.mark.long) for name, family in FAMILIES.items()),
]
BLOCKS = f"""
# H

## H

{HARMLESS} *em* **strong** `code` [link](https://example.org/ "title")

- a

1. b

> c

    d

| a |
|---|
| b |

* * *
"""


@pytest.fixture
def newspaper(tmp_path):
    return Newspaper(tmp_path, more="paper-pages: true\ninterests: [{name: Light}]\n")


@pytest.fixture(scope="module")
def harmless(tmp_path_factory):
    """What a site of harmless words is made of."""
    newspaper = Newspaper(tmp_path_factory.mktemp("harmless"))
    newspaper.more = "paper-pages: true\ninterests: [{name: Light}]\n"
    printed(newspaper, [HARMLESS] * 3)
    newspaper.print_day(DAY.replace(day=1))
    newspaper.write("content/about.md", f"---\ntitle: About\n---\n{BLOCKS}")
    assert newspaper.build().errors == ()
    return shapes_of(newspaper.out, newspaper.url)


@pytest.mark.parametrize("step", [SOME, EVERY])
def test_no_field_of_a_source_or_a_model_acts(newspaper, harmless, step):
    printed(newspaper, ALL[::step])
    assert newspaper.build().errors == ()
    assert assert_strict(newspaper.out, newspaper.url, harmless) > 100


@pytest.mark.parametrize("step", [SOME, EVERY])
def test_no_value_of_the_configuration_acts(newspaper, harmless, step):
    kept, text = settings(ALL[::step])
    assert kept
    newspaper.print_day(DAY)
    site = config.read(text)
    edition = press.build(
        site=site,
        library=newspaper.library,
        layouts=newspaper.root / "layouts",
        out=newspaper.out,
        state=newspaper.root / ".broadsheet",
    )
    assert edition.errors == ()
    assert_strict(newspaper.out, site.url, harmless)


@pytest.mark.parametrize("payloads", PAGES)
def test_nothing_that_stands_on_a_page_acts(newspaper, harmless, payloads):
    """Notes between papers and pages of the editor's own, where Markdown means what it says."""
    newspaper.print_day(DAY)
    path = newspaper.library.path_of(DAY)
    text = path.read_text(encoding="utf-8")
    for n, payload in enumerate(payloads):
        day = DAY.replace(month=2 + n // 28, day=1 + n % 28)
        noted = text.replace(str(DAY), str(day)).replace("## cs.CL\n", f"## cs.CL\n\n{payload}\n", 1)
        newspaper.write(f"content/2026/{day}.md", noted)
        newspaper.write(f"content/p{n}.md", f"{payload}\n\nAnd *more*.\n")
    edition = newspaper.build()
    for error in edition.errors:
        assert error.file.startswith("content/")
        assert not error.is_unexpected, error
    assert_strict(newspaper.out, newspaper.url, harmless)
