"""What reference managers read: BibTeX and RIS beside a day, whose entries are papers, and in a page's head
what Zotero finds there. All three take names apart in the same way and say the same facts.
"""

from broadsheet.references.bibtex import bibliography, entries
from broadsheet.references.embedded import Meta, of_day, of_paper
from broadsheet.references.facts import REPOSITORY, arxiv_doi, published
from broadsheet.references.ris import inverted, ris

__all__ = [
    "REPOSITORY",
    "Meta",
    "arxiv_doi",
    "bibliography",
    "entries",
    "inverted",
    "of_day",
    "of_paper",
    "published",
    "ris",
]
