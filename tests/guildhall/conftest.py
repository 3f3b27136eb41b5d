"""What tests of starting and ending begin with."""

import pytest


@pytest.fixture
def alone(monkeypatch):
    """No server is named: Guildhall starts its own."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REDIS_URL", raising=False)
