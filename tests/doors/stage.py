"""Commands run in real processes that die, or whose disk fills up, at an operation that a test names.

    with Stage() as stage:
        whole = stage.run("-C", folder, "render")               # whole.operations: how many there were
        died = stage.run("-C", folder, "render", die_at=17)     # SIGKILL before operation 17
    dark = stage.run("-C", folder, "render", die_at=17, power=7)  # and all that was not forced is chance's
    stopped = stage.run("-C", folder, "render", stop_at=17)   # Ctrl-C before operation 17
    full = stage.run("-C", folder, "render", full_at=17)    # no room from operation 17 on

One process imports the program once, and a fork of it runs each command: a thousand kills take minutes. An
operation is whatever changes a file below the folder: open for writing, write, force to the disk, rename,
remove, make a folder. A write counts twice: before it, and when half of it is written.

Run as a program, this file is that process.
"""

import errno
import json
import os
import pkgutil
import random
import signal
import stat
import subprocess
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import broadsheet
from doors.power import Power

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.link", "os.symlink"}


@dataclass(frozen=True)
class Ended:
    code: int  # negative: the signal that ended it
    operations: int  # how many were begun
    err: str

    @property
    def was_killed(self):
        return self.code == -signal.SIGKILL


class Stage:
    def __enter__(self):
        places = [str(Path(broadsheet.__file__).parent.parent), str(Path(__file__).parent.parent)]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(places)}
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
        )
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.wait(timeout=60)
        self._process.stdout.close()

    def run(self, *words, die_at=None, stop_at=None, power=None, full_at=None, after=None, environment=()):
        """`after` is how many seconds it has before it is killed wherever it is."""
        told = {
            "words": list(map(str, words)),
            "die_at": die_at,
            "stop_at": stop_at,
            "power": power,
            "full_at": full_at,
            "after": after,
            "environment": dict(environment),
        }
        self._process.stdin.write(json.dumps(told).encode() + b"\n")
        self._process.stdin.flush()
        return Ended(**json.loads(self._process.stdout.readline()))


class Disk:
    """Counts operations, and at the one that is named kills the process or begins to be full."""

    def __init__(self, folder, counter, *, die_at, stop_at, power, full_at):
        self._folder = os.path.realpath(folder)
        self._power = Power(folder) if power is not None else None
        self._chance = random.Random(power)
        self._is_over = False
        self._counter = counter
        self._count = 0
        self._die_at = die_at
        self._stop_at = stop_at
        self._full_at = full_at

    def install(self):
        sys.addaudithook(self._hear)
        write, force = os.write, os.fsync

        def writing(handle, data):
            if self._is_ours(handle):
                self._step(needs_room=True)
                if self._is_next():
                    write(handle, bytes(data)[: len(data) // 2])
                self._step(needs_room=True)
            return write(handle, data)

        def forcing(handle):
            if self._is_ours(handle):
                self._step(needs_room=True)
            force(handle)
            if self._power and self._is_ours(handle):
                self._power.force(handle)

        os.write, os.fsync = writing, forcing

    def _hear(self, event, arguments):
        if event == "open":
            path, _, flags = arguments
            if flags & WRITING and isinstance(path, str | bytes) and self._is_below(path):
                is_new = bool(flags & os.O_CREAT) and not Path(os.fsdecode(path)).exists()
                self._step(needs_room=is_new)
        elif event in CHANGES and self._is_below(arguments[0]):
            self._step(needs_room=event == "os.mkdir")

    def _step(self, *, needs_room):
        if self._is_over:
            return
        if self._is_next():
            self._is_over = True
            if self._power:
                self._power.cut(self._chance)
            os.kill(os.getpid(), signal.SIGKILL)
        if self._count == self._stop_at:
            self._stop_at = None
            os.kill(os.getpid(), signal.SIGINT)
        self._count += 1
        os.pwrite(self._counter, str(self._count).encode(), 0)
        if needs_room and self._full_at is not None and self._count > self._full_at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _is_next(self):
        return self._die_at is not None and self._count == self._die_at

    def _is_below(self, path):
        return not isinstance(path, int) and os.path.realpath(os.fsdecode(path)).startswith(self._folder)

    def _is_ours(self, handle):
        status = os.fstat(handle)
        return (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)) and handle != self._counter


def _warm():
    """Import what commands import late."""
    for module in pkgutil.walk_packages(broadsheet.__path__, "broadsheet."):
        import_module(module.name)
    for name in ("openai.resources.batches", "openai.resources.chat.completions", "openai.resources.files"):
        import_module(name)


def _perform(told, counter):
    os.environ.update(told["environment"])
    signal.signal(signal.SIGINT, signal.default_int_handler)
    words = told["words"]
    faults = {name: told[name] for name in ("die_at", "stop_at", "power", "full_at")}
    Disk(words[words.index("-C") + 1], counter, **faults).install()
    sys.argv = ["broadsheet", *words]
    try:
        import_module("broadsheet.cli").main()
    except SystemExit as ended:
        code = ended.code or 0
    except BaseException:  # noqa: BLE001  # whatever it is, the test shall see it
        traceback.print_exc()
        code = 99
    else:
        code = 0
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _serve():
    _warm()
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    for line in sys.stdin.buffer:
        told = json.loads(line)
        with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as counter:
            child = os.fork()
            if not child:
                os.dup2(said.fileno(), 1)
                os.dup2(said.fileno(), 2)
                _perform(told, counter.fileno())
            if told["after"] is not None:
                time.sleep(told["after"])
                os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            said.seek(0)
            counter.seek(0)
            ended = {
                "code": os.waitstatus_to_exitcode(status),
                "operations": int(counter.read() or b"0"),
                "err": said.read().decode("utf-8", "replace"),
            }
        answers.write(json.dumps(ended).encode() + b"\n")


if __name__ == "__main__":
    _serve()
