"""The picture of a day: the same bytes for the same day, and only what its types can set."""

import re
import struct
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet import picture
from broadsheet.picture import Poster
from broadsheet.press import tasks
from press.newspaper import WEEK

SVG = "{http://www.w3.org/2000/svg}"


def front(**said):
    known = {
        "names": ("The Daily Example", "arXiv"),
        "dates": ("Tuesday, 27 January 2026", "2026-01-27"),
        "counts": ("22 papers", "22"),
        "headlines": ("On Lamps",),
        "sections": ("cs.CL 12", "cs.CV 10"),
    }
    return Poster(**{**known, **said})


def texts(shown):
    return [node.text for node in ET.fromstring(picture.svg(shown)).iter(f"{SVG}text")]


def test_it_is_a_small_picture_of_the_size_that_is_announced():
    data = picture.png(front())
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", data[16:24]) == (picture.WIDTH, picture.HEIGHT)
    assert len(data) < 100_000


def test_the_same_day_gives_the_same_bytes():
    drawn = picture.png(front())
    picture._drawn_by_resvg.cache_clear()  # see `drawn_once`
    assert picture.png(front()) == drawn
    assert picture.png(front()) != picture.png(front(headlines=("On Bulbs",)))


def test_what_cannot_be_set_is_said_otherwise_or_left_out():
    shown = front(
        names=("每日预印本", "arXiv"), headlines=("关于灯", "On Lamps"), sections=("计算 1", "cs.CL 12")
    )
    said = texts(shown)
    assert "arXiv" in said
    assert "On Lamps" in said
    assert "cs.CL 12" in said
    assert not re.search(r"[\u4e00-\u9fff]", "".join(filter(None, said)))


def test_a_day_without_a_title_that_can_be_set_shows_its_count():
    assert "22 papers" in texts(front(headlines=("关于灯",)))


@pytest.mark.parametrize("title", ["A " * 400, "Donaudampfschifffahrt" * 30, "<b> & \"'", "x² of all"])
def test_any_title_stays_between_its_rules(title):
    root = ET.fromstring(picture.svg(front(headlines=(title,))))
    lines = [
        float(node.get("y")) for node in root.iter(f"{SVG}text") if node.get("font-size") in {"70", "52"}
    ]
    assert lines
    assert min(lines) > 216
    assert max(lines) < 548


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"))))
def test_whatever_is_asked_it_is_an_svg(text):
    ET.fromstring(picture.svg(front(names=(text, "arXiv"), headlines=(text,), sections=(text,))))


def test_a_cover_has_the_first_name_that_can_be_set():
    assert picture.cover(("每日", "The Daily Example")) == picture.cover(("The Daily Example",))
    (size,) = {struct.unpack(">II", picture.cover(names)[16:24]) for names in (("每日",), ("X",))}
    assert size == (1400, 1400)


def test_days_that_are_no_longer_new_have_the_sites_own_and_their_pages_are_not_written_again(
    newspaper, monkeypatch
):
    monkeypatch.setattr(tasks, "PICTURES", 2)
    for day in WEEK[:3]:
        newspaper.print_day(day)
    newspaper.build()
    first, *others = [newspaper.out / f"{day:%Y/%m/%d}/share.png" for day in WEEK[:4]]
    own = others[0].read_bytes()
    assert len(first.read_bytes()) < len(own)
    newspaper.print_day(WEEK[3])
    written = newspaper.build().written
    assert others[0].read_bytes() == first.read_bytes()
    assert f"{WEEK[1]:%Y/%m/%d}/share.png" in written
    assert f"{WEEK[1]:%Y/%m/%d}/index.html" not in written


def test_every_day_has_one_and_its_page_names_it(week):
    week.build()
    for day in WEEK:
        path = f"{day:%Y/%m/%d}/"
        assert (week.out / path / "share.png").read_bytes().startswith(b"\x89PNG")
        said = week.read(f"{path}index.html")
        assert f'<meta property="og:image" content="{week.url}{path}share.png">' in said
        assert f'content="{picture.WIDTH}"' in said
