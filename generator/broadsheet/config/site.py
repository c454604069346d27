"""What a publisher can say: the keys of the whole, whose sections are the rooms beside this one."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum

from broadsheet.config.about import Form, setting
from broadsheet.config.audio import Audio
from broadsheet.config.editor import EditorSettings
from broadsheet.config.forms import ADDRESS, HOST, LANGUAGE, line, one_line
from broadsheet.config.interests import Interest
from broadsheet.config.mail import Mail
from broadsheet.config.sources import Filters, Policy, Sources
from broadsheet.config.summaries import Summaries
from broadsheet.config.translations import TranslatedSite
from broadsheet.errors import UsageError

_HEARTBEAT = Form(
    rf"^(?:https?://{HOST}(?:[/?][!-~]*)?|[A-Z_][A-Z0-9_]*)$",
    "an address of http(s), or the environment variable that holds it",
)


class Theme(StrEnum):
    NEWSPAPER = "newspaper"
    READING_LIST = "reading-list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    title: str = setting(
        doc="The name of the paper, on its nameplate.", example="The Daily Preprint", read=one_line
    )
    motto: str = line(doc="A line under the name.", example="All the abstracts, in five parts")
    description: str = line(
        doc="What this digest is, in a sentence or two: for feed readers, search engines and shared links.",
        example="New papers on language and vision, every weekday.",
    )
    url: str = setting(
        "http://127.0.0.1:8000/",
        doc="The public address of the site, with its sub-path if it has one.",
        example="https://example.github.io/digest/",
        read=ADDRESS,
    )
    language: str = setting(
        "en",
        doc="The language of the pages, as a BCP 47 tag like `en` or `zh-CN`.",
        example="en",
        read=LANGUAGE,
    )
    languages: tuple[str, ...] = setting(
        (),
        doc="All languages of a site that has more than one, the first for `language`: each further one has "
        "an edition of its own, as at `/zh/`, and a model tells each paper in all of them at once.",
        example=["en", "zh"],
        read=LANGUAGE,
    )
    interface: str = setting(
        "",
        doc="The language of the site's own words, as of headings and dates: English and Chinese (`zh`) come "
        "with the program, a file in `layouts/words/` adds another; if absent, that of the pages where there "
        "is one, else English.",
        example="zh-CN",
        read=LANGUAGE,
    )
    publisher: str = line(
        doc="Who publishes it, for feeds and the foot of the page; the title if absent.",
        example="Example Lab",
    )
    translations: tuple[TranslatedSite, ...] = setting(
        (),
        doc="What you write here yourself, in the further languages of the site: it is shown in their "
        "editions, and whatever is not given stands there as you wrote it.",
    )
    sources: Sources = setting(Sources(), doc="Where the papers come from.")
    policy: Policy = setting(Policy(), doc="What of an announcement is listed.")
    summaries: Summaries | None = setting(None, doc="Summaries by a language model.")
    filters: Filters = setting(Filters(), doc="Which papers are wanted, and which are not.")
    interests: tuple[Interest, ...] = setting(
        (), doc="What matters to the readers: papers are rated by it, from 0 to 10."
    )
    editor: EditorSettings = setting(EditorSettings(), doc="How a page is prepared.")
    mail: Mail = setting(Mail(), doc="The message that `broadsheet mail` sends of a day.")
    audio: Audio = setting(Audio(), doc="The recording that `broadsheet audio` makes of a day.")
    paper_pages: bool = setting(
        False,
        doc="Whether each paper also has a page of its own, `/paper/2601.16272/`, from which Zotero and "
        "others read its bibliography; one more file for each paper there ever was.",
        example=True,
    )
    offline: bool = setting(
        True,
        doc="Whether readers may keep the newest days on their devices, to be read without a connection, and "
        "install the site as an app.",
        example=False,
    )
    theme: Theme = setting(
        Theme.NEWSPAPER,
        doc="How the site looks: a `newspaper` of columns and rules, or a plain `reading-list`, one paper "
        "under the other. Your own `layouts/` go before either.",
        example="reading-list",
    )
    trusted_layouts: bool = setting(
        False,
        doc="Whether templates in your own `layouts/` may do all that the program may; otherwise they run in "
        "Jinja's sandbox, and can but show what they are given.",
        example=True,
    )

    heartbeat: str = setting(
        "",
        doc="Where to say after each run that there was one: the address of a watching service, or better "
        "the environment variable (or line of an ignored `.env`) that holds it. A run that failed is told "
        "with `/fail` behind the address; all else the service learns is your `url`.",
        example="HEARTBEAT_URL",
        read=_HEARTBEAT,
        secret=True,
    )

    @property
    def others(self) -> tuple[str, ...]:
        """The languages beside the first."""
        return self.languages[1:]

    def translation(self, language: str) -> TranslatedSite:
        """Into a language; what is empty there was not translated."""
        return next(
            (each for each in self.translations if each.language == language),
            TranslatedSite(language=language),
        )

    @property
    def base_path(self) -> str:
        """`/` or `/repo/`: what comes before every path of the site."""
        return "/" + self.url.split("://", 1)[1].partition("/")[2]

    def at(self, url: str) -> Site:
        """The same site at another address."""
        try:
            return dataclasses.replace(self, url=ADDRESS(url))
        except ValueError as error:
            raise UsageError(f"--url: {error}", hint=f"it says {url!r} now") from None

    def url_for(self, path: str) -> str:
        """The public address of a path of the site."""
        return self.url + path.removeprefix("/")
