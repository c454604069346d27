"""Pictures of days, months and years: a cloud of words, papers a day, a heat map, streams, slopes.

Pure drawing: numbers and words in; inline SVG, what it says in a sentence, and the table behind it out. Its
colours are classes that the style sheet sets, so that a picture goes with the theme, by day and by night. No
library of plots is asked: each writes a hundred kilobytes of imports and none of them the page's own type.
"""

from __future__ import annotations

from broadsheet.plots.calendar import calendar, weight
from broadsheet.plots.cloud import Placed, Worded, cloud, laid_out
from broadsheet.plots.quarter import QUARTER, quarter
from broadsheet.plots.slopes import slopes
from broadsheet.plots.streams import streams
from broadsheet.plots.svg import Plot, cut, width

__all__ = [
    "QUARTER",
    "Placed",
    "Plot",
    "Worded",
    "calendar",
    "cloud",
    "cut",
    "laid_out",
    "quarter",
    "slopes",
    "streams",
    "weight",
    "width",
]
