"""The index of the shipped dataset, made once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from sahelcli.dataset.locate import locate
from sahelcli.index.open import Index, open_index


@pytest.fixture(scope="session")
def shipped(home: Path) -> Iterator[Index]:
    with patch.dict(os.environ, {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache")}):
        index = open_index(locate((), {}))
    yield index
    index.connection.close()
