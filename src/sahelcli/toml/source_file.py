"""Source file: a file that was read, and the lines and columns of what a finding is about."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from sahelcli.diagnostics.finding import Diagnostic, Location, Span, TextFinding, excerpt
from sahelcli.filesystem.decoding import decode
from sahelcli.model.reference_fields import Keys

if TYPE_CHECKING:
    from sahelcli.toml.positions import Positions

_NO_LINE_END = re.compile(r"[^\n]")


class SourceFile:
    """The name and bytes of a file; its text and positions are made only when somebody asks for a place.

    `blanks` are the pieces of the text (start, end) that could not be read and count as empty.
    """

    def __init__(self, path: str, data: bytes = b"", blanks: tuple[tuple[int, int], ...] = ()) -> None:
        self.path = path
        self.data = data
        self.blanks = blanks

    @cached_property
    def _positions(self) -> Positions:
        from sahelcli.toml.positions import Positions  # here: of most files nothing is said

        return Positions(decode(self.data)[0])

    @cached_property
    def _readable_positions(self) -> Positions:
        from sahelcli.toml.positions import Positions

        return Positions(blanked(self._positions.text, self.blanks))

    def report(self, problem: TextFinding) -> Diagnostic:
        """Return the Diagnostic of a problem, with its line."""
        start, end = problem.place
        if end <= start:
            return problem.at(Location(self.path))
        line, column = self._positions.line_and_column(start)
        return problem.at(Location(self.path, line, column), excerpt(self._positions.line(line), column, end - start))

    def span(self, way: Keys, *, on_key: bool = False) -> Span:
        """Return the span of the value (or the key) that keys lead to, or of the innermost one on the way."""
        mark = self._readable_positions.find(way)
        return Span(mark.key, mark.key_end) if on_key else Span(mark.value, mark.value_end)

    def line_of(self, way: Keys) -> int:
        """Return the line, from 1, of the value that keys lead to."""
        return self._readable_positions.line_and_column(self.place_of(way))[0]

    def place_of(self, way: Keys) -> int:
        """Return the offset of the value that keys lead to, for a record that of its header."""
        return self._readable_positions.find(way).key


def blanked(text: str, blanks: tuple[tuple[int, int], ...]) -> str:
    """Return the text with pieces made empty, every offset and line end kept."""
    pieces, at = [], 0
    for start, end in blanks:
        pieces += [text[at:start], _NO_LINE_END.sub(" ", text[start:end])]
        at = end
    return "".join([*pieces, text[at:]])
