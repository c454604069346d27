"""An endpoint that answers as it is told, for all that asks a model."""

import pytest

from doors.model_server import ModelServer


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with ModelServer() as server:
        yield server
