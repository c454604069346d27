"""The law of the press: whatever happened before, a build ends with the bytes of a clean one."""

import contextlib
import datetime as dt
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadsheet import outputs, page, press
from broadsheet.model import Decision, Earlier, Rating, Trend
from broadsheet.press import edition
from press.newspaper import SETTINGS, Newspaper, digest, entry

DAYS = [dt.date(2026, 1, 30) + dt.timedelta(days=number) for number in (0, 3, 4, 5, 6, 7, 10, 11)]
WORDS = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8"\n\nmsgid "Archive"\nmsgstr "{}"\n'
CONFIGURATIONS = (
    "",
    "paper-pages: true\n",
    "theme: reading-list\n",
    "interests: [{name: Lamps, keywords: [lamp], follow: [Ada Example]}]\n",
    "interests: [{name: Lamps, keywords: [lamp]}]\npaper-pages: true\n",
)


class Killed(BaseException):
    pass


class Any(Newspaper):
    reviews = "both"

    @property
    def site(self):
        from broadsheet import config  # noqa: PLC0415

        text = SETTINGS.format(url=self.url).replace("reviews: none", f"reviews: {self.reviews}")
        return config.read(text + self.more)


def lamp(number, day):
    rating = (None, Rating(8.0, Decision.MUST_READ, "Lamps"), Rating(0.4, Decision.SKIP))[number % 3]
    keywords = (f"lamp {number % 2}", "window") if number % 2 else ("lamps",)
    earlier = tuple(
        Earlier(f"2601.{number:05}", each, f"Lamp {number} of {each.day}")
        for each in DAYS[:2]
        if each < day and number % 2
    )
    facts = {"rating": rating, "keywords": keywords, "earlier": earlier}
    return entry(f"2601.{number:05}", f"Lamp {number} of {day.day}", **facts)


def print_day(paper, day, numbers):
    papers = [lamp(number, day) for number in sorted(numbers)]
    trends = (Trend("Lamps", "Two.", tuple(each.paper.id for each in papers[:2])),) if papers else ()
    made = digest(day, ("cs.CL", papers[::2]), ("cs.CV", papers[1::2]))
    paper.library.save(day, page.render(dt_replace(made, trends=trends)))


def dt_replace(made, **facts):
    import dataclasses  # noqa: PLC0415

    return dataclasses.replace(made, **facts)


numbers = st.sets(st.integers(1, 12), max_size=4)
steps = st.one_of(
    st.tuples(st.just("print"), st.sampled_from(DAYS), numbers),
    st.tuples(st.just("delete"), st.sampled_from(DAYS)),
    st.tuples(st.just("break"), st.sampled_from(DAYS)),
    st.tuples(
        st.just("layout"),
        st.sampled_from(["404.html", "day.html", "robots.txt", "tokens.css"]),
        st.booleans(),
    ),
    st.tuples(st.just("words"), st.sampled_from(["Archiv", "Archives"])),
    st.tuples(st.just("configure"), st.sampled_from(CONFIGURATIONS)),
    st.tuples(st.just("program"), st.integers(0, 3)),
    st.tuples(st.just("kill"), st.integers(0, 40)),
    st.tuples(st.just("overtake"), st.integers(0, 10)),
    st.tuples(st.just("begin again")),
    st.tuples(st.just("lose"), st.sampled_from(["press.json", "days.jsonl", "days", ""])),
    st.tuples(st.just("damage"), st.integers(0, 400)),
    st.tuples(st.just("damage records"), st.integers(0, 20_000), st.sampled_from(["", "x", "0", "\n"])),
    st.tuples(st.just("free"), st.sampled_from(["---\ntitle: Us\n---\n\nWe.\n", "---\ntitle: x\n", ""])),
)


