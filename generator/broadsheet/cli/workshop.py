"""What `serve` previews: the digest of a folder, built anew whenever something changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet import press
from broadsheet.errors import BroadsheetError, unexpected

if TYPE_CHECKING:
    from pathlib import Path

    from broadsheet.cli.workspace import Workspace
    from broadsheet.config import Site
    from broadsheet.press import Watcher


class DigestWorkshop:
    """Builds the digest as it stands; while its configuration is broken, as it was last meant."""

    def __init__(self, workspace: Workspace, out: Path) -> None:
        self.out = out.resolve()
        self._workspace = workspace
        self._site: Site = workspace.site()
        self._at_hand = press.AtHand()
        self._shown: tuple[str, ...] = ()

    @property
    def base(self) -> str:
        return self._site.base_path

    @property
    def folders(self) -> tuple[Path, ...]:
        return tuple(
            path.resolve()
            for path in (self._workspace.folder / "content", self._workspace.layouts, press.shipped_layouts())
        )

    @property
    def files(self) -> tuple[Path, ...]:
        return (self._workspace.settings.resolve(),)

    def build(self, watcher: Watcher | None = None) -> list[BroadsheetError] | None:
        """What is wrong; None of a build that was left unfinished for the next."""
        workspace = self._workspace
        errors: list[BroadsheetError] = []
        try:
            self._site = workspace.site()
        except BroadsheetError as error:
            errors.append(error)
        try:
            edition = workspace.render(self._site, self.out, at_hand=self._at_hand, watcher=watcher)
        except BroadsheetError as error:
            errors.append(error)
        except Exception as error:  # noqa: BLE001  # our own fault is no reason to stop following the editor
            errors.append(unexpected(error))
        else:
            if edition.is_overtaken:
                return None
            errors += edition.errors
            if edition.written or edition.removed:
                workspace.terminal.talk(
                    f"{len(edition.written)} files written, {len(edition.removed)} removed"
                )
        self._tell(errors)
        return errors

    def _tell(self, errors: list[BroadsheetError]) -> None:
        """Say each error once, and that all is well again."""
        lines = tuple(f"{error.where}: {error.what}" for error in errors)
        if lines != self._shown:
            for error in errors:
                self._workspace.terminal.error(error)
            if not errors:
                self._workspace.terminal.talk("all is well again")
        self._shown = lines
