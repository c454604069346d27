"""Figures that tests measure: kept to their bounds, and printed as a table when all is over.

They travel as properties of the test's report, which is what xdist brings home from its workers.
"""

import pytest

_KEY = "figure"


@pytest.fixture
def figure(record_property):
    """Publishes a figure of docs/reliability.md; its test fails where a bound is missed."""

    def publish(section, name, value, *, unit="", at_most=None, at_least=None):
        bound = " and ".join(
            f"{word} {limit:,}" for word, limit in (("≤", at_most), ("≥", at_least)) if limit is not None
        )
        record_property(_KEY, [section, name, f"{_readable(value)} {unit}".strip(), bound])
        assert at_most is None or value <= at_most, f"{name}: {value} {unit}, and at most {at_most} is held"
        assert at_least is None or value >= at_least, (
            f"{name}: {value} {unit}, and at least {at_least} is held"
        )

    return publish


def _readable(value):
    return f"{value:,.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"


def pytest_terminal_summary(terminalreporter):
    rows = [
        value
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "when", None) == "call"
        for key, value in report.user_properties
        if key == _KEY
    ]
    if not rows:
        return
    terminalreporter.section("figures")
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    section = None
    for row in sorted(rows):
        if row[0] != section:
            section = row[0]
            terminalreporter.line(section, bold=True)
        name, value, bound = row[1].ljust(widths[1]), row[2].rjust(widths[2]), row[3]
        terminalreporter.line(f"  {name}  {value}  {bound}".rstrip())
