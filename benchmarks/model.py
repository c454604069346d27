"""How near the ideal a day is told by a model, beside the time that its latency alone costs.

An endpoint on loopback answers after a fixed time; ideal is papers / parallel x latency.
"""

from __future__ import annotations

import math
import sys
import time
from pathlib import Path

from broadsheet.model import Paper
from broadsheet.summarize.model import Model, ModelSettings, money
from broadsheet.summarize.model.ask import AnswerRequest

TESTS = Path(__file__).resolve().parent.parent / "tests"
ABSTRACT = (
    "Lamps are dim. We propose LampNet, a brighter lamp. It has 12 bulbs. "
    "It shines twice as far in our hall. Halls may be lit by fewer lamps."
)


def report() -> None:
    sys.path.insert(0, str(TESTS))
    from doors.model_server import ModelServer  # noqa: PLC0415  # where the tests keep it

    for count, latency, parallel, bound in ((130, 1.0, 16, "≤ 1.15 ×"), (1000, 0.01, 16, "")):
        with ModelServer(latency) as server:
            papers = [
                Paper(f"2601.{n:05}", f"A Brighter Lamp {n}", abstract=ABSTRACT) for n in range(1, count + 1)
            ]
            asked = ModelSettings(
                "invented", server.url, "none", "KEY", AnswerRequest(), parallel, money.Price(0.0, 0.0)
            )
            list(Model(asked).summarize(papers[:1]))  # its imports are not what is measured
            begun = time.perf_counter()
            outcomes = list(Model(asked).summarize(papers))
            took = time.perf_counter() - begun
        ideal = math.ceil(count / parallel) * latency
        line = f"model: {len(outcomes)} papers, {parallel} at once, {latency * 1000:.0f} ms each / ideal"
        print(f"{line:<58} {took / ideal:6.2f} ×   ({len(outcomes) / took:.0f} a second)  {bound}")


if __name__ == "__main__":
    report()
