"""The command line, called as a shell calls it, but in this process."""

import sys

import pytest

from broadsheet import wire
from broadsheet.cli import main

# For tests against a server of their own: it answers at once, or it is not to be waited for.
HURRIED = wire.Limits(connect=30, read=30, total=60, attempts=2, first_pause=0.001)


def caller(folder, monkeypatch, capsys):
    """Runs a command in the folder: its exit code, standard output and standard error."""

    def run(*words, at=folder):
        monkeypatch.setattr(sys, "argv", ["broadsheet", "-C", str(at), *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return ended.value.code or 0, out, err

    return run
