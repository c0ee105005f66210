"""Where columns stand: found by their names, under any separator, in any order."""

from __future__ import annotations

import pytest

from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.tables.column_layout import (
    DuplicateColumn,
    NoSuchColumns,
    SeveralLayouts,
    WantedColumns,
    lay_out,
)
from sahelcli.option_values import UnknownSeparator, separator_of

COLUMNS = WantedColumns(("date", "title", "note"), required={"date", "title"}, others={"day": "date"})


@pytest.mark.parametrize(
    ("header", "separator"),
    [
        ("date,title,note\n", ","),
        ("note;TITLE; Date \r\n", ";"),
        ("\tday\ttitle\n", "\t"),
        ('"title"|"date"|"a,b;c"\n', "|"),
    ],
)
def test_the_separator_is_the_one_that_gives_the_columns(header: str, separator: str) -> None:
    layout = lay_out(header, COLUMNS, "t.csv", ImportOptions())
    assert layout.separator == separator
    cells = [name.strip().casefold() for name in layout.names]
    picked = layout.pick([*cells, ""])
    assert picked[0] in ("date", "day")
    assert picked[1:] == ("title", "note" if "note" in cells else "")


def test_a_column_of_other_things_is_left_out_and_named() -> None:
    assert lay_out("date,title,Colour\n", COLUMNS, "t.csv", ImportOptions()).left_out == ("Colour",)


def test_a_missing_column_is_named_with_those_there_are() -> None:
    with pytest.raises(NoSuchColumns) as caught:
        lay_out("Date;Headline\n", COLUMNS, "t.csv", ImportOptions())
    assert caught.value.message == 't.csv:1: no column "title"'
    assert caught.value.hint == 'its first row is "Date", "Headline"'


def test_only_the_named_separator_is_tried() -> None:
    with pytest.raises(NoSuchColumns):
        lay_out("date,title\n", COLUMNS, "t.csv", ImportOptions(separator=";"))


def test_two_separators_that_both_fit_are_asked_about() -> None:
    with pytest.raises(SeveralLayouts, match="comma or semicolon"):
        lay_out("a,title,b;c;title;d\n", WantedColumns(("title",), {"title"}), "t.csv", ImportOptions())


def test_a_name_that_stands_twice_is_no_column() -> None:
    with pytest.raises(DuplicateColumn, match='two columns are called "title"'):
        lay_out("date,title,Title\n", COLUMNS, "t.csv", ImportOptions())


def test_a_table_without_names_is_known_by_its_width() -> None:
    columns = WantedColumns(("b", "a"), {"a", "b"}, unnamed={3: ("a", "b", "c")})
    layout = lay_out("1,2,3\n", columns, "t.csv", ImportOptions())
    assert (layout.line, layout.pick(["1", "2", "3", ""])) == (0, ("2", "1"))
    with pytest.raises(NoSuchColumns):
        lay_out("a,x,y\n", columns, "t.csv", ImportOptions())


@pytest.mark.parametrize(("text", "sign"), [("tab", "\t"), ("\\t", "\t"), ("Comma", ","), ("|", "|"), ("~", "~")])
def test_separators_by_name(text: str, sign: str) -> None:
    assert separator_of(text) == sign


@pytest.mark.parametrize("text", ["tabulator", ",,", '"', "\n", "é"])
def test_what_cannot_separate(text: str) -> None:
    with pytest.raises(UnknownSeparator):
        separator_of(text)
