"""`broadsheet config`: what the configuration may say, and whether it does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from broadsheet import config

if TYPE_CHECKING:
    from broadsheet.cli.workspace import Workspace


@click.group("config", short_help="Check broadsheet.yaml, or print its JSON Schema.")
def command() -> None:
    """Check broadsheet.yaml, or print the JSON Schema that editors complete it by."""


@command.command()
@click.pass_obj
def check(workspace: Workspace) -> None:
    """Say whether broadsheet.yaml can be meant, and as what."""
    from broadsheet.cli import reports

    site = workspace.site()
    workspace.terminal.result(f"{workspace.settings}: {site.title}, published at {site.url}")
    reports.assumed_price(site, workspace.terminal)
    reports.unheard_interests(site, workspace.terminal)


@command.command()
@click.pass_obj
def schema(workspace: Workspace) -> None:
    """Print the JSON Schema of broadsheet.yaml."""
    workspace.terminal.result(json.dumps(config.schema(), indent=2, ensure_ascii=False))
