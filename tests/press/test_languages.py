"""Editions in several languages of one content folder: each whole, linked with the others, and sharing what
is of no language.
"""

import datetime as dt
import random
from dataclasses import replace
from xml.etree import ElementTree as ET

import feedparser
import pytest

from broadsheet import free, inspection, mail, page, press, recordings, voice
from broadsheet.errors import UsageError
from broadsheet.languages import taken_on
from broadsheet.model import Decision, Part, Rating, Role, Summary, Translation, Trend, TrendTranslation
from broadsheet.press import shipped_layouts
from press.newspaper import WEEK, Newspaper, digest, entry

BOTH = "languages: [en, zh]\n"
DAY = WEEK[-1]
SHARED = ("index.json", "papers.bib", "papers.ris", "share.png")
ZH = Translation(
    "zh",
    (
        Part(Role.TLDR, "我们看了两次。"),
        Part(Role.METHOD, "我们看 $x^2$ 两次。"),
        Part(Role.TITLE, "词语之书"),
    ),
    "谈到词语。",
)
PARTS = (
    Part(Role.TLDR, "They look twice.", (2,)),
    Part(Role.METHOD, "They look at $x^2$ twice.", (2,)),
    Part(Role.RESULT, "It holds, they say.", (3,)),
)
PARTS_TOLD = (Role.TLDR, Role.MOTIVATION, Role.METHOD, Role.RESULT)
TOLD = replace(
    entry("2601.90001", "A Book of Words"), summary=Summary("invented", PARTS, 1), translations=(ZH,)
)
UNTOLD = replace(entry("2601.90002", "Untold"), summary=Summary("invented", PARTS, 1))


def print_told(newspaper, *entries, **more):
    """The last day, told by a model."""
    made = digest(DAY, ("cs.CL", [*entries]))
    ledger = replace(made.ledger, summarized={"invented": len(entries)})
    newspaper.write(f"content/2026/{DAY}.md", page.render(replace(made, ledger=ledger, **more)))
    return newspaper


def print_both(newspaper):
    """The last day in both languages, the days before it in one."""
    for day in WEEK[:-1]:
        newspaper.print_day(day)
    track = Trend("Words", "Two papers.", ("2601.90001",), (TrendTranslation("zh", "词语", "两篇论文。"),))
    print_told(newspaper, TOLD, UNTOLD, title="Research digest, 6 January 2026", trends=(track,))
    newspaper.write("content/about.md", "---\ntitle: About us\n---\n\nWe *print*.\n")
    return newspaper


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    newspaper = print_both(Newspaper(tmp_path_factory.mktemp("both"), more=BOTH))
    assert newspaper.build().errors == ()
    return newspaper


@pytest.fixture(scope="module")
def day(both):
    return both.read("zh/2026/01/06/index.html")


def test_an_edition_speaks_its_language(day):
    assert '<html lang="zh">' in day
    assert "2026年1月6日" in day
    assert "论文日报，2026年1月6日" in day
    assert "词语之书" in day
    assert "我们看了两次。" in day
    assert "谈到词语。" in day
    assert "两篇论文。" in day


def test_who_translates_the_authors_own_sentences_is_an_editor(newspaper):
    newspaper.more = BOTH
    told = replace(entry("2601.90001", "A Book of Words"), translations=(ZH,))
    titled = replace(entry("2601.90002", "Untold"), translations=(Translation("zh", ZH.parts[2:]),))
    newspaper.print_day(DAY, ("cs.CL", [told, titled]))
    newspaper.build()
    one, other = newspaper.read("zh/2026/01/06/index.html").split('<article class="paper')[1:]
    assert '<p class="told-by">编辑撰写</p>' in one
    assert '<p class="told-by">作者原文</p>' in other


def test_the_first_edition_says_nothing_of_the_other_but_where_it_is(both):
    day = both.read("2026/01/06/index.html")
    assert "词语之书" not in day
    assert "They look twice." in day


def test_the_authors_title_stands_under_the_translated_one(day):
    _, told = day.split('id="2601.90001"')
    assert told.index("词语之书") < told.index("A Book of Words")


