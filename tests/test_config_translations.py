"""What the publisher writes himself, in further languages: read, or named by its line with a way out."""

import jsonschema
import pytest
import yaml

from broadsheet import config
from broadsheet.errors import ConfigError

GOOD = """\
title: Lamps
languages: [en, zh]
interests:
  - name: Seeing
    about: How one sees.
  - name: Chance
translations:
  zh:
    title: 灯
    interests:
      Seeing: 视觉
      Chance: {name: 机遇, about: 偶然之事。}
"""


def test_what_is_given_is_there_and_the_rest_is_not_translated():
    site = config.read(GOOD)
    zh = site.translation("zh")
    assert (zh.title, zh.motto, zh.of("Seeing").name, zh.of("Seeing").about) == ("灯", "", "视觉", "")
    assert (zh.of("Chance").name, zh.of("Chance").about) == ("机遇", "偶然之事。")
    assert zh.of("Hearing").name == site.translation("fr").title == ""


def test_an_interest_keeps_its_own_name():
    assert [each.name for each in config.read(GOOD).interests] == ["Seeing", "Chance"]


@pytest.mark.parametrize(
    ("was", "says", "line", "what", "hint"),
    [
        ("Chance: {", "chanse: {", 12, "no interest 'chanse'", "did you mean Chance?"),
        ("Chance: {", "Taste: {", 12, "no interest 'Taste'", "the interests are Seeing, Chance"),
        ("  zh:", "  fr:", 8, "no language of the site, which is in en, zh", "`languages: [en, zh, fr]`"),
        ("  zh:", "  zh-CN:", 8, "no language of the site", "did you mean zh?"),
        ("  zh:", "  en:", 8, "the site's own language", "write it above"),
        ("languages: [en, zh]", "language: en", 8, "which is in en", "`languages: [en, zh]`"),
        ("  zh:", "  no:", 8, "a key of translations is text", "put it in quotes: 'no'"),
        ("  zh:", "  Chinese:", 8, "expected a language", "now"),
        ("机遇", "视觉", 11, "Seeing is 视觉, and so is Chance", "another name"),
        (
            "视觉\n      Chance: {name: 机遇,",
            "chance\n      Chance: {",
            11,
            "and so is Chance",
            "another name",
        ),
        ("视觉", "视·觉", 11, "without ·", "now"),
        ("Seeing: 视觉", "Seeing:", 11, "not nothing", "the keys are name, about"),
        ("Seeing: 视觉", "Seeing: 12", 11, "is text, not '12'", "put it in quotes: '12'"),
        ("Seeing: 视觉", "Seeing: {nmae: 视觉}", 11, "no key 'nmae'", "did you mean name?"),
        ("Seeing: 视觉", "Seeing: {of: 视觉}", 11, "no key 'of'", "the keys"),
        ("Seeing: 视觉", "? [a]\n      : b", 11, "is text, not a list", "write it like"),
        ("    title: 灯", "    titel: 灯", 9, "no key 'titel'", "did you mean title?"),
        ("      Chance: {name: 机遇, about: 偶然之事。}", "      Seeing: 看", 12, "twice", "line 11"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_a_way_out(was, says, line, what, hint):
    with pytest.raises(ConfigError) as caught:
        config.read(GOOD.replace(was, says), name="my.yaml")
    assert caught.value.where == f"my.yaml:{line}"
    assert what in caught.value.what
    assert hint in caught.value.hint


@pytest.mark.parametrize("says", ["[]", "[zh]", "{}", "zh"])
def test_without_a_language_there_is_no_translation(says):
    with pytest.raises(ConfigError, match="translations has keys and values"):
        config.read(f"title: X\nlanguages: [en, zh]\ntranslations: {says}\n")


def test_of_several_mistakes_all_lines_are_named():
    with pytest.raises(ConfigError) as caught:
        config.read(GOOD.replace("  zh:", "  fr:").replace("Chance: {", "Taste: {"), name="my.yaml")
    assert caught.value.where == "my.yaml:8"
    assert "one more mistake (line 12)" in caught.value.hint


def test_an_editor_agrees_with_the_reader():
    checker = jsonschema.Draft202012Validator(config.schema())
    assert checker.is_valid(yaml.safe_load(GOOD))
    for was, says in (
        ("title: 灯", "titel: 灯"),
        ("  zh:", "  Chinese:"),
        ("Seeing: 视觉", "Seeing: [视觉]"),
    ):
        assert not checker.is_valid(yaml.safe_load(GOOD.replace(was, says)))
