"""Slugs for ids, made of what a publisher says: the same words give the same id, in whatever order they come."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b

from sahelcli.text.normalize import fold

_WORDS = re.compile("[a-z0-9]+")


@lru_cache(maxsize=65_536)  # a table names the same places and people again and again
def slug(text: str, longest: int = 60) -> str:
    """Return a text as an id: its words, folded, with hyphens between them.

    Where that would lose letters (another script), or where it is cut, eight digits of the text's hash follow.
    """
    folded = fold(text)
    name = "-".join(_WORDS.findall(folded))
    if name and folded.isascii() and len(name) <= longest:
        return name
    return f"{name[: longest - 9]}-{digest(text)}".strip("-").replace("--", "-")


def digest(*texts: str, digits: int = 8) -> str:
    """Return so many hexadecimal digits, an even number, that stand for these texts."""
    return blake2b("\0".join(texts).encode("utf-8", "surrogatepass"), digest_size=digits // 2).hexdigest()
