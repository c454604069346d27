"""Connections as a client of httpx opens them, of which it tells in its `trace` extension: judged when they
stand and before anything is sent, and kept where they can be cut.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from broadsheet.wire.places import Places
    from broadsheet.wire.watch import Watch

_BEGUN = "connection.connect_tcp.started"
_STANDS = "connection.connect_tcp.complete"
_SECURED = "connection.start_tls.complete"


class Opening:
    """Of the connection for one request: to `url`, because of `sent_by`, which the publisher named."""

    def __init__(self, url: str, *, sent_by: str, places: Places, watch: Watch | None = None) -> None:
        self._url = url
        self._sent_by = sent_by
        self._places = places
        self._watch = watch
        self._to = ""

    def see(self, event: str, info: Mapping[str, Any]) -> None:
        """SourceError when it leads where it may not."""
        try:
            self._judge(event, info)
        except Exception:
            info["return_value"].close()
            raise

    async def see_too(self, event: str, info: Mapping[str, Any]) -> None:
        """The same for a client that does not block."""
        try:
            self._judge(event, info)
        except Exception:
            await info["return_value"].aclose()
            raise

    def _judge(self, event: str, info: Mapping[str, Any]) -> None:
        if event == _BEGUN:
            self._to = str(info["host"])
        if event == _STANDS and not self._is_through_a_proxy:
            address = info["return_value"].get_extra_info("server_addr")[0]
            self._places.refuse_reached(str(address), self._url, sent_by=self._sent_by)
        if event in {_STANDS, _SECURED} and self._watch:
            self._watch.keep(info["return_value"].get_extra_info("socket"))

    @property
    def _is_through_a_proxy(self) -> bool:
        import httpx  # noqa: PLC0415  # takes 140 ms; who asks has it

        return self._to.lower() != httpx.URL(self._url).raw_host.decode("ascii").lower()
