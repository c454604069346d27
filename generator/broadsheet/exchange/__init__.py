"""Moving in and out: pages as lines of JSON, tables or a bibliography, and other digests as pages.

Reads and writes texts; which pages there are, and what may not be written over, is the library's.
"""

from __future__ import annotations

from broadsheet.exchange.bibliography import bibliography
from broadsheet.exchange.incoming import Incoming, incoming
from broadsheet.exchange.lines import lines
from broadsheet.exchange.tables import write_tables

__all__ = ["Incoming", "bibliography", "incoming", "lines", "write_tables"]
