"""Who says a text: any endpoint that speaks as OpenAI's does, or espeak-ng on this machine."""

from __future__ import annotations

import shutil
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from broadsheet.errors import BroadsheetError, DeliveryError, UsageError, reply

if TYPE_CHECKING:
    from collections.abc import Callable

_SECONDS = 120.0  # for a paragraph
_LARGEST = 64 * 1024 * 1024  # ten minutes of it, uncompressed
_BUSY = frozenset({408, 409, 429, 500, 502, 503, 504})
_ATTEMPTS = 4
_SLOW = "150"  # words a minute


class Speaker(Protocol):
    @property
    def name(self) -> str:
        """As it is told who speaks."""

    def say(self, text: str, language: str) -> bytes:
        """A file of sound, in a form that ffmpeg reads."""


@dataclass(frozen=True, slots=True)
class Espeak:
    """Needs no network and no key."""

    name: str = "espeak-ng"

    def say(self, text: str, language: str) -> bytes:
        program = shutil.which("espeak-ng")
        if not program:
            raise UsageError(
                "espeak-ng is not installed, and no endpoint is named that speaks",
                hint="apt-get install espeak-ng, or name a model in broadsheet.yaml: audio: {model: …}",
            )
        voice = "cmn" if language.startswith("zh") else language.partition("-")[0]
        words = [program, "-v", voice, "-s", _SLOW, "--stdin", "--stdout"]
        try:
            ran = subprocess.run(  # noqa: S603  # a program of the system; the text goes to its input
                words, input=text.encode(), capture_output=True, check=True, timeout=_SECONDS
            )
        except subprocess.CalledProcessError as error:
            said = reply(error.stderr)
            raise DeliveryError(f"does not speak {language}: {said}", file="espeak-ng") from error
        except subprocess.TimeoutExpired as error:
            raise DeliveryError("does not come to an end", file="espeak-ng") from error
        return ran.stdout


@dataclass(frozen=True, slots=True)
class SpeechEndpoint:
    base_url: str
    model: str
    voice: str
    key: str
    sleep: Callable[[float], None] = time.sleep

    @property
    def name(self) -> str:
        return self.model

    def say(self, text: str, language: str) -> bytes:
        """A busy endpoint is asked again; whatever else it answers is told, without the key."""
        del language  # it hears that itself
        for attempt in range(1, _ATTEMPTS + 1):
            status, body = self._asked(text)
            if status == 200 and body:
                return body
            if status not in _BUSY or attempt == _ATTEMPTS:
                said = body[:1000].decode("utf-8", "replace").replace(self.key, "…")
                raise DeliveryError(
                    f"does not speak ({status} {reply(said)})",
                    file=self.base_url,
                    hint="check audio: in broadsheet.yaml, and the key",
                )
            self.sleep(2.0**attempt)
        raise AssertionError  # the last attempt returns or raises

    def _asked(self, text: str) -> tuple[int, bytes]:
        import httpx2 as httpx  # noqa: PLC0415  # slow, and who speaks offline needs none

        from broadsheet.wire.client import Bounds, Client  # noqa: PLC0415  # the same

        body = {"model": self.model, "voice": self.voice, "input": text, "response_format": "wav"}
        try:
            with Client(Bounds(size=_LARGEST, total=_SECONDS), timeout=_SECONDS) as client:
                answer = client.post(
                    f"{self.base_url}audio/speech",
                    json=body,
                    headers={"Authorization": f"Bearer {self.key}"},
                )
                return answer.status_code, answer.content
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise DeliveryError(
                "could not be reached" if isinstance(error, httpx.ConnectError) else "broke off its answer",
                file=self.base_url,
                hint="run it again later; the day is published without sound",
            ) from error
        except BroadsheetError as error:
            raise DeliveryError(error.what, file=self.base_url, hint=error.hint) from error
