"""The index that the search page reads, put together from what the records of days know of their papers.

By hand, because what exists reads too much or is made anew every day; docs/search.md has the table, and
the form of the files. A reader loads pieces of files, and only those that can hold an answer.
"""

from broadsheet.search.index import written
from broadsheet.search.places import papers_of, papers_on
from broadsheet.search.terms import COMMON
from broadsheet.search.texts import Searched, beyond, search_facts, searched

__all__ = ["COMMON", "Searched", "beyond", "papers_of", "papers_on", "search_facts", "searched", "written"]
