"""The front matter: YAML to meaning and back, key by key, so that a change rewrites one key's lines."""

from __future__ import annotations

import datetime as dt
import math
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from broadsheet import safe_yaml
from broadsheet.errors import PageError
from broadsheet.model import LANGUAGE, Digest, Ledger, Rising, Term, Trend, TrendTranslation, Usage, Usual
from broadsheet.page import migrations
from broadsheet.safe_yaml import YamlProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from broadsheet.page.grammar import Span

_LONGEST_QUOTE = 60  # characters


@dataclass(frozen=True, slots=True)
class Key:
    """A key the program knows; all others are the editor's and stay as they are."""

    name: str
    of: Callable[[Digest], Any]
    read: Callable[[Any], Any]
    write: Callable[[Any], Any]  # to what YAML can say
    required: bool = False


def _quoted(value: Any) -> str:
    """As much of it as a message has room for."""
    text = repr(value)
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"is text, not {_quoted(value)}: put it in quotes")
    return value


def _date(value: Any) -> dt.date:
    if isinstance(value, dt.datetime) or not isinstance(value, dt.date):
        raise TypeError(f"is a day like 2026-01-27, not {_quoted(value)}")
    return value


def _moment(value: Any) -> dt.datetime:
    if not isinstance(value, dt.datetime):
        raise TypeError(f"is a moment like 2026-01-27T05:10:00Z, not {_quoted(value)}")
    aware = value if value.tzinfo else value.replace(tzinfo=dt.UTC)
    try:
        return aware.astimezone(dt.UTC).replace(microsecond=0)
    except OverflowError as error:
        raise ValueError(f"is a moment of the years 1 to 9999 in UTC, not {aware.isoformat()}") from error


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"is true or false, not {_quoted(value)}")
    return value


def _mapping(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise TypeError(f"has names and values, not {_quoted(value)}")
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f"is a list, not {_quoted(value)}")
    return value


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"counts in whole numbers, not {_quoted(value)}")
    return value


def _counts(value: Any) -> dict[str, int]:
    return {name: _count(count) for name, count in _mapping(value).items()}


def _read_ledger(value: Any) -> Ledger:
    columns = _mapping(value)
    ledger = Ledger(
        announced=_counts(columns.get("announced", {})),
        excluded=_counts(columns.get("excluded", {})),
        summarized=_counts(columns.get("summarized", {})),
        pending=_count(columns.get("pending", 0)),
    )
    if _count(columns.get("listed", ledger.listed)) != ledger.listed:
        raise ValueError(
            f"the ledger does not add up: listed {columns['listed']}, but {ledger.listed} summarized"
        )
    return ledger


def _write_ledger(ledger: Ledger) -> dict[str, Any]:
    return {
        "announced": dict(ledger.announced),
        "excluded": dict(ledger.excluded),
        "listed": ledger.listed,
        "summarized": dict(ledger.summarized),
        "pending": ledger.pending,
    }


def _read_usage(value: Any) -> Usage:
    facts = _mapping(value)
    return Usage(
        requests=_count(facts.get("requests", 0)),
        prompt_tokens=_count(facts.get("prompt_tokens", 0)),
        completion_tokens=_count(facts.get("completion_tokens", 0)),
        cost_usd=_number(facts.get("cost_usd", 0.0)),
        estimated=_count(facts.get("estimated", 0)),
    )


def _write_usage(usage: Usage) -> dict[str, Any]:
    return {
        "requests": usage.requests,
        "prompt_tokens": usage.prompt_tokens,
        "completion_tokens": usage.completion_tokens,
        "cost_usd": usage.cost_usd,
        **({"estimated": usage.estimated} if usage.estimated else {}),
    }


def _read_trends(value: Any) -> tuple[Trend, ...]:
    trends = (_mapping(each) for each in _list(value))
    return tuple(
        Trend(
            _text(each.get("title")),
            _text(each.get("note", "")),
            tuple(map(_text, _list(each.get("papers", [])))),
            tuple(
                _trend_in(language, each[language])
                for language in sorted(filter(LANGUAGE.fullmatch, each))
                if isinstance(each[language], dict)
            ),
        )
        for each in trends
    )


