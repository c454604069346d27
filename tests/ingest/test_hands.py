"""The page wins: what a person took off, added or wrote stays so, through every later run."""

import datetime as dt
import shutil
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.config import Replacements
from broadsheet.ingest import State
from broadsheet.ingest.upgrade import Upgrade
from broadsheet.journal import Journal
from broadsheet.model import Daily, Kind, Role, Usage
from broadsheet.summarize import Budget, Pending
from doors.lived_page import DAY, NEXT, NOW, STEPS, World, announced, live, settled


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)


def comment(world, number):
    cut = world.cut(number)
    world.edit("<!-- as written", f"<!--\n{cut}-->\n\n<!-- as written")


@pytest.mark.parametrize("take_off", [World.cut, comment])
def test_a_paper_that_was_taken_off_stays_off_and_is_accounted_for(world, take_off):
    world.ingest(announced(1), announced(2))
    take_off(world, 2)
    world.ingest(announced(1), announced(2), announced(3))
    world.ingest(announced(2, Kind.CROSS), announced(2, Kind.REPLACE, version=2), day=NEXT)
    world.upgrade()
    assert world.ids == ["2601.90001", "2601.90003"]
    assert world.library.load(NEXT) is None
    assert world.model.asked == ["2601.90001", "2601.90003"]
    ledger = world.page.digest.ledger
    assert (ledger.announced, ledger.excluded) == ({"new": 3}, {"removed by hand": 1})
    assert (ledger.summarized, ledger.pending) == ({"invented": 2}, 0)


def test_a_late_half_finds_the_account_as_hands_left_it(world):
    """A second feed of the same day, which names nothing of what stands there."""
    world.ingest(announced(1), announced(2))
    world.cut(1)
    (report,) = world.ingest(announced(3))
    assert report.state is State.PUBLISHED
    ledger = world.page.digest.ledger
    assert (ledger.announced, ledger.excluded) == ({"new": 3}, {"removed by hand": 1})


def test_a_paper_that_was_added_is_told_and_counted(world):
    world.ingest(announced(1))
    world.edit(
        "<!-- as written",
        "### [Mine](https://arxiv.org/abs/1706.03762)\n\n"
        "<details><summary>Abstract</summary>\n\nIt attends.\n\n</details>\n\n<!-- as written",
    )
    world.ingest(announced(1), announced(2))
    world.upgrade()
    ledger = world.page.digest.ledger
    assert ledger.announced == {"new": 2, "by hand": 1}
    assert ledger.summarized == {"invented": 3}


def test_a_paper_that_was_added_and_then_announced_is_counted_once(world):
    world.ingest(announced(1))
    world.edit("<!-- as written", "### [Mine](https://arxiv.org/abs/2601.90002v1)\n\n<!-- as written")
    world.ingest(announced(1), announced(2), announced(3))
    assert sorted(world.ids) == ["2601.90001", "2601.90002", "2601.90003"]
    ledger = world.page.digest.ledger
    assert (ledger.announced, ledger.listed) == ({"new": 2, "by hand": 1}, 3)


def test_a_new_version_of_a_paper_that_was_taken_off_is_not_listed(world):
    """Where new versions are listed as updated."""
    world.site = replace(world.site, policy=replace(world.site.policy, replacements=Replacements.LIST))
    world.ingest(announced(1), announced(2))
    world.cut(2)
    world.ingest(announced(1, Kind.REPLACE, version=2), announced(2, Kind.REPLACE, version=2), day=NEXT)
    (entry,) = world.library.load(NEXT).digest.entries
    assert entry.paper.id == "2601.90001"


def test_a_broken_page_that_there_is_news_of_does_not_keep_today_from_its_page(world):
    world.ingest(announced(1))
    world.edit("## cs.CL", "## cs.CL\n\n### [broken")
    news = announced(1, Kind.REPLACE, version=2), announced(1, Kind.DAILY, daily=Daily(4, NEXT))
    (report,) = world.ingest(*news, announced(2), day=NEXT)
    assert (report.state, report.added) == (State.PUBLISHED, 1)
    assert [fault.file for fault in report.faults] == ["content/2026/2026-01-27.md"]


