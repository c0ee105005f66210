"""What the tests of the exporters share: a small dataset of everything that bites, and a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.exporters.browser import started


@pytest.fixture(scope="session")
def edges() -> str:
    """Return the path of a dataset with dates of every form and hostile text."""
    return str(Path(__file__).with_name("edges.toml"))


@pytest.fixture(scope="module")  # it has an event loop of its own, which must not run beside those of others
def browser() -> Iterator[Browser]:
    """Give a browser; tests that need one are skipped where there is none."""
    with started() as result:
        if result is None:
            pytest.skip("there is no Chromium: install one, or run `playwright install chromium`")
        yield result
