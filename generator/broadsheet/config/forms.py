"""How texts look that several sections ask for, and the keys that hold them."""

from __future__ import annotations

from typing import Any

from broadsheet import taxonomy
from broadsheet.addresses import OPENAI
from broadsheet.config.about import Form, nearest, setting

LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
HOST = rf"(?:{LABEL}(?:\.{LABEL})*|\[[0-9A-Fa-f:.]+\])(?::[0-9]{{1,5}})?"
_FOLDER = r"(?!\.\.?(?:/|$))(?:[A-Za-z0-9_.~@+,=-]|%[0-9A-Fa-f]{2})+"
ADDRESS = Form(
    rf"^https?://{HOST}(?:/{_FOLDER})*/*$",
    "an address like https://example.github.io/digest/",
    kept=lambda text: text.rstrip("/") + "/",
)
LANGUAGE = Form(r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$", "a language like en or zh-CN")
VARIABLE = Form("^[A-Z_][A-Z0-9_]*$", "the name of an environment variable, never the key itself")
# What str.isprintable refuses and honest text holds: spaces of French and Chinese, joiners of Persian and
# emoji, marks of Hebrew. The overrides by which a line can be made to read backwards stay out.
_ALSO_PRINTABLE = frozenset("\u00a0\u200c\u200d\u200e\u200f\u202f\u3000")
_LONGEST_MODEL = 200  # characters; paths of local models are long


def one_line(text: str) -> str:
    found = text.strip()
    if not found or not all(c.isprintable() or c in _ALSO_PRINTABLE for c in found):
        raise ValueError("expected one line of text")
    return found


def model_name(text: str) -> str:
    """It stands on every page among other facts, which `·` separates."""
    if "·" in one_line(text) or len(one_line(text)) > _LONGEST_MODEL:
        raise ValueError("expected the name of a model as its endpoint spells it, without ·")
    return one_line(text)


def known_category(text: str) -> str:
    """A category of arXiv's; ValueError has the nearest one."""
    if not taxonomy.is_known(text):
        named = taxonomy.named(text)
        near = f"did you mean {named}?" if named else nearest(text, taxonomy.known())
        raise ValueError(f"arXiv has no category {text!r}; {near or 'expected one like cs.CL or math'}")
    return text


def line(*, doc: str, example: str) -> Any:
    """The key of a line of text that may be absent."""
    return setting("", doc=doc, example=example, read=one_line)


def phrases(*, doc: str, example: list[str]) -> Any:
    """The key of a list of them that may be absent."""
    return setting((), doc=doc, example=example, read=one_line)


def served(default: str, /, *, doc: str) -> Any:
    """The key of an address at which somebody serves something, usually this one."""
    return setting(default, doc=doc, example=default, read=ADDRESS)


def endpoint(*, doc: str, example: str) -> Any:
    """The key of an endpoint that speaks as OpenAI's does."""
    return setting(f"{OPENAI}v1/", doc=doc, example=example, read=ADDRESS)


def credential() -> Any:
    """The key that names where the key to an endpoint is."""
    return setting(
        "OPENAI_API_KEY",
        doc="The environment variable that holds the key (a line of an ignored `.env` will do).",
        example="OPENAI_API_KEY",
        read=VARIABLE,
        secret=True,
    )
