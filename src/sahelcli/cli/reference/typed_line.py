"""Words of a command line that is still being typed, as a shell takes them: quotes, backslashes and variables."""

from __future__ import annotations

import os
import re

_SIGNS = re.compile(
    r"""(?P<blank>\s+)|\\(?P<escaped>.)|'(?P<single>[^']*)(?:'|$)|"(?P<double>(?:\\.|[^"\\])*)(?:"|$)|(?P<plain>[^\s\\'"]+|\\$)""",
    re.DOTALL,
)
_ASSIGNMENT = re.compile(r"\w+=")  # FOO=1 sahel …
_IN_DOUBLE = re.compile(r'\\(["\\$`])')


def typed_words(line: str) -> list[str]:
    """Return the words after that of the program, the last as far as it is typed, "" after a blank."""
    words: list[str] = [""]
    is_begun = True
    for sign in _SIGNS.finditer(line.lstrip()):
        if sign["blank"]:
            is_begun = False
            continue
        if not is_begun:
            words.append("")
            is_begun = True
        words[-1] += _meant(sign)
    after = next((number for number, word in enumerate(words) if not _ASSIGNMENT.match(word)), 0) + 1
    return [*words[after:], ""] if not is_begun or len(words) == after else words[after:]


def _meant(sign: re.Match[str]) -> str:
    """Return what a part of a word means; a home that is written ~ stays so, for whoever opens the path knows it."""
    if sign["escaped"] is not None:
        return sign["escaped"]
    if sign["single"] is not None:
        return sign["single"]
    if sign["double"] is not None:
        return _IN_DOUBLE.sub(r"\1", os.path.expandvars(sign["double"]))
    return os.path.expandvars(sign["plain"].rstrip("\\"))
