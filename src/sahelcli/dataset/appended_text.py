"""Appended text: the bytes of a file with a text at their end, its line ends like those of the file."""

from __future__ import annotations

from typing import NamedTuple

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class AppendedText(NamedTuple):
    """The new content of a file, and the line, from 1, on which the text begins."""

    data: bytes
    line: int


def appended(before: bytes, text: str) -> AppendedText:
    """Return the bytes, a missing last line end, an empty line between, and the text with the line ends of the file."""
    windows = b"\r\n" in before and before.count(b"\r\n") * 2 > before.count(b"\n")
    end = b"\r\n" if windows else b"\n"
    lead = before
    if lead not in (b"", _BYTE_ORDER_MARK):
        if not lead.endswith(b"\n"):
            lead += end
        if not lead.endswith((b"\n\n", b"\n\r\n")):
            lead += end
    return AppendedText(lead + text.encode().replace(b"\n", end), lead.count(b"\n") + 1)
