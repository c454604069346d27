"""A day for the ear: a script of what is said, somebody who says it, and one file of sound made of that. The
press links what it is told of (`broadsheet.recordings`), and knows nothing of this room.
"""

from __future__ import annotations

from broadsheet.voice.script import ScriptSection, Utterance, script
from broadsheet.voice.sound import Sound, Spoken, joined
from broadsheet.voice.speech import Espeak, Speaker, SpeechEndpoint

__all__ = [
    "Espeak",
    "ScriptSection",
    "Sound",
    "Speaker",
    "SpeechEndpoint",
    "Spoken",
    "Utterance",
    "joined",
    "script",
]
