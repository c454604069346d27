"""`broadsheet mail`: a day as a message."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from broadsheet.cli import clock, options, secrets
from broadsheet.errors import BroadsheetError, DeliveryError, UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from broadsheet.cli.workspace import Workspace
    from broadsheet.config import Mail, Site
    from broadsheet.mail import Login, MailServer, Sent
    from broadsheet.press import OneDay

_FRESH = timedelta(days=4)  # a long weekend: what is older is sent only where it is named
_STDOUT = ("stdout", "-")
_FILES = (".eml", ".txt")
_TO = "write stdout, a file like day.eml, smtp://HOST, slack, feishu, telegram or ntfy"


@click.command("mail", short_help="Send a day as a message.")
@click.argument("day", metavar="[DATE]", type=options.DAY, required=False)
@click.option(
    "--to",
    "target",
    metavar="WHERE",
    default="stdout",
    show_default=True,
    help="stdout, a FILE (it has a slash, or ends in .eml or .txt), a mail server, or slack, feishu, "
    "telegram, ntfy.",
)
@click.option("--again", is_flag=True, help="Send it even to those who have it.")
@click.option("--language", metavar="TAG", help="In this language of the site alone.")
@click.option("--url", metavar="URL", help="The site is published at this address, not the configured one.")
@click.pass_obj
def command(  # noqa: PLR0913  # one parameter per option
    workspace: Workspace,
    *,
    day: date | None,
    target: str,
    again: bool,
    language: str | None,
    url: str | None,
) -> int:
    """Send a day, the newest by default: what matters in two minutes, what happened, and the rest in brief.

    \b
    broadsheet mail                               the message, to look at
    broadsheet mail --to day.eml                  the same into a file, for a mail program
    broadsheet mail --to smtp://mail.example.org  by STARTTLS; smtps:// is encrypted from the start
    broadsheet mail --to slack                    to the webhook that SLACK_WEBHOOK_URL holds
    broadsheet mail --language zh                 that of the edition in Chinese, of a site that has one

    By mail it comes from MAIL_FROM and goes to MAIL_TO (commas between), unless broadsheet.yaml says whom, in
    mail.language or else the site's first, and to each of mail.lists in its own;
    SMTP_USER and SMTP_PASSWORD log in. Chats: SLACK_WEBHOOK_URL, FEISHU_WEBHOOK_URL, TELEGRAM_URL
    (…/botTOKEN/sendMessage?chat_id=…), NTFY_URL; `slack:OTHER_NAME` is another variable. All of these stand
    in the environment, or in an ignored .env.

    Who is known to have a day in a language does not get it twice, however often this runs; exit code 1 says
    that somebody has not got it, or may not have.
    """
    from broadsheet import press
    from broadsheet.mail import SERVICES

    service, _, variable = target.partition(":")
    is_chat = service in SERVICES or service == "lark"
    is_mail = target.lower().startswith(("smtp:", "smtps:"))
    if not is_chat and not is_mail and target not in _STDOUT:
        target = _file(target, SERVICES)
    library, site = workspace.library(), workspace.site(url)
    found = (
        press.one_day(
            replace(site, mail=each),
            library,
            layouts=workspace.layouts,
            state=workspace.state,
            day=day,
            language=each.language,
        )
        for each in _lists(site, language)
    )
    one = next(found)
    if one is None:
        raise UsageError(f"there is no page of {day}" if day else "there is no page yet", hint="see content/")
    if not is_chat and not is_mail:
        return _show(one, target, workspace)
    if library.samples:
        raise UsageError("the papers of sample days are invented, and go to nobody", hint="send a real day")
    if why := _nothing_to_send(one, is_named=day is not None):
        workspace.terminal.talk(why)
        return 0
    if is_mail:
        return _mail([one, *filter(None, found)], target, workspace, again=again)
    return _chat(one, "feishu" if service == "lark" else service, variable, workspace, again=again)


def _lists(site: Site, language: str | None) -> list[Mail]:
    """All, or those in a language; where there is none in it, the first, in it."""
    lists = site.mail.by_list
    if language is None:
        return lists
    wanted = [each for each in lists if (each.language or site.language) == language]
    return wanted or [replace(lists[0], language=language)]


def _nothing_to_send(one: OneDay, *, is_named: bool) -> str:
    day = one.record
    if not day.papers:
        return f"{day.date} lists no paper: there is nothing to send"
    if not is_named and clock.now().date() - day.date > _FRESH:
        return f"the newest day is {day.date}: what is that old is sent only where it is named"
    return ""


def _file(target: str, services: Collection[str]) -> str:
    """The file that is meant; UsageError where none is."""
    if not target.strip():
        raise UsageError("--to names nobody", hint=_TO)
    if "://" in target:
        raise UsageError(f"--to {target}: is no mail server", hint=_meant_by_address(target))
    try:
        path = Path(target).expanduser()
    except RuntimeError as error:
        raise UsageError("is in nobody's home", file=target, hint=f"./{target} is here") from error
    if path.is_dir() or target.endswith("/"):
        raise UsageError("is a folder", file=target, hint="name the file: day.eml, say")
    if "/" not in target and not target.endswith(_FILES):
        raise UsageError(
            f"--to {target}: nobody of that name is known", hint=_meant_by_word(target, services)
        )
    return str(path) if target.startswith("~") else target


def _meant_by_address(target: str) -> str:
    from broadsheet.config.about import nearest

    scheme = target.partition("://")[0]
    if not scheme.startswith("http") and (near := nearest(f"{scheme}://", ("smtp://", "smtps://"))):
        return near
    named = ", ".join(f"{each}_WEBHOOK_URL" for each in ("SLACK", "FEISHU"))
    return f"an address of a chat stands in {named}, TELEGRAM_URL or NTFY_URL; --to names the chat"


def _meant_by_word(target: str, services: Collection[str]) -> str:
    """A slip, or somebody whom we do not know."""
    from broadsheet.config.about import nearest

    if "@" in target:
        return "let MAIL_TO hold the address; --to smtp://HOST sends to it"
    if re.search(r"\.|:[0-9]+$", target):
        meant = f"smtp://{target} sends it to that mail server"
    else:
        meant = nearest(target, services) or _TO
    return f"{meant}; ./{target} is a file of that name"


def _show(one: OneDay, target: str, workspace: Workspace) -> int:
    from broadsheet import files, mail

    site = one.context.site
    message = mail.message(mail.letter(one), mail.Envelope(), site)
    if target in _STDOUT:
        workspace.terminal.result(message.as_string())
    else:
        files.write_whole(Path(target), bytes(message))
        workspace.terminal.talk(f"{target}: the message of {one.record.date}")
    return 0


def _mail(days: Sequence[OneDay], target: str, workspace: Workspace, *, again: bool) -> int:
    """One day, for each list in its language."""
    from broadsheet import mail

    to, login = mail.server(target), _login(workspace)
    sender, *others = _addresses((days[0].context.site.mail.sender,), workspace)
    if others:
        raise UsageError("a message has one sender", hint="put one address into MAIL_FROM")
    lists = [(one, _addresses(one.context.site.mail.to, workspace)) for one in days]
    with mail.Sent.alone(workspace.state, on_wait=workspace.terminal.talk) as sent:
        codes = [
            _to_list(one, addresses, sender, to, login, sent, workspace, again=again)
            for one, addresses in lists
        ]
    return max(codes)


def _to_list(  # noqa: PLR0913, PLR0917  # all that a message needs to arrive
    one: OneDay,
    addresses: Sequence[str],
    sender: str,
    to: MailServer,
    login: Login | None,
    sent: Sent,
    workspace: Workspace,
    *,
    again: bool,
) -> int:
    day, language = one.record.date, one.context.words.language
    named = f"{day} in {language}" if one.context.edition.tells else f"{day}"
    left = [each for each in addresses if again or not sent.has(day, each, language)]
    errors = list(_handed_over(one, sender, left, to, login, sent)) if left else []
    for error in errors:
        workspace.terminal.error(error)
    done = len(left) - len(errors)
    had = len(addresses) - len(left)
    workspace.terminal.talk(
        f"{named} sent to {done} of {len(left)} by {to.name}" + (f"; {had} had it" if had else "")
        if left
        else f"{named} was sent before: --again sends it once more",
        "mailed",
        sent=done,
        failed=len(errors),
        had=had,
    )
    return int(bool(errors))


def _handed_over(  # noqa: PLR0913, PLR0917  # all that a message needs to arrive
    one: OneDay, sender: str, left: Sequence[str], to: MailServer, login: Login | None, sent: Sent
) -> Iterator[BroadsheetError]:
    """What went wrong, an error for each who has nothing; who has it is noted at once."""
    from broadsheet import mail

    letter, site = mail.letter(one), one.context.site
    envelopes = [mail.Envelope(sender, each) for each in left]
    waiting = list(left)
    try:
        for envelope, refusal in mail.post(
            ((each, mail.message(letter, each, site)) for each in envelopes), to, login
        ):
            waiting.remove(envelope.to)
            if refusal:
                yield DeliveryError(
                    f"{_veiled(envelope.to)}: {refusal.what}", file=refusal.file, hint=refusal.hint
                )
            else:
                sent.note(letter.day, envelope.to, letter.language)
    except DeliveryError as error:
        yield error
        yield from (
            DeliveryError(f"{_veiled(each)}: not sent, for the same reason", file=error.file)
            for each in waiting[1:]
        )


def _chat(one: OneDay, service: str, variable: str, workspace: Workspace, *, again: bool) -> int:
    from broadsheet import mail

    name = variable or mail.SERVICES[service].variable
    address = secrets.named(name, workspace.folder)
    if not address:
        raise UsageError(f"{name} is not set", hint=f"let it hold the webhook that {service} gave you")
    day, language = one.record.date, one.context.words.language
    with mail.Sent.alone(workspace.state, on_wait=workspace.terminal.talk) as sent:
        if sent.has(day, address, language) and not again:
            workspace.terminal.talk(f"{day} was sent to {service} before: --again sends it once more")
            return 0
        mail.send(mail.note(one), service, address)
        sent.note(day, address, language)
    workspace.terminal.talk(f"{day} sent to {service}", "mailed", sent=1, failed=0, had=0)
    return 0


def _addresses(named: Sequence[str], workspace: Workspace) -> list[str]:
    """Written out, or held by a variable."""
    from broadsheet.config import is_mailbox

    found: list[str] = []
    for each in named:
        held = each if "@" in each else secrets.named(each, workspace.folder) or ""
        addresses = [address.strip() for address in held.split(",") if address.strip()]
        if not addresses:
            raise UsageError(f"{each} is not set", hint="let it hold an address like digest@example.org")
        if not all(map(is_mailbox, addresses)):
            raise UsageError(f"{each} holds what is no address", hint="write digest@example.org, and no name")
        found += addresses
    return list(dict.fromkeys(found))


def _login(workspace: Workspace) -> Login | None:
    from broadsheet.mail import Login

    user, password = (secrets.named(name, workspace.folder) for name in ("SMTP_USER", "SMTP_PASSWORD"))
    if bool(user) != bool(password):
        missing = "SMTP_PASSWORD" if user else "SMTP_USER"
        raise UsageError(f"{missing} is not set", hint="a login has both, or none")
    return Login(user, password) if user and password else None


def _veiled(address: str) -> str:
    """Logs of a public repository are public."""
    name, _, domain = address.partition("@")
    return f"{name[:1]}…@{domain}"
