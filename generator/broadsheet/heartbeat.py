"""Tells a watching service after each run that there was one, and whether it went well: such a service calls
when it hears of a failure, and when it hears nothing. Speaks the way of Healthchecks, which others share: the
address itself for success, the same with `/fail` for failure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from broadsheet.errors import SourceError
from broadsheet.wire import Limits, Wire

if TYPE_CHECKING:
    import httpx

_HURRIED = Limits(connect=5, read=10, total=20, size=64 * 1024, attempts=2)  # nobody waits for it


def beat(
    address: str, *, is_well: bool, user_agent: str, transport: httpx.BaseTransport | None = None
) -> None:
    """Make the request. A SourceError names the service by its host alone: the address is a secret."""
    host = urlsplit(address).hostname or ""
    with Wire(user_agent, limits=_HURRIED, transport=transport) as wire:
        try:
            status = wire.get(signal(address, is_well=is_well)).status
        except SourceError as error:
            raise SourceError(f"the heartbeat {error.what}", file=host, hint=_HINT) from None
    if status >= 400:
        raise SourceError(f"the heartbeat was answered with HTTP status {status}", file=host, hint=_HINT)


_HINT = "look at the key `heartbeat`; the run itself is not touched by this"


def signal(address: str, *, is_well: bool) -> str:
    """The address that says how it went."""
    if is_well:
        return address
    parts = urlsplit(address)
    return urlunsplit(parts._replace(path=parts.path.rstrip("/") + "/fail"))
