"""The configuration: what can be meant is read; what cannot is named by line, with the nearest right word."""

import json
import re
import subprocess
import sys

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from broadsheet import config, taxonomy
from broadsheet.errors import ConfigError

FULL = """\
title: The Daily Example
motto: In five parts
description: Invented papers.
url: https://example.github.io/digest
language: zh-CN
publisher: Example Lab
sources:
  arxiv:
    categories: [cs.CL, stat]
    base-url: http://127.0.0.1:9/
policy:
  cross-lists: none
  replacements: list
"""


def test_everything_that_can_be_said_is_read():
    site = config.read(FULL)
    assert (site.title, site.publisher, site.language) == ("The Daily Example", "Example Lab", "zh-CN")
    assert site.sources.arxiv == config.ArxivSource(
        categories=("cs.CL", "stat"), base_url="http://127.0.0.1:9/"
    )
    assert site.policy == config.Policy(cross_lists=("none",), replacements=config.Replacements.LIST)


def test_a_title_is_enough():
    site = config.read("title: X\n")
    assert (site.publisher, site.base_path, site.sources.arxiv) == ("X", "/", None)
    assert site.policy.replacements is config.Replacements.IGNORE


@pytest.mark.parametrize(
    ("url", "base", "feed"),
    [
        ("https://example.org", "/", "https://example.org/atom.xml"),
        ("https://example.org/a/b/", "/a/b/", "https://example.org/a/b/atom.xml"),
        ("http://localhost:8000/x", "/x/", "http://localhost:8000/x/atom.xml"),
    ],
)
def test_the_address_gives_the_sub_path(url, base, feed):
    site = config.read(f"title: X\nurl: {url}\n")
    assert (site.base_path, site.url_for("/atom.xml"), site.url_for("atom.xml")) == (base, feed, feed)


