"""An endpoint that answers as it is told, for all that asks a model."""

import pytest

from doors.model_server import ModelServer


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr("broadsheet.summarize.model.endpoint.FIRST_PAUSE", 0.001)
    monkeypatch.setattr("broadsheet.summarize.model.breaker.PAUSES", (0.01, 0.02))
    with ModelServer() as server:
        yield server
