"""Spreadsheets: what a cell shows and holds, where the table begins, and files that are broken on purpose."""

from __future__ import annotations

import datetime
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sahelcli.errors import SahelError
from sahelcli.importers.cells.spreadsheet_dates import DateParts, shows, text_of
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.spreadsheets import xml_stream
from sahelcli.importers.spreadsheets.ooxml_cells import NOT_COMPUTED
from sahelcli.importers.tables.table import Row
from tests.importers.sample_tables import Imported, alone, imported
from tests.importers.workbooks import by_hand, ods, xls, xlsx
from tests.terminal import Sahel

for module in ("odf", "python_calamine"):
    pytest.importorskip(module)
openpyxl, xlwt = pytest.importorskip("openpyxl"), pytest.importorskip("xlwt")

MAPS = (("date", "Date"), ("title", "What"), ("sources", "Source"))
NAMES = ("Date", "What", "Source")
DAY = datetime.date(2023, 9, 24)
MOMENTS = [datetime.datetime.fromisoformat(f"2023-09-24T{clock}") for clock in ("14:30:00", "00:00:00")]


def events(path: Path, **options: Any) -> Imported:
    """Import events of a workbook with the columns Date, What and Source."""
    return imported("xlsx", path, options=alone(maps=MAPS, **options))


def dates(result: Imported) -> list[str]:
    return [event["date"] for event in result.document.get("events", ())]


def test_a_sheet_goes_through_the_mapping_of_a_table(tmp_path: Path) -> None:
    result = events(xlsx(tmp_path / "log.xlsx", {"Log": [NAMES, (DAY, "France leaves", "le-monde")]}))
    assert result.text == (
        "# Imported from a table with `sahel import xlsx`.\n"
        "\n"
        "[[events]]\n"
        'id = "2023-09-24-france-leaves"\n'
        'date = "2023-09-24"\n'
        'title = "France leaves"\n'
        'sources = ["le-monde"]\n'
    )


@pytest.mark.parametrize(
    ("code", "date"),
    [
        ("yyyy-mm-dd", "2023-09-24"),
        ("dd/mm/yy", "2023-09-24"),
        ("d mmm", "2023-09-24"),
        ('[$-40C]d" de "mmmm\\ yyyy;@', "2023-09-24"),
        ("mmm-yy", "2023-09"),
        ("[Red]mmmm yyyy", "2023-09"),
        ("yyyy", "2023"),
        ('"day" yyyy', "2023"),
    ],
)
def test_a_date_is_as_precise_as_its_cell_shows_it(tmp_path: Path, code: str, date: str) -> None:
    path = xlsx(tmp_path / "log.xlsx", {"Log": [NAMES, (DAY, "x", "s")]}, {"A2": code})
    result = events(path)
    assert dates(result) == [date]
    assert (len(date) < 10) == any("is not shown" in note or "alone is shown" in note for note in result.notes)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_clock_time_that_is_shown_is_refused_with_the_form_that_reads_it(
    tmp_path: Path, moment: datetime.datetime
) -> None:
    path = xlsx(tmp_path / "log.xlsx", {"Log": [NAMES, (moment, "x", "s")]})
    (finding,) = events(path).found
    assert f'date "{moment.isoformat()}" has a clock time' in finding.message
    assert finding.hint is not None
    form = re.findall("--date-format (\\S+)", finding.hint)[0]
    assert dates(events(path, date_formats=(form,))) == ["2023-09-24"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1500, "1500"),
        (1500.0, "1500"),
        (13.51, "13.51"),
        (-7, "-7"),
        (0.1 + 0.2, "0.3"),
        (123456789012345, "123456789012345"),
        (True, "true"),
        ("007", "007"),
        ("NA", "NA"),
        ("a\nb", "a b"),
        (datetime.time(14, 30), "14:30:00"),
    ],
)
def test_a_cell_is_text_as_it_holds_it(tmp_path: Path, value: object, text: str) -> None:
    (event,) = events(xlsx(tmp_path / "log.xlsx", {"Log": [NAMES, (DAY, value, "s")]})).document["events"]
    assert event["title"] == text


