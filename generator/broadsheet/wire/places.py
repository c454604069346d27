"""Where an answer may lead: to http(s), and to no address of this machine or its network, whatever name it
has, unless the publisher's own address is in that network.

Names are judged before they are asked, and the address that is then connected to is judged again before a
byte is sent: a name may mean one thing now and another a moment later. A proxy, which the environment names,
looks names up itself: of what it reaches only the name can be judged.
"""

from __future__ import annotations

import ipaddress
import socket
from contextlib import suppress
from urllib.parse import urljoin, urlsplit

from broadsheet.errors import SourceError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# IANA's registries of special-purpose addresses. One network may have several blocks.
_BLOCKS = {
    "loopback": "127.0.0.0/8 ::1/128",
    "private": "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 fc00::/7 fec0::/10",
    "shared by a provider": "100.64.0.0/10",
    "for benchmarks": "198.18.0.0/15 2001:2::/48",  # also what some proxies answer for every name
    "link-local": "169.254.0.0/16 fe80::/10",  # where clouds keep a machine's keys
    "none at all": "0.0.0.0/8 ::/128",
    "multicast": "224.0.0.0/4 ff00::/8",
    "reserved": "240.0.0.0/4 192.0.0.0/24 192.88.99.0/24 2001::/23 2002::/16 100::/64 5f00::/16",
    "for documents": "192.0.2.0/24 198.51.100.0/24 203.0.113.0/24 2001:db8::/32 3fff::/20",
    "NAT64": "64:ff9b:1::/48",
}
_NETWORKS = [
    (ipaddress.ip_network(block), name) for name, blocks in _BLOCKS.items() for block in blocks.split()
]
# No name leads there in earnest; who means such an address writes it.
_ONLY_IF_WRITTEN = frozenset({"link-local", "none at all", "multicast", "reserved", "for documents"})
_GIVEN_OUT = ipaddress.ip_network("2000::/3")  # all that is public of IPv6
# Where an address of IPv4 stands within one of IPv6: how many bits from the end, and what it is mixed with.
_WITHIN = [
    (ipaddress.ip_network(block), shift, mask)
    for block, shift, mask in (
        ("::/96", 0, 0),
        ("::ffff:0:0/96", 0, 0),
        ("::ffff:0:0:0/96", 0, 0),  # RFC 2765
        ("64:ff9b::/96", 0, 0),  # NAT64, RFC 6052
        ("64:ff9b:1::/48", 0, 0),  # and of local use, RFC 8215
        ("2002::/16", 80, 0),  # 6to4
        ("2001::/32", 0, 0xFFFFFFFF),  # Teredo
    )
]
_STANDS_FOR_IT = 4  # of these, the first: the address is IPv4's and nothing else


def network_of(address: str) -> str:
    """The network that is not everybody's to which an address belongs; "" when it is public."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        for place, (block, shift, mask) in enumerate(_WITHIN):
            if found in block and int(found) > 1:
                inner = ipaddress.IPv4Address((int(found) >> shift & 0xFFFFFFFF) ^ mask)
                if (name := _network(inner)) or place < _STANDS_FOR_IT:
                    return name
    return _network(found)


def _network(address: Address) -> str:
    name = next((name for block, name in _NETWORKS if address in block), "")
    if not name and isinstance(address, ipaddress.IPv6Address) and address not in _GIVEN_OUT:
        return "reserved"
    return name


class Places:
    """Judges the addresses of one client, and remembers in which networks hosts were reached."""

    def __init__(self) -> None:
        self._reached: dict[str, set[str]] = {}

    def led(self, origin: str, location: str, *, sent_by: str) -> str:
        """The address that an answer leads to; `sent_by` is the one that the publisher named."""
        try:
            url = urljoin(origin, location)
            (urlsplit(url).hostname or "").encode("idna")
            _ = urlsplit(url).port
        except ValueError as error:
            raise SourceError(
                "leads to something that is no address", file=sent_by, hint=_redirects(location)
            ) from error
        self.refuse_private(url, sent_by=sent_by)
        return url

    def refuse_private(self, url: str, *, sent_by: str) -> None:
        """SourceError when a name leads where an answer may not lead."""
        if urlsplit(url).scheme not in {"http", "https"}:
            raise SourceError("leads to something that is not http(s)", file=sent_by, hint=_redirects(url))
        for network in _networks(_host(url)):
            if not self._may(network, url, sent_by):
                raise _refused(network, url, sent_by)

    def refuse_reached(self, address: str, url: str, *, sent_by: str) -> None:
        """SourceError when what was connected to for `url` is an address that an answer may not lead to."""
        network = network_of(address)
        if not self._may(network, url, sent_by):
            raise _refused(network, url, sent_by)
        self._reached.setdefault(_host(url), set()).add(network)

    def _may(self, network: str, url: str, sent_by: str) -> bool:
        if not network:
            return True
        own = _host(sent_by)
        if network in _ONLY_IF_WRITTEN and not _is_written(own):
            return False
        return _host(url) == own or network in (self._reached.get(own) or _networks(own))


def _host(url: str) -> str:
    with suppress(ValueError):
        return (urlsplit(url).hostname or "").rstrip(".")
    return ""


def _is_written(host: str) -> bool:
    """Whether a host is an address already."""
    with suppress(ValueError):
        return bool(ipaddress.ip_address(host.partition("%")[0]))
    return False


def _networks(host: str) -> set[str]:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return set()  # who cannot be found cannot be asked either, or is found by a proxy
    return {network_of(str(each[4][0])) for each in found}


def _refused(network: str, url: str, sent_by: str) -> SourceError:
    hint = _redirects(url) if url != sent_by else f"its name means {_host(url)} is {network}"
    return SourceError(
        f"leads to a private address ({network})", file=sent_by, hint=f"{hint}; check the address"
    )


def _redirects(url: str) -> str:
    return f"it redirects to {url[:80]!r}"
