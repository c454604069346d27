"""What searching costs: `PYTHONPATH=generator python -m benchmarks.search`.

An archive of 250 days of 130 invented papers, and the bounds that the index has to keep: its share of the
site's bytes, a day indexed anew, and in Chromium what page and first result fetch and how long that result
takes, with nothing cached, from a server that packs as GitHub Pages does.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import statistics
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from benchmarks import crowd, editions
from benchmarks.pages_host import serving
from broadsheet import config, page, press
from broadsheet.library import Library
from broadsheet.model import Digest, Entry, Kind, Ledger, Part, Role, Section, Summary
from broadsheet.search import terms

if TYPE_CHECKING:
    from collections.abc import Iterator

DAYS, PAPERS, RUNS = 250, 130, 5
BROWSERS = ("chromium", "google-chrome", "chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
SITE = config.read(editions.SETTINGS)


def report() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        library = _written(folder, DAYS)
        site = _built(library)
        _say_share(site)
        _say_day(library)
        _say_search(site, library)


def _written(folder: Path, days: int) -> Library:
    library = Library(folder)
    weekdays = (day for ago in range(9999) if (day := crowd.LAST - dt.timedelta(ago)).weekday() < 5)
    for day in islice(weekdays, days):
        library.save(day, page.render(_digest(day)))
    return library


def _digest(day: dt.date) -> Digest:
    writer = crowd.Writer(day.toordinal())
    papers = [writer.paper(f"{day:%y%m}.{day.day:02}{number:03}", "cs.CL") for number in range(PAPERS)]
    sentences = [paper.abstract.split(". ") for paper in papers]
    told = [Summary("extract", (Part(Role.TLDR, said[2]), Part(Role.RESULT, said[5]))) for said in sentences]
    entries = tuple(
        Entry(paper, Kind.NEW, summary=summary) for paper, summary in zip(papers, told, strict=True)
    )
    return Digest(
        day,
        f"Research digest, {day}",
        dt.datetime(day.year, day.month, day.day, 6, tzinfo=dt.UTC),
        ledger=Ledger({"new": PAPERS}, {}, {"extract": PAPERS}),
        sections=(Section("cs.CL", entries),),
    )


def _built(library: Library) -> Path:
    folder = library.root
    site = folder / "site"
    press.build(site=SITE, library=library, layouts=folder / "none", out=site, state=folder / "state")
    return site


def _say_share(site: Path) -> None:
    whole, index = _bytes(site), _bytes(site / "search")
    print(f"search: the index of {DAYS} days is {index / whole:.1%} of the site's {whole:,} bytes")


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _say_day(library: Library) -> None:
    """The newest day, changed: the whole build, in which its shard and its week's segment are made."""
    day = max(file.date for file in library.days())
    text = str(library.load(day)).replace("**Result.** ", "**Result.** Again. ", 1)
    library.save(day, text)
    start = time.perf_counter()
    _built(library)
    print(f"search: a day changed and all that shows it: {time.perf_counter() - start:.2f} s")


def _say_search(site: Path, library: Library) -> None:
    files = [*(site / "search").rglob("*.json"), *(site / "search").rglob("*.bin")]
    print(f"search: {DAYS} days: {len(files):,} files, {_bytes(site / 'search'):,} bytes")
    with serving(site, editions.BASE) as address, _browser() as browser:
        for what, words in _questions(library).items():
            size = _read_for(browser, f"{address}search/", words)
            took = statistics.median(_waited_for(browser, f"{address}search/", words) for _ in range(RUNS))
            print(f"search: first answer to {what} ({words!r}): {size:,} bytes, {took:.0f} ms")


def _questions(library: Library) -> dict[str, str]:
    """Words of the oldest day, by how many days say them."""
    days = sorted(day.date for day in library.days())
    oldest = _words(days[0])
    often = Counter(word for day in days[-30:] for word in _words(day) if len(word) > 4)
    rare = sorted(word for word in oldest if len(word) > 4 and word not in often)
    return {
        "a common word": often.most_common(1)[0][0],
        "a rare word": rare[0],
        "two words of an old paper": " ".join(_of_one_paper(days[0])),
        "a name's beginning": "examp",
        "no word that there is": "zzyzx",
    }


def _of_one_paper(day: dt.date) -> list[str]:
    return sorted(set(terms.runs(_digest(day).entries[7].paper.title)), key=len)[-2:]


def _words(day: dt.date) -> set[str]:
    return {word for entry in _digest(day).entries for word in terms.runs(entry.paper.title)}


@contextmanager
def _browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # only here

    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


_ASK = """words => new Promise(answered => {
  const said = document.querySelector(".count"), start = performance.now(),
    seen = () => answered(performance.now() - start);
  new MutationObserver(() => said.textContent && requestAnimationFrame(seen))
    .observe(said, { childList: true });
  document.querySelector("#q").value = words;
  document.querySelector(".search").requestSubmit();
})"""


def _read_for(browser: Any, address: str, words: str) -> int:
    """Bytes from the opening of the page, with the question in its address, to its first answer: a paper, or
    that there is none.
    """
    context = browser.new_context()
    tab = context.new_page()
    wire = context.new_cdp_session(tab)
    wire.send("Network.enable")
    sizes: list[int] = []
    wire.on("Network.loadingFinished", lambda said: sizes.append(said["encodedDataLength"]))
    tab.goto(f"{address}?{urlencode({'q': words})}")
    tab.wait_for_selector(".found li, .count:not(:empty)")
    context.close()
    return int(sum(sizes))


def _waited_for(browser: Any, address: str, words: str) -> float:
    """Milliseconds from the question on the open page to that answer; counting bytes would take its share."""
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(address)
    tab.focus("#q")
    tab.wait_for_load_state("networkidle")
    took = float(tab.evaluate(_ASK, words))
    context.close()
    return took


if __name__ == "__main__":
    report()
