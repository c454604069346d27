"""The pages of the demo edition that every gate visits, by their paths. A new kind of page is a new line."""

DAY = "2026/01/27/"
TRANSLATED = ("zh/2026/01/26/", "zh/paper/2601.89503/")
PAGES = [
    "",
    DAY,
    "2026/01/26/",
    "2026/01/",
    "2026/",
    "archive/",
    "category/",
    "category/cs.CL/",
    "interest/",
    "interest/writing-and-evidence/",
    "feeds/",
    "about/",
    "paper/2601.90001/",
    "mine/",
    "saved/",
    "offline/",
    "search/",
    "nothing-here/",
    "zh/",
    "zh/2026/01/26/",
    "zh/paper/2601.89503/",
    "zh/mine/",
    "zh/search/",
]
