"""A simulated arXiv over a stretch of days, with a clock that a test moves and faults that a seed draws.

    world = World(seed=7, since=date(2026, 1, 5), until=date(2026, 12, 31))
    with Wire("test", transport=world.transport()) as wire: ...  # in process, by the wire's own code
    with Served(world) as door: ...                              # on loopback, with broken connections

It plays `/rss/cs.CL+cs.CV` (one Eastern day, rebuilt at midnight, empty at weekends and holidays), the query
API (what was submitted in a window and has been announced) and OAI-PMH (what changed since a day). Papers are
submitted before a cut-off, announced with it or held back for up to three announcements, numbered in the
order of announcement and by month; replaced later; cross-listed at once, or days or months later.

Faults are drawn by day: `FEED_FAULTS` and `ARCHIVE_FAULTS`. The machine of the publisher is off on `lost`
days, and runs once to four times on others (`runs`). arXiv has holidays that nobody foretold.

What was seen is remembered (`shown`, `answered`), so that `possible` can say of each paper on which days it
may stand: on its own alone, unless nothing that anybody saw tells its day from another one.
"""

import datetime as dt
import random
import time
from collections import defaultdict
from dataclasses import dataclass, replace
from email.utils import format_datetime
from urllib.parse import parse_qs, urlsplit

import httpx

from broadsheet import almanac
from doors.invented_feed import Item, feed, item, refusal
from doors.loopback import Door, cut_short, respond, silent

CATEGORIES = ("cs.CL", "cs.CV")
FEED_FAULTS = {
    "stale": "until noon one category shows the batch before under today's dates",
    "all stale": "until six all of it is the batch before under today's dates",
    "misdated": "the dates say the day before",
    "half": "until noon half of the new papers are missing",
    "late": "until six the feed is still yesterday's, dates and all",
    "empty": "there is a valid feed of today with nothing in it, all day",
    "absurd": "one item carries a number that cannot be, another one of a year that is long past",
    "storm": "every first request is answered 429 with Retry-After",
    "down": "every request is answered 503",
    "stall": "the first request of the day is never answered",
    "cut": "the first answer of the day breaks off",
    "truncated": "the first answer of the day is half a document, whole by its length",
    "html": "the first answer of the day is a web page",
    "refused": "the first answer of the day is arXiv's error feed",
}
ARCHIVE_FAULTS = {
    "storm": "every first request is answered 429 with Retry-After",
    "refused": "every request of the query API is answered 406; OAI-PMH answers",
    "down": "every request is answered 503",
    "nothing": "the query API finds nothing at all",
    "lagging": "what was announced today is not known until tomorrow",
    "html": "every answer is a web page",
}
NEVER, LATELY = "9999.99999", "1706.03762"  # numbers of no month, and of another year
NOON, SIX = 12, 6


@dataclass(frozen=True)
class Submission:
    id: str
    submitted: dt.datetime
    announced: dt.date
    categories: tuple[str, ...]
    kind: str = "new"
    version: int = 1
    first: dt.date | None = None  # of a cross-list that came later: when the paper itself was announced

    @property
    def item(self) -> Item:
        return item(
            self.id,
            title=f"Invented Paper {self.id}",
            abstract=f"We invent paper {self.id}. It works in {self.announced.day} cases.",
            categories=self.categories,
            version=self.version,
            kind=self.kind,
        )


