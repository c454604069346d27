"""Many papers at half the price, within a day: the provider's Batch API. Submitted now, collected later.

The answer to each paper is bound to it by the name that its question had. What does not hold is told in the
authors' own words at once: asking again would take another day.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from broadsheet.errors import SourceError, SummaryError, unexpected
from broadsheet.model import Usage
from broadsheet.summarize import Pending
from broadsheet.summarize.model import ask, money
from broadsheet.summarize.model.answers import Answer, count_of, text_of
from broadsheet.summarize.model.manner import EndpointMemory, Manner
from broadsheet.summarize.model.verification import Verification
from broadsheet.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import openai

    from broadsheet.model import Paper
    from broadsheet.summarize import Budget, Outcome
    from broadsheet.summarize.model.settings import ModelSettings

DISCOUNT = 0.5
_MARK = "broadsheet"
_LATEST = 300  # batches that are looked through
_LARGEST = 256 * 1024 * 1024  # bytes of all answers: some 50,000
_WORDS = 160  # characters
_LONGEST = 600.0  # seconds to hand in or to fetch them
UNDER_WAY = frozenset({"validating", "in_progress", "finalizing", "cancelling"})


def affordable(papers: Sequence[Paper], settings: ModelSettings, budget: Budget) -> list[Paper]:
    """As many of them, from the first, as the budget surely pays for."""
    total, found = Usage(), []
    for paper in papers:
        total = money.added(total, _most(paper, settings))
        if not money.fits(total, budget):
            break
        found.append(paper)
    return found


@dataclass(frozen=True, slots=True)
class Collected:
    """The state of a batch in the provider's word, what came of each paper, and why not more did."""

    status: str
    outcomes: tuple[Outcome, ...] = ()
    reason: str = ""


class RefusedError(SummaryError):
    """Nothing was handed in: the endpoint said so, or was not asked."""


def submit(papers: Sequence[Paper], settings: ModelSettings, *, mark: str) -> str:
    """Hand the questions in, under a mark; the name under which their answers will be. RefusedError when
    none was, SummaryError when nobody knows.
    """
    manner = EndpointMemory.of(settings).recalled() or Manner()
    lines = "\n".join(json.dumps(_question(paper, settings, manner), ensure_ascii=False) for paper in papers)
    with _client(settings) as client:
        try:
            file = client.files.create(file=("papers.jsonl", lines.encode()), purpose="batch")
        except _errors() as error:
            raise _refused(error, settings, RefusedError) from error
        try:
            batch = client.with_options(max_retries=0).batches.create(  # each try may be paid for
                input_file_id=file.id,
                endpoint="/v1/chat/completions",
                completion_window="24h",
                metadata={_MARK: mark},
            )
        except _errors() as error:
            is_clear = 400 <= getattr(error, "status_code", 0) < 500
            raise _refused(error, settings, RefusedError if is_clear else SummaryError) from error
    return batch.id


def find(mark: str, settings: ModelSettings) -> str | None:
    """The name of the batch that was handed in under a mark, if there is one among the latest."""
    with _client(settings) as client:
        try:
            for batch in islice(client.batches.list(limit=100), _LATEST):
                if (batch.metadata or {}).get(_MARK) == mark:
                    return batch.id
        except _errors() as error:
            raise _refused(error, settings) from error
    return None


def collect(name: str, papers: Mapping[str, Paper], settings: ModelSettings) -> Collected:
    """How the batch stands, and when it has ended, what came of each paper."""
    with _client(settings) as client:
        try:
            batch = client.batches.retrieve(name)
            if batch.status in UNDER_WAY:
                return Collected(batch.status)
            text, refusals = (
                client.files.content(file).content.decode("utf-8", "replace") if file else ""
                for file in (batch.output_file_id, batch.error_file_id)
            )
        except _errors() as error:
            raise _refused(error, settings) from error
    outcomes = {outcome.paper_id: outcome for outcome in _outcomes(text, papers, settings)}
    left = dict(_reasons(refusals))
    usual = f"the batch has {batch.status}"
    return Collected(
        batch.status,
        tuple(outcomes.get(id_, Pending(id_, left.get(id_, usual))) for id_ in papers),
        _reason(batch.errors),
    )