def test_what_a_language_lacks_stands_in_the_authors_words_marked(day):
    _, told = day.split('id="2601.90001"')
    told, _ = told.split('id="2601.90002"')
    assert 'lang="en">It holds. <small class="own" lang="zh">' in told
    assert "It holds, they say." not in day
    assert "They look" not in day


def test_pages_name_their_like_in_the_other_language_both_ways(both):
    for prefix in ("", "zh/"):
        day = both.read(f"{prefix}2026/01/06/index.html")
        for language, path in (("en", ""), ("zh", "zh/"), ("x-default", "")):
            link = f'<link rel="alternate" hreflang="{language}" href="https://example.org/news/{path}2026/01/06/">'
            assert link in day
        assert '<a href="/news/zh/2026/01/06/" hreflang="zh"' in day
        assert '<a href="/news/2026/01/06/" hreflang="en"' in day
        assert f'<link rel="canonical" href="https://example.org/news/{prefix}2026/01/06/">' in day


def test_no_link_leads_nowhere_in_either(both):
    assert list(inspection.inspect(both.out, both.url).faults) == []


def test_what_is_of_no_language_is_there_once(both):
    files = both.files()
    for name in SHARED:
        assert f"2026/01/06/{name}" in files
        assert f"zh/2026/01/06/{name}" not in files
    assert not [
        name for name in files if name.startswith("zh/") and name.endswith((".js", ".css", ".svg", ".png"))
    ]
    assert "/news/2026/01/06/papers.bib" in both.read("zh/2026/01/06/index.html")
    assert "zh/404.html" not in files


def test_bibliography_is_the_original_s(both):
    assert "A Book of Words" in both.read("2026/01/06/papers.bib")
    assert "词语" not in both.read("2026/01/06/index.json")


def test_each_has_feeds_that_are_valid_and_its_own(both):
    for name in ("atom.xml", "rss.xml", "papers.xml"):
        one, other = (feedparser.parse(str(both.out / prefix / name)) for prefix in ("", "zh"))
        assert not one.bozo
        assert not other.bozo
        assert len(one.entries) == len(other.entries)
        assert not {each.id for each in one.entries} & {each.id for each in other.entries}
    papers = feedparser.parse(str(both.out / "zh/papers.xml"))
    assert "词语之书" in {each.title for each in papers.entries}


XHTML = "{http://www.w3.org/1999/xhtml}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.mark.parametrize("prefix", ["", "zh/"])
def test_a_sitemap_names_each_page_in_all_languages_and_so_does_that_of_the_other(both, prefix):
    urls = {}
    for of in ("", "zh/"):
        for name in ("sitemap-2026.xml", "sitemap-pages.xml"):
            for url in ET.fromstring(both.read(f"{of}{name}")).iter(f"{MAP}url"):
                links = url.findall(f"{XHTML}link")
                assert {link.get("rel") for link in links} == {"alternate"}
                urls[url.findtext(f"{MAP}loc")] = {link.get("hreflang"): link.get("href") for link in links}
    own = {url: others for url, others in urls.items() if url.startswith(f"{both.url}zh/") == bool(prefix)}
    assert f"{both.url}{prefix}2026/01/06/" in own
    for url, others in own.items():
        assert sorted(others) == ["en", "x-default", "zh"]
        assert others["zh" if prefix else "en"] == url
        assert others["x-default"] == others["en"]
        assert all(urls[other] == others for other in others.values())


def test_a_site_of_one_language_names_no_others_in_its_sitemap(newspaper):
    newspaper.print_day(DAY)
    newspaper.build()
    assert "xhtml" not in newspaper.read("sitemap-2026.xml")


def refused(newspaper, name, more):
    """All that a build has to say where a page of the editor's own is called so."""
    newspaper.more = more
    newspaper.print_day(DAY)
    newspaper.write(f"content/{name}", "My own\n")
    (error,) = newspaper.build().errors
    assert error.file == f"content/{name}"
    assert list(inspection.inspect(newspaper.out, newspaper.url).faults) == []
    return error


