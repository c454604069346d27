"""The interface in other words: by catalogue, apart from the content's language."""

import datetime as dt
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from broadsheet import config, press, words
from broadsheet.errors import LayoutError
from broadsheet.model import Part, Role, Summary
from broadsheet.templates.layouts import Layouts, shipped_layouts
from broadsheet.words import Words
from press.newspaper import SETTINGS, Newspaper, entry

ROOT = Path(__file__).resolve().parent.parent
DAY = dt.date(2026, 1, 27)
HEAD = """\
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
PAPERS = """\
msgid "%(num)s paper"
msgid_plural "%(num)s papers"
msgstr[0] "%(num)s Aufsatz"
msgstr[1] "%(num)s Aufsätze"
"""
shipped = sorted((shipped_layouts() / "words").glob("*.po"))


class Speaking(Newspaper):
    more = ""

    @property
    def site(self):
        return config.read(SETTINGS.format(url=self.url) + self.more)


@pytest.fixture
def speaking(tmp_path):
    newspaper = Speaking(tmp_path)
    told = Summary(
        "a-model", (Part(Role.TLDR, "一句话。"), Part(Role.METHOD, "We look twice.")), own=(Role.METHOD,)
    )
    newspaper.print_day(
        DAY, ("cs.CL", [entry("2601.00001", "Words"), entry("2601.00002", "More", summary=told)])
    )
    return newspaper


@pytest.mark.parametrize("path", shipped, ids=lambda path: path.stem)
def test_a_shipped_catalogue_says_everything_that_is_said(path):
    script = (
        "import sys, pathlib, tools.words as words; "
        f"sys.stdout.buffer.write(words.updated(pathlib.Path({str(path)!r})))"
    )
    said = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={"PYTHONPATH": "generator:."},
        capture_output=True,
        check=True,
    )
    assert said.stdout == path.read_bytes(), "run `make words`"
    assert [message.id for message in messages(path) if not all(forms(message.string))] == []


def messages(path):
    return [message for message in read_po(BytesIO(path.read_bytes())) if message.id]


def forms(said):
    return said if isinstance(said, tuple | list) else (said,)


def test_nothing_is_said_that_no_catalogue_knows(speaking, monkeypatch):
    known = {form for message in messages(shipped[0]) for form in forms(message.id)}
    unknown = set()
    say, form = Words.say, Words.form

    def heard(self, message, **values):
        unknown.update({message} - known - {""})
        return say(self, message, **values)

    def heard_many(self, one, many, num):
        unknown.update({one, many} - known)
        return form(self, one, many, num)

    monkeypatch.setattr(Words, "say", heard)
    monkeypatch.setattr(Words, "form", heard_many)
    speaking.build()
    assert unknown == set()


def test_a_chinese_reader_meets_chinese_words_around_english_papers(speaking):
    speaking.more = "interface: zh-CN\n"
    speaking.build()
    page = speaking.read("2026/01/27/index.html")
    assert '<html lang="zh-CN">' in page
    assert "2026年1月27日 星期二" in page
    assert "2 篇论文" in page
    assert "计算与语言" in page
    assert re.search(r'<h3 [^>]*lang="en"', page)
    assert "Authors’ abstract" not in page
    assert "2026年1月" in speaking.read("2026/01/index.html")
    assert '<title xml:lang="zh-CN">2026年1月27日：2 篇论文</title>' in speaking.read("atom.xml")


def test_the_content_keeps_its_own_language(speaking):
    speaking.more = "language: zh\n"
    page = speaking.library.load(DAY)
    speaking.library.save(DAY, str(page).replace("language: en", "language: zh"))
    speaking.more = "language: zh\ninterface: en\n"
    speaking.build()
    made = speaking.read("2026/01/27/index.html")
    assert '<html lang="en">' in made
    assert '<p class="tldr" dir="auto" lang="zh">一句话。</p>' in made
    assert '<p class="tldr" dir="auto">In short, words.</p>' in made  # an extract is its authors'
    assert re.search(r'<dd dir="auto">\s*We look twice\.', made)


def test_without_a_wish_the_interface_speaks_as_the_pages_do_where_it_can(speaking):
    speaking.more = "language: zh-CN\n"
    speaking.build()
    assert '<html lang="zh-CN">' in speaking.read("archive/index.html")
    speaking.more = "language: de\n"
    speaking.build()
    assert '<html lang="en">' in speaking.read("archive/index.html")


def test_adding_a_language_is_adding_a_catalogue(speaking):
    speaking.write(
        "layouts/words/de.po",
        HEAD + 'msgid "Archive"\nmsgstr "Archiv"\n\n' + 'msgid "d MMMM y"\nmsgstr "d. MMMM y"\n\n' + PAPERS,
    )
    speaking.more = "interface: de-AT\n"
    speaking.build()
    page = speaking.read("archive/index.html")
    assert '<html lang="de-AT">' in page
    assert "<h1>Archiv</h1>" in page
    assert "2 Aufsätze" in page
    assert "Year by year" in page  # what it does not say stays English
    assert "27. Jänner 2026" in page or "27. Jänner 2026" in speaking.read("2026/01/27/index.html")
    assert not (speaking.out / "words").exists()


def test_words_are_text(speaking):
    speaking.write("layouts/words/de.po", HEAD + 'msgid "Archive"\nmsgstr "<b>&Archiv"\n')
    speaking.more = "interface: de\n"
    speaking.build()
    assert "<h1>&lt;b&gt;&amp;Archiv</h1>" in speaking.read("archive/index.html")


def test_a_changed_catalogue_changes_pages_and_feeds(speaking):
    speaking.more = "interface: de\n"
    speaking.write("layouts/words/de.po", HEAD)
    speaking.build()
    speaking.write("layouts/words/de.po", HEAD + PAPERS)
    assert {"archive/index.html", "feed.json"} <= set(speaking.build().written)


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        (HEAD + 'msgid "The week of %(day)s"\nmsgstr "Woche %(tag)s"\n', "other %(places)s"),
        (HEAD + 'msgid "Archive"\nmsgstr "100 % Archiv"\n', "other %(places)s"),
        (HEAD + 'msgid "Archive"\nnonsense\n', "does not read"),
    ],
)
def test_a_catalogue_that_is_wrong_is_named(speaking, said, complaint):
    path = speaking.write("layouts/words/de.po", said)
    speaking.more = "interface: de\n"
    with pytest.raises(LayoutError) as error:
        words.read(speaking.site, Layouts(speaking.root / "layouts"))
    assert complaint in error.value.what
    assert error.value.file == str(path)
    assert error.value.line


def test_an_interface_that_there_is_not_is_named(speaking):
    speaking.more = "interface: tlh\n"
    with pytest.raises(LayoutError, match="tlh") as error:
        press.build(
            site=speaking.site,
            library=speaking.library,
            layouts=speaking.root / "layouts",
            out=speaking.out,
            state=speaking.root / "state",
        )
    assert "en, zh" in error.value.hint
