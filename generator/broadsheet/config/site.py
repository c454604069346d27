"""What a publisher can say. Each key carries its own description, example and check."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import MISSING, dataclass
from enum import StrEnum
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from broadsheet import taxonomy
from broadsheet.addresses import OPENAI
from broadsheet.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# Patterns that JavaScript reads as Python does: editors match them too.
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_HOST = rf"(?:{_LABEL}(?:\.{_LABEL})*|\[[0-9A-Fa-f:.]+\])(?::[0-9]{{1,5}})?"
_FOLDER = r"(?!\.\.?(?:/|$))(?:[A-Za-z0-9_.~@+,=-]|%[0-9A-Fa-f]{2})+"
_ADDRESS = rf"^https?://{_HOST}(?:/{_FOLDER})*/*$"
_HEARTBEAT = rf"^(?:https?://{_HOST}(?:[/?][!-~]*)?|[A-Z_][A-Z0-9_]*)$"
_WORD = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+"
_AT = rf"{_WORD}@{_LABEL}(?:\.{_LABEL})*"
_MAILBOX = rf"^(?:{_AT}|[A-Z_][A-Z0-9_]*)$"
_LIST_ID = rf"^{_LABEL}(?:\.{_LABEL})+$"
_UNSUBSCRIBE = rf"^(?:https://{_HOST}(?:[/?][!-;=?-~]*)?|mailto:{_AT}(?:\?[!-;=?-~]*)?)$"
_LANGUAGE = r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$"
# What str.isprintable refuses and honest text holds: spaces of French and Chinese, joiners of Persian and
# emoji, marks of Hebrew. The overrides by which a line can be made to read backwards stay out.
_LONGEST_MODEL = 200  # characters; paths of local models are long
_ALSO_PRINTABLE = frozenset("\u00a0\u200c\u200d\u200e\u200f\u202f\u3000")


@dataclass(frozen=True, slots=True)
class About:
    """What a key means, how it may look, and how its text is read (a ValueError says what was expected)."""

    doc: str
    example: Any = None
    read: Callable[[str], str] = str
    pattern: str = ""
    words: tuple[str, ...] = ()
    secret: bool = False  # what is mistakenly written there is not to be repeated
    alone: bool = False  # a list of one may be written without brackets
    least: float = 0.0  # of a number
    most: float = 0.0

    @property
    def shown(self) -> str:
        """The example as it would stand in the file."""
        if isinstance(self.example, list):
            return f"[{', '.join(self.example)}]"
        return str(self.example).lower() if isinstance(self.example, bool) else str(self.example)


def nearest(word: str, words: Iterable[str]) -> str:
    """`did you mean …?` when a known word is near, else nothing."""
    import difflib  # noqa: PLC0415  # only mistakes need it

    word = word.casefold()
    by_folded = {known.casefold(): known for known in words}
    close = set(difflib.get_close_matches(word, by_folded, n=len(by_folded)))
    near = [known for known in by_folded if known in close]  # in their own order, which settles ties
    if not near:
        return ""

    def likeness(known: str) -> tuple[float, int]:
        beginning = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, known, strict=False)))
        return difflib.SequenceMatcher(None, known, word).ratio(), beginning

    return f"did you mean {by_folded[max(near, key=likeness)]}?"


def _line(text: str) -> str:
    line = text.strip()
    if not line or not all(c.isprintable() or c in _ALSO_PRINTABLE for c in line):
        raise ValueError("expected one line of text")
    return line


def _name(text: str) -> str:
    if not any(c.isalnum() for c in _line(text)) or "·" in text:
        raise ValueError("expected a name with letters in it, and without ·")
    return _line(text)


def _model(text: str) -> str:
    """It stands on every page among other facts, which `·` separates."""
    if "·" in _line(text) or len(_line(text)) > _LONGEST_MODEL:
        raise ValueError("expected the name of a model as its endpoint spells it, without ·")
    return _line(text)


def _address(text: str) -> str:
    if not re.fullmatch(_ADDRESS, text):
        raise ValueError("expected an address like https://example.github.io/digest/")
    return text.rstrip("/") + "/"


def _language(text: str) -> str:
    if not re.fullmatch(_LANGUAGE, text):
        raise ValueError("expected a language like en or zh-CN")
    return text


def _category(text: str) -> str:
    if not taxonomy.is_known(text):
        named = taxonomy.named(text)
        near = f"did you mean {named}?" if named else nearest(text, taxonomy.known())
        raise ValueError(f"arXiv has no category {text!r}; {near or 'expected one like cs.CL or math'}")
    return text


def _heartbeat(text: str) -> str:
    if not re.fullmatch(_HEARTBEAT, text):
        raise ValueError("expected an address of http(s), or the environment variable that holds it")
    return text


def _key(default: Any = MISSING, /, **about: Any) -> Any:
    return dataclasses.field(default=default, metadata={"about": About(**about)})


def _cross_lists(text: str) -> str:
    return text if text in {"all", "none"} else _category(text)


class Theme(StrEnum):
    NEWSPAPER = "newspaper"
    READING_LIST = "reading-list"


class Replacements(StrEnum):
    IGNORE = "ignore"
    LIST = "list"
    REFRESH = "refresh"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArxivSource:
    categories: tuple[str, ...] = _key(
        doc="The categories or whole archives to read, in the order in which their papers stand on a page; "
        "arXiv names them at <https://arxiv.org/category_taxonomy>.",
        example=["cs.CL", "cs.CV", "stat"],
        read=_category,
        words=taxonomy.known(),
    )
    base_url: str = _key(
        "https://rss.arxiv.org/",
        doc="Where arXiv's feeds are served; another address is for a mirror or a test.",
        example="https://rss.arxiv.org/",
        read=_address,
        pattern=_ADDRESS,
    )
    api_url: str = _key(
        "https://export.arxiv.org/api/query/",
        doc="Where arXiv answers queries, by which missed days are repaired.",
        example="https://export.arxiv.org/api/query/",
        read=_address,
        pattern=_ADDRESS,
    )
    oai_url: str = _key(
        "https://oaipmh.arxiv.org/oai/",
        doc="Where arXiv's records are harvested when queries are not answered.",
        example="https://oaipmh.arxiv.org/oai/",
        read=_address,
        pattern=_ADDRESS,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HuggingFaceSource:
    base_url: str = _key(
        "https://huggingface.co/",
        doc="Where Hugging Face answers; another address is for a mirror or a test.",
        example="https://huggingface.co/",
        read=_address,
        pattern=_ADDRESS,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    arxiv: ArxivSource | None = _key(None, doc="arXiv's daily announcements.")
    huggingface: HuggingFaceSource | None = _key(
        None,
        doc="Hugging Face's daily papers, its readers' list: `huggingface:` alone on its line is enough.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    cross_lists: tuple[str, ...] = _key(
        ("all",),
        doc="Papers of other categories that were cross-listed into yours: `all`, `none`, or those whose own "
        "category (or archive) is named.",
        example="all",
        read=_cross_lists,
        words=("all", "none", *taxonomy.known()),
        alone=True,
    )
    replacements: Replacements = _key(
        Replacements.IGNORE,
        doc="New versions of earlier papers: `ignore` them, `list` them as updated, or `refresh` the entry "
        "of a paper that stands on an earlier page.",
        example="ignore",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    keywords: tuple[str, ...] = _key(
        (),
        doc="Words or phrases in the title or abstract, in any case; `transformer*` also finds transformers.",
        example=["large language model*", "retrieval"],
        read=_line,
    )
    categories: tuple[str, ...] = _key(
        (),
        doc="Categories or archives that a paper stands in, its own or a cross-listed one.",
        example=["cs.CY"],
        read=_category,
        words=taxonomy.known(),
    )
    authors: tuple[str, ...] = _key(
        (), doc="Authors by their full names.", example=["Ada Example"], read=_line
    )

    @property
    def asks(self) -> bool:
        """Whether it asks for anything at all."""
        return bool(self.keywords or self.categories or self.authors)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    include: Filter = _key(Filter(), doc="When anything stands here, only papers that match it are listed.")
    exclude: Filter = _key(Filter(), doc="Papers that match this are left out, and counted by the rule.")


def _variable(text: str) -> str:
    if not re.fullmatch(r"[A-Z_][A-Z0-9_]*", text):
        raise ValueError("expected the name of an environment variable, never the key itself")
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    requests: int | None = _key(None, doc="At most so many requests.", example=200)
    tokens: int | None = _key(None, doc="At most so many tokens, in and out.", example=200000)
    usd: float | None = _key(None, doc="At most so many US dollars, by the price.", example=0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    prompt: float = _key(doc="US dollars for a million tokens of a question.", example=0.15)
    completion: float = _key(doc="US dollars for a million tokens of an answer.", example=0.6)


OVERVIEW = "overview"
_ALSO = ("keywords", "rating", "problem", "innovation", "value", "title", "abstract", OVERVIEW)


def _also(text: str) -> str:
    if text not in _ALSO:
        near = nearest(text, _ALSO) or f"the words are {', '.join(_ALSO)}"
        raise ValueError(f"a model is not asked for {text!r}; {near}")
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Summaries:
    model: str = _key(
        doc="The model that tells the papers; without `summaries` the authors' own sentences do.",
        example="gpt-4o-mini",
        read=_model,
    )
    base_url: str = _key(
        f"{OPENAI}v1/",
        doc="Any OpenAI-compatible endpoint, as of DeepSeek, vLLM, Ollama, LiteLLM or OpenRouter.",
        example="http://127.0.0.1:11434/v1/",
        read=_address,
        pattern=_ADDRESS,
    )
    key: str = _key(
        "OPENAI_API_KEY",
        doc="The environment variable that holds the key (a line of an ignored `.env` will do).",
        example="OPENAI_API_KEY",
        read=_variable,
        pattern="^[A-Z_][A-Z0-9_]*$",
        secret=True,
    )
    also: tuple[str, ...] = _key(
        (),
        doc="What the model is asked for beside the five parts: `keywords`, a `rating` by the interests, a "
        "`problem`, `innovation` and `value` each, the `title` and `abstract` in the site's language, and "
        "once a day for an `overview`: three to six subjects that its papers share, with a sentence each.",
        example=["keywords", "rating", "overview"],
        read=_also,
        words=_ALSO,
    )
    parallel: int = _key(8, doc="How many papers are asked about at once.", example=8)
    timeout: int = _key(
        60,
        doc="Seconds that one answer may take. More than that for slow models of your own: "
        "the first answer of a run is waited for 25 seconds, or as long as this says beyond 60.",
        example=60,
    )
    time_limit: int = _key(60, doc="Minutes after which a run begins no more papers.", example=60)
    price: Prices | None = _key(None, doc="What the model costs, where that is not known.")
    budget: Spending = _key(Spending(), doc="What one run may spend; more is not spent, and papers wait.")
    daily_budget: Spending = _key(Spending(), doc="What all runs of a day (UTC) may spend.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest:
    name: str = _key(
        doc="What it is called, on pages and in the address of its own page.",
        example="Evidence in language",
        read=_name,
    )
    about: str = _key(
        "",
        doc="What it is about, in a sentence or two; every word counts.",
        example="Language models that say on what their answers rest.",
        read=_line,
    )
    keywords: tuple[str, ...] = _key(
        (),
        doc="Words and phrases that its papers say; `robot*` is any word that begins so.",
        example=["citation", "faithful*", "retrieval-augmented generation"],
        read=_line,
    )
    follow: tuple[str, ...] = _key(
        (),
        doc="Authors by their full names, groups by a part of their affiliation, or phrases: marked wherever "
        "they stand, and always worth a look.",
        example=["Ada Example", "Example Lab"],
        read=_line,
    )
    avoid: tuple[str, ...] = _key(
        (),
        doc="Phrases that lower the score of a paper that says them.",
        example=["cryptocurrency"],
        read=_line,
    )
    weight: float = _key(1.0, doc="How much it counts beside the others.", example=2, least=0.1, most=10.0)


def _mailbox(text: str) -> str:
    if not re.fullmatch(_MAILBOX, text):
        raise ValueError("expected an address like digest@example.org, or the variable that holds it")
    return text


def is_mailbox(text: str) -> bool:
    """Whether it is an address of mail, and no variable."""
    return re.fullmatch(_MAILBOX, text) is not None and "@" in text


def _list_id(text: str) -> str:
    if not re.fullmatch(_LIST_ID, text):
        raise ValueError("expected the name of a list like digest.example.org")
    return text


def _unsubscribe(text: str) -> str:
    if not re.fullmatch(_UNSUBSCRIBE, text):
        raise ValueError("expected an address of https: or mailto:")
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    sender: str = _key(
        "MAIL_FROM",
        doc="The address that it comes from, or the environment variable (or line of an ignored `.env`) that "
        "holds it.",
        example="digest@example.org",
        read=_mailbox,
        pattern=_MAILBOX,
    )
    to: tuple[str, ...] = _key(
        ("MAIL_TO",),
        doc="The addresses that it goes to, as that of a mailing list, or the variable that holds them with "
        "commas between; each gets a message of its own.",
        example=["readers@example.org"],
        read=_mailbox,
        pattern=_MAILBOX,
        alone=True,
    )
    list_id: str = _key(
        "",
        doc="The name of the list, by which mail programs file it (RFC 2919).",
        example="digest.example.org",
        read=_list_id,
        pattern=_LIST_ID,
    )
    unsubscribe: str = _key(
        "",
        doc="Where readers leave the list: an address of `https:`, which must do with one click (RFC 8058), "
        "or of `mailto:`.",
        example="https://example.org/leave",
        read=_unsubscribe,
        pattern=_UNSUBSCRIBE,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Audio:
    url: str = _key(
        "",
        doc="Below which address the recordings are served, as `2026-01-27.mp3`; without it, none is linked.",
        example="https://github.com/example/digest/releases/download/audio/",
        read=_address,
        pattern=_ADDRESS,
    )
    model: str = _key(
        "", doc="The model that speaks; without it espeak-ng does.", example="gpt-4o-mini-tts", read=_model
    )
    voice: str = _key("alloy", doc="Its voice, as the endpoint names it.", example="alloy", read=_line)
    base_url: str = _key(
        f"{OPENAI}v1/",
        doc="Any endpoint that speaks as OpenAI's does (`audio/speech`).",
        example="http://127.0.0.1:8880/v1/",
        read=_address,
        pattern=_ADDRESS,
    )
    key: str = _key(
        "OPENAI_API_KEY",
        doc="The environment variable that holds the key (a line of an ignored `.env` will do).",
        example="OPENAI_API_KEY",
        read=_variable,
        pattern="^[A-Z_][A-Z0-9_]*$",
        secret=True,
    )


class SectionOrder(StrEnum):
    INTEREST = "interest"
    CATEGORY = "category"
    DECISION = "decision"


class Show(StrEnum):
    ALL = "all"
    CHOSEN = "chosen"


class Reviews(StrEnum):
    BOTH = "both"
    WEEK = "week"
    MONTH = "month"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorSettings:
    sections: SectionOrder = _key(
        SectionOrder.CATEGORY,
        doc="By what a new page is parted: `category`, `interest` or `decision`; in each part the best "
        "rated papers stand first.",
        example="interest",
    )
    must_read: float = _key(
        8.0, doc="The score from which a paper is a must read.", example=8, least=0.0, most=10.0
    )
    worth_a_look: float = _key(
        5.0, doc="The score from which a paper is worth a look.", example=5, least=0.0, most=10.0
    )
    show: Show = _key(
        Show.ALL,
        doc="What of a rated day is in view: `all` papers, or the `chosen`, which are must reads and worth a "
        "look; the others are then folded under a line with their number.",
        example="chosen",
    )
    reviews: Reviews = _key(
        Reviews.BOTH,
        doc="Which times are looked back upon, on pages and in the feeds: `both` week and month, one of "
        "them, or `none`.",
        example="week",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    title: str = _key(
        doc="The name of the paper, on its nameplate.", example="The Daily Preprint", read=_line
    )
    motto: str = _key(
        "", doc="A line under the name.", example="All the abstracts, in five parts", read=_line
    )
    description: str = _key(
        "",
        doc="What this digest is, in a sentence or two: for feed readers, search engines and shared links.",
        example="New papers on language and vision, every weekday.",
        read=_line,
    )
    url: str = _key(
        "http://127.0.0.1:8000/",
        doc="The public address of the site, with its sub-path if it has one.",
        example="https://example.github.io/digest/",
        read=_address,
        pattern=_ADDRESS,
    )
    language: str = _key(
        "en",
        doc="The language of the pages, as a BCP 47 tag like `en` or `zh-CN`.",
        example="en",
        read=_language,
        pattern=_LANGUAGE,
    )
    interface: str = _key(
        "",
        doc="The language of the site's own words, as of headings and dates: English and Chinese (`zh`) come "
        "with the program, a file in `layouts/words/` adds another; if absent, that of the pages where there "
        "is one, else English.",
        example="zh-CN",
        read=_language,
        pattern=_LANGUAGE,
    )
    publisher: str = _key(
        "",
        doc="Who publishes it, for feeds and the foot of the page; the title if absent.",
        example="Example Lab",
        read=_line,
    )
    sources: Sources = _key(Sources(), doc="Where the papers come from.")
    policy: Policy = _key(Policy(), doc="What of an announcement is listed.")
    summaries: Summaries | None = _key(None, doc="Summaries by a language model.")
    filters: Filters = _key(Filters(), doc="Which papers are wanted, and which are not.")
    interests: tuple[Interest, ...] = _key(
        (), doc="What matters to the readers: papers are rated by it, from 0 to 10."
    )
    editor: EditorSettings = _key(EditorSettings(), doc="How a page is prepared.")
    mail: Mail = _key(Mail(), doc="The message that `broadsheet mail` sends of a day.")
    audio: Audio = _key(Audio(), doc="The recording that `broadsheet audio` makes of a day.")
    paper_pages: bool = _key(
        False,
        doc="Whether each paper also has a page of its own, `/paper/2601.16272/`, from which Zotero and "
        "others read its bibliography; one more file for each paper there ever was.",
        example=True,
    )
    theme: Theme = _key(
        Theme.NEWSPAPER,
        doc="How the site looks: a `newspaper` of columns and rules, or a plain `reading-list`, one paper "
        "under the other. Your own `layouts/` go before either.",
        example="reading-list",
    )
    trusted_layouts: bool = _key(
        False,
        doc="Whether templates in your own `layouts/` may do all that the program may; otherwise they run in "
        "Jinja's sandbox, and can but show what they are given.",
        example=True,
    )

    heartbeat: str = _key(
        "",
        doc="Where to say after each run that there was one: the address of a watching service, or better "
        "the environment variable (or line of an ignored `.env`) that holds it. A run that failed is told "
        "with `/fail` behind the address; all else the service learns is your `url`.",
        example="HEARTBEAT_URL",
        read=_heartbeat,
        pattern=_HEARTBEAT,
        secret=True,
    )

    @property
    def base_path(self) -> str:
        """`/` or `/repo/`: what comes before every path of the site."""
        return "/" + self.url.split("://", 1)[1].partition("/")[2]

    def at(self, url: str) -> Site:
        """The same site at another address."""
        try:
            return dataclasses.replace(self, url=_address(url))
        except ValueError as error:
            raise UsageError(f"--url: {error}", hint=f"it says {url!r} now") from None

    def url_for(self, path: str) -> str:
        """The public address of a path of the site."""
        return self.url + path.removeprefix("/")