def test_no_page_of_ones_own_stands_where_an_edition_does(newspaper):
    assert refused(newspaper, "zh.md", BOTH).what == "the address /zh/ belongs to the site itself"
    assert "My own" not in newspaper.read("zh/index.html")
    newspaper.more = ""
    assert newspaper.build().errors == ()
    assert "My own" in newspaper.read("zh/index.html")


def test_every_address_at_the_root_of_a_site_is_taken(both):
    layouts = {path.name for path in shipped_layouts().iterdir() if path.is_dir()}
    there = {path.name for path in both.out.iterdir() if path.is_dir()} - layouts
    years = {name for name in there if name.isdecimal()}
    own = {page.slug for page in both.library.free_pages()}
    assert {f"{name}/" for name in there - years - own} <= set(taken_on(both.site))
    assert {"mine/", "zh/"} <= set(taken_on(both.site))


def test_each_has_a_sitemap_and_robots_name_both(both):
    robots = both.read("robots.txt")
    assert "Sitemap: https://example.org/news/sitemap.xml\n" in robots
    assert "Sitemap: https://example.org/news/zh/sitemap.xml\n" in robots
    assert "https://example.org/news/zh/2026/01/06/" in both.read("zh/sitemap-2026.xml")


def test_lists_of_days_have_titles_in_their_language(both):
    assert "词语之书" in both.read("zh/2026/01/index.html")
    assert "A Book of Words" in both.read("2026/01/index.html")


def test_an_incremental_build_is_a_fresh_one(both, tmp_path):
    newspaper = print_both(Newspaper(tmp_path, more=BOTH))
    newspaper.build()
    changed = newspaper.root / f"content/2026/{DAY}.md"
    changed.write_text(changed.read_text(encoding="utf-8").replace("词语之书", "词之书"), encoding="utf-8")
    assert "zh/2026/01/06/index.html" in newspaper.build().written
    assert newspaper.build().made == ()
    newspaper.build(out=tmp_path / "fresh")
    fresh, old = newspaper.files(tmp_path / "fresh"), newspaper.files()
    assert fresh.keys() == old.keys()
    assert not [name for name in fresh if fresh[name].read_bytes() != old[name].read_bytes()]


def test_a_language_that_is_taken_out_goes_with_all_its_files(tmp_path):
    newspaper = print_both(Newspaper(tmp_path, more=BOTH))
    newspaper.build()
    newspaper.more = ""
    edition = newspaper.build()
    assert "zh/index.html" in edition.removed
    assert not (newspaper.out / "zh").exists()


def test_an_added_day_touches_a_second_language_as_little_as_the_first(tmp_path):
    newspaper = print_both(Newspaper(tmp_path, more=BOTH))
    newspaper.build()
    newspaper.print_day(DAY + dt.timedelta(days=1))
    made = newspaper.build().made
    other = [name for name in made if name.startswith("zh/")]
    assert 0 < len(other) < len(made) - len(other)


def test_a_page_in_the_second_language_alone_stands_there_in_its_own_words(tmp_path):
    newspaper = Newspaper(tmp_path, more=BOTH)
    told = replace(
        entry("2601.90001", "A Book of Words"),
        summary=Summary("invented", (Part(Role.TLDR, "看了两次。", (2,)),), 1),
    )
    print_told(newspaper, told, language="zh-CN").build()
    assert "看了两次。" in newspaper.read("zh/2026/01/06/index.html")
    first = newspaper.read("2026/01/06/index.html")
    assert "看了两次。" not in first
    assert 'class="tldr" dir="auto">We look at ' in first


def test_what_is_no_more_than_a_line_has_its_abstract_in_the_first_edition_alone(tmp_path):
    newspaper = Newspaper(tmp_path, more=f"{BOTH}interests: [{{name: Words, about: words}}]\n")
    skipped = replace(TOLD, rating=Rating(0.5, Decision.SKIP))
    print_told(newspaper, skipped).build()
    assert "Nobody looked." in newspaper.read("2026/01/06/index.html")
    other = newspaper.read("zh/2026/01/06/index.html")
    assert "Nobody looked." not in other
    assert '<a href="/news/2026/01/06/#2601.90001">作者' in other


