"""Labels of a drawing: words set beside marks where there is room, and where no other mark or value is as near.

A label covers neither marks nor other labels. One that a reader could take for another mark's, or for the value of a
line of the grid, is worse than none: it is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, floor
from typing import NamedTuple

from sahelcli.text.font_width import shortened, width
from sahelcli.text.sanitize import one_line

_LINE, _ABOVE_BASE = 1.2, 0.92  # height of a line, and how far its base line lies below its top, in sizes of the font
_GAP = 0.4  # between a mark and its label, in sizes of the font
_CLEARER = 0.5  # how much farther every other mark is from a label than its own, in sizes of the font
_LONGEST = 15  # sizes of the font that a label may be wide


class Box(NamedTuple):
    """A rectangle: its upper left corner, its width and its height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    def holds(self, other: Box) -> bool:
        """Whether the other lies within it."""
        across = self.x <= other.x and other.right <= self.right
        return across and self.y <= other.y and other.bottom <= self.bottom


class Label(NamedTuple):
    """Words in a drawing: where their line begins on the left, its base line, the text, and the room they take."""

    x: float
    y: float
    text: str
    room: Box


class LabelledMark(NamedTuple):
    """A mark: the room it takes, the part of its height that shows its value, and the words to set beside it."""

    room: Box
    value: Box
    words: str


def place_labels(marks: Sequence[LabelledMark], frame: Box, font: float, grid: Sequence[float] = ()) -> list[Label]:
    """Return the labels that have room within the frame where each is nearest to its own mark and value.

    `font` is the size of the letters, `grid` the heights of the lines of values. Who comes first has the choice; what
    has no such room is left out.
    """
    taken, drawn = _TakenRoom(frame), _TakenRoom(frame)
    for box in dict.fromkeys(mark.room for mark in marks):  # marks that coincide look like one
        taken.add(box)
        drawn.add(box)
    labels = []
    for mark in marks:
        text = shortened(one_line(mark.words), _LONGEST * font, font)
        for room in _rooms(mark.room, width(text, font), font):
            is_free = frame.holds(room) and not taken.meets(room)
            if is_free and not _reads_as_value_of_grid(room, mark.value, grid):
                nearness = _distance(room, mark.room) + _CLEARER * font
                if not drawn.meets_beside(_grown(room, nearness), mark.room):
                    taken.add(room)
                    labels.append(Label(round(room.x, 1), round(room.y + _ABOVE_BASE * font, 1), text, room))
                    break
    return labels


def _reads_as_value_of_grid(room: Box, value: Box, grid: Sequence[float]) -> bool:
    """Whether a label is as near to a line of the grid, which the mark does not touch, as to the mark's own value."""
    middle = room.y + room.height / 2
    own = max(0, value.y - middle, middle - value.bottom)
    return any(abs(middle - line) <= own and not value.y <= line <= value.bottom for line in grid)


def _distance(one: Box, other: Box) -> float:
    """Return how far two rectangles are apart, across or upright, whichever is more."""
    return max(0, one.x - other.right, other.x - one.right, one.y - other.bottom, other.y - one.bottom)


def _grown(box: Box, length: float) -> Box:
    return Box(box.x - length, box.y - length, box.width + 2 * length, box.height + 2 * length)


class _TakenRoom:
    """The room within a frame that is taken: for each half unit of height the half units of width, as bits.

    So the time that a label takes does not grow with the number of marks.
    """

    def __init__(self, frame: Box) -> None:
        self._frame = frame
        self._rows = [0] * (ceil(2 * frame.height) + 1)
        self._shared = [0] * len(self._rows)  # what two rectangles or more take

    def add(self, box: Box) -> None:
        """Mark a rectangle as taken, as far as it lies in the frame."""
        bits = self._bits(box)
        for row in self._heights(box):
            self._shared[row] |= self._rows[row] & bits
            self._rows[row] |= bits

    def meets(self, box: Box) -> bool:
        """Whether anything of a rectangle is taken."""
        bits = self._bits(box)
        return any(self._rows[row] & bits for row in self._heights(box))

    def meets_beside(self, box: Box, own: Box) -> bool:
        """Whether anything of a rectangle is taken by others than one that was added, its own."""
        bits, own_bits, own_heights = self._bits(box), self._bits(own), self._heights(own)
        return any(
            bits & (self._rows[row] & ~own_bits | self._shared[row] if row in own_heights else self._rows[row])
            for row in self._heights(box)
        )

    def _heights(self, box: Box) -> range:
        first, last = floor(2 * (box.y - self._frame.y)), ceil(2 * (box.bottom - self._frame.y))
        return range(max(first, 0), min(last, len(self._rows)))

    def _bits(self, box: Box) -> int:
        first, last = floor(2 * (box.x - self._frame.x)), ceil(2 * (box.right - self._frame.x))
        return (1 << max(last, 0)) - (1 << max(first, 0))


def _rooms(box: Box, length: float, font: float) -> Iterator[Box]:
    """Yield where a label may stand: right of a mark, left, above, below, then at its corners."""
    height, gap = _LINE * font, _GAP * font
    middle, centre = box.y + box.height / 2 - height / 2, box.x + box.width / 2 - length / 2
    right, left = box.right + gap, box.x - length - gap
    above, below = box.y - height - gap / 2, box.bottom + gap / 2
    places = [(right, middle), (left, middle), (centre, above), (centre, below)]
    places += [(x, y) for x in (box.x, box.right - length) for y in (above, below)]
    yield from (Box(x, y, length, height) for x, y in places)
