"""Who reads a day aloud, and where it is heard."""

from __future__ import annotations

from dataclasses import dataclass

from broadsheet.config.about import setting
from broadsheet.config.forms import ADDRESS, credential, endpoint, model_name, one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Audio:
    url: str = setting(
        "",
        doc="Below which address the recordings are served, as `2026-01-27.mp3`; without it, none is linked.",
        example="https://github.com/example/digest/releases/download/audio/",
        read=ADDRESS,
    )
    model: str = setting(
        "",
        doc="The model that speaks; without it espeak-ng does.",
        example="gpt-4o-mini-tts",
        read=model_name,
    )
    voice: str = setting("alloy", doc="Its voice, as the endpoint names it.", example="alloy", read=one_line)
    base_url: str = endpoint(
        doc="Any endpoint that speaks as OpenAI's does (`audio/speech`).", example="http://127.0.0.1:8880/v1/"
    )
    key: str = credential()
