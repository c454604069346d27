"""Whom a day is sent to, and by whom."""

from __future__ import annotations

from dataclasses import dataclass, replace

from broadsheet.config.about import Form, setting
from broadsheet.config.forms import HOST, LABEL, LANGUAGE, one_line

_WORD = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+"
_AT = rf"{_WORD}@{LABEL}(?:\.{LABEL})*"
_MAILBOX = Form(
    rf"^(?:{_AT}|[A-Z_][A-Z0-9_]*)$", "an address like digest@example.org, or the variable that holds it"
)
_LIST_ID = Form(rf"^{LABEL}(?:\.{LABEL})+$", "the name of a list like digest.example.org")
_UNSUBSCRIBE = Form(
    rf"^(?:https://{HOST}(?:[/?][!-;=?-~]*)?|mailto:{_AT}(?:\?[!-;=?-~]*)?)$",
    "an address of https: or mailto:",
)


def is_mailbox(text: str) -> bool:
    """Whether it is an address of mail, and no variable."""
    return _MAILBOX.fits(text) and "@" in text


@dataclass(frozen=True, slots=True, kw_only=True)
class MailList:
    """A further list, which gets the day in a language of its own."""

    name: str = setting(
        doc="What it is called here, each otherwise.", example="Chinese readers", read=one_line
    )
    language: str = setting(doc="In which language of the site.", example="zh", read=LANGUAGE)
    to: tuple[str, ...] = setting(
        (),
        doc="The addresses that it goes to, or the variable that holds them: for `zh` that is `MAIL_TO_ZH`, "
        "if absent.",
        example=["readers-zh@example.org"],
        read=_MAILBOX,
        alone=True,
    )
    list_id: str = setting(
        "", doc="The name of this list (RFC 2919).", example="zh.digest.example.org", read=_LIST_ID
    )
    unsubscribe: str = setting(
        "",
        doc="Where readers leave this list, as above.",
        example="https://example.org/leave?list=zh",
        read=_UNSUBSCRIBE,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    sender: str = setting(
        "MAIL_FROM",
        doc="The address that it comes from, or the environment variable (or line of an ignored `.env`) that "
        "holds it.",
        example="digest@example.org",
        read=_MAILBOX,
    )
    to: tuple[str, ...] = setting(
        ("MAIL_TO",),
        doc="The addresses that it goes to, as that of a mailing list, or the variable that holds them with "
        "commas between; each gets a message of its own.",
        example=["readers@example.org"],
        read=_MAILBOX,
        alone=True,
    )
    language: str = setting(
        "",
        doc="In which language of the site, where it has several: its first, if absent.",
        example="zh",
        read=LANGUAGE,
    )
    list_id: str = setting(
        "",
        doc="The name of the list, by which mail programs file it (RFC 2919).",
        example="digest.example.org",
        read=_LIST_ID,
    )
    unsubscribe: str = setting(
        "",
        doc="Where readers leave the list: an address of `https:`, which must do with one click (RFC 8058), "
        "or of `mailto:`.",
        example="https://example.org/leave",
        read=_UNSUBSCRIBE,
    )
    lists: tuple[MailList, ...] = setting(
        (), doc="Further lists, each in its language: every run sends the day to all of them."
    )

    @property
    def by_list(self) -> list[Mail]:
        """The message to each list by itself, this one's first."""
        return [
            replace(self, lists=()),
            *(
                Mail(
                    sender=self.sender,
                    to=each.to or (f"MAIL_TO_{each.language.upper().replace('-', '_')}",),
                    language=each.language,
                    list_id=each.list_id,
                    unsubscribe=each.unsubscribe,
                )
                for each in self.lists
            ),
        ]
