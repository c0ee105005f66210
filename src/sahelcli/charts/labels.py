"""Labels of a drawing: words set beside marks where there is room, so that they cover neither marks nor each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, floor
from typing import NamedTuple

from sahelcli.text.font_width import shortened, width
from sahelcli.text.sanitize import one_line

_LINE, _ABOVE_BASE = 1.2, 0.92  # height of a line, and how far its base line lies below its top, in sizes of the font
_GAP = 0.4  # between a mark and its label, in sizes of the font
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


def place_labels(marks: Sequence[tuple[Box, str]], frame: Box, font: float) -> list[Label]:
    """Return the labels that have room within the frame; each mark is the box it takes and what is to stand beside it.

    `font` is the size of the letters. Who comes first has the choice; what has no room is left out.
    """
    taken = _TakenRoom(frame)
    for box, _ in marks:
        taken.add(box)
    labels = []
    for box, words in marks:
        text = shortened(one_line(words), _LONGEST * font, font)
        rooms = _rooms(box, width(text, font), font)
        if room := next((room for room in rooms if frame.holds(room) and not taken.meets(room)), None):
            taken.add(room)
            labels.append(Label(round(room.x, 1), round(room.y + _ABOVE_BASE * font, 1), text, room))
    return labels


class _TakenRoom:
    """The room within a frame that is taken: for each half unit of height the half units of width, as bits.

    So the time that a label takes does not grow with the number of marks.
    """

    def __init__(self, frame: Box) -> None:
        self._frame = frame
        self._rows = [0] * (ceil(2 * frame.height) + 1)

    def add(self, box: Box) -> None:
        """Take a rectangle, or what of it lies in the frame."""
        bits = self._bits(box)
        for row in self._heights(box):
            self._rows[row] |= bits

    def meets(self, box: Box) -> bool:
        """Whether anything of a rectangle is taken."""
        bits = self._bits(box)
        return any(self._rows[row] & bits for row in self._heights(box))

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
