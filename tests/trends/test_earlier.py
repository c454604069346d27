"""Which earlier papers a paper follows: the same people and rare words in common, or none."""

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.model import Author, Paper
from broadsheet.trends import earlier_papers
from strategies import papers as any_papers

WORDS = "lamp bridge snow valley door kettle museum piano photon teacup".split()  # noqa: SIM905
FILLER = [
    Paper(f"2601.{n:05}", f"A {WORDS[n % 10]}", (Author(f"Nobody {n}"),), f"{WORDS[n % 10]} {WORDS[n % 7]}.")
    for n in range(400)
]
ADA, RAQUEL = Author("Ada Example"), Author("Raquel Fernández-Muster")
SAID = "Amber filters dim the glare that foghorns scatter over quays."


def paper(number, title="Amber filters on quays", authors=(ADA, RAQUEL), abstract=SAID):
    return Paper(f"2602.{number:05}", title, tuple(authors), abstract)


def found(new, *before):
    (papers,) = earlier_papers([new], [*FILLER, *before])
    return [each.id for each in papers]


def test_a_paper_follows_one_by_the_same_people_on_the_same_subject():
    assert found(paper(2), paper(1)) == ["2602.00001"]
    bare = Author("Raquel Fernandez-Muster")
    assert found(paper(2, "Quays under amber filters", (ADA, bare)), paper(1)) == ["2602.00001"]


def test_a_paper_of_an_older_page_is_by_the_same_people_and_of_the_same_words():
    people = (ADA, Author(r"Raquel Fern\'andez-Muster"))
    before = paper(
        1, r"Schr\"odinger quays", people, r"Schr\"odinger filters dim {\L}ojasiewicz glare over quays."
    )
    new = paper(2, "Schrödinger quays", abstract="Schrödinger filters dim Łojasiewicz glare over quays.")
    assert found(new, before) == ["2602.00001"]


def test_one_name_in_common_two_subjects_or_an_instrument_are_not_enough():
    assert found(paper(2, authors=(ADA, Author("Otto Nowhere"))), paper(1)) == []
    assert (
        found(paper(2, "Tea", abstract="Tea steeps while porcelain cools beside marmalade."), paper(1)) == []
    )
    assert found(paper(2, "QUAYCAM sees tea"), paper(1, "QUAYCAM sees harbours")) == []
    assert found(paper(2, authors=(Author("Otto Nowhere"), Author("Ida Nobody"))), paper(1)) == []


def test_a_report_with_the_names_of_many_follows_nothing():
    crowd = [Author(f"Member {n}") for n in range(40)]
    assert found(paper(2, authors=crowd), paper(1, authors=crowd)) == []


def test_at_most_three_are_named_and_no_paper_follows_itself():
    assert found(paper(9), paper(9), *(paper(n) for n in range(1, 6))) == [
        "2602.00005",
        "2602.00004",
        "2602.00003",
    ]


def test_what_two_single_authors_wrote_is_compared_too():
    assert found(paper(2, authors=[ADA]), paper(1, authors=[ADA])) == ["2602.00001"]


@given(st.lists(any_papers, max_size=4), st.lists(any_papers, max_size=4))
def test_every_paper_has_an_answer_of_the_archive(papers, archive):
    answers = earlier_papers(papers, archive)
    assert len(answers) == len(papers)
    assert {each.id for answer in answers for each in answer} <= {each.id for each in archive}
