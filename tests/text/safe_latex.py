"""Reads LaTeX as TeX would and says whether it does anything but set signs."""

import re

from broadsheet.text.characters import _ACCENTS, _FACES, _SIGNS
from broadsheet.text.latex import _KNOWN

COMMAND = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
ESCAPES = {"textbackslash", "textasciicircum", "textasciitilde", *"&%#_$,;:!> {}|"}
OURS = ESCAPES | {*_ACCENTS.values(), *_SIGNS.values(), *_FACES.values()}


def assert_inert(said):
    assert set(COMMAND.findall(said)) <= _KNOWN | OURS
    assert "^^" not in said
    assert not re.search(r"(?<!\\)(?:\\\\)*[%#]", said)
    for pattern in (r"\\.|[{}]", r"[{}]"):
        depth = 0
        for mark in re.findall(pattern, said, re.DOTALL):
            depth += {"{": 1, "}": -1}.get(mark, 0)
            assert depth >= 0
        assert depth == 0
    dollars = re.sub(r"\\.", "", said, flags=re.DOTALL)
    assert dollars.count("$") % 2 == 0
