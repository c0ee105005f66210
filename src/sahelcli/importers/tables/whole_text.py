"""A file of text read whole, in the encoding that is named or told by its first bytes."""

from __future__ import annotations

import io

from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.tables.file_opening import CountingFile, opened
from sahelcli.importers.tables.text_encoding import encoding_of


def text_of(path: str, asked: ImportOptions) -> tuple[str, str]:
    """Return the text of a file and how it was read, in words; a SahelError where it cannot be read."""
    with opened(path) as file:
        codec, known = encoding_of(file, path, asked.encoding)
        file.seek(0)
        with io.BufferedReader(CountingFile(file, asked.advance)) as watched:
            return io.TextIOWrapper(watched, codec, newline="").read(), known
