"""`broadsheet serve`: a preview that follows every change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from broadsheet.errors import BroadsheetError, unexpected

if TYPE_CHECKING:
    from broadsheet.cli.workspace import Workspace
    from broadsheet.config import Site
    from broadsheet.press import Watcher


@click.command("serve", short_help="Preview the site, following every change.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Or the next free one."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 lets other machines in.")
@click.option(
    "-o",
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Write the site here  [default: site/]",
)
@click.pass_obj
def command(workspace: Workspace, *, port: int, host: str, out: Path | None) -> int:
    """Render, serve, and render again whenever a page, a layout or the configuration changes.

    Browsers reload by themselves; what is wrong is shown over the page and here. Ctrl-C ends it.
    """
    from broadsheet.serve import serve  # noqa: PLC0415  # slow, and only for this

    workshop = Workshop(workspace, out or workspace.folder / "site")

    def ready(address: str, is_asked: bool) -> None:  # noqa: FBT001  # one of two facts
        if not is_asked and port:
            workspace.terminal.warn(f"port {port} is taken")
        workspace.terminal.talk(f"{address}  (Ctrl-C ends it)")

    serve(workshop, host=host, port=port, ready=ready)
    return 0


class Workshop:
    """Builds the digest as it stands; while its configuration is broken, as it was last meant."""

    def __init__(self, workspace: Workspace, out: Path) -> None:
        from broadsheet import press  # noqa: PLC0415

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
        from broadsheet import press  # noqa: PLC0415

        return tuple(
            path.resolve()
            for path in (self._workspace.folder / "content", self._workspace.layouts, press.shipped_layouts())
        )

    @property
    def files(self) -> tuple[Path, ...]:
        return (self._workspace.settings.resolve(),)

    def build(self, watcher: Watcher | None = None) -> list[BroadsheetError] | None:
        """What is wrong; None of a build that was left unfinished for the next."""
        from broadsheet import press  # noqa: PLC0415

        workspace = self._workspace
        errors: list[BroadsheetError] = []
        try:
            self._site = workspace.site()
        except BroadsheetError as error:
            errors.append(error)
        try:
            with workspace.site_lock(self.out):
                edition = press.build(
                    site=self._site,
                    library=workspace.library(),
                    layouts=workspace.layouts,
                    out=self.out,
                    state=workspace.state,
                    at_hand=self._at_hand,
                    watcher=watcher,
                )
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
