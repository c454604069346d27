"""One reader of YAML: what people write means what YAML says, and nothing that stands there can hurt."""

import datetime as dt
from itertools import pairwise

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet import safe_yaml
from broadsheet.safe_yaml import YamlProblem

plain_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.dates()
    | st.datetimes(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def either_loader(request, monkeypatch):
    """A machine without libyaml reads the same, slowly."""
    monkeypatch.setattr(safe_yaml, "_LOADER", getattr(yaml, request.param))


@given(plain_values)
def test_what_yaml_writes_is_read_back(value):
    assert safe_yaml.load(yaml.safe_dump(value)) == value


# fmt: off
WORDS = (
    "title: x",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "- ",
    "? ",
    ": ",
    "&a ",
    "*a",
    "!!int ",
    "!x ",
    "|\n",
    ">-\n",
    "'",
    '"',
)
MORE = (
    "#",
    "%",
    "\t",
    "\n",
    "  ",
    "1e3",
    "0x1F",
    "12:30:45",
    "2026-02-30",
    "<<: ",
    "---\n",
    "...\n",
    "~",
    "\x85",
    "\x00",
)


@given(st.lists(st.sampled_from(WORDS + MORE) | st.text(max_size=3), max_size=20).map("".join))
@example("x: !!bool maybe")
def test_any_text_is_values_or_a_problem_with_its_line(text):
    try:
        safe_yaml.load(text)
    except YamlProblem as problem:
        assert 1 <= problem.line <= len(f"{text}.".splitlines()) + 1  # noqa: PT017
        assert problem.what  # noqa: PT017


@given(st.lists(st.sampled_from(WORDS + MORE) | st.text(max_size=3), max_size=12).map("".join))
def test_what_it_reads_means_what_the_usual_reader_says(text):
    """Where both read a text; ours leaves as text what only looks like a number or a day."""
    try:
        usual = yaml.load(text, Loader=yaml.CSafeLoader)  # the C form of the safe one
        ours = safe_yaml.load(text)
    except Exception:  # noqa: BLE001  # the usual reader raises whatever comes up
        return
    assert repr(ours) == repr(usual)


STAIRS = "".join(f"a{n}: &a{n} {'[' * 15}*a{n - 1}{']' * 15}\n" for n in range(1, 100)).replace("*a0", "a")
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{f'*{before}, ' * 9}]\n"
    for before, name in pairwise("abcdefghi")
)


@pytest.mark.usefixtures("either_loader")
@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("x: 1\ny: !!bool maybe", 2, "no bool"),
        ("x: !!timestamp y", 1, "no timestamp"),
        ("x: !!int y", 1, "no int"),
        ("x: !!python/object/apply:os.system [ls]", 1, "tag"),
        ("x: !!set {a}", 1, "tag"),
        ("x: !mine y", 1, "tag"),
        ("x: !!binary eA==", 1, "tag"),
        ("\n" + "[" * 100_000, 2, "too deep"),
        ("\n" + "{a: " * 100_000, 2, "too deep"),
        ("- " * 100_000, 1, "too deep"),
        ("".join(" " * n + "x:\n" for n in range(500)), 21, "too deep"),
        (STAIRS, 2, "too deep"),
        (BOMB, 6, "values"),
        ("x: &a [*a]", 1, "within itself"),
        ("x: *a", 1, "a"),
        ("x: 1\nx: 2", 2, "twice"),
        ("1: a\n1: b", 2, "twice"),
        ("? [a]\n: b", 1, "not a word"),
        ("x: &a {y: 1}\nz:\n  <<: *a", 3, "not a word"),
        ("x: 1\n---\ny: 2", 2, "another document"),
        ("x: [1", 1, ""),
        ("x: 'y", 1, ""),
        ("x: \x07", 1, "U+0007"),
        ("x: 1\ny: \ud800", 2, "U+D800"),
        ("x" * 4_000_001, 1, "4,000,000"),
        ("%YAML 9.9\n---\nx: 1", 1, ""),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_goes_too_far_is_a_problem_with_its_line(text, line, what):
    with pytest.raises(YamlProblem) as caught:
        safe_yaml.load(text)
    assert caught.value.line == line
    assert what in caught.value.what


@pytest.mark.parametrize(
    "text",
    [
        "9" * 400,
        "2026-02-30",
        "2026-01-27T25:00:00Z",
        "2026-01-27T00:00:00+99:00",
        "0000-01-01",
        "1:99:99:" + "9" * 40,
    ],
)
def test_what_only_looks_like_a_number_or_a_day_is_text(text):
    assert safe_yaml.load(f"x: {text}") == {"x": text}


def test_values_mean_what_they_mean_in_yaml():
    text = "a: yes\nb: 0x1F\nc: 1_000\nd: 1.5e+3\ne: ~\nf: 2026-01-27\ng: '2026-01-27'\nh: !!str 5\n"
    assert safe_yaml.load(text) == {
        "a": True,
        "b": 31,
        "c": 1000,
        "d": 1500.0,
        "e": None,
        "f": dt.date(2026, 1, 27),
        "g": "2026-01-27",
        "h": "5",
    }


def test_an_alias_repeats_what_is_small():
    assert safe_yaml.load("a: &a [x, y]\nb: *a\nc: [*a, *a]\n")["c"] == [["x", "y"], ["x", "y"]]


@pytest.mark.parametrize("text", ["", "# nothing", "\n\n", "---", "~"])
def test_nothing_is_none(text):
    assert safe_yaml.load(text) is None


def test_a_node_knows_its_place_in_characters():
    root = safe_yaml.compose("é: 1\n日本: '\U0001f9ea'\nx: 3\n")
    assert [(key.text, key.line, key.start) for key, _ in root.pairs] == [
        ("é", 1, 0),
        ("日本", 2, 5),
        ("x", 3, 13),
    ]