def test_what_stands_above_the_names_is_told(tmp_path: Path) -> None:
    rows = [("Chronology of 2023", None, None), (), NAMES, (DAY, "a", "s"), (), (DAY, None, "s")]
    result = events(xlsx(tmp_path / "log.xlsx", {"Log": rows}))
    assert [note.rpartition("/")[2] for note in result.notes[:2]] == [
        "log.xlsx [Log]: the names of the columns stand in row 3",
        'log.xlsx [Log]:1: "Chronology of 2023" stands above the names, and is passed over',
    ]
    assert result.lines == ['6: error: an event needs "title" [missing-key]']


def test_cells_beside_the_table_are_counted_and_columns_left_out_named(tmp_path: Path) -> None:
    rows = [(*NAMES, "Colour"), (DAY, "a", "s", "red", None, "look here")]
    notes = events(xlsx(tmp_path / "log.xlsx", {"Log": rows})).notes
    assert "columns left out: Colour" in notes
    assert any("right of the named columns, 1 cell passed over" in note for note in notes)


@pytest.mark.parametrize("form", ["xlsx", "xls"])
def test_cells_below_a_merged_one_are_told(tmp_path: Path, form: str) -> None:
    rows = [NAMES, (DAY, "a", "s"), (DAY, "b", None), (DAY, "c", "s"), (DAY, "d", None), (DAY, "e", None)]
    path = tmp_path / f"log.{form}"
    if form == "xlsx":
        workbook = openpyxl.load_workbook(xlsx(path, {"Log": rows}))
        for place in ("C2:C3", "C4:C6"):
            workbook.active.merge_cells(place)
        workbook.save(path)
    else:
        book = xlwt.Workbook()
        sheet = book.add_sheet("Log")
        for column, cells in enumerate(zip(*rows, strict=True)):
            for row, value in enumerate(cells):
                if column < 2 or row == 0:
                    sheet.write(row, column, str(value))
        sheet.write_merge(1, 2, 2, 2, "s")
        sheet.write_merge(3, 5, 2, 2, "s")
        book.save(str(path))
    place = "C2:C3" if form == "xlsx" else "in row 2"
    message = f"3 cells below the first row of a merged cell ({place}): read as empty, as they are; where its value is "
    message += "that of each row, unmerge and fill down in the spreadsheet"
    assert any(note.endswith(message) for note in events(path).notes), events(path).notes


def test_the_sheet_with_the_columns_is_the_one_and_the_others_are_told(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "log.xlsx", {"Read me": [("hello",)], "Log": [NAMES, (DAY, "a", "s")], "Empty": []})
    result = events(path)
    assert dates(result) == ["2023-09-24"]
    assert any('not read are the sheets "Read me"; --sheet names one' in note for note in result.notes)


def test_two_sheets_with_the_columns_are_asked_about(tmp_path: Path, sahel: Sahel) -> None:
    path = xlsx(tmp_path / "log.xlsx", {"2023": [NAMES, (DAY, "a", "s")], "2024": [NAMES, (DAY, "b", "s")]})
    maps = [f"--map={key}={column}" for key, column in MAPS]
    result = sahel("import", "xlsx", str(path), *maps)
    assert (result.code, result.stdout) == (2, "")
    assert 'the sheets "2023" and "2024" have the columns\nhint: name one: --sheet' in result.stderr
    assert 'title = "b"' in sahel("import", "xlsx", str(path), *maps, "--sheet", "2024", "--allow-unknown").stdout
    none = sahel("import", "xlsx", str(path), *maps, "--sheet", "2025")
    assert 'has no sheet "2025"\nhint: its sheets are "2023", "2024"' in none.stderr


def test_a_hidden_sheet_is_read_only_by_its_name(tmp_path: Path) -> None:
    import openpyxl

    path = xlsx(tmp_path / "log.xlsx", {"Log": [NAMES, (DAY, "a", "s")], "Old": [NAMES, (DAY, "b", "s")]})
    book = openpyxl.load_workbook(path)
    book["Old"].sheet_state = "hidden"
    book.save(path)
    assert [event["title"] for event in events(path).document["events"]] == ["a"]
    assert [event["title"] for event in events(path, sheet="old").document["events"]] == ["b"]


