"""Labels of a drawing: words set beside marks where there is room, so that they cover neither marks nor each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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

    def meets(self, other: Box) -> bool:
        """Whether the two share any room."""
        across = self.x < other.right and other.x < self.right
        return across and self.y < other.bottom and other.y < self.bottom

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
    taken = [box for box, _ in marks]
    labels = []
    for box, words in marks:
        text = shortened(one_line(words), _LONGEST * font, font)
        rooms = _rooms(box, width(text, font), font)
        if room := next((room for room in rooms if frame.holds(room) and not _meets_any(room, taken)), None):
            taken.append(room)
            labels.append(Label(round(room.x, 1), round(room.y + _ABOVE_BASE * font, 1), text, room))
    return labels


def _rooms(box: Box, length: float, font: float) -> Iterator[Box]:
    """Yield where a label may stand: right of a mark, left, above, below, then at its corners."""
    height, gap = _LINE * font, _GAP * font
    middle, centre = box.y + box.height / 2 - height / 2, box.x + box.width / 2 - length / 2
    right, left = box.right + gap, box.x - length - gap
    above, below = box.y - height - gap / 2, box.bottom + gap / 2
    places = [(right, middle), (left, middle), (centre, above), (centre, below)]
    places += [(x, y) for x in (box.x, box.right - length) for y in (above, below)]
    yield from (Box(x, y, length, height) for x, y in places)


def _meets_any(room: Box, taken: Iterable[Box]) -> bool:
    return any(room.meets(box) for box in taken)
