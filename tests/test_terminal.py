"""What acts on a terminal was put there by us: text from outside neither drives it nor turns lines round."""

import pytest

from broadsheet.cli.terminal import Terminal, visible
from broadsheet.errors import SourceError

ACTING = [
    "\x1b[2J",
    "\x9b2J",
    "\x1b]0;title\x07",
    "a\rb",
    "\u202e",
    "\u2066",
    "\u200f",
    "\ufeff",
    "\x08",
    "\ud800",
]


@pytest.mark.parametrize("text", ACTING)
def test_nothing_from_outside_acts_on_a_terminal(capsys, text):
    terminal = Terminal()
    terminal.talk(f"<{text}>")
    terminal.warn(f"<{text}>")
    terminal.error(SourceError(f"<{text}>", file=f"<{text}>", hint=f"<{text}>"))
    terminal.picture(f"<{text}>")
    out, err = capsys.readouterr()
    assert text not in out + err
    assert (out + err).count("<" + visible(text) + ">") == 6


def test_our_own_colours_are_none_of_it(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    Terminal().picture("\x1b[1mbold\x1b[0m\tand \u202e")
    assert capsys.readouterr().out == "\x1b[1mbold\x1b[0m\tand \\u202e\n"
