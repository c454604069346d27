"""Headers as every reader of mail shows them: each begins on the line of its name, and addresses are whole.

The library leaves the first line empty where the rest fits into the second, which plain readers show as no
subject; it writes a long address of a list as words in code, and breaks a long name without the quotes that
its comma needs.
"""

from __future__ import annotations

import textwrap
from email.header import Header
from email.headerregistry import HeaderRegistry, UniqueAddressHeader, UniqueUnstructuredHeader
from email.policy import SMTP
from email.utils import quote
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from email.headerregistry import BaseHeader
    from email.policy import Policy

_WIDTH = 78  # RFC 5322, 2.1.1
_LONGEST = 900  # characters that stand as they are; a line has 998 at most
_IN_CODE = "=?"


class _Named:
    """What the registry gives to each header."""

    name: str


class _Text(UniqueUnstructuredHeader, _Named):
    """Running text, broken between words. What in it looks like code is what was written."""

    @classmethod
    def parse(cls, value: str, kwds: dict[str, Any]) -> None:
        super().parse(value, kwds)
        kwds["decoded"] = value

    def fold(self, *, policy: Policy) -> str:
        text = str(self)
        return _line(
            self.name, _wrapped(self.name, text) if _is_plain(text) else _encoded(self.name, text), policy
        )


class _Whole(UniqueUnstructuredHeader, _Named):
    """What programs read letter by letter."""

    def fold(self, *, policy: Policy) -> str:
        return _line(self.name, str(self), policy)


class _Sender(UniqueAddressHeader, _Named):
    """One mailbox: its name, and where it is."""

    def fold(self, *, policy: Policy) -> str:
        (address,) = self.addresses
        mailbox, named = f"<{address.addr_spec}>", address.display_name
        said = f'"{quote(named)}"' if _is_plain(named) else _encoded(self.name, named)
        last = f"{self.name}: {said}".rsplit("\n", 1)[-1]
        between = " " if len(last) + len(mailbox) < _WIDTH else "\n "
        return _line(self.name, f"{said}{between}{mailbox}" if named else mailbox, policy)


def _line(name: str, lines: str, policy: Policy) -> str:
    return f"{name}: {lines}\n".replace("\n", policy.linesep)


def _is_plain(text: str) -> bool:
    """Whether it may stand as it is."""
    return text.isascii() and _IN_CODE not in text and len(text) < _LONGEST


def _wrapped(name: str, text: str) -> str:
    begun = f"{name}: "
    lines = textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=begun,
        subsequent_indent=" ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines)[len(begun) :]


def _encoded(name: str, text: str) -> str:
    return Header(text, "utf-8", header_name=name).encode()


def _registry() -> HeaderRegistry:
    registry = HeaderRegistry()
    for name, kind in {
        "from": _Sender,
        "subject": _Text,
        "list-id": _Whole,
        "list-unsubscribe": _Whole,
        "list-unsubscribe-post": _Whole,
    }.items():
        # The registry makes classes of these and of BaseHeader, which no type says.
        registry.map_to_type(name, cast("type[BaseHeader]", kind))
    return registry


SEVEN_BITS = SMTP.clone(cte_type="7bit", header_factory=_registry())  # what every server takes