@dataclass(frozen=True)
class Reply:
    """What comes back: a status, a body and headers, or a connection that breaks."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    breaks: str = ""


class World:
    def __init__(self, seed, since, until, papers=(4, 10)):
        self.now = dt.datetime.combine(since, dt.time(), dt.UTC)
        self.chance = random.Random(seed)
        self.since, self.until = since, until
        self.papers = papers
        self.days = almanac.days(since, until)
        self.holidays = set(self.chance.sample(self.days[3:-8], max(1, len(self.days) // 60)))
        self.announcements = self._announcements()
        self.faults = {day: self._fault(FEED_FAULTS, 0.4) for day in self.days}
        self.faults[self.days[0]] = ""  # a digest begins with its first page
        self.archive_faults = {day: self._fault(ARCHIVE_FAULTS, 0.15) for day in self._calendar()}
        self.runs = self._runs()
        self._let_the_archive_answer_within_a_week()
        self.asked = defaultdict(int)
        self.requests = []  # when, and what for
        self.shown = defaultdict(set)  # by paper, the runs whose feed showed it under which date
        self.seen_empty = set()  # the runs whose feed was today's, with nothing in it
        self.answered = {}  # by run, until which announcement the archive answered; none where it did not

    def listed(self):
        """What was announced, of that which is to stand on a page."""
        return [each for papers in self.announcements.values() for each in papers if each.kind != "replace"]

    def possible(self, each):
        """The days on which a paper may stand; None among them where it may be missing, and why it is so.

        It is its own day, but for papers of which nothing that was to be seen before they were filed tells
        their day from others: see `_reason`.
        """
        seen, known = self._first_seen(each)
        if each.first:  # the archive tells neither that nor when a paper was listed elsewhere too
            days = {each.announced, *almanac.days(each.first, each.announced)}
            if not self.shown[each.id]:
                return {*days, None}, "cross-listed later, shown by no feed"
            if known and known < min(moment for moment, _ in self.shown[each.id]):
                return days, "cross-listed later, first seen in the archive"
            return self._as_declared(each)
        said = {day for moment, day in self.shown[each.id] if moment == seen}
        if known is None or seen < known:
            return self._as_declared(each)
        if each.announced in said:
            return {each.announced}, ""
        later = {day for day in said if day > each.announced}
        if later and not self._is_seen_stale(each, seen):
            return {each.announced, *later}, "a stale feed that lacked nothing, the day before unseen"
        return self._between(each, seen)

    def _as_declared(self, each):
        """The days of a paper that a feed was the first to show: what the feed declared may be false, and
        nothing say so.
        """
        seen, known = self._first_seen(each)
        is_silent = known is None or seen < known
        false = {day for moment, day in self.shown[each.id] if moment == seen} - {each.announced}
        if is_silent and false and not self._was_seen_before(min(false | {each.announced}), seen):
            why = "a feed with a false date, the archive silent, the day before unseen"
            return {each.announced, *false}, why
        return {each.announced}, ""

    def _is_seen_stale(self, each, moment):
        """Whether a run can tell that a feed shows this paper a day late: by the page of its day, or by what
        was announced after it and lacks in the feed.
        """
        known = [
            one
            for day, papers in self.announcements.items()
            if day <= self.answered[moment]
            for one in papers
        ]
        return self._was_seen_before(each.announced, moment) or any(
            one.id > each.id
            and one.kind != "replace"
            and not any(at == moment for at, _ in self.shown[one.id])
            for one in known
        )

    def _first_seen(self, each):
        """The moment of the first run that was shown a paper, and of the first in which the archive told."""
        far = dt.datetime.max.replace(tzinfo=dt.UTC)
        known = min(
            (moment for moment, last in self.answered.items() if last >= each.announced), default=None
        )
        shown = min((moment for moment, _ in self.shown[each.id]), default=far)
        return min(shown, known or far), known

    def _was_seen_before(self, day, moment):
        """Whether a run before this one saw papers of the day."""
        ids = {each.id for each in self.announcements.get(day, ()) if each.kind == "new"}
        return any(last >= day for at, last in self.answered.items() if at < moment) or any(
            at < moment for id_ in ids for at, _ in self.shown[id_]
        )

    def _between(self, each, seen):
        """The days that numbers and submissions allow a paper that the archive was the first to tell of."""
        told = [one for papers in self.announcements.values() for one in papers if one.kind != "replace"]
        lower = [one for one in told if one.id <= each.id and not one.first]
        first = max(almanac.announced_on(one.submitted) for one in lower)
        for one in lower:
            if one.kind == "new" and any(
                at <= seen and day == one.announced for at, day in self.shown[one.id]
            ):
                first = max(first, one.announced)
        for at, last in self.answered.items():
            if at < seen and last < each.announced:
                first = max(first, almanac.following(last))
                if at in self.seen_empty and almanac.today(at) < each.announced:
                    first = max(first, almanac.following(almanac.today(at)))
        found = {
            "the first numbers of a day that no feed showed": almanac.days(first, each.announced),
            "numbered after one with a false date": self._after_false_date(each, lower, seen),
            "a feed that was empty, the archive behind, the next day unseen": self._as_if_quiet(each, seen),
        }
        why = [reason for reason, days in found.items() if {*days} - {each.announced}]
        return {each.announced}.union(*found.values()), "; ".join(why)

    def _as_if_quiet(self, each, seen):
        """Of a day on which the feed was empty and the archive behind, nothing tells that it was not quiet,
        and its papers announced with the next ones, unless a feed shows the next ones alone.
        """
        is_hidden = any(
            at in self.seen_empty and almanac.today(at) == each.announced and last < each.announced
            for at, last in self.answered.items()
        )
        later = min((day for day in self.announcements if day > each.announced), default=each.announced)
        is_shown = any(at <= seen for one in self.announcements[later] for at, _ in self.shown[one.id])
        return almanac.days(each.announced, later) if is_hidden and not is_shown else []

    def _after_false_date(self, each, lower, seen):
        """A paper is no older than those numbered before it, of the same announcement, that were filed late
        because nothing told that their feed was false.
        """
        days = set()
        for one in lower:
            is_before = one.announced == each.announced and self._first_seen(one)[0] < seen
            if is_before and self.shown[one.id]:
                days |= {day for day in self._as_declared(one)[0] if day > each.announced}
        return days

    @property
    def today(self):
        return almanac.today(self.now)

    def settings(self, url=""):
        arxiv = {"base-url": f"{url}", "api-url": f"{url}/api/query", "oai-url": f"{url}/oai"} if url else {}
        places = "".join(f", {key}: {place}" for key, place in arxiv.items())
        return f"title: A year\nsources:\n  arxiv: {{categories: [{', '.join(CATEGORIES)}]{places}}}\n"

    def reply(self, url):
        parts = urlsplit(url)
        if parts.path.startswith("/rss/"):
            return self._rss()
        if parts.path.startswith("/api/query"):
            return self._archive(lambda: self._query(parse_qs(parts.query)), is_query=True)
        if parts.path.startswith("/oai"):
            return self._archive(lambda: self._oai(parse_qs(parts.query)), is_query=False)
        return Reply(404, b"nobody is here")

    def transport(self, clock=time.time):
        """The world behind httpx, without sockets."""

        def handle(request):
            self.requests.append((clock(), request.url.path))
            reply = self.reply(str(request.url))
            if reply.breaks == "stall":
                raise httpx.ReadTimeout("nothing comes", request=request)
            if reply.breaks == "cut":
                raise httpx.RemoteProtocolError("it broke off", request=request)
            return httpx.Response(reply.status, content=reply.body, headers=list(reply.headers))

        return httpx.MockTransport(handle)

    # What happens

    def _calendar(self):
        return [self.since + dt.timedelta(days=n) for n in range((self.until - self.since).days + 9)]

    def _fault(self, faults, share):
        return self.chance.choice(sorted(faults)) if self.chance.random() < share else ""

    def _runs(self):
        """The moments at which the publisher's machine runs, in order."""
        moments, off = [], 0
        for day in self._calendar():
            if (
                off == 0
                and self.chance.random() < 0.05
                and self.since + dt.timedelta(days=5) < day < self.until
            ):
                off = self.chance.randint(1, 4)
            if off > 0:
                off = off - 1 or -4
                continue
            off = min(off + 1, 0)
            if day.weekday() > 4 and self.chance.random() < 0.8:
                continue
            early, noon, evening, night = (
                dt.datetime.combine(day, time, dt.UTC)
                for time in (dt.time(5, 20), dt.time(17, 20), dt.time(21), dt.time(23, 59))
            )
            night += dt.timedelta(hours=2)
            plans = [(early,)] * 5 + [(early, noon), (early, noon, evening), (noon,), (early, night)]
            moments += self.chance.choice(plans)
        return moments

    def _let_the_archive_answer_within_a_week(self):
        """What Broadsheet promises ends there: a day is asked about for seven days."""
        for day in self._calendar():
            week = [moment for moment in self.runs if 0 < (almanac.today(moment) - day).days < 7]
            if week and all(self.archive_faults.get(almanac.today(moment)) for moment in week):
                self.archive_faults[almanac.today(week[-1])] = ""

    def _announced_on(self, day):
        while day in self.holidays:
            day = almanac.following(day)
        return day

    def _announcements(self):
        """Of the categories asked for; of others what is cross-listed into them, at once or later."""
        by_day = self._submitted()
        announcements, number = {}, 0
        month, elsewhere, earlier = "", [], []
        for day in sorted(by_day):
            given = f"{self._evening_before(day):%y%m}"
            number = self.chance.randint(1, 9) if given != month else number
            month = given
            told = []
            for _, moment, categories in self._numbered(by_day[day]):
                number += self.chance.randint(1, 4)
                kind = "new" if categories[0] in CATEGORIES else "cross"
                told.append(Submission(f"{month}.{number:05}", moment, day, categories, kind))
            announcements[day] = [each for each in told if set(each.categories) & set(CATEGORIES)]
            announcements[day] += [self._replaced(each) for each in self._some(earlier, 3)]
            if later := self._some(elsewhere, 1):
                elsewhere.remove(later[0])
                announcements[day] += [self._listed_too(each, day) for each in later]
            elsewhere += [each for each in told if each not in announcements[day]]
            earlier = [each for each in told if each.kind == "new"][-6:]
        return announcements

    def _submitted(self):
        """By the day of its announcement, whether each was held back, when it was submitted, and where."""
        by_day = defaultdict(list)
        own = [("cs.CL",), ("cs.CV", "cs.LG"), ("cs.CL", "cs.CV"), ("math.PR", "cs.CL"), ("math.PR",)]
        for day in self.days:
            start, end = almanac.submitted_for(day)
            for _ in range(self.chance.randint(*self.papers)):
                moment = (start + self.chance.random() * (end - start)).replace(microsecond=0)
                announced = self._announced_on(day)
                is_held = self.chance.random() < 0.1
                for _ in range(self.chance.randint(1, 3) if is_held else 0):
                    announced = self._announced_on(almanac.following(announced))
                if announced <= self.until:
                    by_day[announced].append((is_held, moment, self.chance.choice(own)))
        return by_day

    def _numbered(self, papers):
        """In one stretch of the year by submission, in another anyhow; those held back anywhere."""
        papers = sorted(papers, key=lambda each: each[1])
        if self.chance.random() < 0.5:
            self.chance.shuffle(papers)
        held = [each for each in papers if each[0]]
        rest = [each for each in papers if not each[0]]
        for each in held:
            rest.insert(self.chance.randint(0, len(rest)), each)
        return rest

    def _some(self, papers, most):
        return self.chance.sample(papers, min(len(papers), self.chance.randint(0, most)))

    @staticmethod
    def _replaced(each):
        return replace(each, kind="replace", version=each.version + 1)

    @staticmethod
    def _listed_too(each, day):
        return replace(
            each, kind="cross", announced=day, categories=(*each.categories, "cs.CL"), first=each.announced
        )

    @staticmethod
    def _evening_before(day):
        """An announcement is made on the evening before its feed, Sunday to Thursday."""
        return day - dt.timedelta(days=1)

    # What is answered

    def _rss(self):
        day = self.today
        fault = self.faults.get(day, "")
        self.asked[day, "rss"] += 1
        count = self.asked[day, "rss"]
        if (fault == "storm" and count % 2) or fault == "down":
            return _busy(429 if fault == "storm" else 503)
        papers, dated = self._shown(day, fault)
        body = self._feed(dated, papers)
        if count == 1 and fault in {"stall", "cut", "truncated", "html", "refused"}:
            return {
                "stall": Reply(breaks="stall"),
                "cut": Reply(body=body[: len(body) // 2], breaks="cut"),
                "truncated": Reply(body=body[: len(body) // 2]),
                "html": _page(),
                "refused": Reply(400, refusal("cs.CL", "no such category")),
            }[fault]
        if not papers and dated == day:
            self.seen_empty.add(self.now)
        for each in papers:
            if each.kind != "replace":
                self.shown[each.id].add((self.now, dated))
        return Reply(body=body)

    def _shown(self, day, fault):
        """What the feed holds now, and under which date."""
        hour = self.now.astimezone(almanac.EASTERN).hour
        before = self._before(day)
        papers, earlier = self.announcements.get(day, []), self.announcements.get(before, [])
        if almanac.quiet(day) or day in self.holidays or fault == "empty":
            return [], day
        if fault == "late" and hour < SIX:
            return earlier, before
        if fault == "all stale" and hour < SIX:
            return earlier, day
        if fault == "stale" and hour < NOON:
            stale = [each for each in earlier if each.categories[0] == "cs.CV"]
            return stale + [each for each in papers if each.categories[0] != "cs.CV"], day
        if fault == "half" and hour < NOON:
            return papers[::2], day
        if fault == "misdated":
            return papers, almanac.preceding(day)
        if fault == "absurd" and papers:
            return [*papers, replace(papers[0], id=NEVER, kind="new"), replace(papers[0], id=LATELY)], day
        return papers, day

    def _before(self, day):
        return max((each for each in self.announcements if each < day), default=day)

    def _feed(self, day, papers):
        midnight = dt.datetime.combine(day, dt.time(), almanac.EASTERN)
        order = ["new", "cross", "replace", "replace-cross"]
        ordered = sorted(papers, key=lambda each: (order.index(each.kind), each.id))
        return feed(
            *(each.item for each in ordered),
            categories=CATEGORIES,
            built=format_datetime(midnight + dt.timedelta(seconds=12)),
            midnight=format_datetime(midnight),
        )

    def _archive(self, answer, *, is_query):
        day = self.today
        fault = self.archive_faults.get(day, "")
        self.asked[day, is_query] += 1
        if fault == "down" or (fault == "refused" and is_query):
            return _busy(503 if fault == "down" else 406)
        if fault == "storm" and self.asked[day, is_query] % 2:
            return _busy(429)
        if fault == "html":
            return _page()
        if not (fault == "nothing" and is_query):
            self.answered[self.now] = self.known_until
        return answer()

    @property
    def known_until(self):
        """The last day whose announcement the archive knows now."""
        evening = self.now.astimezone(almanac.EASTERN) + dt.timedelta(hours=4)
        lags = self.archive_faults.get(self.today) == "lagging"
        day = self.today - dt.timedelta(days=1) if lags else evening.date()
        return max((each for each in self.announcements if each <= day), default=self.since)

    def _known(self):
        """By paper: each as it was announced first, in the categories that it has by now."""
        known, last = {}, self.known_until
        for day, papers in self.announcements.items():
            if day <= last:
                known |= {each.id: each for each in papers if each.kind in {"new", "cross"}}
        return known.values()

    def _query(self, asked):
        since, until = (
            dt.datetime.strptime(moment, "%Y%m%d%H%M").replace(tzinfo=dt.UTC)
            for moment in asked["search_query"][0].split("submittedDate:[")[1].rstrip("]").split(" TO ")
        )
        known = [each for each in self._known() if since <= each.submitted < until]
        if self.archive_faults.get(self.today) == "nothing":
            known = []
        known.sort(key=lambda each: each.submitted)
        start = int(asked["start"][0])
        entries = "".join(map(_entry, known[start : start + int(asked["max_results"][0])]))
        return Reply(
            body=f"""<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom"
 xmlns="http://www.w3.org/2005/Atom"><id>x</id><title>arXiv Query</title>
<opensearch:totalResults>{len(known)}</opensearch:totalResults>{entries}</feed>""".encode()
        )

    def _oai(self, asked):
        category, since = asked["set"][0].rpartition(":")[2], dt.date.fromisoformat(asked["from"][0])
        name = f"cs.{category}"
        known = [each for each in self._known() if name in each.categories and each.announced >= since]
        records = "".join(map(_record, known))
        inside = f"<ListRecords>{records}</ListRecords>" if known else '<error code="noRecordsMatch"/>'
        head = '<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
        return Reply(body=f"{head}{inside}</OAI-PMH>".encode())


class Served(Door):
    """The world on loopback."""

    def __init__(self, world):
        super().__init__()
        self.world = world

    def answer_to(self, path):
        reply = self.world.reply(path)
        if reply.breaks == "stall":
            return silent
        if reply.breaks == "cut":
            return cut_short(reply.body)
        return respond(reply.status, reply.body, **dict(reply.headers))


def _busy(status):
    return Reply(status, headers=(("Retry-After", "0"),))


def _page():
    return Reply(body=b"<!doctype html><title>Busy</title>")


def _entry(each):
    categories = "".join(f'<category term="{name}"/>' for name in each.categories)
    return f"""<entry><id>http://arxiv.org/abs/{each.id}v{each.version}</id><title>{each.item.title}</title>
<updated>{each.submitted:%Y-%m-%dT%H:%M:%SZ}</updated><published>{each.submitted:%Y-%m-%dT%H:%M:%SZ}</published>
<summary>{each.item.abstract}</summary>{categories}<arxiv:primary_category term="{each.categories[0]}"/>
<author><name>Ada Example</name></author></entry>"""


def _record(each):
    return f"""<record><header><identifier>oai:arXiv.org:{each.id}</identifier></header><metadata>
<arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>{each.id}</id>
<version version="v1"><date>{format_datetime(each.submitted)}</date></version>
<title>{each.item.title}</title><authors>Ada Example</authors>
<categories>{" ".join(each.categories)}</categories><abstract>{each.item.abstract}</abstract>
</arXivRaw></metadata></record>"""