@pytest.mark.parametrize(
    ("text", "line", "what", "hint"),
    [
        ("titel: X", 1, "no key 'titel'", "did you mean title?"),
        ("title: X\nsources:\n  arXiv: {}", 3, "no key 'arXiv' under sources", "did you mean arxiv?"),
        ("title: X\nzzz: calm", 2, "no key 'zzz'", "the keys are title"),
        ("title: X\nsources:\n  arxiv:\n    categories: [cs.CL, cs.CLL]", 4, "cs.CLL", "now"),
        ("title: X\nsources:\n  arxiv:\n    categories:\n      - CS.CL", 5, "did you mean cs.CL?", "now"),
        ("title: X\nsources: {arxiv: {categories: []}}", 2, "at least one", "write it like"),
        ("title: X\nsources: {arxiv: {categories: cs.CL}}", 2, "is a list", "write it like"),
        ("title: X\nsources: {arxiv: {categories: [cs.CL, cs.CL]}}", 2, "twice", "keep one"),
        ("title: X\nsources: {arxiv: {}}", 2, "no categories", "add a line"),
        ("title: X\npolicy:\n  replacements: lst", 3, "ignore or list or refresh", "did you mean list?"),
        ("title: X\npolicy: list", 2, "keys and values", "cross-lists, replacements"),
        ("title: 2026", 1, "is text, not '2026'", "quotes"),
        ("title: yes", 1, "is text, not 'yes'", "quotes"),
        ("title: [X]", 1, "is text", ""),
        ("title: X\ntitle: Y", 2, "twice", "line 1"),
        ("motto: X", 1, "no title", "add a line `title: …`"),
        ("title: X\nurl: ftp://example.org", 2, "expected an address", "now"),
        ("title: X\nurl: https://example.org/?q", 2, "expected an address", "now"),
        ("title: X\nlanguage: English", 2, "expected a language", "now"),
        ('title: "a\\nb"', 1, "one line", "now"),
        ("title: [X", 1, "not YAML", ""),
        ("title: X\n\tmotto: Y", 2, "not YAML", "indent with spaces"),
        ("", 1, "says nothing", "title"),
        ("- title", 1, "keys and values", "title"),
        ("---\n", 1, "says nothing", "title"),
        ("motto: X\ntitle:", 2, "title is text, not nothing", "write it like The Daily Preprint"),
        ("title: X\nlanguage: no", 2, "is text, not 'no'", "put it in quotes: 'no'"),
        ("title: X\npolicy: {replacements: yes}", 2, "is ignore or list or refresh, not 'yes'", ""),
        ("title: X\npolicy:", 2, "keys and values, not nothing", "cross-lists"),
        ("title: X\nsources: {arxiv: {categories: [cs.Al]}}", 2, "cs.Al", "now"),
        ("title: X\n? [a]\n: b", 2, "no key a list", "the keys are"),
        ("title: X\n---\ntitle: Y", 2, "another document", ""),
        ("title: X\nmotto: 'Y\nurl: Z\n", 2, "unexpected end of stream", "quote"),
        ("title: X\nmotto: &a [*a]", 2, "stands within itself", "write it out"),
        ("title: X\nmotto: \x07", 2, "U+0007", "remove it"),
        ("title: X\rmotto: \ud800", 2, "U+D800", "remove it"),
        ("title: X\nmotto: " + "[" * 1000, 2, "too deep", "flatter"),
        ('title: "\\u202edaerppaer"', 1, "one line", "now"),
        ("title: X\nurl: https://example.org/a/../b", 2, "expected an address", "now"),
        ("title: X\nurl: https://example.org/<b>", 2, "expected an address", "now"),
        ("title: X\nurl: https://you:secret@example.org/", 2, "expected an address", "now"),
        ("title: X\nurl: https://-/", 2, "expected an address", "now"),
        ("title: X\nsummaries: {model: gpt · 4}", 2, "without ·", "now"),
        (f"title: X\nsummaries: {{model: {'x' * 201}}}", 2, "expected the name of a model", "now"),
        ("title: X\nsummaries: {model: gpt, parallel: ８}", 2, "a whole number", "8"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_a_way_out(text, line, what, hint):
    with pytest.raises(ConfigError) as caught:
        config.read(text, name="my.yaml")
    assert caught.value.where == f"my.yaml:{line}"
    assert what in caught.value.what
    assert hint in caught.value.hint


def test_of_very_many_mistakes_the_first_are_named():
    """150,000 nearest words took a minute."""
    with pytest.raises(ConfigError, match=r"cs\.X0") as caught:
        config.read(
            f"title: X\nsources: {{arxiv: {{categories: [{', '.join(f'cs.X{n}' for n in range(30_000))}]}}}}"
        )
    assert "99 more mistakes" in caught.value.hint


def test_a_value_may_not_be_a_book():
    with pytest.raises(ConfigError, match="title has 2,000,000 characters"):
        config.read(f"title: {'x' * 2_000_000}")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("cs.Al", "cs.AI"),
        ("CS.CL", "cs.CL"),
        ("hepth", "hep-th"),
        ("computer vision", "cs.CV"),
        ("statistics", "stat"),
    ],
)
def test_a_category_that_is_none_is_answered_with_the_one_that_was_meant(said, meant):
    with pytest.raises(ConfigError, match=re.escape(f"did you mean {meant}?")):
        config.read(f"title: X\nsources: {{arxiv: {{categories: [{said}]}}}}")


def test_one_run_tells_of_every_mistake():
    with pytest.raises(ConfigError) as caught:
        config.read("moto: X\npolicy: {replacements: lst}\nsources:\n  arxiv: {categories: [cs.CL, x, y]}\n")
    assert (caught.value.line, caught.value.hint) == (
        1,
        "did you mean motto?; there are 3 more mistakes (line 2, line 4)",
    )
    with pytest.raises(ConfigError, match="no key 'moto'") as caught:
        config.read("title: X\nmoto: X\nlang: en\n")
    assert caught.value.hint == "did you mean motto?; there is one more mistake (line 3)"


@pytest.mark.parametrize("said", ["|\n  A\n", ">\n  A\n", "'A '", "A  # and why"])
def test_text_may_be_written_in_every_way_of_yaml(said):
    assert config.read(f"title: {said}").title == "A"


@pytest.mark.parametrize("title", ["Édition\u00a0!", "日报\u3000今日", "نامه\u200cها", "👩\u200d🔬 Digest"])
def test_a_title_may_be_in_any_language(title):
    assert config.read(f"title: {title}").title == title


@given(
    st.text(st.characters())
    | st.text("-:[]{}&*!|>'\"%@#,? \t\n\r\u2028atil")
    | st.lists(st.sampled_from([*FULL.splitlines(), "- x", "a: &a [*a]", "\t", "? {", "title: 'ü"])).map(
        "\n".join
    )
)
def test_any_text_is_read_or_refused_with_a_line(text):
    try:
        config.read(text)
    except ConfigError as error:
        assert 1 <= error.line <= max(1, len(text.splitlines()))  # noqa: PT017


def test_the_schema_agrees_with_the_reader():
    schema = config.schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator(schema)
    assert checker.is_valid(yaml.safe_load(FULL))
    for wrong in (
        "titel: X",
        "title: 5",
        "title: X\npolicy: {replacements: lst}",
        "title: X\nsources: {arxiv: {}}",
        "title: X\nsources: {arxiv: {categories: [cs.CLL]}}",
        "title: X\nlanguage: English",
    ):
        assert not checker.is_valid(yaml.safe_load(wrong))
        with pytest.raises(ConfigError):
            config.read(wrong)
    json.dumps(schema)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://[::1]:8000/a/",
        "https://example.org/~you/a%20b/",
        "https://example.org//",
        "https://example.org/a/../b",
        "https://example.org/..a",
        "https://e-.org/",
        "ftp://example.org/",
        "https://example.org/?q",
    ],
)
def test_an_editor_and_the_reader_agree_about_addresses(url):
    says = {"title": "X", "url": url}
    try:
        config.read(yaml.safe_dump(says))
        meant = True
    except ConfigError:
        meant = False
    assert jsonschema.Draft202012Validator(config.schema()).is_valid(says) is meant


