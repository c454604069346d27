"""The pages of the demo edition that every gate visits, by their paths. A new kind of page is a new line."""

NEWEST = "2026/01/28/"
DAY = "2026/01/27/"  # which `make demo` ingests
TRANSLATED = ("zh/2026/01/26/", "zh/paper/2601.89503/")
PAGES = [
    "",
    NEWEST,
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
    f"zh/{NEWEST}",
    "zh/2026/01/26/",
    "zh/about/",
    "zh/interest/writing-and-evidence/",
    "zh/paper/2601.89503/",
    "zh/mine/",
    "zh/search/",
]
