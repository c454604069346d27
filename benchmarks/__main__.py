"""What `make bench` prints: ratios of things measured side by side, never bare seconds.

startup   `broadsheet --version` beside the bare interpreter that imports click
press     a cold build, one edited day and a build with nothing to do, beside the least that a Python
          program does for the same pages (benchmarks/floor.py: read, render one template, write)
weight    what a day of 130 papers fetches, beside its bare text
search    the index's share of the site, a day indexed anew, and what a first result costs in Chromium
phone     a day of 500 papers on a phone six times slower than where it runs, beside one of 130
tex       papers a second that are turned into HTML and plain text, beside escaping them
ingest    a page read, beside the grammar alone; a run after 1,000 days, beside one after 10
rank      how well papers are rated, beside keywords and tf-idf, where real papers are at hand
roles     how well the embedded summarizer reads abstracts, where the labelled ones are at hand
model     a day told by a model, beside the time that its latency alone costs
peers     (python -m benchmarks.peers, which `make bench` runs last) the same digest beside Hugo, Pelican and
          Eleventy, at 10 to 1,000 days; writes benchmarks/RESULTS.md
verify    how many errors of each class are caught in summaries, and how many true parts raise an alarm
"""

from __future__ import annotations

from benchmarks import ingest, model, phone, press, rank, roles, search, startup, tex, verify, weight

if __name__ == "__main__":
    startup.report()
    press.report()
    weight.report()
    search.report()
    phone.report()
    tex.report()
    ingest.report()
    roles.report()
    verify.report()
    model.report()
    rank.report()
