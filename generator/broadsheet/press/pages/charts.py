"""What a day is like in numbers, as charts: rows of a table, each with a bar and a mark for the usual.

Pure. The numbers stand in words beside the bars, so that nobody has to see a bar to read one.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from markupsafe import Markup

from broadsheet.model import Decision
from broadsheet.templates.views import BarView, ChartView, PlotView, RisingView
from broadsheet.words import mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from broadsheet.model import Rising, Usual
    from broadsheet.plots import Plot
    from broadsheet.press.interests import Interests
    from broadsheet.records.days import DayRecord
    from broadsheet.words import Words

ROWS = 7  # a longer tail is one row
_DECISIONS = {
    Decision.MUST_READ: mark("Must read"),
    Decision.WORTH_A_LOOK: mark("Worth a look"),
    Decision.SKIP: mark("The rest"),
}
_MARK = 1.2  # the width of a mark, in shares of a bar


def of_day(day: DayRecord, interests: Interests, words: Words) -> tuple[ChartView, ...]:
    """Those for which the page has numbers."""
    primaries = [paper.primary for paper in day.papers]
    made = (
        by_category(primaries, day.usual, words, in_short=True),
        by_interest(day, interests, words),
        by_decision(day, words),
    )
    return tuple(chart for chart in made if chart)


def by_category(
    primaries: Sequence[str], usual_day: Usual | None, words: Words, *, in_short: bool = False
) -> ChartView | None:
    """Papers by primary category, beside an ordinary day's; in short, by its code."""
    counts = Counter(filter(None, primaries))
    usual = usual_day.categories if usual_day else {}
    if not counts:
        return None
    total = (
        words.say("All papers"),
        float(len(primaries)),
        usual_day.papers if usual_day else None,
    )
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    rows = [
        (
            name if in_short else words.category_in_full(name),
            float(n),
            usual.get(name, 0.0) if usual else None,
        )
        for name, n in ordered[:ROWS]
    ]
    if rest := ordered[ROWS:]:
        of_rest = sum(usual.get(name, 0.0) for name, _ in rest) if usual else None
        rows.append(
            (words.say("%(num)s more", num=words.number(len(rest))), float(sum(n for _, n in rest)), of_rest)
        )
    return _chart(words.say("Papers by category"), words.say("Category"), rows, total, words)


def by_interest(day: DayRecord, interests: Interests, words: Words) -> ChartView | None:
    """The day's papers by the interest that they serve."""
    if not interests or not any(paper.rating for paper in day.papers):
        return None
    counts = Counter(paper.field for paper in day.papers)
    names = [*interests, *sorted(name for name in counts if name and name not in interests)]
    shown = [(interests.shown(name, day.language), counts[name]) for name in names]
    rows = [(each.label, count, each.path) for each, count in shown]
    rows.append((words.say("Other papers"), counts[""], ""))
    most = max(count for _, count, _ in rows)
    return ChartView(
        words.say("Papers by interest"),
        words.say("Interest"),
        tuple(BarView(name, words.number(count), _share(count, most), path) for name, count, path in rows),
    )


def by_decision(day: DayRecord, words: Words) -> ChartView | None:
    """How many are to be read, looked at, or left."""
    counts = Counter(paper.rating.decision for paper in day.papers if paper.rating)
    if not counts:
        return None
    most = max(counts.values())
    rows = (
        BarView(words.say(title), words.number(counts[each]), _share(counts[each], most))
        for each, title in _DECISIONS.items()
    )
    return ChartView(words.say("Papers by decision"), words.say("Decision"), tuple(rows))


def rising(terms: Iterable[Rising], words: Words) -> tuple[RisingView, ...]:
    """Words that came up, each with its bar beside what is usual."""
    terms = tuple(terms)
    most = max((max(float(each.papers), each.usual) for each in terms), default=0.0)
    return tuple(
        RisingView(
            each.term,
            each.papers,
            words.number(each.usual, "0.0"),
            _share(each.papers, most),
            _mark(each.usual, most),
        )
        for each in terms
    )


def shown(*plots: Plot | None) -> tuple[PlotView, ...]:
    """Those for which there was enough to draw."""
    return tuple(
        PlotView(
            plot.name,
            plot.title,
            plot.note,
            tuple(map(Markup, plot.drawings)),  # all words in them are escaped
            tuple(plot.heads),
            tuple(map(tuple, plot.rows)),
        )
        for plot in plots
        if plot
    )


def _mark(usual: float, most: float) -> float:
    """Where a mark begins that has its middle there."""
    return max(_share(usual, most) - _MARK / 2, 0)


def _chart(
    title: str,
    label: str,
    rows: list[tuple[str, float, float | None]],
    total: tuple[str, float, float | None],
    words: Words,
) -> ChartView:
    """The total stands first and has no bar."""
    most = max(max(count, usual or 0.0) for _, count, usual in rows)
    bars = [
        BarView(
            name,
            words.number(round(count)),
            _share(count, most),
            usual="" if usual is None else words.number(usual, "0.0"),
            mark=None if usual is None else _mark(usual, most),
        )
        for name, count, usual in rows
    ]
    name, count, usual = total
    whole = BarView(
        name, words.number(round(count)), None, usual="" if usual is None else words.number(usual, "0.0")
    )
    return ChartView(title, label, (whole, *bars), has_usual=usual is not None)


def _share(value: float, most: float) -> int:
    return round(100 * value / most) if most else 0