def test_title_and_abstract_stand_beside_the_authors_own_as_the_reader_likes(tmp_path):
    newspaper = Newspaper(tmp_path, more=BOTH)
    whole = replace(ZH, parts=(*ZH.parts, Part(Role.ABSTRACT, "无人看过。我们看 $x^2$ 两次。成立。")))
    print_told(newspaper, replace(TOLD, translations=(whole,))).build()
    day = newspaper.read("zh/2026/01/06/index.html")
    assert '<input type="radio" name="original" value="beside" checked>' in day
    title, abstract = day.split('<div class="both">')[1:]
    assert title.index("词语之书") < title.index("A Book of Words")
    assert abstract.index("无人看过。") < abstract.index("Nobody looked.")
    assert 'name="original"' not in newspaper.read("2026/01/06/index.html")


def test_sentences_that_no_part_names_stand_apart_too(tmp_path):
    newspaper = Newspaper(tmp_path)
    paper = replace(TOLD.paper, abstract="Nobody looked. We looked twice.")
    print_told(newspaper, replace(TOLD, paper=paper, summary=None, translations=())).build()
    assert "<p>Nobody looked. We looked twice." in newspaper.read("2026/01/06/index.html")


def test_further_pages_and_pages_of_papers_have_the_same_choice_as_the_day(tmp_path):
    newspaper = Newspaper(tmp_path, more=f"{BOTH}paper-pages: true\n")
    long = [
        replace(TOLD, paper=replace(TOLD.paper, id=f"2601.{number:05}", abstract=f"{'word ' * 1600}ends."))
        for number in range(1, 101)
    ]
    print_told(newspaper, *long).build()
    for name in ("2026/01/06/2/index.html", "paper/2601.00001/index.html"):
        html = newspaper.read(f"zh/{name}")
        assert html.count('name="original"') == 3
        assert html.index('name="original"') < html.index('<div class="both">')
        assert 'name="unread"' not in html
        assert 'name="original"' not in newspaper.read(name)


def one_day(newspaper, language=""):
    return press.one_day(
        newspaper.site,
        newspaper.library,
        layouts=newspaper.root / "layouts",
        state=newspaper.root / ".broadsheet",
        day=DAY,
        language=language,
    )


def test_a_day_is_said_in_each_language(both):
    said = [each.text for section in voice.script(one_day(both, "zh")) for each in section.utterances]
    assert "词语。两篇论文。" in said
    assert any("我们看了两次。" in each for each in said)
    assert not any("我们" in each.text for s in voice.script(one_day(both)) for each in s.utterances)


def test_a_message_in_a_language_leads_into_its_edition(both):
    letter = mail.letter(one_day(both, "zh"))
    message = mail.message(letter, mail.Envelope(), one_day(both, "zh").context.site)
    text = message.get_body(("plain",)).get_content()
    assert letter.language == "zh"
    assert "我们看了两次。" in text
    assert "https://example.org/news/zh/2026/01/06/#2601.90001" in text
    assert mail.letter(one_day(both)).language == "en"


def test_a_language_that_the_site_lacks_is_named(both):
    with pytest.raises(UsageError, match="no edition in 'de'"):
        one_day(both, "de")


def test_an_edition_has_the_recordings_in_its_language(tmp_path):
    newspaper = print_both(Newspaper(tmp_path, more=BOTH))
    address = "https://example.org/mp3/2026-01-06.zh.mp3"
    recording = recordings.Recording(
        DAY,
        address,
        1000,
        60.0,
        "zh",
        (recordings.Chapter(0.0, "一"),),
        (recordings.SpokenLine(0.0, "你好。"),),
    )
    recordings.save(newspaper.root / "content", recording, "zh")
    assert newspaper.build().errors == ()
    assert address in newspaper.read("zh/2026/01/06/index.html")
    assert address in newspaper.read("zh/podcast.xml")
    assert address not in newspaper.read("2026/01/06/index.html")
    assert "podcast.xml" not in newspaper.files()


