"""What every command that works for long has in common: a record of the run, and a heartbeat."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from broadsheet import runs
from broadsheet.cli import clock, secrets
from broadsheet.errors import BroadsheetError, unexpected

if TYPE_CHECKING:
    from collections.abc import Callable

    from broadsheet.cli.workspace import Workspace
    from broadsheet.runs import RunRecord

    Work = Callable[..., int]

_NOTHING_DONE = 2
_ASK_NOBODY = ("offline", "dry_run", "estimate")  # options


def recorded(*, beats: bool) -> Callable[[Work], Work]:
    """Keep a record of what the command did; tell the watching service of it, if it `beats`."""

    def of(work: Work) -> Work:
        @wraps(work)
        def run(workspace: Workspace, **options: Any) -> int:
            record = runs.RunRecord(_name(), clock.now(), job=os.environ.get("GITHUB_RUN_ID", ""))
            listening = replace(workspace, terminal=replace(workspace.terminal, listener=record.note))
            began = time.monotonic()
            record.exit_code = 1
            try:
                record.exit_code = work(listening, **options)
            except BaseException as error:
                record.exit_code = _note(error, record)
                raise
            finally:
                record.seconds = round(time.monotonic() - began, 1)
                is_told = beats and not any(options.get(name) for name in _ASK_NOBODY)
                _publish(record, workspace, is_told=is_told)
            return record.exit_code

        return run

    return of


def _name() -> str:
    return click.get_current_context().command_path.partition(" ")[2]


def _note(error: BaseException, record: RunRecord) -> int:
    """The exit code of a run that ends like this."""
    if not isinstance(error, Exception) or isinstance(error, click.Abort):
        return runs.STOPPED
    known = error if isinstance(error, BroadsheetError) else unexpected(error)
    facts = {
        "kind": type(known).__name__,
        "unexpected": known.is_unexpected,
        "what": known.what,
        "file": known.where,
    }
    record.note("error", "error", facts)
    return known.exit_code


def _publish(record: RunRecord, workspace: Workspace, *, is_told: bool) -> None:
    """Nothing of this may fail the run."""
    if record.exit_code == _NOTHING_DONE:
        return
    workspace.terminal.fact("run", **record.as_json())
    with suppress(OSError, BroadsheetError):
        runs.keep(workspace.state, record)
    if page := os.environ.get("GITHUB_STEP_SUMMARY"):
        with suppress(OSError), Path(page).open("a", encoding="utf-8") as file:
            file.write(record.as_markdown())
    if is_told and record.exit_code != runs.STOPPED:
        try:
            _beat(workspace, is_well=record.is_well)
        except BroadsheetError as error:
            workspace.terminal.warn(f"{error}; {error.hint}" if error.hint else str(error), "heartbeat")
        except Exception as error:  # noqa: BLE001  # whatever it is, the run went as it went
            workspace.terminal.warn(f"the heartbeat failed: {error}", "heartbeat")


def _beat(workspace: Workspace, *, is_well: bool) -> None:
    site = workspace.site()
    if not site.heartbeat:
        return
    address = site.heartbeat
    if "://" not in address and not (address := secrets.named(site.heartbeat, workspace.folder) or ""):
        workspace.terminal.talk(f"no heartbeat: {site.heartbeat} is not set", "heartbeat")
        return
    from broadsheet import heartbeat, sources

    heartbeat.beat(address, is_well=is_well, user_agent=f"{sources.USER_AGENT} (+{site.url})")