def test_every_key_is_described_with_an_example_that_reads():
    def leaves(schema):
        for key, facts in schema["properties"].items():
            assert facts["description"].endswith("."), key
            facts = facts | facts.get("additionalProperties", {}) if "propertyNames" in facts else facts  # noqa: PLW2901
            facts = facts | next((each for each in facts.get("anyOf", ()) if "properties" in each), {})  # noqa: PLW2901
            within = facts.get("items", facts)
            if "properties" in within:
                assert within["additionalProperties"] is False
                yield from leaves(within)
            else:
                yield key, facts

    for key, facts in leaves(config.schema()):
        checker = jsonschema.Draft202012Validator(facts)
        assert all(map(checker.is_valid, facts["examples"])), key
        assert "default" not in facts or checker.is_valid(facts["default"]), key
        assert f"{key}`" in config.reference()


def test_reading_loads_nothing_that_only_mistakes_need(root):
    code = "import sys; from broadsheet import config; config.read('title: X'); print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(root / "generator")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert not {"difflib", "json", "jsonschema", "click"} & set(run.stdout.split())


def test_our_own_digest_reads(root):
    text = (root / "broadsheet.yaml").read_text(encoding="utf-8")
    assert config.read(text).sources.arxiv.categories
    assert jsonschema.Draft202012Validator(config.schema()).is_valid(yaml.safe_load(text))


def test_the_reference_and_the_schema_for_editors_are_what_the_types_say(root):
    assert (root / "docs/configuration.md").read_text(encoding="utf-8") == config.reference()
    written = (root / "docs/broadsheet.schema.json").read_text(encoding="utf-8")
    assert json.loads(written) == config.schema()
    first = (root / "broadsheet.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert (root / first.partition("$schema=")[2]).is_file()


def test_categories_have_names_and_fields():
    assert taxonomy.name("cs.CL") == "Computation and Language"
    assert {taxonomy.group(one) for one in ("hep-th", "physics.optics", "cond-mat", "astro-ph.ZZ")} == {
        "Physics"
    }
    assert (taxonomy.name("cs.ZZ"), taxonomy.group("cs.ZZ"), taxonomy.group("zz.Z")) == (
        "cs.ZZ",
        "Computer Science",
        "Other",
    )
    archives = {"astro-ph", "cond-mat", "cs", "econ", "eess", "math"} | {
        "nlin",
        "physics",
        "q-bio",
        "q-fin",
        "stat",
    }
    assert archives < set(taxonomy.known())
    assert len(set(taxonomy.known()) - archives) == 155


@pytest.mark.parametrize("key", ["paper-pages", "paper_pages"])
def test_a_key_may_be_written_with_underscores(key):
    assert config.read(f"title: T\n{key}: true\n").paper_pages


@pytest.mark.parametrize("said", ["yes", "on", "1", "maybe", "[true]"])
def test_a_switch_is_true_or_false(said):
    with pytest.raises(ConfigError, match="paper-pages is true or false"):
        config.read(f"title: T\npaper-pages: {said}\n")


def test_the_first_of_several_languages_is_the_site_s():
    site = config.read("title: X\nlanguages: [zh, en]\n")
    assert (site.language, site.others) == ("zh", ("en",))
    assert config.read("title: X\nlanguage: zh\n").others == ()


def test_a_language_beside_languages_that_begin_with_another_is_named():
    with pytest.raises(ConfigError, match="language is de, and languages begin with zh") as caught:
        config.read("title: X\nlanguages: [zh, en]\nlanguage: de\n")
    assert caught.value.line == 3