def test_a_section_that_the_program_named_has_its_name_in_the_language_alone(tmp_path):
    newspaper = Newspaper(tmp_path, more=BOTH)
    newspaper.print_day(DAY, ("Other papers", [entry("2601.90001", "A Book of Words")]))
    newspaper.build()
    other = newspaper.read("zh/2026/01/06/index.html")
    assert "其他论文" in other
    assert "Other papers" not in other


FOLD = '<details lang="zh"><summary>中文</summary>\n\n{}\n\n</details>\n\n'


def print_noted(newspaper):
    """The last day, with a note at its head and at that of its section, both in two languages."""
    print_told(newspaper, TOLD)
    text = newspaper.library.folder.joinpath(f"2026/{DAY}.md").read_text(encoding="utf-8")
    section = f"## cs.CL\n\nOf *words*.\n\n{FOLD.format('论*词语*。')}"
    text = text.replace("## cs.CL\n\n", f"A day of lamps.\n\n{FOLD.format('灯的**一天**。')}{section}")
    newspaper.write(f"content/2026/{DAY}.md", text)
    return newspaper


def test_the_notes_of_a_day_are_in_each_language(tmp_path):
    newspaper = print_noted(Newspaper(tmp_path, more=BOTH))
    assert newspaper.build().errors == ()
    for name in ("index.html", "2026/01/06/index.html"):
        first, other = newspaper.read(name), newspaper.read(f"zh/{name}")
        assert '<div class="notes prose" dir="auto"><p>A day of lamps.</p>' in first
        assert '<div class="notes prose" dir="auto"><p>灯的<strong>一天</strong>。</p>' in other
        assert "灯的" not in first
        assert "A day of lamps." not in other
    first, other = newspaper.read("2026/01/06/index.html"), newspaper.read("zh/2026/01/06/index.html")
    assert '<div class="notes prose" dir="auto"><p>Of <em>words</em>.</p>' in first
    assert '<div class="notes prose" dir="auto"><p>论<em>词语</em>。</p>' in other
    assert "details lang" not in first.replace("&lt;", "<")


def test_notes_that_a_language_lacks_are_marked(tmp_path):
    newspaper = print_noted(Newspaper(tmp_path, more=BOTH))
    page = newspaper.library.folder / f"2026/{DAY}.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace('lang="zh"><summary>', 'lang="de"><summary>', 2), encoding="utf-8")
    newspaper.build()
    other = newspaper.read("zh/2026/01/06/index.html")
    for note in ("<p>A day of lamps.</p>", "<p>Of <em>words</em>.</p>"):
        assert f'<div class="notes prose" dir="auto" lang="en">{note}' in other


def test_what_is_written_in_the_fold_of_a_paper_is_in_its_language(tmp_path):
    newspaper = print_told(Newspaper(tmp_path, more=BOTH), TOLD, UNTOLD)
    page = newspaper.library.folder / f"2026/{DAY}.md"
    text = page.read_text(encoding="utf-8")
    text = text.replace("**TL;DR.** They look twice.", "I was *there*.\n\n**TL;DR.** They look twice.", 1)
    text = text.replace("**TL;DR.** 我们看了两次。", "**TL;DR.** 我们看了两次。\n\n我*在场*。", 1)
    head, untold = text.split("### [Untold]")
    untold = untold.replace("</details>", f"</details>\n\nNoted.\n\n{FOLD.format('有注。')}", 1)
    page.write_text(f"{head}### [Untold]{untold}", encoding="utf-8")
    assert newspaper.build().errors == ()
    first, other = newspaper.read("2026/01/06/index.html"), newspaper.read("zh/2026/01/06/index.html")
    for own, translated in (("I was <em>there</em>.", "我<em>在场</em>。"), ("Noted.", "有注。")):
        assert f'<div class="notes prose" dir="auto"><p>{own}</p>' in first
        assert f'<div class="notes prose" dir="auto"><p>{translated}</p>' in other
        assert translated not in first
        assert own not in other
    page.write_text(text.replace("我*在场*。\n\n", ""), encoding="utf-8")
    newspaper.build()
    other = newspaper.read("zh/2026/01/06/index.html")
    assert '<div class="notes prose" dir="auto" lang="en"><p>I was <em>there</em>.</p>' in other