def _reason(errors: Any) -> str:
    """What the provider says of a batch as a whole."""
    messages = [getattr(each, "message", "") for each in getattr(errors, "data", None) or []]
    return "; ".join(dict.fromkeys(line for each in messages if each and (line := plain.line(str(each)))))[
        :_WORDS
    ]


def _reasons(text: str) -> Iterator[tuple[str, str]]:
    """What it says of each question that it did not answer."""
    for line in text.split("\n"):
        try:
            row = json.loads(line)
            error = row.get("error") or row["response"]["body"]["error"]
            yield row["custom_id"], plain.line(str(error["message"]))[:_WORDS]
        except (ValueError, KeyError, TypeError, AttributeError):
            continue


def _question(paper: Paper, settings: ModelSettings, manner: Manner) -> dict[str, Any]:
    """As earlier runs found out that the endpoint likes to be asked: a batch cannot find it out."""
    body = {
        "model": settings.model,
        "messages": ask.messages(paper, settings.request),
        **manner.question(ask.schema(settings.request), money.longest_answer(settings.request)),
    }
    return {"custom_id": paper.id, "method": "POST", "url": "/v1/chat/completions", "body": body}


def _outcomes(text: str, papers: Mapping[str, Paper], settings: ModelSettings) -> Iterator[Outcome]:
    for line in text.split("\n"):  # JSON may hold U+2028 and U+0085 as they are, at which splitlines splits
        try:
            row = json.loads(line)
            paper = papers[row["custom_id"]]
        except (ValueError, KeyError, TypeError):
            continue  # no line of ours: its paper waits
        try:
            yield _outcome(row["response"]["body"], paper, settings)
        except (KeyError, TypeError, IndexError, AttributeError):
            yield Pending(paper.id, "the batch has no answer for it")
        except Exception as error:  # noqa: BLE001  # one answer is no reason to lose the others
            yield Pending(paper.id, unexpected(error).what)


def _outcome(body: Any, paper: Paper, settings: ModelSettings) -> Outcome:
    choice, usage = body["choices"][0], body.get("usage") or {}
    answer = Answer(
        text_of(choice["message"].get("content")),
        refused=choice.get("finish_reason") == "content_filter" or bool(choice["message"].get("refusal")),
        cut=choice.get("finish_reason") == "length",
    )
    counts = [count_of(usage.get(name)) for name in ("prompt_tokens", "completion_tokens")]
    prompt = counts[0] or money.question(paper, settings.request)
    completion = counts[1] or money.tokens(answer.text)
    cost = round(settings.price.of(prompt, completion) * DISCOUNT, 8)
    paid = Usage(1, prompt, completion, cost, int(None in counts))
    verification = Verification(paper, settings)
    wrong = verification.take(answer)
    return Pending(paper.id, str(wrong[0]), paid) if verification.is_unread else verification.done(paid)


def _most(paper: Paper, settings: ModelSettings) -> Usage:
    prompt, longest = money.question(paper, settings.request), money.longest_answer(settings.request)
    return Usage(1, prompt, longest, settings.price.of(prompt, longest) * DISCOUNT)


def _client(settings: ModelSettings) -> openai.OpenAI:
    import openai  # noqa: PLC0415  # takes 400 ms

    from broadsheet.wire.client import Bounds, Client  # noqa: PLC0415  # so does this

    return openai.OpenAI(
        api_key=settings.key,
        base_url=settings.base_url,
        max_retries=3,
        timeout=settings.timeout,
        http_client=Client(Bounds(size=_LARGEST, total=_LONGEST)),
    )


def _errors() -> tuple[type[Exception], ...]:
    import openai  # noqa: PLC0415  # as above

    return openai.OpenAIError, SourceError


def _refused(
    error: Exception, settings: ModelSettings, kind: type[SummaryError] = SummaryError
) -> SummaryError:
    status = getattr(error, "status_code", None)
    what = f"does not take a batch (HTTP status {status})" if status else "could not be asked for a batch"
    hint = f"check {settings.key_name}; not every endpoint has a Batch API: `broadsheet ingest` does without"
    return kind(what, file=settings.base_url, hint=hint)
