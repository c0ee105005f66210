"""Words of a command line that is still being typed, as a shell takes them: quotes, escapes and variables."""

from __future__ import annotations

import os
import re

_ASSIGNMENT = re.compile(r"\w+=")  # FOO=1 sahel …


def typed_words(line: str, escape: str = "\\") -> list[str]:
    """Return the words after that of the program, the last as far as it is typed, "" after a blank.

    `escape` is the sign that takes the next one for itself. A home that is written ~ stays so: whoever opens the path
    knows it.
    """
    words: list[str] = [""]
    is_begun = True
    for sign in re.finditer(_signs(re.escape(escape)), line.lstrip(), re.DOTALL):
        if sign["blank"]:
            is_begun = False
            continue
        if not is_begun:
            words.append("")
            is_begun = True
        words[-1] += _meant(sign, escape)
    after = next((number for number, word in enumerate(words) if not _ASSIGNMENT.match(word)), 0) + 1
    return [*words[after:], ""] if not is_begun or len(words) == after else words[after:]


def _signs(escape: str) -> str:
    """Return the pattern of the parts of a line."""
    return (
        rf"(?P<blank>\s+)|{escape}(?P<escaped>.)|'(?P<single>[^']*)(?:'|$)"
        rf'|"(?P<double>(?:{escape}.|[^"{escape}])*)(?:"|$)|(?P<plain>[^\s{escape}\'"]+|{escape}$)'
    )


def _meant(sign: re.Match[str], escape: str) -> str:
    """Return what a part of a line means."""
    if sign["escaped"] is not None:
        return sign["escaped"]
    if sign["single"] is not None:
        return sign["single"]
    if sign["double"] is not None:
        return re.sub(rf'{re.escape(escape)}(["$`\\])', r"\1", os.path.expandvars(sign["double"]))
    return os.path.expandvars(sign["plain"].removesuffix(escape))
