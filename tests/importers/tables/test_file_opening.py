"""Files and pipes that are read more than once."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from sahelcli.importers.tables.file_opening import CannotRead, opened


def test_a_pipe_can_be_read_again() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"date,title\n")
    os.close(writing)
    with opened(f"/dev/fd/{reading}") as file:
        assert file.read() == b"date,title\n"
        file.seek(0)
        assert file.read(4) == b"date"
    os.close(reading)


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(closed=False, buffer=io.BytesIO(b"a,b\n")))
    with opened("-") as file:
        assert file.read() == b"a,b\n"


@pytest.mark.parametrize("stream", [None, SimpleNamespace(closed=True)])
def test_standard_input_that_is_closed(monkeypatch: pytest.MonkeyPatch, stream: object) -> None:
    monkeypatch.setattr(sys, "stdin", stream)
    with pytest.raises(CannotRead, match="it is closed"), opened("-"):
        pass


@pytest.mark.parametrize(
    ("name", "message"),
    [("none.csv", "no such file or directory"), (".", "is a directory"), ("\0", "no file has such a name")],
)
def test_what_cannot_be_opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, message: str) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CannotRead, match=message), opened(name):
        pass
