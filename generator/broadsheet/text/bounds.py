"""How much of a text is looked at for what it may mean. What is longer is shown as the characters it is."""

from __future__ import annotations

# Characters of a paragraph in which TeX, formulas and inline Markdown are looked for. arXiv takes abstracts
# of 1,920; some patterns look at each character from each of their starts.
LONGEST = 10_000
LONGEST_NOTE = 50_000  # characters of a Markdown text in which blocks are looked for
DEEPEST = 10  # lists, quotations and brackets within each other
