"""Many lives of a page: runs, late papers, answers, upvotes, new versions, and edits in between."""

import random

from doors.lived_page import STEPS, World, live, settled

SECTION = "Hands on the page"
LIVES = 1000


def test_no_sentence_of_a_person_is_lost_in_any_life(tmp_path, figure):
    sentences = steps = 0
    for seed in range(LIVES):
        deal = random.Random(seed)
        rarely = "conflict" if deal.random() < 0.15 else "insert"
        taken = [
            rarely if step == "conflict" else step for step in deal.choices(STEPS, k=deal.randint(3, 14))
        ]
        world = World(tmp_path / str(seed))
        hands, count = live(world, taken, seed)
        if "conflict" not in taken:
            settled(world, hands, count)
        sentences += len(hands.sentences)
        steps += len(taken)
    figure(SECTION, "lives of a page", LIVES)
    figure(SECTION, "runs and edits in them", steps)
    figure(SECTION, "sentences of a person lost, of those written", 0, unit=f"of {sentences:,}", at_most=0)
