"""Whether a site as it was built holds together: links, anchors, feeds, what machines read, weight. It looks
at files alone and knows nothing of how they are made, so that it may find fault with that.
"""

from __future__ import annotations

from broadsheet.inspection.faults import Fault, Faults
from broadsheet.inspection.inspect import Inspection, inspect
from broadsheet.inspection.sites import address_of

__all__ = ["Fault", "Faults", "Inspection", "address_of", "inspect"]
