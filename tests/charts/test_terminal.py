"""The drawing on a terminal: readable without colour, within its width, and honest about what is open."""

from __future__ import annotations

from typing import Any

import pytest

from sahelcli.charts.terminal import chart_terminal
from tests.terminal import Sahel


def figure(**more: Any) -> dict[str, Any]:
    """Return a figure as a row has it, as far as a drawing looks at it."""
    row = {
        "force": {"id": "corps", "name": "The Corps"},
        "place": {"id": "niamey", "name": "Niamey", "country": "NE"},
        "date": "2023-09-24",
        "date_start": "2023-09-24",
        "date_end": "2023-09-24",
        "measure": "deployed",
        "low": 1000,
        "high": 1000,
        "qualifier": None,
        "counts": None,
    }
    return row | more


def drawing(*rows: dict[str, Any]) -> str:
    """Return the drawing alone, without what explains it."""
    return chart_terminal(rows).split("\n\n", 1)[0]


def test_a_number_is_a_letter_and_about_a_small_one() -> None:
    assert "A" in drawing(figure())
    assert "a" in drawing(figure(qualifier="about"))
    assert "A" not in drawing(figure(qualifier="about"))


def test_a_range_is_as_high_as_it_is() -> None:
    drawn = drawing(figure(low=500, high=1500))
    (column,) = {line.index("A") for line in drawn.splitlines() if "A" in line}
    marks = [line[column] for line in drawn.splitlines()[1:-2] if line[column] in "│A"]
    assert len(marks) > 8
    assert marks.count("A") == 1


@pytest.mark.parametrize(
    ("more", "sign"),
    [
        ({"high": None}, "↑"),
        ({"qualifier": "at-least"}, "↑"),
        ({"low": None}, "↓"),
        ({"qualifier": "at-most"}, "↓"),
        ({"date": "../2023-09-24", "date_start": None}, "←"),
        ({"date": "2023-09-24/..", "date_end": None}, "→"),
    ],
)
def test_what_is_open_is_drawn_open(more: dict[str, Any], sign: str) -> None:
    assert sign in drawing(figure(**more))
    assert sign not in drawing(figure())


def test_a_small_number_keeps_its_arrow() -> None:
    assert "↓" in drawing(figure(low=None, high=1), figure(low=1000, high=1000))


def test_each_force_place_and_count_has_a_letter() -> None:
    rows = [figure(), figure(counts="police"), figure(place={"id": "agadez", "name": "Agadez", "country": "NE"})]
    lines = [line for line in chart_terminal(rows).splitlines() if line[:1] in tuple("ABC")]
    assert [" ".join(line.split()) for line in lines] == [
        "A The Corps · Niamey 1 figure",
        "B The Corps · Niamey (police) 1 figure",
        "C The Corps · Agadez 1 figure",
    ]


def test_only_the_eight_largest_are_drawn_and_the_rest_is_counted() -> None:
    rows = [figure(place={"id": f"p{number}", "name": f"P{number}", "country": None}) for number in range(11)]
    text = chart_terminal(rows)
    assert "H  The Corps · P7" in text
    assert "I  " not in text
    assert "and 3 forces or places more" in text


def test_losses_are_no_strength() -> None:
    assert chart_terminal([figure(measure="killed")]) == "no figures of people deployed to draw\n"


@pytest.mark.parametrize("width", [40, 80, 132])
def test_it_keeps_within_its_width_and_has_no_colour(sahel: Sahel, width: int) -> None:
    text = chart_terminal(sahel("troops", "--json").json(), width)
    assert max(map(len, text.splitlines())) <= width
    assert "\x1b" not in text
    assert "2020" in text
    assert "United States" in text


def test_hidden_signs_in_names_are_seen() -> None:
    text = chart_terminal([figure(force={"id": "x", "name": "a\x1b[31m\u202eb"})])
    assert "\x1b" not in text
    assert "\u202e" not in text
