"""Where everything stands on the site, from its root, without a slash before it; and moments as programs
read them. Whoever needs an address asks here.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from broadsheet.text.fingerprint import fingerprint

if TYPE_CHECKING:
    from collections.abc import Sequence

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_OF_A_DAY = re.compile(r"[0-9]{4}/[0-9]{2}/[0-9]{2}/index\.html")
_EASTERN = ZoneInfo("America/New_York")

ARCHIVE = "archive/"
CATEGORIES = "category/"
FEEDS = "feeds/"
INTERESTS = "interest/"
PAPERS = "paper/"
PAST = "past/"
MINE = "mine/"
SAVED = "saved/"
OFFLINE = "offline/"
SEARCH = "search/"
# What stands at the root of a site, beside its years and what layouts bring.
TOP = (ARCHIVE, CATEGORIES, FEEDS, INTERESTS, PAPERS, PAST, MINE, SAVED, OFFLINE, SEARCH)
NOT_FOUND = "404.html"
ROBOTS = "robots.txt"
OPML = "feeds.opml"
SITEMAP = "sitemap.xml"
SITEMAP_OF_PAGES = "sitemap-pages.xml"
INDEX = "index.json"
DIRECTIONS = "directions.bin"
TLDRS = "tldr.json"  # of an edition in a further language
PICTURE = "share.png"
PODCAST = "podcast.xml"
COVER = "podcast.png"
MANIFEST = "site.webmanifest"
ICON = "icon.png"
CHAPTERS = "chapters.json"
TRANSCRIPT = "transcript.vtt"
MOST_FURTHER = 8  # pages of a day beside its own


class References(StrEnum):
    """The forms that reference managers read, by their files' names beside a day."""

    BIBTEX = "papers.bib"
    RIS = "papers.ris"


def page_file(path: str) -> str:
    """The file that a web server shows at a path."""
    return f"{path}index.html"


def day(of: date) -> str:
    return f"{of.year:04}/{of.month:02}/{of.day:02}/"


def further(of: date, number: int) -> str:
    """A further page of a day, from 2."""
    return f"{day(of)}{number}/"


def may_stand_with(file: str) -> list[str]:
    """The files that may have been made together with one, beside those that always are: a day that says
    less than it did, or that was stopped over, may have further pages that it no longer wants.
    """
    if not _OF_A_DAY.fullmatch(file):
        return []
    of = date.fromisoformat(file.removesuffix(page_file("/")).replace("/", "-"))
    numbers = range(2, 2 + MOST_FURTHER)
    of_recording = [f"{day(of)}{name}" for name in (CHAPTERS, TRANSCRIPT)]
    return of_recording + [
        name for at in numbers for name in (page_file(further(of, at)), search_page(of, at))
    ]


def month(year: int, number: int) -> str:
    return f"{year:04}/{number:02}/"


def year(number: int) -> str:
    return f"{number:04}/"


def week_review(monday: date) -> str:
    number = monday.isocalendar()
    return f"{number.year:04}/week-{number.week:02}/"


def month_review(of: date) -> str:
    return f"{month(of.year, of.month)}review/"


def paper(of: date, id_: str) -> str:
    """The permanent address of a paper."""
    return f"{day(of)}#{id_}"


def paper_page(id_: str) -> str:
    """Where a paper has a page of its own, if the publisher wants such pages."""
    return f"{PAPERS}{id_}/"


def picture(of: date) -> str:
    return f"{day(of)}{PICTURE}"


def category(name: str) -> str:
    return f"{CATEGORIES}{name}/"


def interests(names: Sequence[str]) -> dict[str, str]:
    """Where the page of each interest stands: in plain letters, and no two in one place."""
    found: dict[str, str] = {}
    for name in names:
        bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        stem = "-".join(re.findall(r"[a-z0-9]+", bare)) or f"interest-{fingerprint(name)[:6]}"
        path = f"{INTERESTS}{stem}/"
        found[name] = path if path not in found.values() else f"{INTERESTS}{stem}-{fingerprint(name)[:6]}/"
    return found


def sitemap(of_year: int, number: int) -> str:
    return f"sitemap-{of_year:04}{f'-{number}' if number > 1 else ''}.xml"


def search_page(of: date, number: int = 1) -> str:
    """Where on a page of a day its papers stand."""
    return f"{SEARCH}{month(of.year, of.month)}{of.day}{f'-{number}' if number > 1 else ''}.json"


def words(part: int) -> str:
    """Where the directions of words stand, for the reader's own front page."""
    return f"{MINE}words/{part}.bin"


def announced(on: date) -> datetime:
    """The moment by which arXiv dates an announcement: midnight, US Eastern."""
    return datetime.combine(on, time(), _EASTERN).astimezone(UTC).replace(microsecond=0)


def iso(when: datetime) -> str:
    """As RFC 3339 and the Atom and JSON feeds have it."""
    return f"{when.isoformat().removesuffix('+00:00')}Z"


def mail(when: datetime) -> str:
    """As RFC 822 and the RSS feed have it, which is English in every locale."""
    weekday, named = _WEEKDAYS[when.weekday()], _MONTHS[when.month - 1]
    return f"{weekday}, {when.day:02} {named} {when.year:04} {when:%H:%M:%S} +0000"
