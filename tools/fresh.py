"""Remove the sample days, to begin a digest of one's own: `make fresh`. What is no sample stays."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from broadsheet import page
from broadsheet.library import Library

ROOT = Path(__file__).resolve().parent.parent


def remove_samples(folder: Path) -> list[str]:
    """The names of the pages that are gone; a year that is empty then goes with them."""
    library = Library(folder, samples=True)
    gone = []
    for file in library.days():
        if page.is_sample(file.path.read_bytes().decode("utf-8", "replace")):
            file.path.unlink()
            gone.append(file.name)
            with suppress(OSError):
                file.path.parent.rmdir()
    return gone


if __name__ == "__main__":
    names = remove_samples(ROOT)
    print(f"{len(names)} sample days removed" if names else "there are no sample days")  # noqa: T201
