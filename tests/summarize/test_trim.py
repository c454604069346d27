import pytest

from broadsheet.summarize.extract.trim import trimmed


@pytest.mark.parametrize(
    ("sentence", "alone"),
    [
        ("In this paper, we count birds by hand.", "We count birds by hand."),
        ("In this paper we count birds by hand.", "We count birds by hand."),
        ("To this end, in this work, we count birds.", "We count birds."),
        ("To address this long-standing gap, we count birds.", "We count birds."),
        ("However, counting birds is slow and dull.", "Counting birds is slow and dull."),
        ("Here, $k$ birds are counted by hand.", "$k$ birds are counted by hand."),
        ("In this note, k-nearest birds are counted again.", "k-nearest birds are counted again."),
        ("In this paper, mRNA of birds is read.", "mRNA of birds is read."),
        ("This paper counts all the birds.", "This paper counts all the birds."),
        ("We use the Wing Tally Method (WTM) on birds.", "We use the Wing Tally Method on birds."),
        (
            "The Wing Tally Method (WTM) is new, and WTM wins.",
            "The Wing Tally Method (WTM) is new, and WTM wins.",
        ),
        ("WTM (the wing tally method) counts all birds.", "WTM (the wing tally method) counts all birds."),
        ("It counts birds (e.g., ducks) by their wings.", "It counts birds by their wings."),
        ("It counts most birds (97 of 100) by wings.", "It counts most birds (97 of 100) by wings."),
        ("It beats the best counter [12, 13] by far.", "It beats the best counter by far."),
        ("In this paper, we sing.", "In this paper, we sing."),
        ("Here we count the birds of a park.", "We count the birds of a park."),
        ("Notably, we find a bird of stone.", "We find a bird of stone."),
        ("The nest of a coot (WTM-830) is empty.", "The nest of a coot (WTM-830) is empty."),
        ("Unlike former counters, we count shadows.", "We count shadows."),
        ("To combat the noise of crowds, our counter sleeps.", "Our counter sleeps."),
        ("While $k$ is odd, we count to $k$.", "While $k$ is odd, we count to $k$."),
        ("It counts all birds (large and small) at once.", "It counts all birds at once."),
        ("It (i) counts birds and (ii) names them.", "It (i) counts birds and (ii) names them."),
        ("We lift $M$ to $[0,1]\\times G$ in one step.", "We lift $M$ to $[0,1]\\times G$ in one step."),
        (
            "We bound $g(T) = 1$ for all $s\\in(0,1)$ at once.",
            "We bound $g(T) = 1$ for all $s\\in(0,1)$ at once.",
        ),
        ("Birds were counted before [wing_tally] by hand.", "Birds were counted before by hand."),
        ("Leveraging this insight, we count birds by wings.", "We count birds by wings."),
        ("To study this habit, we count birds.", "We count birds."),
        ("To cover this lack of birds, a counter of wings is built.", "A counter of wings is built."),
        ("We count birds by their wings to address these challenges.", "We count birds by their wings."),
        ("We count birds by wings to fill this gap: (1) by day.", "We count birds by wings: (1) by day."),
        ("We show a counter designed for this setting.", "We show a counter."),
        ("We count the wings of birds for this task.", "We count the wings of birds."),
        ("To fill this gap, in this paper, we count birds.", "We count birds."),
        ("To fill this gap we count birds by wings.", "We count birds by wings."),
        ("Based on this, we count birds by wings.", "We count birds by wings."),
        ("To mend this, a counter of birds is built.", "A counter of birds is built."),
        ("To mend this lack, inspired by owls, we count birds.", "We count birds."),
        ("We show a counter that fills this gap by counting wings.", "We show a counter counting wings."),
        ("We show a counter that solves these two ills using wings.", "We show a counter using wings."),
        ("We count birds for these two kings.", "We count birds for these two kings."),
        ("We count to bridge this gap and the next one.", "We count to bridge this gap and the next one."),
        ("It mends the method(s) of counting birds.", "It mends the method(s) of counting birds."),
    ],
)
def test_a_sentence_is_made_to_stand_alone(sentence, alone):
    assert trimmed(sentence) == alone
