"""Where a redirect may lead: to http(s), and to no private address unless we were sent to one."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urljoin, urlsplit

from broadsheet.errors import SourceError


def led(origin: str, location: str, *, sent_by: str) -> str:
    """The address that an answer leads to."""
    try:
        url = urljoin(origin, location)
        (urlsplit(url).hostname or "").encode("idna")
    except ValueError as error:
        raise SourceError(
            "leads to something that is no address", file=sent_by, hint=f"it redirects to {location[:80]!r}"
        ) from error
    refuse_private(url, sent_by=sent_by)
    return url


def refuse_private(url: str, *, sent_by: str) -> None:
    """SourceError when an answer leads where only this machine or its network is."""
    try:
        scheme, host = urlsplit(url).scheme, urlsplit(url).hostname or ""
    except ValueError:
        scheme, host = "", ""
    if scheme not in {"http", "https"}:
        raise SourceError(
            "leads to something that is not http(s)", file=sent_by, hint=f"it redirects to {url[:80]!r}"
        )
    if _is_private(host) and not _is_private(urlsplit(sent_by).hostname or ""):
        raise SourceError(
            "leads to a private address",
            file=sent_by,
            hint=f"it redirects to {url[:80]!r}; check the address",
        )


def _is_private(host: str) -> bool:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return False  # who cannot be found cannot be asked either
    return any(not ipaddress.ip_address(str(each[4][0]).partition("%")[0]).is_global for each in found)
