"""What an exported document says, as bytes in which a text can be looked for, whatever packs and folds it."""

from __future__ import annotations

import io
import zipfile
from html import unescape

ZIP = b"PK\x03\x04"


def unfolded(output: bytes) -> bytes:
    """Return the parts of a zip one after the other; of all else the bytes, without the folds of iCalendar."""
    if output.startswith(ZIP):
        with zipfile.ZipFile(io.BytesIO(output)) as packed:
            return unescape("".join(packed.read(name).decode() for name in packed.namelist())).encode()
    return output.replace(b"\r\n ", b"").replace(b"\\,", b",")