def act(paper, patch, step):  # noqa: C901, PLR0912  # a line for each thing that may happen
    match step:
        case "print", day, papers:
            print_day(paper, day, papers)
        case "delete", day:
            paper.library.path_of(day).unlink(missing_ok=True)
        case "break", day:
            if paper.library.path_of(day).exists():
                paper.library.path_of(day).write_text("---\ndate: soon\n---\n")
        case "layout", name, is_there:
            if is_there:
                paper.write(f"layouts/{name}", "{{ view.title }}" if name == "day.html" else "mine")
            else:
                (paper.root / "layouts" / name).unlink(missing_ok=True)
        case "words", said:
            paper.write("layouts/words/de.po", WORDS.format(said))
        case "configure", more:
            paper.more = more
        case "program", number:
            patch.setattr(edition, "text_of_program", lambda: f"program {number}")
        case "kill", after:
            kill(paper, patch, after)
        case "overtake", after:
            left = iter(range(after))
            paper.build(watcher=press.Watcher(is_overtaken=lambda: next(left, None) is None))
        case "begin again":
            paper.at_hand = press.AtHand()
        case "lose", name:
            lost = paper.root / ".broadsheet" / name
            shutil.rmtree(lost) if lost.is_dir() else lost.unlink(missing_ok=True)
        case "damage", at:
            if files := sorted(paper.files().values()):
                files[at % len(files)].write_bytes(b"x")
        case "damage records", at, sign:
            damage(sorted((paper.root / ".broadsheet").glob("days*/**/*.jsonl")), at, sign)
            damage([paper.root / ".broadsheet/days.jsonl"], at, sign)
        case "free", text:
            paper.write("content/us.md", text) if text else (paper.root / "content/us.md").unlink(True)


def damage(files, at, sign):
    """Of one of these files one byte is another, or it ends there."""
    if files and (file := files[at % len(files)]).is_file():
        data = file.read_bytes()
        place = at % max(1, len(data))
        file.write_bytes(data[:place] + (sign.encode() + data[place + 1 :] if sign else b""))


def kill(paper, patch, after):
    """A build that ends after so many files, and remembers what it had written down by then."""
    left = [after]
    write = outputs.write_whole

    def fatal(path, data, **how):
        if left[0] == 0:
            raise Killed
        left[0] -= 1
        write(path, data, **how)

    with patch.context() as inner:
        inner.setattr(outputs, "write_whole", fatal)
        with contextlib.suppress(Killed):
            paper.build()


def bytes_of(paper, out):
    return {name: path.read_bytes() for name, path in paper.files(out).items()}


def holds(folder, happened):
    shutil.rmtree(folder, ignore_errors=True)
    paper = Any(folder / "digest", at_hand=press.AtHand())
    for day in DAYS[:4]:
        print_day(paper, day, {day.day % 5 + 1, day.day % 3 + 4, 9})
    with pytest.MonkeyPatch.context() as patch:
        for step in happened:
            act(paper, patch, step)
            if step[0] not in {"kill", "overtake"}:
                paper.build()
        is_broken = bool(paper.build().errors)
        assert paper.build().made == () or is_broken
        clean = Any(folder / "clean", more=paper.more)
        for name in ("content", "layouts"):
            if (paper.root / name).is_dir():
                shutil.copytree(paper.root / name, clean.root / name)
        clean.build()
    expected, found = bytes_of(clean, clean.out), bytes_of(paper, paper.out)
    if is_broken:  # what was rendered of a page that does not read stays
        stayed = {name for name in found if name not in expected}
        found = {name: found[name] for name in found if name not in stayed}
    assert found.keys() == expected.keys()
    assert [name for name in expected if found[name] != expected[name]] == []


bare = settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@bare
@given(st.lists(steps, min_size=1, max_size=4))
def test_a_build_has_the_bytes_of_a_clean_one_whatever_happened_before(tmp_path, happened):
    holds(tmp_path / "law", happened)


@pytest.mark.long
@settings(bare, max_examples=60)
@given(st.lists(steps, min_size=1, max_size=9))
def test_it_has_them_after_much_happened(tmp_path, happened):
    holds(tmp_path / "law", happened)


@pytest.mark.long
def test_days_that_are_made_by_several_processes_are_the_same(tmp_path, monkeypatch):
    papers = []
    for name, processors in (("one", 1), ("four", 4)):
        paper = Any(tmp_path / name)
        for number in range(40):
            print_day(
                paper, dt.date(2025, 11, 1) + dt.timedelta(days=number), {number % 7 + 1, number % 5 + 5}
            )
        monkeypatch.setattr("broadsheet.processes._processors", lambda processors=processors: processors)
        monkeypatch.setattr("broadsheet.processes._can_fork", lambda: True)
        paper.build()
        papers.append(bytes_of(paper, paper.out))
    assert papers[0] == papers[1]


@pytest.mark.parametrize(("at", "sign"), [(700, "0"), (1100, "")])
def test_it_has_them_after_its_records_were_damaged(tmp_path, at, sign):
    holds(tmp_path / "law", [("damage records", at, sign), ("layout", "404.html", True)])
