"""Papers by the thousand, invented of syllables, with words as rare and as common as those of real ones."""

from functools import cache
from itertools import accumulate
from random import Random

from doors.invented_feed import item

COMMON = ("the", "of", "and", "a", "to", "in", "we", "for", "with", "that", "is", "on", "by", "are", "this")
WORDS = 6_000


@cache
def vocabulary():
    random = Random("words")
    syllables = [head + tail for head in "bcdfglmnprstvw" for tail in ("a", "e", "i", "o", "ar", "en", "il")]
    return ["".join(random.choices(syllables, k=random.choice((2, 2, 3, 4)))) for _ in range(WORDS)]


@cache
def weights():
    return list(accumulate(1 / (rank + 3) for rank in range(WORDS)))


def words(random, count):
    return random.choices(vocabulary(), cum_weights=weights(), k=count)


def sentence(random):
    said = []
    for word in words(random, random.randint(10, 24)):
        said.append(word)
        if random.random() < 0.45:
            said.append(random.choice(COMMON))
    return f"{' '.join(said).capitalize()}."


def papers(count, *, first=10_000, month="2601"):
    """Items of a feed; the same at every call."""
    random = Random(f"{month}/{first}")
    return [
        item(
            f"{month}.{number}",
            title=" ".join(words(random, 8)).capitalize(),
            abstract=" ".join(["We propose it.", *(sentence(random) for _ in range(7))]),
            creators=", ".join(f"Ada Example {n}" for n in range(random.randint(1, 9))),
            categories=("cs.CL",),
        )
        for number in range(first, first + count)
    ]
