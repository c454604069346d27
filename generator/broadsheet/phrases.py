"""What the program itself writes onto pages, by the language of the digest. A further language is one more
table here; where there is none, pages are written in English. (The words of the interface: `words.py`.)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """Of one language. `{}` stands where something is put in."""

    page: str  # what a new page is called, until its editor finds a better name
    must_read: str
    worth_a_look: str
    skip: str
    other: str  # papers of no interest
    # Why a paper is rated as it is.
    titled: str
    both: str
    says: str
    only: str
    akin: str
    nothing: str
    follows: str
    avoids: str
    # How many papers a track of the day has.
    papers: str
    most: str
    all: str
    usual: str
    usually: str
    never: str
    along: str
    coded: str
    # How clauses and names are put together.
    last: str
    comma: str
    stop: str
    end: str
    numbers: str = ""  # in words, from none on

    @property
    def sections(self) -> tuple[str, ...]:
        """Of those that the program makes what they are called, in one order in all languages."""
        return self.must_read, self.worth_a_look, self.skip, self.other

    def title(self, day: date) -> str:
        """That of a new page."""
        return self.page.format(day)

    def number(self, count: int) -> str:
        """In words where it is small and the language writes it so."""
        words = self.numbers.split()
        return words[count] if count < len(words) else str(count)

    def listed(self, names: Sequence[str]) -> str:
        """`one, two and three`."""
        return self.last.join(filter(None, [self.comma.join(names[:-1]), names[-1]]))

    def sentence(self, clauses: Iterable[str]) -> str:
        """The clauses as one sentence, with a capital and a full stop."""
        text = self.stop.join(clauses) + self.end
        return text[0].upper() + text[1:]


_ENGLISH = Phrases(
    page="Research digest, {0.day} {0:%B %Y}",
    must_read="Must read",
    worth_a_look="Worth a look",
    skip="The rest",
    other="Other papers",
    titled="it is about {}",
    both="it is about {}, and touches on {}",
    says="it touches on {}",
    only="it only mentions {}",
    akin="it is akin to papers that say it",
    nothing="none of your interests stands in it",
    follows="you follow {}",
    avoids="you avoid {}",
    papers="{} papers",
    most="{}, {} of them in {}",
    all="{}, all in {}",
    usual="a usual day has {}",
    usually="as many days before had {}",
    never="none in the past {} days",
    along="several speak of {} too",
    coded="{} with code",
    last=" and ",
    comma=", ",
    stop="; ",
    end=".",
    numbers="no one two three four five six seven eight nine ten eleven twelve",
)
_CHINESE = Phrases(
    page="论文日报，{0.year}年{0.month}月{0.day}日",
    must_read="必读",
    worth_a_look="值得一看",
    skip="其余",
    other="其他论文",
    titled="以{}为题",
    both="以{}为题，也谈到{}",
    says="谈到{}",
    only="仅提及{}",
    akin="与相关论文相近",
    nothing="与您的关注无关",
    follows="您关注{}",
    avoids="您回避{}",
    papers="{}篇论文",
    most="{}，其中{}篇属于{}",
    all="{}，均属{}",
    usual="平日{}篇",
    usually="此前同样天数{}篇",
    never="过去{}天没有",
    along="多篇也谈到{}",
    coded="{}篇附代码",
    last="和",
    comma="、",
    stop="；",
    end="。",
)
_NAMES = {"de": "Deutsch", "en": "English", "es": "Español", "fr": "Français", "it": "Italiano"}
_NAMES |= {"ja": "日本語", "ko": "한국어", "pt": "Português", "ru": "Русский", "zh": "中文"}
_LANGUAGES = {"en": _ENGLISH, "zh": _CHINESE}


def of(language: str) -> Phrases:
    """Those of a language, given as a BCP 47 tag."""
    return _LANGUAGES.get(language.partition("-")[0], _ENGLISH)


def named(language: str) -> str:
    """A language, given as a BCP 47 tag, as who speaks it calls it; else its tag."""
    return _NAMES.get(language, _NAMES.get(language.partition("-")[0], language))
