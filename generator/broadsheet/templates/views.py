"""What a template sees. A view holds finished values in reading order; a template computes nothing.

`Markup` is safe HTML made by the text room; every `str` is plain text that the template escapes.
What a day has by the hundred is a tuple, which takes a third of the time to make.
Paths are relative to the site's root, without a leading slash; templates put `site.base` before them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup


class DateView(NamedTuple):
    iso: str  # 2026-01-27
    long: str  # Tuesday, 27 January 2026
    short: str  # 27 January


@dataclass(frozen=True, slots=True)
class LinkView:
    label: str
    path: str
    current: bool = False
    note: str = ""  # a count or a remark beside the link
    language: str = ""  # of the label, where that is not the interface's


@dataclass(frozen=True, slots=True)
class FeedView:
    title: str
    path: str
    media_type: str


@dataclass(frozen=True, slots=True)
class OfferView:
    """A feed in its formats, and what one item of it is."""

    name: str
    feeds: tuple[FeedView, ...]


@dataclass(frozen=True, slots=True)
class ChannelView:
    """What feeds are of, the path of its page, and its feeds."""

    name: str
    path: str
    offers: tuple[OfferView, ...]
    language: str = ""  # of the name, where that is not the interface's


@dataclass(frozen=True, slots=True)
class PictureView:
    """What is shown where a link to a page is shared."""

    path: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class EditionView:
    """The site in one of its languages."""

    name: str  # of the language, as who speaks it calls it
    language: str
    base: str  # what comes before every path of it
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class OfflineView:
    """Paths of what lets a reader have the site without a connection."""

    page: str
    manifest: str
    icon: str


@dataclass(frozen=True, slots=True)
class SiteView:
    title: str
    motto: str
    description: str
    publisher: str
    interface: str  # the language of what no paper and no editor said
    language: str  # of what the editor and the summaries say
    title_in: str  # the language of the title; a publisher may have said it in that of the edition
    motto_in: str
    publisher_in: str
    base: str  # "/" or "/repo/": what comes before every path
    url: str  # public address, ends with "/"
    nav: tuple[LinkView, ...]  # Front page, Categories, Archive, Feeds, About
    feeds: tuple[FeedView, ...]  # of the whole site
    style: str  # path of the style sheet, with a fingerprint in its query
    script: str  # the same of the small script; "" when there is none
    locale: str  # of the interface, as Open Graph names it: en_US
    frame: tuple[tuple[str, str], ...]  # "light" and "dark", and the colour of the paper then
    root: str  # what comes before the path of a file that all editions share: style, scripts, data
    root_url: str  # the same as a public address
    editions: tuple[EditionView, ...] = ()  # where the site has several languages, the first of them first
    samples: bool = False  # whether its papers are invented
    offline: OfflineView | None = None  # where readers may keep the site on their devices


@dataclass(frozen=True, slots=True)
class DataView:
    """JSON-LD, and its hash, by which the page's policy allows it to stand there."""

    json: Markup
    hash: str


@dataclass(frozen=True, slots=True)
class HeadView:
    """What goes into <head>, and the line under the nameplate."""

    title: str  # of this page, without the site's
    description: str
    path: str
    feeds: tuple[FeedView, ...] = ()  # this page's own, beside the site's
    dateline: tuple[str, ...] = ()  # e.g. ("Tuesday, 27 January 2026", "22 papers", "cs.CL · cs.CV")
    previous: LinkView | None = None
    next: LinkView | None = None
    indexed: bool = True
    machines: tuple[FeedView, ...] = ()  # the same page for programs
    picture: PictureView | None = None
    published: str = ""  # of an article, as RFC 3339 has it
    modified: str = ""
    citation: tuple[tuple[str, str], ...] = ()  # names and contents of <meta>, for reference managers
    data: DataView | None = None
    media: str = ""  # from where sound may come, beside the site itself
    elsewhere: str | None = None  # the path to show in another language, where this one may not be there

    @property
    def beside(self) -> str:
        """The path of the same page in another language."""
        return self.path if self.elsewhere is None else self.elsewhere


class PartView(NamedTuple):
    label: str  # Motivation
    html: Markup
    evidence: Sequence[int] = ()
    is_own: bool = False  # of a model's summary, but in the authors' own words
    language: str = "en"


class SentenceView(NamedTuple):
    number: int  # as evidence counts them, from 1
    html: Markup


class RatingView(NamedTuple):
    score: str  # "8.0"
    decision: str  # "must read"
    field: str
    path: str = ""  # of the field's own page
    weight: str = ""  # high, middle or low
    field_in: str = "en"


