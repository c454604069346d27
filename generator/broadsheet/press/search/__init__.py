"""The index that the search page reads: records of each day, and signposts to the days of each month.

By hand, because sharding is the point: adding a day makes its records and its month's signposts, and a
reader loads only what can hold an answer. docs/search.md tells how, and what it costs beside Pagefind.

shards.py says which files there are, indexer.py what stands in them.
"""
