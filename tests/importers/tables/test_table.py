"""Rows with the line they begin on, and what cannot be one."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahelcli.diagnostics.finding import Diagnostic
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.tables.column_layout import WantedColumns
from sahelcli.importers.tables.csv_table import open_table
from sahelcli.importers.tables.file_opening import CannotRead
from sahelcli.importers.tables.table import Note, Row
from tests.importers.sample_tables import written

COLUMNS = WantedColumns(("date", "title"), {"date", "title"})


def rows(path: Path) -> list[str]:
    """Return each row as its line and cells, each finding as it is printed, each note."""
    with open_table(str(path), COLUMNS, ImportOptions()) as table:
        return [_shown(item) for item in table.rows]


def _shown(item: Row | Diagnostic | Note) -> str:
    if isinstance(item, Row):
        assert item.cells[-1] == ""
        return f"{item.line} {item.cells[:-1]}"
    return item.text.rpartition("/")[2] if isinstance(item, Note) else item.one_line().rpartition("/")[2]


def test_a_row_begins_where_its_first_cell_does(tmp_path: Path) -> None:
    path = written(tmp_path, 'date,title\r\n2023-01-01,"one\r\ntwo\r\nthree"\r\n\r\n2023-01-02,b\r\n')
    assert rows(path) == ["2 ['2023-01-01', 'one\\r\\ntwo\\r\\nthree']", "6 ['2023-01-02', 'b']"]


def test_what_is_wrong_costs_its_own_line_alone(tmp_path: Path) -> None:
    path = written(tmp_path, 'date,title\n1,"a"b\n2,x,y\n3\n4,fine,,\n5,fine\n')
    assert rows(path) == [
        "table.csv:2: error: after the closing quotation mark of a cell comes no comma [quoting]",
        "table.csv:3: error: the row has 3 cells, and the table 2 columns [columns]",
        "table.csv:4: error: the row has 1 cell, and the table 2 columns [columns]",
        "5 ['4', 'fine']",
        "6 ['5', 'fine']",
    ]


def test_an_open_quotation_is_told_where_it_opens(tmp_path: Path) -> None:
    path = written(tmp_path, 'date,title\n1,a\n2,"b\n3,c\n')
    assert rows(path)[1:] == [
        "table.csv:3: error: a quotation mark that opens a cell is never closed: lines 3 to 4 are lost [quoting]"
    ]


def test_what_may_be_the_inside_of_a_broken_cell_is_refused_line_by_line(tmp_path: Path) -> None:
    path = written(tmp_path, 'date,title\n1,"a "stray" quote\n2,inside\n\nend"\n3,fine\n')
    assert rows(path) == [
        "table.csv:2: error: after the closing quotation mark of a cell comes no comma [quoting]",
        "table.csv:3: error: the line may be the inside of the cell that is broken on line 2 [quoting]",
        "table.csv:5: error: the line may be the inside of the cell that is broken on line 2 [quoting]",
        "6 ['3', 'fine']",
    ]


def test_lines_that_a_fault_takes_along_are_named(tmp_path: Path) -> None:
    path = written(tmp_path, 'date,title\n1,"open\n2,b\n3,"c"\n4,fine\n')
    first, second = rows(path)
    assert "the closing quotation mark of a cell on line 4 comes no comma: lines 2 to 4 are lost [quoting]" in first
    assert second == "5 ['4', 'fine']"


def test_a_fault_among_the_names_is_told_and_costs_no_row_without_a_word(tmp_path: Path) -> None:
    path = written(tmp_path, 'date,title,"a"b\n1,x,\n2,y,\n')
    assert rows(path)[0].startswith("table.csv:1: error: ")
    assert rows(path)[1:] == ["2 ['1', 'x', '']", "3 ['2', 'y', '']"]


INSIDES = st.lists(st.sampled_from(['"', ",", "\n", "INSIDE", "9,INSIDE", '9,"INSIDE"', "\n9,INSIDE\n", '"",', " "]))


@given(INSIDES, st.integers(0, 3))
def test_nothing_inside_a_broken_cell_becomes_a_row(inside: list[str], after: int) -> None:
    fine = "".join(f"{number},fine\n" for number in range(after))
    with TemporaryDirectory() as folder:
        path = written(Path(folder), f'date,title\n0,before\n1,"broken "here{"".join(inside)}"\n{fine}')
        result = rows(path)
    taken = [item for item in result if item[0].isdigit()]
    assert not any("INSIDE" in item or "broken" in item for item in taken)
    assert len(taken) == 1 + after


def test_a_cell_without_end_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, f'date,title\n1,"{"x" * ((1 << 24) + 1)}"\n2,b\n')
    assert rows(path)[0] == "table.csv:2: error: a cell has more than 16,777,216 characters [quoting]"


def test_a_table_that_changes_while_it_is_read_is_an_error(tmp_path: Path) -> None:
    path = written(tmp_path, "date,title\n" + "1,a\n" * 200_000)
    with open_table(str(path), COLUMNS, ImportOptions()) as table:
        next(table.rows)
        path.write_bytes(b"date,title\n" + b"1,\xe9\n" * 200_000)
        with pytest.raises(CannotRead, match="it has changed while it was read"):
            list(table.rows)


def test_empty_rows_are_counted(tmp_path: Path) -> None:
    assert rows(written(tmp_path, "date,title\n\n,\n1,a\n , \n"))[1:] == [
        "table.csv: 2 rows are empty, and are passed over"
    ]


def test_hashtags_below_the_names_are_passed_over_and_only_there(tmp_path: Path) -> None:
    path = written(tmp_path, "date,title\n#date,#event+title\n1,a\n#mali,#sahel\n")
    assert rows(path) == [
        "table.csv:2: the row of HXL tags is no record, and is passed over",
        "3 ['1', 'a']",
        "4 ['#mali', '#sahel']",
    ]


def test_all_bytes_are_told_as_they_are_read(tmp_path: Path) -> None:
    path = written(tmp_path, "date,title\n" + "1,a\n" * 1000)
    seen: list[int] = []
    with open_table(str(path), COLUMNS, ImportOptions(advance=seen.append)) as table:
        assert sum(1 for _ in table.rows) == 1000
    assert sum(seen) == path.stat().st_size


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_what_was_found_is_said(tmp_path: Path, separator: str) -> None:
    path = written(tmp_path, f"date{separator}title\n", encoding="utf-8-sig")
    with open_table(str(path), COLUMNS, ImportOptions()) as table:
        assert "read as UTF-8, as its byte order mark says, with the separator " in table.notes[0].text
        assert list(table.rows) == []
