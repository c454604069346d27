"""The letter as a message of mail: multipart, the same bytes whenever it is made, with the headers by which
mail programs file it and readers leave the list. No text of a paper reaches a header but through the library
that refuses lines in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from broadsheet import paths
from broadsheet.mail.headers import SEVEN_BITS
from broadsheet.text.fingerprint import fingerprint

if TYPE_CHECKING:
    from broadsheet.config import Site
    from broadsheet.mail.letter import Letter

_NOBODY = "nobody@broadsheet.invalid"  # of a message that is looked at, not sent


@dataclass(frozen=True, slots=True)
class Envelope:
    sender: str = _NOBODY
    to: str = _NOBODY


def message(letter: Letter, envelope: Envelope, site: Site) -> EmailMessage:
    """Of one letter to one address."""
    made = EmailMessage(policy=SEVEN_BITS)
    made["From"] = Address(_one_line(site.title), addr_spec=envelope.sender)
    made["To"] = Address(addr_spec=envelope.to)
    made["Subject"] = _one_line(letter.subject)
    made["Date"] = paths.mail(paths.announced(letter.day))
    made["Message-ID"] = _identity(letter, envelope.to, site)
    made["Auto-Submitted"] = "auto-generated"  # nobody's absence is told to it (RFC 3834)
    if site.mail.list_id:
        made["List-ID"] = f"<{site.mail.list_id}>"
    if site.mail.unsubscribe:
        made["List-Unsubscribe"] = f"<{site.mail.unsubscribe}>"
    if site.mail.unsubscribe.startswith("https:"):
        made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made.set_content(letter.text, charset="utf-8")
    made.add_alternative(letter.html, subtype="html", charset="utf-8")
    made["Content-Language"] = (
        letter.language
    )  # of the whole: what stands before the parts goes into the first
    made.set_boundary(f"=_{fingerprint(letter.html)[:24]}")
    return made


def _identity(letter: Letter, to: str, site: Site) -> str:
    """Sent twice by whatever accident, it is the same message, of which mail programs show one."""
    of = fingerprint(f"{site.url}\n{site.mail.list_id or to}")[:16]
    host = urlsplit(site.url).hostname or ""
    domain = host if any(c.isalpha() for c in host) and ":" not in host else "broadsheet.invalid"
    return f"<{letter.day}.{letter.language}.{of}@{domain}>"


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
