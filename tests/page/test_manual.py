"""What docs/page.md says of hands is what happens: its examples are done to a page, and looked for on it."""

import re

from broadsheet.model import Daily, Kind
from doors.lived_page import NEXT, World, announced

FENCE = re.compile(r"```(diff|text)\n(.*?)```", re.DOTALL)


def examples(root):
    """Each example: its edits, and the lines that stand after all later runs."""
    hands = (
        (root / "docs" / "page.md")
        .read_text(encoding="utf-8")
        .partition("\n## Hands\n")[2]
        .partition("\n## ")[0]
    )
    edits = []
    for kind, text in FENCE.findall(hands):
        if kind == "diff":
            edits.append(text.splitlines())
        else:
            yield edits, text.splitlines()
            edits = []


def done(text, edit):
    before = "\n".join(line[1:] for line in edit if line[0] != "+")
    after = "\n".join(line[1:] for line in edit if line[0] != "-")
    assert before in text, before
    return text.replace(before, after, 1)


def test_the_examples_of_the_manual_are_true(root, tmp_path):
    found = list(examples(root))
    assert len(found) == 7
    for number, (edits, stands) in enumerate(found):
        world = World(tmp_path / str(number))
        world.ingest(announced(1), announced(2))
        for edit in edits:
            world.write(done(world.text, edit))
        world.ingest(announced(1), announced(2), announced(3))
        world.ingest(announced(1, Kind.REPLACE, version=2), day=NEXT)
        world.ingest(announced(2, Kind.DAILY, daily=Daily(4, NEXT)), day=NEXT)
        world.upgrade()
        lines = world.text.splitlines()
        assert not [line for line in stands if line not in lines], (edits, world.text)
        assert "2601.90001" in world.model.asked or "removed by hand" in world.text


def test_the_comment_in_the_manual_is_one_the_program_writes(root, tmp_path):
    hands = (root / "docs" / "page.md").read_text(encoding="utf-8").partition("\n## Hands\n")[2]
    world = World(tmp_path)
    world.ingest(announced(1), announced(2))
    assert re.search(r"^2601\.90001 .*$", hands, re.MULTILINE)[0] in world.text