def test_a_site_of_one_language_shows_the_notes_that_are_in_it(tmp_path):
    newspaper = print_noted(Newspaper(tmp_path))
    newspaper.build()
    day = newspaper.read("2026/01/06/index.html")
    assert "<p>A day of lamps.</p>" in day
    assert "灯的" not in day


def test_a_page_of_ones_own_says_in_a_language_what_lies_beside_it(tmp_path):
    newspaper = print_both(Newspaper(tmp_path, more=BOTH))
    newspaper.write("content/about.zh.md", "---\ntitle: 关于我们\n---\n\n我们*印报*。\n")
    assert newspaper.build().errors == ()
    first, other = newspaper.read("about/index.html"), newspaper.read("zh/about/index.html")
    assert "<em>印报</em>" in other
    assert 'lang="en">About us' not in other
    assert '<div class="prose" dir="auto">' in other
    assert '<a href="/news/zh/about/">关于我们</a>' in newspaper.read("zh/2026/01/06/index.html")
    assert "关于" not in first
    assert "We <em>print</em>" in first
    newspaper.write("content/about.zh.md", "---\ntitle: About us\n---\n\n我们印报。\n")
    newspaper.build()
    assert '<a href="/news/zh/about/">About us</a>' in newspaper.read("zh/2026/01/06/index.html")
    newspaper.library.folder.joinpath("about.zh.md").unlink()
    assert newspaper.build().errors == ()
    assert 'lang="en">About us' in newspaper.read("zh/about/index.html")
    assert '<a href="/news/zh/about/" lang="en">About us</a>' in newspaper.read("zh/2026/01/06/index.html")


BROKEN = "---\ntitle: 关于我们\n"  # whose front matter never ends


def test_where_a_language_s_own_file_does_not_read_the_page_stands_as_in_the_first(tmp_path):
    newspaper = print_both(Newspaper(tmp_path, more=BOTH))
    newspaper.write("content/about.zh.md", BROKEN)
    (error,) = newspaper.build().errors
    assert error.file == "content/about.zh.md"
    assert 'lang="en">About us' in newspaper.read("zh/about/index.html")
    assert 'href="/news/zh/about/"' in newspaper.read("zh/2026/01/06/index.html")
    assert list(inspection.inspect(newspaper.out, newspaper.url).faults) == []


def test_a_page_that_does_not_read_in_the_first_language_is_linked_in_none(tmp_path):
    newspaper = print_both(Newspaper(tmp_path, more=BOTH))
    newspaper.write("content/about.md", BROKEN)
    newspaper.write("content/about.zh.md", "我们印报。")
    (error,) = newspaper.build().errors
    assert error.file == "content/about.md"
    assert "zh/about/index.html" not in newspaper.files()
    assert list(inspection.inspect(newspaper.out, newspaper.url).faults) == []
    newspaper.write("content/about.zh.md", BROKEN)
    assert [each.file for each in newspaper.build().errors] == ["content/about.md", "content/about.zh.md"]


def test_a_page_that_is_gone_in_the_first_language_goes_in_all(tmp_path):
    newspaper = print_both(Newspaper(tmp_path, more=BOTH))
    newspaper.write("content/about.zh.md", "我们印报。")
    newspaper.build()
    newspaper.library.folder.joinpath("about.md").unlink()
    (error,) = newspaper.build().errors
    assert error.file == "content/about.zh.md"
    assert not {"about/index.html", "zh/about/index.html"} & newspaper.files().keys()


@pytest.mark.parametrize(
    ("tag", "name"),
    [("zh-CN", "about.zh.md"), ("zh-CN", "about.zh-cn.md"), ("zh", "about.zh-CN.md"), ("zh", "about.ZH.md")],
)
def test_a_page_is_found_by_the_language_in_its_name_as_a_translation_is(newspaper, tag, name):
    newspaper.more = f"languages: [en, {tag}]\n"
    newspaper.write("content/about.md", "We print.")
    newspaper.write(f"content/{name}", "我们印报。")
    assert newspaper.build().errors == ()
    assert "我们印报。" in newspaper.read(f"{tag.lower()}/about/index.html")
    assert "We print." in newspaper.read("about/index.html")