class AuthorView(NamedTuple):
    name: str
    affiliation: str = ""
    followed: bool = False
    is_last: bool = False  # of those named together


class OutLinkView(NamedTuple):
    label: str
    url: str


class PaperView(NamedTuple):
    path: str  # permanent address: 2026/01/27/#2601.16272
    anchor: str  # 2601.16272
    title: Markup
    said: str  # in plain characters, where its letters alone would say something else: x², not x2
    url: str
    authors: Sequence[AuthorView]  # the first few ("byline")
    more_authors: Sequence[AuthorView]  # the rest of a long list, shown on demand
    categories: Sequence[str]
    facts: Sequence[str]  # what filters ask for: categories, interest, decision
    badge: str  # "" for new; "Cross-listed", "Updated" otherwise
    tldr: Markup  # "" when there is none
    told_in: str  # the language of TL;DR and parts
    parts: Sequence[PartView]  # motivation … conclusion, those that exist
    contents: str  # "Motivation, method, result", as a label for them
    abstract: Sequence[Sequence[SentenceView]]  # its paragraphs, each of sentences
    translated: PartView | None  # the abstract in another language
    abstract_at: str  # path of the paper in the first edition, where the abstract stands there alone
    links: Sequence[OutLinkView]  # arXiv id, PDF, code, project …
    keywords: Sequence[str]
    rating: RatingView | None
    reason: Markup
    told_by: str  # "In the authors’ own words" / "Summary by gpt-4o-mini"
    notes: Markup  # what the editor wrote under this paper
    date: DateView | None = None  # where papers of several days stand together
    following: Sequence[str] = ()  # phrases and groups followed that it has
    language: str = "en"  # of title and abstract: arXiv asks for English metadata
    noted_in: str = "en"  # the language of the notes
    reason_in: str = "en"
    page: str = ""  # path of its own page, where it has one
    numbered: bool = True  # whether its parts name sentences of the abstract
    titled_in: str = "en"  # the language of the title, where it was translated
    original: Markup | str = ""  # the authors' own title, where that is another
    density: str = "brief"  # what of it is in view at once: headline, brief or full
    earlier: Sequence[LinkView] = ()  # papers of earlier days that it follows; no path where these are gone
    related: Sequence[LinkView] = ()  # and others that it is like
    rest: str = ""  # path of its place on the page that has it whole, where that is another one


@dataclass(frozen=True, slots=True)
class SectionView:
    anchor: str
    name: str  # cs.CL
    title: str  # Computation and Language
    count: int
    papers: tuple[PaperView, ...]
    path: str = ""  # its category page
    language: str = ""  # of its title, where that is not the interface's
    notes: Markup | str = ""
    noted_in: str = "en"  # the language of the notes
    folded: tuple[PaperView, ...] = ()  # papers that are shown on demand


@dataclass(frozen=True, slots=True)
class TrendView:
    title: str
    note: str
    papers: tuple[LinkView, ...]
    more: tuple[LinkView, ...] = ()  # papers beside those, shown on demand
    language: str = "en"  # of title and note


@dataclass(frozen=True, slots=True)
class RisingView:
    term: str
    papers: int
    usual: str  # "1.3"
    bar: int  # 0…100
    mark: float  # where on that bar the mark of the usual begins


@dataclass(frozen=True, slots=True)
class BarView:
    """A row of a chart: a label, its number, and a bar with a mark for what is usual."""

    label: str
    count: str
    bar: int | None  # none for the total, beside which all others would vanish
    path: str = ""
    usual: str = ""
    mark: float | None = None


@dataclass(frozen=True, slots=True)
class ChartView:
    """A table whose rows carry bars: it reads without them."""

    title: str
    label: str  # what the rows are
    rows: tuple[BarView, ...]
    has_usual: bool = False


@dataclass(frozen=True, slots=True)
class TermView:
    """A word of a day, and papers that say it: in the page by their anchors, the rest by a search."""

    term: str
    facts: str  # "12 papers, 3.1 expected"
    papers: tuple[LinkView, ...]
    more: LinkView | None


@dataclass(frozen=True, slots=True)
class CloudView:
    """The words of a day, each leading to its place among the terms."""

    drawing: Markup
    is_measured: bool  # by the days before it
    terms: tuple[TermView, ...]


@dataclass(frozen=True, slots=True)
class PlotView:
    """A picture, and the table of what it is drawn from."""

    name: str  # an anchor
    title: str
    note: str  # what is to be seen, in a sentence
    drawings: tuple[Markup, ...]  # SVG; more than one where they stand side by side
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]  # each with what it is about first


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """An option of a filter."""

    value: str
    label: str
    language: str = ""  # of the label, where that is not the interface's


