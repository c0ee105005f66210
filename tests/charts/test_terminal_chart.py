"""The drawing on a terminal: readable without colour, within its width, and honest about what is open."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from sahelcli.charts.axes import NumberAxis
from sahelcli.charts.terminal_chart import TerminalLines, chart_terminal
from sahelcli.json_contract import FigureRow


def figure(**more: Any) -> Any:
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


def drawing(*rows: FigureRow) -> str:
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
        ({"low": None}, "↓"),
        ({"date": "../2023-09-24", "date_start": None}, "←"),
        ({"date": "2023-09-24/..", "date_end": None}, "→"),
    ],
)
def test_what_is_open_is_drawn_open(more: dict[str, Any], sign: str) -> None:
    assert sign in drawing(figure(**more))
    assert sign not in drawing(figure())


def test_a_small_number_keeps_its_arrow() -> None:
    assert "↓" in drawing(figure(low=None, high=1), figure(low=1000, high=1000))


BOUNDS = st.none() | st.integers(0, 3) | st.integers(0, 2000) | st.integers(0, 2**63 - 1)


@given(st.lists(st.tuples(BOUNDS, BOUNDS), min_size=1, max_size=5))
def test_nothing_but_0_is_drawn_on_the_line_of_0(numbers: list[tuple[int | None, int | None]]) -> None:
    pairs = [pair for pair in numbers if pair != (None, None) and (None in pair or pair[0] <= pair[1])]  # type: ignore[operator]
    rows = [
        figure(low=low, high=high, date="2023", date_start="2023-01-01", date_end="2023-12-31") for low, high in pairs
    ]
    for row in rows:
        drawn = drawing(row, figure(low=2000, high=2000))
        (ground,) = (line.partition("┤")[2][:-1] for line in drawn.splitlines() if line.strip().startswith("0┤"))
        named = {row["low"], row["high"]} - {None}
        assert ("A" in ground) is (named == {0})
        assert bool(set(ground) & set("A─│↓↑")) is (0 in named)


def test_a_small_number_stands_by_itself_between_0_and_the_rest() -> None:
    drawn = [
        line.split() for line in drawing(*(figure(low=n, high=n) for n in (0, 157, 3500))).splitlines() if "A" in line
    ]
    assert [line[0] for line in drawn][1:] == ["<400┤", "0┤"]
    assert "<" not in drawing(figure(low=0, high=0), figure(low=3500, high=3500))


@given(st.integers(1, 2**63 - 1), st.integers(16, 30), st.integers(1, 2**63 - 1))
def test_lines_keep_the_order_of_numbers_and_their_words_are_true(most: int, count: int, number: int) -> None:
    lines = TerminalLines(NumberAxis.over([{"low": most, "high": None}], 0, count), count)
    number = min(number, most)
    assert 1 == lines.at(0) < lines.at(number) <= lines.at(most) <= count - 2
    said = dict(lines.ticks([number]))
    if lines.at(number) == lines.at(0) + 1:
        assert number < int(said[lines.at(0) + 1].removeprefix("<").replace(",", ""))
    assert len(set(said)) == len(lines.ticks([number]))


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
    text = chart_terminal(rows, "Figures")
    assert "H  The Corps · P7" in text
    assert "I  " not in text
    assert "3 forces or places more are not drawn" in text
    assert text.splitlines()[0].endswith("8 of 11 figures")
    assert "1 force or place more is not drawn" in chart_terminal(rows[:9])


def test_what_a_number_says_of_people_parts_the_letters() -> None:
    text = chart_terminal([figure(), figure(measure="ordered-out"), figure(force=None, counts="foreign troops")])
    assert "A  The Corps · Niamey  " in text
    assert "B  The Corps · Niamey, ordered out  " in text
    assert "C  foreign troops · Niamey  " in text


@pytest.mark.parametrize("width", [40, 60, 80, 140])
def test_it_fills_its_width_and_has_no_colour(width: int) -> None:
    far = {"id": "far", "name": "A place with a name that is longer than most lines are wide", "country": None}
    rows = [figure(), figure(date="2020", date_start="2020-01-01", date_end="2020-12-31"), figure(place=far)]
    text = chart_terminal(rows, "People deployed · The Corps · since 1 January 2020", width)
    lines = text.splitlines()
    assert max(map(len, lines)) == width
    assert len(next(line for line in lines if "┌" in line)) == width
    assert "\x1b" not in text
    assert "2021" in text
    assert "The Corps · A place with" in text


@pytest.mark.parametrize("name", ["北京部队 " * 3, "北京部队" * 30, "ni\u0308ger " * 3])
def test_wide_letters_and_marks_keep_the_columns(name: str) -> None:
    far = {"id": "far", "name": name.strip(), "country": None}
    text = chart_terminal([figure(), figure(place=far)], name.strip())
    lines = [line for line in text.splitlines() if line.endswith(("figure", "figures"))]
    assert len(lines) >= 2
    assert {cell_len(line) for line in lines if line[0] in "AB"} == {80}
    assert all(cell_len(line) <= 80 for line in lines)


@pytest.mark.parametrize(("width", "drawn"), [(1, 40), (39, 40), (161, 160), (10**9, 160)])
def test_its_width_has_bounds(width: int, drawn: int) -> None:
    assert max(map(len, chart_terminal([figure()], width=width).splitlines())) == drawn


@pytest.mark.parametrize("number", [0, 1, 2**63 - 1])
def test_any_number_can_be_drawn(number: int) -> None:
    assert "A" in drawing(figure(low=number, high=number))
    assert "A" in drawing(figure(low=0, high=number))


@pytest.mark.parametrize("date", ["-0043-03-15", "0001-01-01", "9999-12-31"])
def test_any_day_can_be_drawn(date: str) -> None:
    assert "A" in drawing(figure(date=date, date_start=date, date_end=date))


def test_signs_are_explained_in_whole_phrases() -> None:
    explained = chart_terminal([figure()], width=60).splitlines()[-4:]
    assert explained == [
        "│ from low to high   ↑ at least   ↓ at most",
        "small letter: about   ─ the days it holds for",
        "← → with no known beginning or end",
        "marks may hide marks: without --chart each is listed",
    ]


def test_hidden_signs_in_names_are_seen() -> None:
    text = chart_terminal([figure(force={"id": "x", "name": "a\x1b[31m\u202eb"})], "with “\x1b[31m\u202e”")
    assert "\x1b" not in text
    assert "\u202e" not in text
