"""Conflict markers as git writes them, around what two sides of a merge have made of the same lines."""

from __future__ import annotations

from typing import NamedTuple

from sahelcli.text.quoting import escaped

SIZE = 7  # signs of a marker, where git asks for no other number


class Markers(NamedTuple):
    """How many signs a marker has, what each side is called, and whether the lines both began with are shown too."""

    size: int = SIZE
    base: str = "base"
    ours: str = "ours"
    theirs: str = "theirs"
    diff3: bool = False

    def around(self, base: bytes, ours: bytes, theirs: bytes, end: bytes = b"\n") -> bytes:
        """Return the lines of both sides with markers around them; `end` is how lines end."""
        sides = [("<", self.ours, ours), ("=", "", theirs), (">", self.theirs, b"")]
        if self.diff3:
            sides.insert(1, ("|", self.base, base))
        return b"".join(self._line(sign, label) + end + _ended(text, end) for sign, label, text in sides)

    def _line(self, sign: str, label: str) -> bytes:
        return f"{sign * self.size} {escaped(label)}".rstrip().encode()


def _ended(text: bytes, end: bytes) -> bytes:
    return text + end if text and not text.endswith(b"\n") else text
