"""A day's page that two machines wrote: nothing of either is lost, nothing stands twice."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from broadsheet import page
from broadsheet.ingest.merge import merged
from broadsheet.ingest.upgrade import upgraded
from broadsheet.model import Part, Role, Summary, Usage
from broadsheet.summarize import Done
from press.newspaper import digest, entry

DAY = dt.date(2026, 1, 27)
IDS = [f"2601.0000{number}" for number in range(8)]


def written(*ids, section="cs.CL"):
    return page.parse(page.render(digest(DAY, (section, [entry(id_, f"Paper {id_}") for id_ in ids]))))


def listed(of):
    return [each.paper.id for each in of.digest.entries]


SOME = st.sets(st.sampled_from(IDS), min_size=1)


@given(SOME, SOME)
def test_the_papers_of_both_stand_on_it_once_and_its_account_adds_up(some, others):
    both = merged(written(*sorted(some)), written(*sorted(others)))
    assert sorted(listed(both)) == sorted(some | others)
    assert both.account() == both.digest.ledger
    assert both.digest.ledger.listed == len(some | others)


def test_what_was_there_first_is_left_as_it_is_down_to_the_note_beside_it():
    first = page.parse(str(written(IDS[0])).replace("In short, paper", "As I see it, paper"))
    both = merged(first, written(IDS[0], IDS[1]))
    assert "As I see it, paper 2601.00000." in str(both)
    assert listed(both) == IDS[:2]


def test_what_somebody_took_off_stays_off():
    whole = written(*IDS[:2])
    start, end = (str(whole).index(mark) for mark in ("### [Paper 2601.00001]", "<!-- as written"))
    shorter = page.parse(str(whole)[:start] + str(whole)[end:])
    assert shorter.removed == {IDS[1]}
    assert listed(merged(shorter, written(*IDS[:3]))) == [IDS[0], IDS[2]]


def test_a_section_that_only_the_other_one_has_comes_along():
    both = merged(written(IDS[0]), written(IDS[1], section="cs.CV"))
    assert [(each.name, len(each.entries)) for each in both.digest.sections] == [("cs.CL", 1), ("cs.CV", 1)]


def told(of, usage, *ids):
    """The page after a model has told these papers."""
    outcomes = [Done(id_, Summary("m", (Part(Role.TLDR, f"A model on {id_}."),), 1), usage) for id_ in ids]
    return of.update(upgraded(of, outcomes))


def waiting(*ids):
    first = written(*ids)
    ledger = replace(first.digest.ledger, pending=len(ids))
    return first.update(replace(first.digest, ledger=ledger))


def test_summaries_that_were_paid_for_go_onto_the_page_that_others_changed():
    base = waiting(*IDS[:3])
    theirs = page.parse(str(base).replace("In short, paper 2601.00000", "As I see it, paper"))
    both = merged(theirs, told(base, Usage(1), *IDS[:2]), base)
    assert "As I see it, paper" in str(both)
    assert "A model on 2601.00001." in str(both)
    assert (both.digest.ledger.pending, both.digest.usage) == (1, Usage(2))
    assert both.account() == both.digest.ledger


def test_what_both_have_paid_is_in_the_account_and_what_they_began_with_once():
    base = told(waiting(*IDS[:3]), Usage(1), IDS[0])
    both = merged(told(base, Usage(10), IDS[1]), told(base, Usage(100), IDS[2]), base)
    assert both.digest.usage == Usage(111)
    assert both.digest.ledger.summarized == {"m": 3}
    assert merged(told(base, Usage(10), IDS[1]), base, base).digest.usage == Usage(11)