@dataclass(frozen=True, slots=True)
class FilterView:
    """A filter of papers; its options beside "all"."""

    name: str
    label: str
    choices: tuple[ChoiceView, ...]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A paper that matters today, in two lines: what it says, and which it is."""

    score: str  # "" where nothing was rated
    claim: Markup
    told_in: str
    figure: Markup  # how much came out, where the claim does not say it
    title: Markup
    path: str
    language: str  # of the title
    authors: str  # "Ada Example and 3 more"
    field: str
    reason: Markup  # why it is for this reader
    field_in: str  # the language of field
    reason_in: str
    date: DateView


@dataclass(frozen=True, slots=True)
class RecordingView:
    """The day for the ear, with all of its words."""

    url: str
    length: str  # 6:53
    language: str
    transcript: tuple[str, ...]
    podcast: str  # the path of the feed


@dataclass(frozen=True, slots=True)
class DayView:
    date: DateView
    title: str
    facts: tuple[str, ...]  # of the day: its date unless the title has it, its papers
    count: int
    claims: tuple[ClaimView, ...]  # of what matters most
    chosen_by: str  # how those were chosen, and what is left
    sections: tuple[SectionView, ...]
    filters: tuple[FilterView, ...]
    trends: tuple[TrendView, ...]
    notes: Markup  # what the editor wrote above the first section
    rising: tuple[RisingView, ...]
    charts: tuple[ChartView, ...]
    usual_days: int  # over how many days the usual was counted
    ledger: str  # one plain sentence with the numbers
    updated: str  # 05:00 UTC, 27 January 2026
    language: str  # of the notes
    titled_in: str
    is_translated: bool  # whether papers have titles or abstracts in two languages
    recording: RecordingView | None = None
    cloud: CloudView | None = None


@dataclass(frozen=True, slots=True)
class FurtherView:
    """A further page of a long day: papers whole that the day's own page has only the heads of."""

    title: str
    day: LinkView
    number: int
    numbers: int  # of pages in all
    count: int
    sections: tuple[SectionView, ...]
    titled_in: str
    is_translated: bool  # whether its papers have titles or abstracts in two languages


@dataclass(frozen=True, slots=True)
class PaperPageView:
    paper: PaperView
    day: LinkView  # to its place in the day that is told here
    before: tuple[LinkView, ...]  # earlier days on which it stood
    is_translated: bool  # whether it has its title or abstract in two languages


@dataclass(frozen=True, slots=True)
class DayLineView:
    """A day in a list of days: its date, size and best stories."""

    date: DateView
    path: str
    count: int
    stories: tuple[LinkView, ...]  # titles as plain text
    bar: int = 0  # 0…100, its size beside the largest day of the list


@dataclass(frozen=True, slots=True)
class FrontView:
    date: DateView | None  # None before the first edition
    day_path: str
    count: int
    claims: tuple[ClaimView, ...]  # of what matters most
    chosen_by: str  # how those were chosen, and what is left
    briefs: tuple[ClaimView, ...]  # some more
    sections: tuple[LinkView, ...]  # the day's sections with counts
    trends: tuple[TrendView, ...]
    days: tuple[DayLineView, ...]  # the days before this one, each with its best story
    is_week: bool  # whether they are of the week before; where it has none, they are the last ones
    notes: Markup
    language: str  # of what the editor wrote
    rising: tuple[RisingView, ...] = ()
    chart: ChartView | None = None
    usual_days: int = 0
    review: LinkView | None = None


@dataclass(frozen=True, slots=True)
class CellView:
    """One day of a calendar: blank before the first, a number, or a number with papers."""

    number: str
    path: str = ""
    count: int = 0
    label: str = ""  # for screen readers: "27 January 2026, 22 papers"
    weight: int = 0  # 0…4, how full the day was


@dataclass(frozen=True, slots=True)
class MonthGridView:
    name: str  # January 2026
    path: str
    count: int
    days: int
    weekdays: tuple[tuple[str, str], ...]  # Monday first, in full and in short
    weeks: tuple[tuple[CellView, ...], ...]  # Monday first, seven cells each


@dataclass(frozen=True, slots=True)
class MonthView:
    grid: MonthGridView
    days: tuple[DayLineView, ...]
    reviews: tuple[LinkView, ...] = ()
    plots: tuple[PlotView, ...] = ()


