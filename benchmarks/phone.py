"""A day of 500 papers on a slow phone: `PYTHONPATH=generator python -m benchmarks.phone`.

Chromium at 360 × 740, its processor slowed six times, on slow 4G (150 ms, 1.6 Mbit a second), against a
server that packs as GitHub Pages does; beside a day of 130 papers. Told are the first picture, when nothing
blocks any more, what blocked for longer than 50 ms and by how much, and how long an act takes until it shows.
"""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import editions
from benchmarks.pages_host import serving

RUNS = 3
SLOWER = 6
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
BROWSERS = ("chromium", "google-chrome", "chromium-browser")

WATCH = """
window.blocked = 0; window.moved = 0; window.idle = 0;
new PerformanceObserver((list) => list.getEntries().forEach(({ startTime, duration }) => {
  window.blocked += duration - 50; window.idle = startTime + duration;
})).observe({ type: "longtask", buffered: true });
new PerformanceObserver((list) => list.getEntries().forEach(({ value, hadRecentInput }) => {
  if (!hadRecentInput) window.moved += value;
})).observe({ type: "layout-shift", buffered: true });
"""
PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"
# From the act to the frame that shows it.
SHOWN = """(act) => new Promise((done) => {
  const start = performance.now();
  Function(act)();
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""
TAPS = {
    "open": "document.querySelectorAll('.more summary')[9].click()",
    "next": "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }))",
    "star": "document.querySelector('.paper [value=star]').click()",
    "filter": "const box = document.querySelector('[name=unread]'); box.click()",
    "end": "location.hash = [...document.querySelectorAll('.paper')].at(-1).id",
}


def report() -> None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # the other benchmarks do without

    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        for papers in (130, 500):
            with tempfile.TemporaryDirectory() as folder:
                site = editions.crowded(Path(folder), papers)
                with serving(site, editions.BASE) as address:
                    _tell(papers, [_visit(browser, address + editions.DAY) for _ in range(RUNS)])
        browser.close()


def _visit(browser: Any, url: str) -> dict[str, float]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True)
    page = context.new_page()
    page.add_init_script(WATCH)
    throttle = context.new_cdp_session(page)
    throttle.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    throttle.send("Network.enable")
    throttle.send("Network.emulateNetworkConditions", NETWORK)
    page.goto(url, wait_until="load")
    page.wait_for_timeout(1500)
    found = {name: page.evaluate(f"() => window.{name}") for name in ("blocked", "idle", "moved")}
    found["painted"] = page.evaluate(PAINTED)
    for name, act in TAPS.items():
        found[name] = page.evaluate(SHOWN, act)
        page.wait_for_timeout(200)
    context.close()
    return found


def _tell(papers: int, visits: list[dict[str, float]]) -> None:
    found = {name: statistics.median(visit[name] for visit in visits) for name in visits[0]}
    acts = ", ".join(f"{name} {found[name]:.0f}" for name in TAPS)
    print(
        f"phone: {papers} papers: first picture {found['painted']:,.0f} ms, at rest {found['idle']:,.0f} ms,"
        f" blocked {found['blocked']:,.0f} ms, moved {found['moved']:.3f}; until shown, in ms: {acts}"
    )


if __name__ == "__main__":
    report()
