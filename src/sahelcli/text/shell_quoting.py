"""Shell quoting: command lines to type next, whatever a name in them holds."""

from __future__ import annotations

import shlex
from collections.abc import Iterable

from sahelcli.text.sanitize import spelt_out


def join(words: Iterable[str]) -> str:
    r"""Return the words as a shell takes them, printable: `sahel check --data $'caf\351'` (POSIX.1-2024, 2.2.4)."""
    return " ".join(shlex.quote(word) if spelt_out(word) == word else f"$'{_escaped(word)}'" for word in words)


def _escaped(word: str) -> str:
    return "".join(f"\\{sign}" if sign in "'\\" else sign if spelt_out(sign) == sign else _octal(sign) for sign in word)


def _octal(sign: str) -> str:
    """Return the bytes of a sign, which may itself stand for a byte that is no text, in octal."""
    return "".join(f"\\{byte:03o}" for byte in sign.encode("utf-8", "surrogateescape"))
