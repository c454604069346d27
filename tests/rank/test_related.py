"""Which earlier papers a paper is like: rare words in common and the same subject beyond them, or none."""

from broadsheet.model import Paper
from broadsheet.rank import related, related_papers

WORDS = "lamp bridge snow valley door kettle museum piano photon teacup".split()  # noqa: SIM905
FILLER = [
    Paper(f"2601.{n:05}", f"A {WORDS[n % 10]}", (), f"{WORDS[n % 10]} {WORDS[n % 7]}.") for n in range(400)
]
SEGMENTS = "Radiographs of lungs are segmented by a transformer that radiologists trust."


def paper(number, title="Segmenting radiographs of lungs", abstract=SEGMENTS):
    return Paper(f"2602.{number:05}", title, (), abstract)


def found(new, *before):
    (papers,) = related_papers([new], [*FILLER, *before])
    return [each.id for each in papers]


def test_a_paper_is_like_those_on_its_subject_whoever_wrote_them_the_nearest_first():
    near = paper(1, "Tumours in radiographs of lungs", "Radiologists trust a transformer that finds tumours.")
    assert found(paper(3), near, paper(2)) == ["2602.00002", "2602.00001"]


def test_words_in_common_alone_and_a_subject_without_them_are_not_enough():
    shared = "Zymoid vexilla of quaymark."
    elsewhere = paper(1, "Auctions without envy", f"Bidders divide cakes in equilibrium. {shared}")
    assert found(paper(3, abstract=f"{SEGMENTS} {shared}"), elsewhere) == []
    silent = paper(1, "Polyps in colonoscopy", "Endoscopic frames are classified.")
    assert found(paper(3), silent) == []


def test_no_more_than_two_are_named_and_never_the_paper_itself():
    again = paper(3, "Segmenting radiographs of lungs, first version")
    assert found(paper(3), *(paper(number) for number in range(10, 15)), again) == [
        "2602.00014",
        "2602.00013",
    ]


def test_the_search_is_bounded_however_long_the_archive(monkeypatch):
    monkeypatch.setattr(related, "BESIDE", 2)
    assert found(paper(9), paper(1), paper(2), paper(3), paper(4)) == ["2602.00004", "2602.00003"]
    tea = [paper(number, "Tea", "Tea steeps.") for number in (2, 3)]
    assert found(paper(9), paper(1), *tea) == []


def test_nothing_is_like_anything_in_an_empty_archive():
    assert related_papers([paper(1)], []) == [()]
    assert related_papers([], FILLER) == []
