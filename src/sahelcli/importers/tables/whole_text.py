"""A file of text read whole, in the encoding that is named or told by its first bytes."""

from __future__ import annotations

import io

from sahelcli.diagnostics.diagnostic import Location
from sahelcli.errors import SahelError
from sahelcli.importers.import_options import Asked
from sahelcli.importers.tables.file_opening import Watched, opened
from sahelcli.importers.tables.text_encoding import encoding_of


class Damaged(SahelError):
    """A byte in it that no text has."""

    def __init__(self, path: str, line: int) -> None:
        super().__init__(
            f"{Location(path, line)}: a NUL, which no text has", "the file seems to be damaged: fetch or copy it again"
        )


def text_of(path: str, asked: Asked) -> tuple[str, str]:
    """Return the text of a file and how it was read, in words; a SahelError where it cannot be read."""
    with opened(path) as file:
        codec, known = encoding_of(file, path, asked.encoding)
        file.seek(0)
        with io.BufferedReader(Watched(file, asked.advance)) as watched:
            text = io.TextIOWrapper(watched, codec, newline="").read()
    if "\0" in text:
        raise Damaged(path, text.count("\n", 0, text.index("\0")) + 1)
    return text, known