def test_a_column_that_is_nowhere_is_told_with_the_first_row(tmp_path: Path) -> None:
    with pytest.raises(SahelError, match=r'log.xlsx \[Log\]:1: no column "Date"') as caught:
        events(xlsx(tmp_path / "log.xlsx", {"Log": [("Day", "What", "Source")]}))
    assert caught.value.hint == 'its first row is "Day", "What", "Source"'


def test_formulas_count_by_their_value_and_errors_are_refused(tmp_path: Path) -> None:
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Date</t></is></c><c r="B1" t="str"><v>What</v></c>'
        '<c r="C1" t="s"><v>0</v></c></row>'
        '<row r="2"><c r="A2" t="d"><v>2023-09-24</v></c><c r="B2" t="str"><f>A1&amp;B1</f><v>made</v></c>'
        '<c r="C2" t="s"><v>1</v></c></row>'
        '<row r="3"><c r="A3" t="d"><v>2023-09-25</v></c><c r="B3"><f>A1+1</f></c><c r="C3" t="s"><v>1</v></c></row>'
        '<row r="5"><c r="A5" t="d"><v>2023-09-25</v></c><c r="B5" t="e"><v>#REF!</v></c>'
        '<c r="C5" t="s"><v>1</v></c></row>'
        '<row><c t="d"><v>2023-09-26</v></c><c t="inlineStr"><is><r><t>without</t></r><r><t> names</t></r></is></c>'
        '<c t="s"><v>7</v></c></row>'
        '<row><c t="d"><v>2023-09-27</v></c><c t="n"><v>9</v></c><c t="s"><v>1</v></c></row>'
    )
    texts = "<si><t>Source</t></si><si><r><t>s</t></r><rPh><t>reading aid</t></rPh></si>"
    for strict in (False, True):
        result = events(by_hand(tmp_path / "log.xlsx", cells, texts=texts, strict=strict))
        assert [(event["title"], event["sources"]) for event in result.document["events"]] == [
            ("made", ["s"]),
            ("9", ["s"]),
        ]
        assert result.lines == [
            f"3: error: the cell in column B {NOT_COMPUTED} [cell]",
            "5: error: the cell in column B holds the error #REF! [cell]",
            "6: error: the cell in column C holds no value that can be read [cell]",
        ]


def test_other_workbooks_are_read_too(tmp_path: Path) -> None:
    rows = [NAMES, (DAY, "Ménaka", "s"), ("2023-10", "b", "s")]
    for path in (ods(tmp_path / "log.ods", {"Log": rows}), xls(tmp_path / "log.xls", {"Log": rows})):
        result = events(path)
        assert dates(result) == ["2023-09-24", "2023-10"]
        assert "Ménaka" in result.text
        assert any("1 cell with a date: read as days" in note for note in result.notes)


def test_rows_of_an_old_workbook_have_the_numbers_that_people_see(tmp_path: Path) -> None:
    rows = [(), (), NAMES, (DAY, "a", "s"), (DAY, "", "s")]
    assert events(xls(tmp_path / "log.xls", {"Log": rows})).lines == ['5: error: an event needs "title" [missing-key]']


