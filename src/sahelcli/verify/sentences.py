"""Sentences around a place of a text, looked for so far and no further."""

from __future__ import annotations

import re

_REACH = 600  # characters: a longer sentence is cut
_ENDED = re.compile(r"[.!?…]+[”“\"»’›)\]]*\s+(?=[^\W\d_a-zß-öø-ÿ]|[“„«‹‘\"(\[0-9])")
_ABBREVIATED = re.compile(
    r"(?:\b[^\W\d_]|\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Sgt|Capt|Adm|Pres|Gov|St|MM|Mme|Mlle|No))\.$"
)


def before(text: str, start: int, at: int) -> tuple[str, str]:
    """Return what a sentence has before a place, and the sentence before it, within what begins at `start`."""
    reach = text[max(start, at - _REACH) : at]
    ends = [0, *_ends(reach)]
    earlier = reach[ends[-2] : ends[-1]] if len(ends) > 1 else ""
    return reach[ends[-1] :], earlier.strip()


def after(text: str, at: int, end: int) -> tuple[str, str]:
    """Return what a sentence has after a place, and the sentence after it, within what ends at `end`."""
    reach = text[at : min(end, at + _REACH)]
    ends = [*_ends(reach), len(reach)]
    later = reach[ends[0] : ends[1]] if len(ends) > 1 else ""
    return reach[: ends[0]], later.strip()


def _ends(text: str) -> list[int]:
    found = _ENDED.finditer(text)
    return [end.end() for end in found if not _ABBREVIATED.search(text[max(0, end.start() - 8) : end.start() + 1])]