def _trend_in(language: str, value: Any) -> TrendTranslation:
    texts = _mapping(value)
    return TrendTranslation(language, _text(texts.get("title")), _text(texts.get("note", "")))


def _write_trends(trends: tuple[Trend, ...]) -> list[dict[str, Any]]:
    return [
        {"title": t.title, "note": t.note, "papers": list(t.papers)}
        | {each.language: {"title": each.title, "note": each.note} for each in t.translations}
        for t in trends
    ]


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"counts in numbers, not {_quoted(value)}")
    if not math.isfinite(value):
        raise ValueError(f"counts in numbers that end, not {value}")
    return float(value)


def _read_rising(value: Any) -> tuple[Rising, ...]:
    terms = (_mapping(each) for each in _list(value))
    return tuple(
        Rising(_text(each.get("term")), _count(each.get("papers", 0)), _number(each.get("usual", 0)))
        for each in terms
    )


def _write_rising(rising: tuple[Rising, ...]) -> list[dict[str, Any]]:
    return [{"term": each.term, "papers": each.papers, "usual": each.usual} for each in rising]


def _read_terms(value: Any) -> tuple[Term, ...]:
    return tuple(
        Term(
            _text(name),
            _number(_mapping(of).get("usual", 0)),
            tuple(map(_text, _list(_mapping(of).get("papers", [])))),
        )
        for name, of in _mapping(value).items()
    )


def _write_terms(terms: tuple[Term, ...]) -> dict[str, Any]:
    return {each.term: {"usual": each.usual, "papers": list(each.papers)} for each in terms}


def _read_usual(value: Any) -> Usual:
    facts = _mapping(value)
    return Usual(
        days=_count(facts.get("days", 0)),
        papers=_number(facts.get("papers", 0)),
        categories={name: _number(mean) for name, mean in _mapping(facts.get("categories", {})).items()},
    )


def _write_usual(usual: Usual) -> dict[str, Any]:
    return {"days": usual.days, "papers": usual.papers, "categories": dict(usual.categories)}


KEYS: Mapping[str, Key] = {
    key.name: key
    for key in (
        Key("title", lambda d: d.title, _text, _text, required=True),
        Key("date", lambda d: d.date, _date, _date, required=True),
        Key("format", lambda _: migrations.FORMAT, _count, int),
        Key("sample", lambda d: d.sample, _flag, bool),
        Key("updated", lambda d: d.updated, _moment, _moment),
        Key("language", lambda d: d.language, _text, _text),
        Key("sources", lambda d: d.sources, lambda v: tuple(map(_text, _list(v))), list),
        Key("checked", lambda d: d.checked, lambda v: None if v is None else _date(v), _date),
        Key("quiet", lambda d: d.quiet, lambda v: tuple(map(_date, _list(v))), list),
        Key("ledger", lambda d: d.ledger, _read_ledger, _write_ledger),
        Key("usage", lambda d: d.usage, lambda v: v and _read_usage(v), _write_usage),
        Key("overview", lambda d: d.overview, _text, _text),
        Key("trends", lambda d: d.trends, _read_trends, _write_trends),
        Key("rising", lambda d: d.rising, _read_rising, _write_rising),
        Key("terms", lambda d: d.terms, _read_terms, _write_terms),
        Key("usual", lambda d: d.usual, lambda v: v and _read_usual(v), _write_usual),
    )
}


def read(text: str, name: str, first_line: int) -> dict[str, Any]:
    """The known keys that are there, by name, as they are meant."""
    values = _values(text, name, first_line)
    _of_present_format(text, values, name, first_line)
    meant = {}
    for key in KEYS.values():
        if key.name in values:
            meant[key.name] = _meant(key, values, text, name, first_line)
        elif key.required:
            raise PageError(
                f"the front matter has no {key.name}",
                file=name,
                line=first_line,
                hint=f"add a line `{key.name}: …`",
            )
    return meant


def format_of(text: str, name: str, first_line: int) -> int:
    """Of which format a page with this front matter is, the present one or an older; PageError for others."""
    values = _values(text, name, first_line)
    number = _format(text, values, name, first_line)
    if not migrations.is_older(number):
        _of_present_format(text, values, name, first_line)
    return number