def test_without_the_library_one_message_says_what_to_install(
    tmp_path: Path, sahel: Sahel, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = xls(tmp_path / "log.xls", {"Log": [NAMES]})
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    monkeypatch.delitem(sys.modules, "sahelcli.importers.spreadsheets.calamine_workbook", raising=False)
    result = sahel("import", "xlsx", str(path), "--map", "date=Date")
    assert result.code == 3
    assert result.stderr.splitlines() == [
        "error: .ods and .xls need python-calamine, which is not installed",
        'hint: pip install "sahel[spreadsheets]", or save the file as .xlsx or as CSV',
    ]


def hostile(folder: Path) -> dict[str, Path]:
    """Return workbooks that are none, by what is wrong with them."""
    good = xlsx(folder / "good.xlsx", {"Log": [NAMES, (DAY, "a", "s")]})
    paths = {
        "cut off": good.read_bytes()[:3000],
        "damaged": b"PK\x03\x04" + b"\0" * 400,
        "empty": b"",
        "text": b"a,b\n",
    }
    for name, data in paths.items():
        (folder / f"{name}.xlsx").write_bytes(data)
    with ZipFile(folder / "other.xlsx", "w") as file:
        file.writestr("readme.txt", "no workbook")
    by_hand(folder / "entities.xlsx", "", doctype='<!DOCTYPE a [<!ENTITY b "c">]>')
    by_hand(folder / "broken.xlsx", "<row><c>")
    by_hand(folder / "backwards.xlsx", '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>')
    by_hand(folder / "far.xlsx", '<row r="1"><c r="ZZZ1"><v>1</v></c></row>')
    (folder / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 5000)
    return {path.stem: path for path in sorted(folder.glob("*.xls*")) if path != good}


def test_what_is_no_workbook_is_one_message(tmp_path: Path, sahel: Sahel) -> None:
    for name, path in hostile(tmp_path).items():
        result = sahel("import", "xlsx", str(path), "--map", "date=Date")
        assert result.stdout == "", name
        assert result.code in (2, 3), name
        assert result.stderr.startswith("error: "), name
        assert "Traceback" not in result.stderr


def test_what_unpacks_without_end_is_refused(tmp_path: Path, sahel: Sahel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_stream, "_LONGEST_FILE", 1 << 20)
    path = by_hand(tmp_path / "bomb.xlsx", " " * (1 << 24))
    assert path.stat().st_size < 1 << 16
    result = sahel("import", "xlsx", str(path), "--map", "date=Date")
    assert (result.code, "it unpacks to more than 1,048,576 bytes" in result.stderr) == (3, True)


def test_a_cell_of_any_length_is_a_row_with_an_error(tmp_path: Path) -> None:
    for length, message in ((200_000, "at most"), (2_000_000, "more than any spreadsheet program writes")):
        cells = "".join(
            f'<row r="{number}"><c t="str"><v>{date}</v></c><c t="str"><v>{what}</v></c><c t="str"><v>s</v></c></row>'
            for number, date, what in ((1, "Date", "What"), (2, "2023", "x" * length), (3, "2024", "fine"))
        ).replace("<v>s</v>", "<v>Source</v>", 1)
        result = events(by_hand(tmp_path / "long.xlsx", cells))
        assert [event["title"] for event in result.document["events"]][-1] == "fine"
        assert len(result.found) == 1
        assert message in result.found[0].message or "characters" in result.found[0].message


@pytest.mark.parametrize(
    ("serial", "what", "text"),
    [
        (1, DateParts.DAY, "1900-01-01"),
        (59, DateParts.DAY, "1900-02-28"),
        (60, DateParts.DAY, None),
        (61, DateParts.DAY, "1900-03-01"),
        (45193.999999, DateParts.DAY, "2023-09-24"),
        (45193.5, DateParts.CLOCK, "2023-09-24T12:00:00"),
        (0.75, DateParts.TIME, "18:00:00"),
        (1.25, DateParts.TIME, "30:00:00"),
        (-1, DateParts.DAY, None),
        (2_958_466, DateParts.DAY, None),
        (float("nan"), DateParts.DAY, None),
    ],
)
def test_serial_numbers(serial: float, what: DateParts, text: str | None) -> None:
    assert text_of(serial, what) == text


def test_days_since_1904() -> None:
    assert text_of(43731, DateParts.DAY, since_1904=True) == "2023-09-24"


@pytest.mark.parametrize(
    ("number", "code", "what"),
    [
        (0, None, DateParts.NUMBER),
        (14, None, DateParts.DAY),
        (17, None, DateParts.MONTH),
        (22, None, DateParts.CLOCK),
        (164, "General", DateParts.NUMBER),
        (164, "0.00E+00", DateParts.NUMBER),
        (164, '#,##0 "days"', DateParts.NUMBER),
        (164, "[h]:mm:ss", DateParts.TIME),
        (164, "h:mm AM/PM", DateParts.TIME),
        (164, "yyyy/mm/dd hh:mm;@", DateParts.CLOCK),
        (164, "[$-411]ggge年m月d日", DateParts.DAY),
        (164, '[Blue]0;[Red]"yyyy"', DateParts.NUMBER),
    ],
)
def test_what_formats_show(number: int, code: str | None, what: DateParts) -> None:
    assert shows(number, code) is what


CHARACTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Zl", "Zp"], exclude_characters="\ufeff")
TITLES = st.text(CHARACTERS, min_size=1, max_size=40).filter(lambda text: text.strip() and not text.startswith("="))


@settings(max_examples=30)
@given(st.lists(st.tuples(st.dates(datetime.date(1900, 3, 1)), TITLES), min_size=1, max_size=8, unique=True))
def test_records_come_back_through_a_workbook(rows: list[tuple[datetime.date, str]]) -> None:
    with TemporaryDirectory() as folder:
        numbered = [(day, title, "s", f"e{number}") for number, (day, title) in enumerate(rows)]
        path = xlsx(Path(folder) / "log.xlsx", {"Log": [(*NAMES, "Id"), *numbered]})
        result = imported("xlsx", path, options=alone(maps=(*MAPS, ("id", "Id"))))
    assert [(event["date"], event["title"]) for event in result.document["events"]] == [
        (day.isoformat(), title) for day, title in rows
    ]


def test_a_workbook_of_another_kind_of_zip_is_told(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.xlsx", "w", ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", "<a/>")
    with pytest.raises(SahelError, match="lacks a part that a workbook has"):
        events(tmp_path / "a.xlsx")


def test_a_first_look_takes_every_row_of_the_first_sheet(tmp_path: Path) -> None:
    from sahelcli.importers.spreadsheets.xlsx import raw

    path = xlsx(tmp_path / "log.xlsx", {"Log": [("A title",), (), NAMES], "More": [("x",)]})
    with raw(str(path), ImportOptions()) as table:
        assert [(row.line, row.cells[0]) for row in table.rows if isinstance(row, Row)] == [(1, "A title"), (3, "Date")]
        assert 'not read are the sheets "More"' in table.notes[0].text
    with raw(str(path), ImportOptions(sheet="more")) as table:
        assert [row.cells for row in table.rows if isinstance(row, Row)] == [["x"]]


def test_an_error_that_stands_for_what_is_missing_is_an_empty_cell(tmp_path: Path) -> None:
    cells = (
        '<row><c t="str"><v>Date</v></c><c t="str"><v>What</v></c><c t="str"><v>Source</v></c>'
        '<c t="str"><v>Note</v></c></row><row><c t="d"><v>2023</v></c><c t="str"><v>x</v></c>'
        '<c t="str"><v>s</v></c><c t="e"><v>#N/A</v></c></row>'
    )
    options = ImportOptions(maps=(*MAPS, ("note", "Note")), missing=("#N/A",), allow_unknown=True)
    result = imported("xlsx", by_hand(tmp_path / "log.xlsx", cells), options=options)
    assert "note" not in result.document["events"][0]
    assert '"#N/A" stands in 1 cell and was read as empty' in result.notes


def test_a_first_look_tells_of_merged_cells_and_of_several_links_in_one(tmp_path: Path, sahel: Sahel) -> None:
    path = xlsx(
        tmp_path / "log.xlsx",
        {
            "Log": [
                ("A log of movements",),
                ("Date", "Place", "What", "Links", "Note"),
                (DAY, "Tera", "a", "https://a.example/1\nhttps://b.example/2", None),
                (DAY, None, "b", "https://a.example/3", "x"),
            ]
        },
    )
    workbook = openpyxl.load_workbook(path)
    workbook.active.merge_cells("B3:B4")
    workbook.save(path)
    output = sahel("import", "xlsx", str(path)).stdout
    assert "above the names: A log of movements\n1 cell below the first row of a merged cell (B3:B4)" in output
    assert "several links in 1 cell: each is a source of its own" in output
    assert "of another number of cells" not in output  # a spreadsheet has no short rows