@pytest.mark.parametrize("news", ["upvote", "refresh", "answer"])
def test_any_news_finds_a_page_that_disagrees_with_its_account(world, news):
    world.ingest(announced(1), announced(2), announced(3))
    world.cut(3)
    world.edit(" lamp 1.", " lamp one, says the editor.")
    if news == "upvote":
        world.ingest(announced(1, Kind.DAILY, daily=Daily(4, NEXT)), day=NEXT)
    elif news == "refresh":
        world.ingest(announced(1, Kind.REPLACE, version=2), day=NEXT)
    else:
        world.upgrade()
    ledger = world.page.digest.ledger
    assert (ledger.listed, ledger.excluded) == (2, {"removed by hand": 1})


def test_a_tldr_that_was_edited_while_the_paper_waited_stays(world):
    world.ingest(announced(1), announced(2))
    old = world.entry(1).summary.tldr
    world.edit(f"**TL;DR.** {old}", f"**TL;DR.** {old}\nI have seen it shine.")
    world.upgrade()
    summary = world.entry(1).summary
    assert summary.tldr == f"{old} I have seen it shine."
    assert summary.part(Role.METHOD).text == "The model tells the method of 2601.90001."
    assert summary.summarizer == "invented"
    assert world.entry(2).summary.tldr == "The model tells the tldr of 2601.90002."


def test_what_was_taken_out_of_a_summary_does_not_come_back(world):
    world.ingest(announced(1))
    part = world.entry(1).summary.parts[0]
    world.edit(f"**TL;DR.** {part.text}\n\n", "")
    world.upgrade()
    assert world.entry(1).summary.part(Role.TLDR) is None


def test_a_rating_and_a_title_of_a_person_stay(world):
    world.ingest(announced(1))
    world.edit("[Paper 1]", "[Paper One]")
    world.edit(
        "- **Announced:** new\n", "- **Announced:** new\n- **Rating:** 9.9 · must read\n- **Reason:** Mine.\n"
    )
    world.upgrade()
    world.ingest(announced(1, Kind.REPLACE, version=2), day=NEXT)
    entry = world.entry(1)
    assert (entry.paper.title, entry.paper.version) == ("Paper One", 2)
    assert (entry.rating.score, entry.reason) == (9.9, "Mine.")
    assert "lamp 2" in entry.paper.abstract


def test_the_page_of_an_older_program_is_told_better_where_nobody_was_at_work(world):
    world.ingest(announced(1), announced(2))
    world.write(world.text[: world.text.index("\n<!-- as written")])
    old = world.entry(1).summary.tldr
    world.edit(f"**TL;DR.** {old}", "**TL;DR.** By hand.")
    world.upgrade()
    assert world.entry(1).summary.tldr == "By hand."
    assert world.entry(2).summary.tldr == "The model tells the tldr of 2601.90002."


def test_an_answer_for_a_page_that_does_not_read_is_kept_and_not_paid_again(world):
    world.ingest(announced(1))
    good = world.text
    upgrade = Upgrade(world.library, Journal(world.state, now=lambda: NOW))
    for _ in upgrade.run(upgrade.wanted(), world.model, budget=Budget()):
        world.write(good.replace("## cs.CL", "## cs.CL\n\n### [broken"))
    assert upgrade.failed
    assert world.upgrade().failed
    world.write(good)
    world.upgrade()
    assert world.model.asked == ["2601.90001"]
    assert world.entry(1).summarized_by == "invented"
    assert world.page.digest.usage.requests == 1


