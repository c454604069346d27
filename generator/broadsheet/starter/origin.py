"""From where the program that runs came: what a workflow is to install, so that it publishes with the same.

A release of an index says nothing of its origin, and is named by its version. What was installed from a
repository, or runs from a checkout of one, is named by the address and the commit.
"""

from __future__ import annotations

import json
import re
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from broadsheet import __version__
from broadsheet.errors import BroadsheetError
from broadsheet.repository import Repository

if TYPE_CHECKING:
    from collections.abc import Mapping

NOWHERE = f"broadsheet @ git+https://git.example/broadsheet.git@v{__version__}"  # for a person to fill in
_BY_SSH = re.compile(r"(?:ssh://)?git@(?P<host>[\w.-]+)[:/](?P<path>[\w./-]+)")


def requirement() -> str:
    """As pip reads it; NOWHERE where a workflow could not reach it."""
    try:
        stored = metadata.distribution("broadsheet").read_text("direct_url.json")
    except metadata.PackageNotFoundError:
        stored = json.dumps({"url": Path(__file__).resolve().parent.as_uri(), "dir_info": {}})
    return of_origin(json.loads(stored)) if stored else f"broadsheet=={__version__}"


def of_origin(origin: Mapping[str, Mapping[str, str] | str]) -> str:
    """Of what an installer noted (PEP 610)."""
    url = str(origin["url"])
    if isinstance(vcs := origin.get("vcs_info"), dict):
        return _git(url, vcs["commit_id"])
    if url.startswith("https://"):
        return f"broadsheet @ {url}"
    return _of_checkout(Path(unquote(urlsplit(url).path)))


def _of_checkout(folder: Path) -> str:
    if not folder.is_dir():  # a wheel of this machine, which a workflow cannot reach
        return NOWHERE
    try:
        repository = Repository(folder)
        _, remote = repository.whereabouts()
        commit = repository.newest_on_remote()
    except BroadsheetError:
        return NOWHERE
    return _git(remote, commit) if commit else NOWHERE


def _git(remote: str, commit: str) -> str:
    """Over https, which a workflow needs no key for."""
    if match := _BY_SSH.fullmatch(remote):
        remote = f"https://{match['host']}/{match['path']}"
    parts = urlsplit(remote)
    if parts.scheme != "https" or parts.username or parts.password:  # a secret may stand there
        return NOWHERE
    return f"broadsheet @ git+{remote}@{commit}"
