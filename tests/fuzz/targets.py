"""What is fuzzed: each takes any bytes, and may refuse them only as people are told of it."""

import datetime as dt
import re
from dataclasses import replace

from broadsheet import config, page
from broadsheet.errors import BroadsheetError
from broadsheet.model import Paper
from broadsheet.sources import arxiv_feed, arxiv_oai, arxiv_query, huggingface
from broadsheet.summarize.extract import summarize
from broadsheet.summarize.model import ask
from broadsheet.text import markdown, plain, sentences, tex

REQUEST = ask.AnswerRequest(also=("problem", "title", "keywords", "rating"), interests=(("Lamps", "lamps"),))
PAPER = Paper("2601.90001", "A brighter lamp", abstract="Lamps are dim. We propose a lamp. It shines far.")
DAY = dt.date(2026, 1, 27)
_UNFORESEEN = re.compile(r"[A-Z]\w*(?:Error|Exception)\b|something here is nested|not enough memory")


def feed(data):
    _source(lambda: arxiv_feed.read(data, name="feed.xml"))


def archive(data):
    _source(lambda: arxiv_query.read(data, name="query.xml"))
    _source(lambda: arxiv_oai.read(data, name="oai.xml"))


def daily(data):
    _source(lambda: huggingface.read(data, name="daily.json", day=DAY, read_on=DAY))


def _source(read):
    """An item that was set aside for a reason that nobody foresaw is a find, too."""
    try:
        answer = read()
    except BroadsheetError:
        return
    odd = [each for each in answer.unreadable if _UNFORESEEN.match(each.what)]
    assert not odd, odd


def configuration(data):
    try:
        site = config.read(data.decode("utf-8", "replace"))
    except BroadsheetError:
        return
    assert site.title


def day_page(data):
    text = data.decode("utf-8", "replace")
    try:
        parsed = page.parse(text)
    except BroadsheetError:
        return
    assert str(parsed) == text
    later = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
    assert parsed.update(replace(parsed.digest, updated=later)).digest.updated == later
    for note in (parsed.notes.intro, *parsed.notes.sections.values(), *parsed.notes.papers.values()):
        for said in page.by_language(note).values():
            markdown.blocks_html(said)


def running_text(data):
    raw = data.decode("utf-8", "replace")
    decoded = tex.unicode_text(raw)
    tex.faces(decoded)
    clean = plain.block(decoded)
    for sentence in sentences.split(clean):
        assert sentence.of(clean).strip()
    assert markdown.unescape(markdown.escape(clean)) == clean
    markdown.faces(raw)
    markdown.blocks_html(raw)
    summarize("A brighter lamp", clean)


def answer(data):
    text = data.decode("utf-8", "replace")
    try:
        read = ask.read(text, PAPER, REQUEST)
    except ask.AnswerError:
        return
    assert read.parts


TARGETS = {
    target.__name__: target
    for target in (feed, archive, daily, configuration, day_page, running_text, answer)
}
