"""File opening for imports, to read more than once or as one text; failures of the disk become SahelErrors."""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sahelcli.diagnostics.finding import Location
from sahelcli.errors import SahelError
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.tables.text_encoding import encoding_of
from sahelcli.progress import Advance

PIECE = 1 << 18  # bytes of a file that are read at once


class CannotRead(SahelError):
    """A file cannot be read."""

    def __init__(self, path: str, error: OSError | str) -> None:
        why = error if isinstance(error, str) else error.strerror or str(error)
        super().__init__(f"cannot read {Location(path)}: {why[:1].lower()}{why[1:]}")


@contextmanager
def opened(path: str) -> Iterator[IO[bytes]]:
    """Open a file, or standard input for `-`, so that it can be read repeatedly; CannotRead if that fails."""
    try:
        with _source(path) as source:
            if source.seekable():
                yield source
                return
            with tempfile.TemporaryFile() as copy:
                shutil.copyfileobj(source, copy)
                copy.seek(0)
                yield copy
    except OSError as error:
        raise CannotRead(path, error) from error


@contextmanager
def _source(path: str) -> Iterator[IO[bytes]]:
    if "\0" in path:
        raise CannotRead(path, "no file has such a name")
    if path != "-":
        with Path(path).open("rb") as file:
            yield file
    elif sys.stdin is None or sys.stdin.closed:
        raise CannotRead("standard input", "it is closed")
    else:
        yield sys.stdin.buffer


class CountingFile(io.RawIOBase):
    """A file that reports how many bytes are read from it."""

    def __init__(self, file: IO[bytes], advance: Advance) -> None:
        self._file = file
        self._advance = advance

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # of io a buffer of any kind
        """Read into the buffer, and return the number of bytes."""
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        self._advance(len(data))
        return len(data)


@contextmanager
def text_stream(file: IO[bytes], codec: str, advance: Advance, newline: str = "") -> Iterator[io.TextIOWrapper]:
    """Yield the text of an open file from its beginning; `advance` takes how many bytes more have been read."""
    file.seek(0)
    with io.BufferedReader(CountingFile(file, advance), PIECE) as watched:
        yield io.TextIOWrapper(watched, codec, newline=newline)


def text_of(path: str, options: ImportOptions) -> tuple[str, str]:
    """Return the text of a file and its encoding in words; a SahelError if it cannot be read."""
    with opened(path) as file:
        codec, known = encoding_of(file, path, options.encoding)
        with text_stream(file, codec, options.advance) as text:
            return text.read(), known
