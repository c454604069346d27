"""A server of mail, and what it says to each message. Credentials go over an encrypted connection only, and
so does everything else unless the server is this machine.
"""

from __future__ import annotations

import smtplib
import ssl
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from broadsheet.errors import DeliveryError, UsageError, reply
from broadsheet.wire.trust import trusted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from email.message import EmailMessage

    from broadsheet.mail.message import Envelope

_PORTS = {"smtp": 587, "smtps": 465}
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_SECONDS = 30.0  # that one answer may take


@dataclass(frozen=True, slots=True)
class MailServer:
    host: str
    port: int
    is_encrypted: bool  # from the first byte on

    @property
    def name(self) -> str:
        return f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Login:
    user: str
    password: str


def server(url: str) -> MailServer:
    """What `smtp://host:587` means; UsageError when it means nothing, or says what belongs elsewhere."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if not host or parts.scheme not in _PORTS:
        raise UsageError("that is no server of mail", hint="write it like smtp://mail.example.org:587")
    if parts.username or parts.password:
        raise UsageError(
            "the address of the server holds credentials, which every list of processes shows",
            hint="put them into the variables SMTP_USER and SMTP_PASSWORD, or a line of an ignored .env",
        )
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise UsageError(
            "the address of a mail server is a host and a port", hint="write smtp://mail.example.org:587"
        )
    return MailServer(host, port or _PORTS[parts.scheme], parts.scheme == "smtps")


def post(
    mail: Iterable[tuple[Envelope, EmailMessage]],
    to: MailServer,
    login: Login | None,
    *,
    seconds: float = _SECONDS,
) -> Iterator[tuple[Envelope, DeliveryError | None]]:
    """Hand over one message after the other: each with what the server has against it, or nothing.
    DeliveryError when there is nobody to hand them to, or no more.
    """
    with _translated(to), _opened(to, login, seconds) as line:
        for envelope, message in mail:
            line.is_handing_over = False
            try:
                line.send_message(message, envelope.sender, [envelope.to])
            except smtplib.SMTPRecipientsRefused as error:
                code, reply = next(iter(error.recipients.values()))
                yield envelope, _refusal(to, code, reply)
            except smtplib.SMTPSenderRefused as error:
                yield envelope, _refusal(to, error.smtp_code, error.smtp_error)
            except smtplib.SMTPResponseException as error:
                yield envelope, _refusal(to, error.smtp_code, error.smtp_error)
            except (smtplib.SMTPException, OSError) as error:
                if line.is_handing_over:
                    raise _unanswered(to) from error
                raise
            else:
                yield envelope, None


class _Connection(smtplib.SMTP):
    is_handing_over = False  # whether the server may have a message and has not said so

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.is_handing_over = True
        answer = super().data(msg)
        self.is_handing_over = False
        return answer


class _EncryptedConnection(_Connection, smtplib.SMTP_SSL):
    """Encrypted from the first byte on."""


@contextmanager
def _opened(to: MailServer, login: Login | None, seconds: float) -> Iterator[_Connection]:
    secure = trusted(ssl.create_default_context)
    line = (
        _EncryptedConnection(to.host, to.port, timeout=seconds, context=secure)
        if to.is_encrypted
        else _Connection(to.host, to.port, timeout=seconds)
    )
    try:
        line.ehlo_or_helo_if_needed()
        is_encrypted = to.is_encrypted
        if not is_encrypted and line.has_extn("starttls"):
            line.starttls(context=secure)
            line.ehlo()
            is_encrypted = True
        if not is_encrypted and (login or to.host not in _HERE):
            raise DeliveryError(
                "offers no encryption",
                file=to.name,
                hint="use its smtps:// address; unencrypted, only this machine is sent to, without a login",
            )
        if login:
            line.login(login.user, login.password)
        yield line
    finally:
        with suppress(smtplib.SMTPException, OSError):
            line.quit()


@contextmanager
def _translated(to: MailServer) -> Iterator[None]:
    """The one table of what a connection may come to."""
    try:
        yield
    except smtplib.SMTPAuthenticationError as error:
        raise DeliveryError(
            f"refuses the login ({error.smtp_code} {reply(error.smtp_error)})",
            file=to.name,
            hint="check SMTP_USER and SMTP_PASSWORD",
        ) from error
    except smtplib.SMTPNotSupportedError as error:
        raise DeliveryError(
            "takes no login", file=to.name, hint="unset SMTP_USER and SMTP_PASSWORD, or name another server"
        ) from error
    except smtplib.SMTPResponseException as error:
        raise _refusal(to, error.smtp_code, error.smtp_error) from error
    except ssl.SSLError as error:
        raise DeliveryError(
            f"cannot be trusted: {error.reason or 'its certificate or encryption does not hold'}",
            file=to.name,
            hint="check the host, and whether smtp:// or smtps:// is meant",
        ) from error
    except TimeoutError as error:
        raise DeliveryError(
            "did not answer in time", file=to.name, hint="run it again: nobody gets the day twice"
        ) from error
    except (smtplib.SMTPException, OSError) as error:
        raise DeliveryError(
            "broke the connection" if isinstance(error, smtplib.SMTPException) else "could not be reached",
            file=to.name,
            hint="run it again: nobody gets the day twice",
        ) from error


def _unanswered(to: MailServer) -> DeliveryError:
    return DeliveryError(
        "broke off before it said whether it took the message",
        file=to.name,
        hint="run it again: who has it may get it once more, as the same message by its Message-ID",
    )


def _refusal(to: MailServer, code: int, words: bytes | str) -> DeliveryError:
    is_passing = 400 <= code < 500
    return DeliveryError(
        f"takes no message {'now' if is_passing else 'for it'} ({code} {reply(words)})",
        file=to.name,
        hint="run it again in a while: nobody gets the day twice" if is_passing else "check the addresses",
    )