@pytest.mark.parametrize("seed", range(3))
@settings(max_examples=settings().max_examples // 4)
@given(steps=st.lists(st.sampled_from(STEPS), max_size=9))
def test_no_sentence_of_a_person_is_ever_lost(tmp_path_factory, seed, steps):
    world = World(tmp_path_factory.mktemp("lived"))
    hands, count = live(world, steps, seed)
    if "conflict" not in steps:
        settled(world, hands, count)


class Unreadable:
    """A model that never answers for one paper in a way that can be used."""

    def __init__(self, model, bad):
        self.model, self.bad = model, bad

    def summarize(self, papers, *, budget=None):
        for paper in papers:
            if paper.id == self.bad:
                self.model.asked.append(paper.id)
                yield Pending(paper.id, "there is no JSON object", Usage(2, 10, 5))
            else:
                yield from self.model.summarize([paper])


def ask(world, summarizer, *, again=()):
    upgrade = Upgrade(world.library, Journal(world.state, now=lambda: NOW))
    upgrade.recover()
    list(upgrade.run(upgrade.wanted(again=again), summarizer, budget=Budget()))


def test_an_answer_that_never_reads_is_paid_in_two_runs_and_then_only_when_asked_for(world):
    world.ingest(announced(1), announced(2))
    for _ in range(4):
        ask(world, Unreadable(world.model, "2601.90001"))
        shutil.rmtree(world.state, ignore_errors=True)  # each morning is a fresh machine
    assert world.model.asked == ["2601.90001", "2601.90002", "2601.90001"]
    ledger = world.page.digest.ledger
    assert (ledger.summarized, ledger.pending) == ({"extract": 1, "invented": 1}, 0)
    world.ingest(announced(1), announced(2), announced(3))
    assert world.page.digest.ledger.pending == 1
    ask(world, world.model, again={world.page.digest.date})
    assert world.page.digest.ledger.summarized == {"invented": 3}


def test_a_budget_that_ends_is_no_answer_that_does_not_read(world):
    class Poor:
        def summarize(self, papers, *, budget=None):
            yield from (Pending(paper.id, "the budget is spent", Usage()) for paper in papers)

    world.ingest(announced(1))
    for _ in range(4):
        ask(world, Poor())
    assert world.page.digest.ledger.pending == 1
    world.upgrade()
    assert world.page.digest.ledger.summarized == {"invented": 1}


@pytest.mark.parametrize("who", ["- **Summary:** Bo Sample", "- **Mood:** calm"])
def test_what_a_person_says_to_have_told_is_not_told_anew_even_when_that_is_asked_for(world, who):
    world.ingest(announced(1), announced(2))
    start = world.text.index("- **Summary:**")
    world.write(world.text.replace(world.text[start : world.text.index("\n", start)], who, 1))
    ask(world, world.model, again={world.page.digest.date})
    assert world.model.asked == ["2601.90002"]
    assert who in world.text


def test_terms_that_a_person_says_to_rise_stay(world):
    world.ingest(announced(1), announced(2))
    world.edit("ledger:", "rising:\n  - {term: moss, papers: 3, usual: 0.1}\nledger:")
    world.ingest(announced(1), announced(2), announced(3))
    assert [term.term for term in world.page.digest.rising] == ["moss"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  papers: 1.0\n", "  papers: 7.0\n"),
        ("usual:\n  days: 1\n  papers: 1.0\n  categories: {cs.CL: 1.0}\n", ""),
    ],
)
def test_what_a_person_says_to_be_usual_stays(world, old, new):
    world.ingest(announced(9), day=DAY - dt.timedelta(days=1))
    world.ingest(announced(1))
    world.edit(old, new)
    usual = world.page.digest.usual
    world.ingest(announced(1), announced(2))
    assert len(world.ids) == 2
    assert world.page.digest.usual == usual


def test_a_source_that_a_person_named_stays(world):
    world.ingest(announced(1))
    world.edit("sources: ['arxiv:cs.CL']", "sources: [a friend, 'arxiv:cs.CL']")
    world.ingest(announced(1), announced(2))
    assert world.page.digest.sources == ("a friend", "arxiv:cs.CL")


def test_an_organization_that_a_person_mended_stays_when_votes_are_counted_anew(world):
    world.ingest(announced(1, daily=Daily(3, NEXT, "Exmaple Lab")))
    world.edit("Exmaple Lab", "Example Lab")
    world.ingest(announced(1, daily=Daily(9, NEXT, "Exmaple Lab")))
    assert world.entry(1).paper.daily == Daily(9, NEXT, "Example Lab")


def test_a_page_of_today_that_does_not_read_keeps_no_news_from_others(world):
    world.ingest(announced(1))
    world.ingest(announced(2), day=NEXT)
    path = world.library.path_of(NEXT)
    path.write_text(path.read_text().replace("date: 2026-01-28", "date: soon"))
    (report,) = world.ingest(announced(3), announced(1, Kind.REPLACE, version=2), day=NEXT)
    assert report.state is State.FAILED
    assert world.entry(1).paper.version == 2


def test_nothing_is_refreshed_that_was_taken_off(world):
    world.ingest(announced(1), announced(2))
    world.cut(2)
    world.ingest(announced(3), announced(2, Kind.REPLACE, version=2), day=NEXT)
    assert world.library.load(NEXT).digest.ledger.excluded == {"removed by hand": 1}
