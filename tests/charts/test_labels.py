"""Labels beside marks: where they have room, and in a time that grows as their number does."""

from __future__ import annotations

import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from sahelcli.charts.labels import Box, place_labels

FRAME = Box(40, 0, 400, 200)
BOXES = st.builds(Box, st.floats(20, 430), st.floats(-10, 190), st.floats(0, 200), st.floats(0, 60))


def share(one: Box, other: Box) -> bool:
    """Whether two rectangles share any room."""
    across = one.x < other.right and other.x < one.right
    return across and one.y < other.bottom and other.y < one.bottom


@given(st.lists(st.tuples(BOXES, st.text(min_size=1)), max_size=25))
def test_labels_meet_neither_marks_nor_each_other_and_stay_within(marks: list[tuple[Box, str]]) -> None:
    rooms = [label.room for label in place_labels(marks, FRAME, 10)]
    assert not [pair for pair in combinations(rooms, 2) if share(*pair)]
    drawn = [box for box, _ in marks if box.width and box.height]
    assert not [room for room in rooms for box in drawn if share(room, box)]
    assert all(FRAME.holds(room) for room in rooms)


def test_a_lonely_mark_has_its_label_at_its_right() -> None:
    (label,) = place_labels([(Box(100, 100, 10, 10), "The Times")], FRAME, 10)
    assert (label.text, label.room.x) == ("The Times", 114)
    (label,) = place_labels([(Box(420, 100, 10, 10), "The Times")], FRAME, 10)
    assert label.room.right == 416


def test_ten_thousand_marks_are_no_more_work_each_than_a_hundred() -> None:
    choice = random.Random(1)
    marks = [
        (Box(choice.uniform(40, 430), choice.uniform(0, 190), 7, 7), f"Paper {number}") for number in range(10_000)
    ]
    assert len(place_labels(marks, FRAME, 10)) < 10  # it would take minutes, were each held to each
