"""What the publisher writes himself, in a further language of the site. It is shown, and nothing else: papers
are rated, filed and addressed by an interest's own name.
"""

from __future__ import annotations

from dataclasses import dataclass

from broadsheet.config.about import setting
from broadsheet.config.forms import LANGUAGE, line, one_line
from broadsheet.config.interests import interest_name


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedInterest:
    of: str = setting(
        doc="The interest's own name.", example="Evidence in language", read=one_line, is_key=True
    )
    name: str = setting(
        "",
        doc="What the interest is called there; this alone may stand behind its own name.",
        example="语言中的证据",
        read=interest_name,
        alone=True,
    )
    about: str = line(doc="What it is about.", example="能说明答案依据何在的语言模型。")


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedSite:
    language: str = setting(doc="Into which language of the site.", example="zh", read=LANGUAGE, is_key=True)
    title: str = line(doc="The name of the paper.", example="每日预印本")
    motto: str = line(doc="The line under it.", example="所有摘要，五段读完")
    description: str = line(doc="What this digest is.", example="语言与视觉的新论文，每个工作日一期。")
    publisher: str = line(doc="Who publishes it.", example="示例实验室")
    interests: tuple[TranslatedInterest, ...] = setting(
        (), doc="The interests by their own names, and what each is called there."
    )

    def of(self, interest: str) -> TranslatedInterest:
        """An interest by its own name; what is empty there was not translated."""
        return next((each for each in self.interests if each.of == interest), TranslatedInterest(of=interest))
