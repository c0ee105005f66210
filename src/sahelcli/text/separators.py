"""Separators between the cells of a table as text (delimiters), and how people name them to `--separator`."""

from __future__ import annotations

from sahelcli.errors import UsageError
from sahelcli.text.quoting import shown

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}


class UnknownSeparator(UsageError):
    """--separator is neither a name nor one sign."""

    def __init__(self, text: str) -> None:
        super().__init__(f"--separator {shown(text)} is no separator", f"{', '.join(SEPARATORS.values())}, or one sign")


def separator_of(text: str) -> str:
    """Return the sign that a name or the sign itself stands for; UnknownSeparator for anything else."""
    for sign, name in SEPARATORS.items():
        if text.casefold() == name:
            return sign
    sign = text.replace("\\t", "\t")
    if len(sign) != 1 or sign in '"\r\n \0' or not sign.isascii():
        raise UnknownSeparator(text)
    return sign