def _format(text: str, values: Mapping[str, Any], name: str, first_line: int) -> int:
    if "format" not in values:
        return migrations.UNSAID
    number: int = _meant(KEYS["format"], values, text, name, first_line)
    return number


def _of_present_format(text: str, values: Mapping[str, Any], name: str, first_line: int) -> None:
    """First of all, for what a page of another format means by its other keys is not known."""
    if refused := migrations.refusal(_format(text, values, name, first_line)):
        what, hint = refused
        raise PageError(f"format {what}", file=name, line=first_line + _line_of(text, "format"), hint=hint)


def _values(text: str, name: str, first_line: int) -> Mapping[str, Any]:
    try:
        root = safe_yaml.compose(text)
        values = safe_yaml.plain(root) if isinstance(root, safe_yaml.Mapping) else {}
    except YamlProblem as problem:
        line = first_line + min(problem.line - 1, text.count("\n"))
        raise PageError(problem.what, file=name, line=line, hint=problem.hint) from problem
    if not isinstance(root, safe_yaml.Mapping) or text.lstrip().startswith("{"):
        raise PageError(
            "the front matter has no keys", file=name, line=first_line, hint="write one `key: value` a line"
        )
    return values


def _meant(key: Key, values: Mapping[str, Any], text: str, name: str, first_line: int) -> Any:
    try:
        return key.read(values[key.name])
    except (TypeError, ValueError, OverflowError) as error:
        line = first_line + _line_of(text, key.name)
        raise PageError(f"{key.name} {error}", file=name, line=line, hint=_remedy(key)) from error


def _remedy(key: Key) -> str:
    meant = "write it as docs/page.md shows"
    return meant if key.required else f"{meant}, or take it out"


def is_sample(text: str) -> bool | None:
    """Whether a page with this front matter says that its papers are invented; None when it does not read."""
    if "sample" not in text:
        return False
    try:
        values = safe_yaml.load(text)
    except YamlProblem:
        return None
    return values.get("sample") is True if isinstance(values, dict) else None


def spans(text: str) -> dict[str, Span]:
    """The lines of each top-level key."""
    root = safe_yaml.compose(text)
    if not isinstance(root, safe_yaml.Mapping):
        return {}
    starts = [(key.text, key.start) for key, _ in root.pairs if isinstance(key, safe_yaml.Scalar)]
    ends = [start for _, start in starts[1:]] + [len(text)]
    return {
        name: (start, _trimmed(text, start, end)) for (name, start), end in zip(starts, ends, strict=True)
    }


def _trimmed(text: str, start: int, end: int) -> int:
    """Blank lines and comments before the next key belong to the editor, not to this key."""
    lines = text[start:end].removesuffix("\n").split("\n")
    while len(lines) > 1 and (not lines[-1].strip() or lines[-1].startswith("#")):
        lines.pop()
    return start + sum(len(line) + 1 for line in lines)


def _line_of(text: str, key: str) -> int:
    start, _ = spans(text).get(key, (0, 0))
    return text.count("\n", 0, start)


def write(key: Key, value: Any) -> str:
    """The lines of one key. Nested values keep one line each, as people write them."""
    value = key.write(value)
    if isinstance(value, dict) and any(isinstance(inner, dict) for inner in value.values()):
        return f"{key.name}:\n" + "".join(f"  {_flow(k)}: {_flow(v)}\n" for k, v in value.items())
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return f"{key.name}:\n" + "".join("".join(_item_lines(each)) for each in value)
    return f"{key.name}: {_flow(value)}\n"


def _item_lines(item: dict[str, Any]) -> Iterator[str]:
    for number, (name, value) in enumerate(item.items()):
        yield f"  {'- ' if number == 0 else '  '}{name}: {_flow(value)}\n"


def _flow(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return f"{value.replace(tzinfo=None).isoformat()}Z"  # strftime leaves the zeros of early years out
    line = yaml.safe_dump(
        [value], default_flow_style=True, allow_unicode=True, width=sys.maxsize, sort_keys=False
    )
    return line[1:-2]
