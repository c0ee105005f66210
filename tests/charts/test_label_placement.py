"""Labels beside marks: where they have room and belong to no other, in a time that grows as their number does."""

from __future__ import annotations

import random
from itertools import combinations
from math import hypot
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahelcli.charts.figure_chart import DrawingSize, draw
from sahelcli.charts.figure_panels import panels
from sahelcli.charts.label_placement import Box, Label, LabelledMark, place_labels
from sahelcli.phrases import who_says
from tests.terminal import Sahel

if TYPE_CHECKING:
    from sahelcli.json_contract import FigureRow

FRAME = Box(40, 0, 400, 200)
BOXES = st.builds(Box, st.floats(20, 430), st.floats(-10, 190), st.floats(0, 200), st.floats(0, 60))


def share(one: Box, other: Box) -> bool:
    """Whether two rectangles share any room."""
    across = one.x < other.right and other.x < one.right
    return across and one.y < other.bottom and other.y < one.bottom


def plain(box: Box, words: str) -> LabelledMark:
    """Return a mark without arrows: all of its height stands for its value."""
    return LabelledMark(box, box, words)


MARKS = st.lists(st.builds(plain, BOXES, st.text(min_size=1)), max_size=25)


def apart(one: Box, other: Box) -> float:
    """Return how far two rectangles are apart."""
    across = max(0, one.x - other.right, other.x - one.right)
    return hypot(across, max(0, one.y - other.bottom, other.y - one.bottom))


def cut(box: Box) -> Box:
    """Return what of a rectangle is drawn within the frame; of no size where nothing is."""
    left, top = max(box.x, FRAME.x), max(box.y, FRAME.y)
    return Box(left, top, max(0, min(box.right, FRAME.right) - left), max(0, min(box.bottom, FRAME.bottom) - top))


def off_value(label: Label, line: float) -> float:
    """Return how far the middle of a label is from a height."""
    return abs(label.room.y + label.room.height / 2 - line)


def belongs(label: Label, mark: LabelledMark, others: list[Box], grid: list[float]) -> bool:
    """Whether a label is nearer to a mark than to the others, and to its value than to those of lines beside it."""
    value = mark.value
    own = off_value(label, min(max(label.room.y + label.room.height / 2, value.y), value.bottom))
    beside = [line for line in grid if not value.y <= line <= value.bottom]
    nearest = min((apart(label.room, other) for other in others if other != mark.room), default=9999)
    return apart(label.room, mark.room) < nearest and all(own < off_value(label, line) for line in beside)


@given(st.lists(BOXES, max_size=12), st.lists(st.integers(0, 200), max_size=6))
def test_a_label_is_nearest_to_its_own_mark_and_value(boxes: list[Box], grid: list[float]) -> None:
    marks = [plain(box, str(number)) for number, box in enumerate(boxes)]
    drawn = [box for box in map(cut, boxes) if box.width and box.height]
    for label in place_labels(marks, FRAME, 10, grid):
        own = marks[int(label.text)]
        others = [box for box in drawn if box != cut(own.room)]
        assert belongs(label, own, others, grid)


@pytest.mark.parametrize(("millimetres", "some"), [(174, 40), (85, 30)])
def test_no_label_of_the_shipped_dataset_reads_as_of_another_mark_or_value(
    sahel: Sahel, millimetres: int, some: int
) -> None:
    rows = [row for row in sahel("troops", "--json").json() if row["measure"] == "deployed"]
    size = DrawingSize(millimetres / 25.4 * 72 - 12, 180, 7)
    number = 0
    for panel in panels(rows)[0]:
        named = [{**row, "attributed_to": f"{at} {who_says(row)}"} for at, row in enumerate(panel.rows)]
        chart = draw(cast("list[FigureRow]", named), size)
        marks = [LabelledMark(mark.room(size.arrow), mark.box, "") for mark in chart.marks]
        for label in chart.labels:
            own = marks[int(label.text.split()[0])]
            assert belongs(label, own, [mark.room for mark in marks], [height for height, _ in chart.numbers])
        number += len(chart.labels)
    assert number > some


def test_a_label_that_only_has_room_beside_a_line_of_another_value_is_left_out() -> None:
    mark = LabelledMark(Box(100, 40, 10, 26), Box(100, 60, 10, 6), "The Times")  # with an arrow above it
    walls = [plain(box, "") for box in (Box(40, 52, 58, 60), Box(112, 52, 320, 60), Box(98, 70, 14, 40))]
    (label,) = [each for each in place_labels([mark, *walls], FRAME, 10) if each.text]
    assert label.room.bottom < 40
    assert not [each for each in place_labels([mark, *walls], FRAME, 10, [30]) if each.text]


def test_marks_that_coincide_look_like_one_and_are_named() -> None:
    box = Box(100, 100, 10, 10)
    assert [label.text for label in place_labels([plain(box, "A"), plain(box, "B")], FRAME, 10)] == ["A", "B"]
    near = [plain(box, "A"), plain(Box(101, 101, 10, 10), "B")]
    assert not place_labels(near, FRAME, 10)


@given(MARKS)
def test_labels_meet_neither_marks_nor_each_other_and_stay_within(marks: list[LabelledMark]) -> None:
    rooms = [label.room for label in place_labels(marks, FRAME, 10)]
    assert not [pair for pair in combinations(rooms, 2) if share(*pair)]
    drawn = [mark.room for mark in marks if mark.room.width and mark.room.height]
    assert not [room for room in rooms for box in drawn if share(room, box)]
    assert all(FRAME.holds(room) for room in rooms)


def test_a_lonely_mark_has_its_label_at_its_right() -> None:
    (label,) = place_labels([plain(Box(100, 100, 10, 10), "The Times")], FRAME, 10)
    assert (label.text, label.room.x) == ("The Times", 114)
    (label,) = place_labels([plain(Box(420, 100, 10, 10), "The Times")], FRAME, 10)
    assert label.room.right == 416


def test_ten_thousand_marks_are_no_more_work_each_than_a_hundred() -> None:
    choice = random.Random(1)
    marks = [
        plain(Box(choice.uniform(40, 430), choice.uniform(0, 190), 7, 7), f"Paper {number}") for number in range(10_000)
    ]
    assert len(place_labels(marks, FRAME, 10)) < 10  # it would take minutes, were each held to each