@dataclass(frozen=True, slots=True)
class YearView:
    year: str
    count: int
    months: tuple[MonthGridView, ...]
    plots: tuple[PlotView, ...] = ()


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """Every year with its months as links, and the newest months as calendars."""

    count: int
    days: int
    years: tuple[tuple[LinkView, tuple[LinkView, ...]], ...]
    recent: tuple[MonthGridView, ...]
    plots: tuple[PlotView, ...] = ()


@dataclass(frozen=True, slots=True)
class CategoryView:
    name: str
    title: str
    papers: tuple[PaperView, ...]  # newest first; paper.date is set
    offers: tuple[OfferView, ...]


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A week or a month, looked back upon."""

    title: str
    count: int
    days: tuple[LinkView, ...]  # with their counts
    papers: tuple[ClaimView, ...]  # the best rated
    trends: tuple[TrendView, ...]
    rising: tuple[RisingView, ...]
    falling: tuple[RisingView, ...]
    chart: ChartView | None
    before: int  # days by which it is measured
    plots: tuple[PlotView, ...] = ()


@dataclass(frozen=True, slots=True)
class InterestView:
    name: str
    about: str
    keywords: tuple[str, ...]
    follow: tuple[str, ...]
    papers: tuple[PaperView, ...]  # newest first, the best of a day first
    week: tuple[LinkView, ...]  # the best of each of the newest days
    offers: tuple[OfferView, ...]
    language: str  # of the name
    about_in: str


@dataclass(frozen=True, slots=True)
class AboutView:
    """An interest by its name, and what it is about."""

    link: LinkView
    about: str
    about_in: str


@dataclass(frozen=True, slots=True)
class InterestsView:
    """The page that says by what papers are rated."""

    interests: tuple[AboutView, ...]
    must_read: str
    worth_a_look: str


@dataclass(frozen=True, slots=True)
class CategoriesView:
    """The page that lists all categories, grouped by field."""

    groups: tuple[tuple[str, tuple[LinkView, ...]], ...]


@dataclass(frozen=True, slots=True)
class FeedsView:
    """The page that lists and explains the feeds."""

    site: tuple[OfferView, ...]
    categories: tuple[ChannelView, ...]
    interests: tuple[ChannelView, ...]
    opml: FeedView


@dataclass(frozen=True, slots=True)
class SubjectView:
    """What a reader may choose to begin with."""

    label: str
    name: str  # by which the browser keeps it, in all languages of the site
    like: str  # the words that say it whole
    language: str


@dataclass(frozen=True, slots=True)
class MineView:
    """The reader's own front page. What its script says stands in the page."""

    script: str  # path of the script that makes it, with a fingerprint in its query
    days: str  # JSON: of each of the newest days the path and the date, newest first
    newest: LinkView | None
    spans: tuple[ChoiceView, ...]
    subjects: tuple[SubjectView, ...]
    near: str  # path of what it loads beside it, the same


@dataclass(frozen=True, slots=True)
class SavedView:
    script: str  # path of the script that shows the list, with a fingerprint in its query


@dataclass(frozen=True, slots=True)
class KeptView:
    """What a reader may keep on their device."""

    kept: tuple[LinkView, ...]  # the front page, the reading list, the newest days
    script: str  # path of the script that has it kept, with a fingerprint in its query


@dataclass(frozen=True, slots=True)
class SearchView:
    """The page that searches. What its script says stands in the page."""

    script: str  # path of the script that does it, with a fingerprint in its query
    filters: tuple[FilterView, ...]
    segments: str  # what can be asked, newest first, one a line: "2025/ 2xk3e4zz 2025", the last for readers
    common: str  # words that are not looked up
    near: str  # path of the script that finds more like a paper, loaded when that is asked for
    slips: str  # path of the script that finds the word that was meant, loaded when nobody says one


@dataclass(frozen=True, slots=True)
class FreeView:
    title: str
    html: Markup
    language: str  # of both


# What `view` is in each template; those that it includes or imports are given what they need.
TEMPLATES: dict[str, type | None] = {
    "404.html": None,
    "archive.html": ArchiveView,
    "categories.html": CategoriesView,
    "category.html": CategoryView,
    "day.html": DayView,
    "feeds.html": FeedsView,
    "front.html": FrontView,
    "further.html": FurtherView,
    "interest.html": InterestView,
    "interests.html": InterestsView,
    "month.html": MonthView,
    "page.html": FreeView,
    "paper.html": PaperPageView,
    "review.html": ReviewView,
    "mine.html": MineView,
    "offline.html": KeptView,
    "saved.html": SavedView,
    "search.html": SearchView,
    "year.html": YearView,
}
