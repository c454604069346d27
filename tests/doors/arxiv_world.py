"""A simulated arXiv on loopback, over a stretch of days, with a clock that a test moves and faults that a
seed draws.

    with World(seed=7, since=date(2026, 1, 5), until=date(2026, 2, 6)) as world:
        world.now = datetime(2026, 1, 6, 5, 20, tzinfo=UTC)
        ... run the command line against world.settings ...
        assert what_stands_in_content == world.truth

It plays `/rss/cs.CL+cs.CV` (one Eastern day, rebuilt at midnight, empty at weekends and holidays) and
`/api/query` (what was submitted in a window and has been announced). Papers are submitted before a
cut-off, announced with it or held back for some days, numbered in the order of announcement (a day's
first number is never a held paper's), cross-listed, and replaced later.

Faults, by day: see `FAULTS`. The machine of the publisher is off on `world.lost` days. What it does not
play: papers of an ad-hoc holiday that fell on a lost day, which nothing in arXiv's answers tells from a
usual day's.
"""

import datetime as dt
import random
from collections import defaultdict
from dataclasses import dataclass, replace
from email.utils import format_datetime
from urllib.parse import parse_qs, urlsplit

from broadsheet import almanac
from doors.invented_feed import Item, feed, item, refusal
from doors.loopback import Door, busy, cut_short, ok, respond, silent

CATEGORIES = ("cs.CL", "cs.CV")
FAULTS = {
    "stale": "until noon one category shows the batch before under today's dates",
    "misdated": "the dates say the day before",
    "half": "until noon half of the new papers are missing",
    "late": "until six the feed is still yesterday's",
    "storm": "every first request is answered 429 with Retry-After",
    "stall": "the first request of the day is never answered",
    "cut": "the first answer of the day breaks off",
    "truncated": "the first answer of the day is half a document, whole by its length",
    "html": "the first answer of the day is a web page",
    "refused": "the first answer of the day is arXiv's error feed",
}


@dataclass(frozen=True)
class Submission:
    id: str
    submitted: dt.datetime
    announced: dt.date
    categories: tuple[str, ...]
    kind: str = "new"
    version: int = 1

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


