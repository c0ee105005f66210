"""What the tests of the Python interface share: they ask where the command line of the tests asks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

SOURCE = '[[sources]]\nid = "s"\ntitle = "Here"\npublisher = "Courier"\n'


@pytest.fixture(autouse=True)
def variables(environment: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> Mapping[str, str]:
    """Ask in the folder and with the variables of the command line."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("SAHEL_DATA", raising=False)
    return environment


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A dataset of three events."""
    path = tmp_path / "mine.toml"
    path.write_text(SOURCE + event(1) + event(2, "2024-02") + event(3, "2024-03-05"), encoding="utf-8")
    return path


def event(number: int, date: str = "2024-01-01", title: str = "Event") -> str:
    """Return an event as TOML."""
    return f'[[events]]\nid = "event-{number}"\ndate = "{date}"\ntitle = "{title} {number}"\nsources = ["s"]\n'
