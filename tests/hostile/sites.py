"""Sites made of payloads, each put into every field by the room that reads the field."""

import datetime as dt
import json
import re
from dataclasses import replace
from xml.sax.saxutils import escape

from broadsheet import config, page, sources
from broadsheet.errors import ConfigError
from broadsheet.ingest.upgrade import upgraded
from broadsheet.model import Digest, Entry, Kind, Ledger, Paper, Section, Summary, Trend, Usage
from broadsheet.sources import huggingface
from broadsheet.summarize import Done
from broadsheet.summarize.extract import summarize
from broadsheet.summarize.model import ask
from broadsheet.text import escapes, plain
from doors.invented_feed import feed, item

DAY = dt.date(2026, 1, 27)
MOST_SAID = 500  # characters of an error
SAID = "We look twice. It holds."
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REQUEST = ask.AnswerRequest(
    also=("keywords", "rating", "problem", "innovation", "value", "title", "abstract"),
    interests=(("Light", "lamps"),),
)


def of_feed(payloads):
    """Titles, names, abstracts, and what should be categories, kinds and identifiers."""
    items = []
    for n, payload in enumerate(payloads):
        said = _NO_XML.sub("", payload)
        whole = escape(said)
        items += [
            item(
                f"2601.{10000 + n}",
                title=said,
                abstract=f"{said} {SAID}",
                creators=f"{said}, Ada Example ({said})",
            ),
            item(f"2601.{20000 + n}", abstract=f"{SAID}\n  {said}", categories=("cs.CL", whole), kind="new"),
            item(f"2601.{30000 + n}", kind=whole),
            item(
                f"2601.{40000 + n}", without=["guid", "link"], raw=f"<guid>{whole}</guid><link>{whole}</link>"
            ),
        ]
    batch = sources.read_feed(feed(*items), name="hostile.xml")
    return [
        Entry(each.paper, each.kind, summary=summarize(each.paper.title, each.paper.abstract))
        for each in batch.items
        if each.paper.abstract
    ]


def of_daily_papers(payloads):
    told = [
        {
            "title": payload,
            "publishedAt": payload,
            "organization": {"fullname": payload, "name": payload},
            "paper": {
                "id": f"2601.{50000 + n}",
                "title": payload,
                "summary": f"{payload} {SAID}",
                "authors": [{"name": payload}, {"name": "Ada Example"}],
                "upvotes": 3,
                "githubRepo": payload if n % 2 else f"https://github.com/{payload}",
                "projectPage": payload,
                "ai_summary": payload,
                "submittedOnDailyAt": payload,
            },
        }
        for n, payload in enumerate(payloads)
    ]
    data = json.dumps(told).encode()
    batch = huggingface.read(data, name="hostile.json", day=DAY, read_on=DAY)
    return [Entry(each.paper, Kind.DAILY) for each in batch.items]


def of_model(payloads):
    """Answers as they would stand if nothing in them were found wanting."""
    entries = []
    for n, payload in enumerate(payloads):
        paper = Paper(
            f"2601.{60000 + n}",
            f"A Brighter Lamp {n}",
            abstract=f"{plain.line(payload)} {SAID}".strip(),
            categories=("cs.CL",),
        )
        part = {"text": payload, "evidence": [1, 99, payload]}
        answer = {str(role): part for role in REQUEST.roles}
        answer |= {"keywords": [payload, "look"], "rating": {"score": 9, "field": "Light", "reason": payload}}
        try:
            told = ask.read(json.dumps(answer), paper, REQUEST)
        except ask.AnswerError:
            continue
        summary = Summary("invented", tuple(told.parts.values()), 1)
        done = Done(
            paper.id, summary, Usage(1, 2, 3), told.keywords, told.rating, escapes.escape(told.reason)
        )
        bare = digest_of([Entry(paper, Kind.NEW)])
        entries += upgraded(page.parse(page.render(bare), "hostile.md"), [done]).entries
    return entries


def digest_of(entries, day=DAY):
    announced, told = {}, {}
    for each in entries:
        announced[str(each.kind)] = announced.get(str(each.kind), 0) + 1
        told[each.summarized_by] = told.get(each.summarized_by, 0) + 1
    return Digest(
        day,
        f"Research digest, {day}",
        dt.datetime(2026, 1, 27, 6, tzinfo=dt.UTC),
        ledger=Ledger(announced, {}, told),
        sections=(Section("cs.CL", tuple(entries)),),
    )


def printed(newspaper, payloads):
    """Three days: of a feed, of Hugging Face's list, of a model."""
    for n, read in enumerate((of_feed, of_daily_papers, of_model)):
        day = DAY + dt.timedelta(n)
        told = digest_of(read(payloads), day)
        line = plain.line(payloads[n])
        told = replace(told, trends=(Trend(line, line),)) if line else told
        text = page.render(told)
        assert page.parse(text, "hostile.md").digest == told
        newspaper.library.save(day, text)


def settings(payloads):
    """A configuration with the payloads in every key that takes text; refused ones are left out."""
    kept = [payload for payload in payloads if _is_read(payload)]
    whole = json.dumps(" ".join(kept), ensure_ascii=False)
    names = dict.fromkeys(each.strip().casefold() for each in kept)
    interests = "".join(f"  - name: {json.dumps(name, ensure_ascii=False)}\n" for name in names)
    return (
        kept,
        f"title: {whole}\nmotto: {whole}\ndescription: {whole}\npublisher: {whole}\ninterests:\n{interests}",
    )


def _is_read(payload):
    said = json.dumps(payload)
    keys = f"title: {said}\nmotto: {said}\npublisher: {said}\ndescription: {said}\n"
    try:
        config.read(f"{keys}interests: [{{name: {said}}}]\n")
    except ConfigError as error:
        return not error.hint or len(str(error)) > MOST_SAID
    return True