class World(Door):
    def __init__(self, seed, since, until):
        super().__init__()
        self.now = dt.datetime.combine(since, dt.time(), dt.UTC)
        self.chance = random.Random(seed)
        self.since, self.until = since, until
        self.days = almanac.days(since, until)
        self.lost = self._lost_days()
        self.holidays = self._ad_hoc_holidays()
        self.announcements = self._announcements()
        self.faults = {day: self._fault(day) for day in self.days if self.announcements.get(day)}
        self.asked = defaultdict(int)

    @property
    def settings(self):
        keys = {"base-url": "", "api-url": "/api/query", "oai-url": "/oai"}
        places = ", ".join(f"{key}: {self.url}{path}" for key, path in keys.items())
        return f"title: A month\nsources:\n  arxiv: {{categories: [{', '.join(CATEGORIES)}], {places}}}\n"

    @property
    def truth(self):
        """What has to stand on the page of each day."""
        return {
            day: {each.id for each in papers if each.kind in {"new", "cross"}}
            for day, papers in self.announcements.items()
        }

    @property
    def today(self):
        return almanac.today(self.now)

    def answer_to(self, path):
        if path.startswith("/rss/"):
            return self._rss()
        if path.startswith("/api/query"):
            return self._query(parse_qs(urlsplit(path).query))
        return respond(404, b"nobody is here")

    # What happens

    def _lost_days(self):
        middle = self.days[5:-5]
        start = self.chance.randrange(len(middle))
        return set(middle[start : start + self.chance.randint(1, 5)])

    def _ad_hoc_holidays(self):
        near_lost = {almanac.preceding(day) for day in self.lost} | self.lost
        return set(self.chance.sample([day for day in self.days[3:-3] if day not in near_lost], 1))

    def _announced_on(self, day):
        while day in self.holidays:
            day = almanac.following(day)
        return day

    def _announcements(self):
        by_day = defaultdict(list)
        for day in self.days:
            start, end = almanac.submitted_for(day)
            for _ in range(self.chance.randint(6, 14)):
                moment = start + self.chance.random() * (end - start)
                announced = self._announced_on(day)
                if is_held := self.chance.random() < 0.1:
                    for _ in range(self.chance.randint(1, 3)):
                        announced = self._announced_on(almanac.following(announced))
                if announced <= self.until:
                    by_day[announced].append((is_held, moment.replace(microsecond=0)))
        return self._numbered(by_day)

    def _numbered(self, by_day):
        announcements, number, earlier = {}, 90_000, []
        for day in sorted(by_day):
            papers = by_day[day]
            self.chance.shuffle(papers)
            papers.insert(0, papers.pop(next(i for i, (is_held, _) in enumerate(papers) if not is_held)))
            told = []
            for _, moment in papers:
                number += 1
                own = self.chance.choice(
                    [("cs.CL",), ("cs.CV", "cs.LG"), ("cs.CL", "cs.CV"), ("math.PR", "cs.CL")]
                )
                kind = "new" if own[0] in CATEGORIES else "cross"
                told.append(Submission(f"2601.{number}", moment, day, own, kind))
            again = self.chance.sample(earlier, min(len(earlier), 3))
            told += [replace(each, kind="replace", version=each.version + 1) for each in again]
            earlier = [each for each in told if each.kind == "new"][-6:]
            announcements[day] = told
        return announcements

    def _fault(self, day):
        usable = dict(FAULTS)
        if self.chance.random() < 0.4:
            return ""
        if almanac.preceding(day) in self.holidays:
            usable.pop("misdated")  # it would carry the date of a day that had no announcement
        return self.chance.choice(sorted(usable))

    # What is answered

    def _rss(self):
        day, fault = self.today, self.faults.get(self.today, "")
        self.asked[day] += 1
        count = self.asked[day]
        if fault == "storm" and count % 2:
            return busy(429, after="0")
        if count == 1 and fault in {"stall", "cut", "truncated", "html", "refused"}:
            body = self._feed(day, self.announcements[day])
            return {
                "stall": silent,
                "cut": cut_short(body[: len(body) // 2]),
                "truncated": ok(body[: len(body) // 2]),
                "html": ok(b"<!doctype html><title>Busy</title>"),
                "refused": respond(400, refusal("cs.CL", "no such category")),
            }[fault]
        hour = self.now.astimezone(almanac.EASTERN).hour
        papers, dated = self.announcements.get(day, []), day
        if almanac.quiet(day) or day in self.holidays:
            papers = []
        elif fault == "late" and hour < 6:
            dated = self._before(day)
            papers = self.announcements.get(dated, [])
        elif fault == "stale" and hour < 12:
            stale = [
                each
                for each in self.announcements.get(self._before(day), [])
                if each.categories[0] == "cs.CV"
            ]
            papers = stale + [each for each in papers if each.categories[0] != "cs.CV"]
        elif fault == "half" and hour < 12:
            papers = papers[::2]
        elif fault == "misdated":
            dated = almanac.preceding(day)
        return ok(self._feed(dated, papers))

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

    def _query(self, asked):
        since, until = (
            dt.datetime.strptime(moment, "%Y%m%d%H%M").replace(tzinfo=dt.UTC)
            for moment in asked["search_query"][0].split("submittedDate:[")[1].rstrip("]").split(" TO ")
        )
        known = [
            each
            for day, papers in self.announcements.items()
            for each in papers
            if each.kind in {"new", "cross"}
            and since <= each.submitted < until
            and almanac.expected(day) - dt.timedelta(hours=4) <= self.now
        ]
        known.sort(key=lambda each: each.submitted)
        start = int(asked["start"][0])
        entries = "".join(map(_entry, known[start : start + int(asked["max_results"][0])]))
        return ok(
            f"""<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom"
 xmlns="http://www.w3.org/2005/Atom"><id>x</id><title>arXiv Query</title>
<opensearch:totalResults>{len(known)}</opensearch:totalResults>{entries}</feed>""".encode()
        )


def _entry(each):
    categories = "".join(f'<category term="{name}"/>' for name in each.categories)
    return f"""<entry><id>http://arxiv.org/abs/{each.id}v{each.version}</id><title>{each.item.title}</title>
<updated>{each.submitted:%Y-%m-%dT%H:%M:%SZ}</updated><published>{each.submitted:%Y-%m-%dT%H:%M:%SZ}</published>
<summary>{each.item.abstract}</summary>{categories}<arxiv:primary_category term="{each.categories[0]}"/>
<author><name>Ada Example</name></author></entry>"""