def test_of_two_that_speak_alike_each_edition_has_its_own(newspaper):
    newspaper.more = "languages: [en, zh-CN, zh-TW]\n"
    for name, text in (("about", "We print."), ("about.zh-CN", "我们印报。"), ("about.zh-TW", "我們印報。")):
        newspaper.write(f"content/{name}.md", text)
    assert newspaper.build().errors == ()
    assert "我们印报。" in newspaper.read("zh-cn/about/index.html")
    assert "我們印報。" in newspaper.read("zh-tw/about/index.html")


@pytest.mark.parametrize(
    ("more", "hint"),
    [
        (BOTH, "write masthead.md, in the site's own language: "),
        ("language: zh\n", "name it masthead.md: what is in the site's own language has none in its name"),
        ("languages: [zh, en]\n", "name it masthead.md: what is in the site's own language has none"),
    ],
)
def test_a_page_of_ones_own_is_in_no_language_alone(newspaper, more, hint):
    error = refused(newspaper, "masthead.zh.md", more)
    assert error.what == "masthead.md is not there, beside which this would stand"
    assert error.hint.startswith(hint)


@pytest.mark.parametrize("more", ["", BOTH])
def test_a_page_in_a_language_that_the_site_has_not_waits_for_it(newspaper, more):
    newspaper.more = more
    newspaper.print_day(DAY)
    newspaper.write("content/masthead.md", "We print.")
    newspaper.write("content/masthead.fr.md", "Nous imprimons.")
    assert newspaper.build().errors == ()
    assert "We print." in newspaper.read("masthead/index.html")
    assert "Nous imprimons" not in newspaper.read("masthead/index.html")
    (file,) = free.shown_nowhere(newspaper.library, newspaper.site)
    assert (file.name, file.language) == ("content/masthead.fr.md", "fr")
    newspaper.more = "languages: [en, zh, fr]\n"
    assert free.shown_nowhere(newspaper.library, newspaper.site) == []
    assert newspaper.build().errors == ()
    assert "Nous imprimons" in newspaper.read("fr/masthead/index.html")


def test_a_second_language_adds_what_it_says_and_little_more(tmp_path):
    """A hundred papers of the length of real ones: the authors' words are there once."""
    deal = random.Random(1)
    latin = ["".join(deal.choices("aeioulnrst", k=7)) for _ in range(1500)]
    signs = [chr(0x4E00 + at) for at in range(700)]
    words = ["".join(deal.choices(signs, k=2)) for _ in range(1500)]

    def english():
        return " ".join(f"{' '.join(deal.choices(latin, k=14)).capitalize()}." for _ in range(10))

    def chinese(clauses):
        return "，".join("".join(deal.choices(words, k=8)) for _ in range(clauses)) + "。"

    def told(number):
        parts = (*(Part(role, chinese(4)) for role in PARTS_TOLD), Part(Role.TITLE, chinese(1)))
        paper = replace(TOLD.paper, id=f"2601.{number:05}", abstract=english())
        return replace(TOLD, paper=paper, translations=(Translation("zh", parts),))

    entries = [told(number) for number in range(1, 101)]
    newspaper = print_told(Newspaper(tmp_path, more=BOTH), *entries)
    newspaper.build()
    says = sum(len(part.text.encode()) for each in entries for part in each.translations[0].parts)
    sizes = {name: path.stat().st_size for name, path in newspaper.files().items()}

    def weigh(*beginnings):
        return sum(size for name, size in sizes.items() if name.startswith(beginnings))

    index, first_index = weigh("zh/search/2026/01/w2/"), weigh("search/2026/01/w2/")
    day, first_day = weigh("zh/2026/01/06/", "zh/search/2026/01/6"), weigh("2026/01/06/", "search/2026/01/6")
    assert index < 1.9 * says
    assert index + day < first_index + first_day
