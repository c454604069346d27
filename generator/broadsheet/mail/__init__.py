"""A day as a message: the two-minute page and the brief, for mail programs and for chats. What is told of a
paper is what the front page tells; here it is only laid out for where no style sheet and no script arrives.
"""

from __future__ import annotations

from broadsheet.mail.chat import SERVICES, Note, send
from broadsheet.mail.letter import Letter, letter, note
from broadsheet.mail.message import Envelope, message
from broadsheet.mail.post import Login, MailServer, post, server
from broadsheet.mail.sent import Sent

__all__ = [
    "SERVICES",
    "Envelope",
    "Letter",
    "Login",
    "MailServer",
    "Note",
    "Sent",
    "letter",
    "message",
    "note",
    "post",
    "send",
    "server",
]
