"""Where the papers come from, and which of them are wanted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from broadsheet import taxonomy
from broadsheet.config.about import setting
from broadsheet.config.forms import known_category, phrases, served


@dataclass(frozen=True, slots=True, kw_only=True)
class ArxivSource:
    categories: tuple[str, ...] = setting(
        doc="The categories or whole archives to read, in the order in which their papers stand on a page; "
        "arXiv names them at <https://arxiv.org/category_taxonomy>.",
        example=["cs.CL", "cs.CV", "stat"],
        read=known_category,
        words=taxonomy.known(),
    )
    base_url: str = served(
        "https://rss.arxiv.org/",
        doc="Where arXiv's feeds are served; another address is for a mirror or a test.",
    )
    api_url: str = served(
        "https://export.arxiv.org/api/query/",
        doc="Where arXiv answers queries, by which missed days are repaired.",
    )
    oai_url: str = served(
        "https://oaipmh.arxiv.org/oai/",
        doc="Where arXiv's records are harvested when queries are not answered.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HuggingFaceSource:
    base_url: str = served(
        "https://huggingface.co/",
        doc="Where Hugging Face answers; another address is for a mirror or a test.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    arxiv: ArxivSource | None = setting(None, doc="arXiv's daily announcements.")
    huggingface: HuggingFaceSource | None = setting(
        None,
        doc="Hugging Face's daily papers, its readers' list: `huggingface:` alone on its line is enough.",
    )


class Replacements(StrEnum):
    IGNORE = "ignore"
    LIST = "list"
    REFRESH = "refresh"


def _cross_lists(text: str) -> str:
    return text if text in {"all", "none"} else known_category(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    cross_lists: tuple[str, ...] = setting(
        ("all",),
        doc="Papers of other categories that were cross-listed into yours: `all`, `none`, or those whose own "
        "category (or archive) is named.",
        example="all",
        read=_cross_lists,
        words=("all", "none", *taxonomy.known()),
        alone=True,
    )
    replacements: Replacements = setting(
        Replacements.IGNORE,
        doc="New versions of earlier papers: `ignore` them, `list` them as updated, or `refresh` the entry "
        "of a paper that stands on an earlier page.",
        example="ignore",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    keywords: tuple[str, ...] = phrases(
        doc="Words or phrases in the title or abstract, in any case; `transformer*` also finds transformers.",
        example=["large language model*", "retrieval"],
    )
    categories: tuple[str, ...] = setting(
        (),
        doc="Categories or archives that a paper stands in, its own or a cross-listed one.",
        example=["cs.CY"],
        read=known_category,
        words=taxonomy.known(),
    )
    authors: tuple[str, ...] = phrases(doc="Authors by their full names.", example=["Ada Example"])

    @property
    def asks(self) -> bool:
        """Whether it asks for anything at all."""
        return bool(self.keywords or self.categories or self.authors)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    include: Filter = setting(
        Filter(), doc="When anything stands here, only papers that match it are listed."
    )
    exclude: Filter = setting(Filter(), doc="Papers that match this are left out, and counted by the rule.")
