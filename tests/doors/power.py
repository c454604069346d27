"""What a loss of power leaves of a folder: what was forced to the disk, and of the rest what chance keeps.

    power = Power(folder)            # all that is there now is on the disk
    power.force(handle)              # as os.fsync forces a file, or the names in a folder
    power.cut(random.Random(7))      # the folder is now as a disk might show it after the cut

A name that was made, replaced or removed since its folder was forced is as it was or as it became, each by
itself; of what was added to a file since it was forced all is there, or half of it, or nothing.
"""

import os
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Text:
    data: bytes
    modified: int  # nanoseconds


class Power:
    def __init__(self, folder):
        self._folder = Path(os.path.realpath(folder))
        self._texts = {}  # on the disk, by node
        self._held = []  # open, so that no node is given to another file
        self._names = {}  # on the disk, by folder: None is a folder of its own
        for where, _, names in os.walk(self._folder):
            self._names[where] = self._listed(where)
            for name in names:
                self._keep(os.open(f"{where}/{name}", os.O_RDONLY))

    def force(self, handle):
        path = os.path.realpath(f"/proc/self/fd/{handle}")
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            self._names[path] = self._listed(path)
        else:
            self._keep(os.open(f"/proc/self/fd/{handle}", os.O_RDONLY))

    def cut(self, chance):
        now = {where: self._listed(where) for where, _, _ in os.walk(self._folder)}
        texts = self._texts_now(now)
        shutil.rmtree(self._folder)
        self._restore(str(self._folder), now, texts, chance)

    def _restore(self, where, now, texts, chance):
        Path(where).mkdir(exist_ok=True)
        before, after = self._names.get(where, {}), now.get(where, {})
        for name in sorted({*before, *after}):
            if name in before and name in after and before[name] == after[name]:
                is_new = True
            else:
                is_new = chance.random() < 0.5
            chosen = after if is_new else before
            if name not in chosen:
                continue
            node = chosen[name]
            if node is None:
                self._restore(f"{where}/{name}", now, texts, chance)
            else:
                self._put(f"{where}/{name}", self._survived(node, texts, chance))

    def _survived(self, node, texts, chance):
        forced, last = self._texts.get(node), texts.get(node)
        if last is None or forced == last:
            return forced
        kept = forced.data if forced and last.data.startswith(forced.data) else b""
        more = last.data[len(kept) :]
        data = kept + chance.choice([b"", more[: len(more) // 2], more])
        return forced if forced and data == forced.data else Text(data, last.modified)

    @staticmethod
    def _put(path, text):
        Path(path).write_bytes(text.data)
        os.utime(path, ns=(text.modified, text.modified))

    def _texts_now(self, now):
        return {
            node: self._text(f"{where}/{name}")
            for where, names in now.items()
            for name, node in names.items()
            if node is not None
        }

    def _keep(self, handle):
        self._held.append(handle)
        self._texts[os.fstat(handle).st_ino] = self._text(f"/proc/self/fd/{handle}")

    @staticmethod
    def _text(path):
        with Path(path).open("rb") as file:
            return Text(file.read(), os.fstat(file.fileno()).st_mtime_ns)

    @staticmethod
    def _listed(where):
        with os.scandir(where) as entries:
            return {each.name: None if each.is_dir() else each.inode() for each in entries}
