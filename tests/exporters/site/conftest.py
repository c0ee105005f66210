"""The site of the shipped dataset, made once for all who read it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.exporters.site.reading import SitePages
from tests.terminal import run_here


@pytest.fixture(scope="session")
def shipped(home: Path, tmp_path_factory: pytest.TempPathFactory) -> SitePages:
    """Return the site of the shipped dataset."""
    folder = tmp_path_factory.mktemp("shipped-site")
    variables = {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "LANG": "C.UTF-8", "PATH": os.defpath}
    result = run_here(("export", "site", "-d", "shipped", "-o", str(folder), "-q"), variables, b"")
    assert (result.code, result.stderr) == (0, "")
    return SitePages(folder)
