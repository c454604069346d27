"""Interests and the editor, as a publisher writes them."""

import jsonschema
import pytest
import yaml

from broadsheet import config
from broadsheet.config import Reviews, SectionOrder
from broadsheet.errors import ConfigError

GOOD = """\
title: T
interests:
  - name: Évidence
    about: Whether it holds.
    keywords: [proof*, evidence]
    follow: [Ada Example]
    avoid: [moon]
    weight: 2
  - {name: Other}
editor: {sections: decision, must-read: 7.5, worth-a-look: 4, reviews: week}
"""


def test_interests_are_read():
    site = config.read(GOOD)
    first, second = site.interests
    assert (first.name, first.about, first.weight) == ("Évidence", "Whether it holds.", 2.0)
    assert (first.keywords, first.follow, first.avoid) == (
        ("proof*", "evidence"),
        ("Ada Example",),
        ("moon",),
    )
    assert (second.keywords, second.weight) == ((), 1.0)
    assert (site.editor.sections, site.editor.reviews) == (SectionOrder.DECISION, Reviews.WEEK)
    assert (site.editor.must_read, site.editor.worth_a_look) == (7.5, 4.0)
    assert jsonschema.Draft202012Validator(config.schema()).is_valid(yaml.safe_load(GOOD))


@pytest.mark.parametrize(
    ("old", "new", "line", "what", "hint"),
    [
        (
            "{name: Other}",
            "{name: évidence}",
            9,
            "interests names évidence twice",
            "give one of them another name",
        ),
        ("weight: 2", "weight: heavy", 8, "is a number from 0.1 to 10, not 'heavy'", "write it like 2"),
        ("weight: 2", "weight: 0", 8, "is a number from 0.1 to 10, not '0'", "write it like 2"),
        ("keywords", "keyword", 5, "there is no key 'keyword'", "did you mean keywords?"),
        ("name: Other", "about: Other", 9, "has no name", "add a line `name: …`"),
        ("decision", "score", 10, "editor.sections is ", ""),
        ("must-read: 7.5", "must-read: .nan", 10, "is a number from 0 to 10", "write it like 8"),
        ("name: Évidence", "name: '·'", 3, "expected a name with letters in it", ""),
    ],
)
def test_a_mistake_is_named_with_its_line(old, new, line, what, hint):
    with pytest.raises(ConfigError) as error:
        config.read(GOOD.replace(old, new))
    assert error.value.line == line
    assert what in error.value.what
    assert hint in error.value.hint


def test_interests_are_a_list():
    with pytest.raises(ConfigError) as error:
        config.read("title: T\ninterests: robots\n")
    assert error.value.hint == "begin a line with `- name: …` under interests"
