"""A real mail server on the loopback interface, by aiosmtpd, that takes messages or behaves as a test says.

with MailDoor() as door:
    door.replies["full@example.org"] = "452 4.2.2 mailbox full"
    door.replies["ada@example.org"] = None  # hangs up
    send(door.url)
    door.messages  # what it took: (sender, recipient, message)
"""

import email
import email.policy
from functools import partial

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult


class MailDoor(Controller):
    def __init__(self, *, users=None, tls=None, hangs_up=False):
        self.messages, self.replies, self.hangs_up = [], {}, hangs_up
        self.users = users
        options = {"tls_context": tls} if tls else {}
        if users:
            options |= {
                "authenticator": self._login,
                "auth_required": True,
                "auth_require_tls": bool(tls),
            }
        self._server = partial(SMTP, self, hostname="localhost", **options)
        super().__init__(self, hostname="127.0.0.1", port=0, ready_timeout=20)

    def factory(self):
        return self._server()

    def _trigger_server(self):
        """With port 0 it is not known before it listens."""
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()

    @property
    def url(self):
        return f"smtp://localhost:{self.port}"

    def _login(self, _server, _session, _envelope, _mechanism, given):
        is_known = self.users.get(given.login.decode()) == given.password.decode()
        return AuthResult(success=is_known, handled=False)

    async def handle_RCPT(self, server, session, envelope, address, _options):  # noqa: N802  # aiosmtpd's name
        if address in self.replies:
            if self.replies[address] is None:
                server.transport.close()
            return self.replies[address] or "421 gone"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  # the same
        if self.hangs_up:
            server.transport.close()
            return "421 gone"
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.messages.append((envelope.mail_from, *envelope.rcpt_tos, message))
        return "250 taken"

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
