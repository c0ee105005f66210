"""A first look at a table: what is there is counted, and nothing is read by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sahelcli.importers import IMPORTERS
from sahelcli.importers.cells.date_format_hints import DateFormatHint
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.preview.cell_kinds import EDTF, kind_of
from sahelcli.importers.preview.mapping_proposal import propose
from sahelcli.importers.preview.preview_page import known, needs, page
from sahelcli.importers.preview.table_preview import MOST, NothingCut, PreviewedColumn, TablePreview
from sahelcli.importers.tables.column_layout import EmptyTable
from tests.importers.sample_tables import written

DAY_FIRST, MONTH_FIRST = DateFormatHint("%d/%m/%Y"), DateFormatHint("%m/%d/%Y")
CSV = next(importer for importer in IMPORTERS if importer.name == "csv")


def looked(folder: Path, text: str, encoding: str = "utf-8", **options: str) -> TablePreview:
    """Look at a table with this text."""
    return CSV.look(str(written(folder, text, encoding=encoding)), ImportOptions(**options))[0]  # type: ignore[arg-type]


def column(folder: Path, *cells: str) -> PreviewedColumn:
    """Look at a table of one column beside numbers."""
    lines = (f'"{cell}",{number}\n' for number, cell in enumerate(cells, 1))
    return looked(folder, "It,Number\n" + "".join(lines)).columns[0]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2023-09-24", "dates"),
        ("2023-09~", "dates"),
        ("24/09/2023", "dates"),
        ("3 March 2024", "dates"),
        ("24 septembre 2023", "dates"),
        ("12/7/41", "dates"),
        ("2023-09-24T00:00:00Z", "dates with a clock time"),
        ("1999", "years"),
        ("007", "whole numbers"),
        ("-3.5", "decimal numbers"),
        ("1,500", "numbers in groups of digits"),
        ("1 500 000", "numbers in groups of digits"),
        ("https://example.org/a", "links"),
        ("TRUE", "true or false"),
        ("May", "text"),
        ("1999 was a year", "text"),
        ("3 / 4", "text"),
    ],
)
def test_what_a_cell_looks_like(text: str, kind: str) -> None:
    assert kind_of(text) == kind


def test_a_day_beside_which_only_one_form_fits_is_told_by_it(tmp_path: Path) -> None:
    assert column(tmp_path, "03/04/2015", "21/04/2015").only_forms() == [(DAY_FIRST,)]
    assert column(tmp_path, "03/04/2015", "04/03/2015").only_forms() == [(DAY_FIRST, MONTH_FIRST)]
    both = column(tmp_path, "21/04/2015", "04/21/2015", "03/04/2015").only_forms()
    assert set(both) == {(DAY_FIRST,), (MONTH_FIRST,), (DAY_FIRST, MONTH_FIRST)}


def test_a_month_that_two_languages_have_is_of_the_one_that_reads_the_dates_beside_it(tmp_path: Path) -> None:
    assert column(tmp_path, "2023-01-05", "1er déc. 2023", "3 févr. 2023", "5 sept. 2021").only_forms() == [
        (DateFormatHint("%d %B %Y", "fr"),),
        (EDTF,),
    ]
    assert column(tmp_path, "3 marzo 2020", "4 gennaio 2021").only_forms() == [(DateFormatHint("%d %B %Y", "it"),)]
    assert column(tmp_path, "1 dec 2023").only_forms() == [(DateFormatHint("%d %B %Y"),)]


@pytest.mark.parametrize(("name", "text"), [("json", '[{"day": "2023-09-24"}]'), ("jsonl", '{"day": "2023-09-24"}\n')])
def test_names_that_stand_in_no_line_are_said_to_stand_in_none(tmp_path: Path, name: str, text: str) -> None:
    importer = next(each for each in IMPORTERS if each.name == name)
    look = importer.look(str(written(tmp_path, text)), ImportOptions())[0]
    assert next(page(look, 80)) == "1 row, 1 column"
    assert ("--header-row", "none") not in propose(look).options


def test_names_below_a_title_are_found(tmp_path: Path) -> None:
    result = looked(tmp_path, "Log of the ship;;\n\nDate;What;Where\n2023;x;y\n2024;x;y\n")
    assert (result.line, result.above, result.rows) == (3, ("Log of the ship",), 2)
    assert [each.name for each in result.columns] == ["Date", "What", "Where"]


def test_a_first_row_of_values_is_no_row_of_names(tmp_path: Path) -> None:
    result = looked(tmp_path, "2023-01-01,x,https://a.example\n2023-01-02,y,https://b.example\n")
    assert (result.line, result.rows) == (None, 2)
    assert [each.name for each in result.columns] == ["1", "2", "3"]


def test_words_for_nothing_are_counted_and_no_values(tmp_path: Path) -> None:
    result = column(tmp_path, "NA", "3", "-", "NA", "", "n.d.")
    assert (dict(result.like_empty), result.filled, result.kind) == ({"NA": 2, "-": 1, "n.d.": 1}, 1, "whole numbers")


def test_lists_and_markup_are_counted(tmp_path: Path) -> None:
    result = column(tmp_path, "RFI; AFP", "<b>RFI</b>", "R&amp;D", "a < b > c")
    assert (result.lists, result.markup) == (2, 2)


@pytest.mark.parametrize(("separator", "sign"), [("comma", ","), ("semicolon", ";"), ("tab", "\t"), ("pipe", "|")])
def test_the_sign_that_cuts_rows_evenly_separates(tmp_path: Path, separator: str, sign: str) -> None:
    other = ";" if sign == "," else ","
    text = f"A{other} or b|c|d\n1|2{other} 3|4\n5|6|7\n".replace("|", sign)
    path = str(written(tmp_path, text))
    look, notes = CSV.look(path, ImportOptions())
    assert notes[0].text == f"{path}: read as UTF-8, with the separator {separator}"
    assert len(look.columns) == 3


def test_a_long_table_is_looked_at_at_its_beginning(tmp_path: Path) -> None:
    result = looked(tmp_path, "Day,What\n" + "2023,x\n" * (MOST + 1))
    assert (result.rows, result.is_whole) == (MOST, False)
    assert looked(tmp_path, "Day,What\n" + "2023,x\n" * MOST).is_whole


def test_uneven_rows_are_named(tmp_path: Path) -> None:
    assert looked(tmp_path, "Day,What\n2023,x\n2023\n2023,x,y\n").uneven == (3, 4)


def test_a_table_of_names_alone_has_no_rows(tmp_path: Path) -> None:
    assert looked(tmp_path, "Day,What\n").rows == 0


@pytest.mark.parametrize("text", ["", "\n\n", ",,\n"])
def test_an_empty_table_is_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(EmptyTable, match="is empty"):
        looked(tmp_path, text)


def test_lines_that_cannot_be_read_are_counted_and_named(tmp_path: Path) -> None:
    result = looked(tmp_path, 'Day,What\n2023,"a "b" c\n2024,x\nend",y\n2025,z\n')
    assert (result.rows, result.broken) == (1, (2, 3, 4))
    assert "3 lines cannot be read, and would be refused: line 2, 3, 4" in list(page(result, 80))


def test_a_table_of_which_nothing_can_be_cut_is_told(tmp_path: Path) -> None:
    for text, line in (('Day,"What\n2023,x\n', 1), ('Day,What\n2023,"x\n2024,y\n', 2)):
        with pytest.raises(NothingCut, match=f":{line}: no line from here on can be cut into cells"):
            looked(tmp_path, text)


def test_what_is_unlike_the_rest_of_a_column_is_shown(tmp_path: Path) -> None:
    result = looked(tmp_path, "Date,N\n2023,1\n2024,2\nabout 2025,3\n")
    (first, *_rest) = (line for line in page(result, 80) if line.startswith("Date"))
    assert first == "Date  2 years, 1 text (about 2025)"


@pytest.mark.parametrize(
    ("header", "row", "options"),
    [
        ("Day,What happened,Where", "2023,x,y", ["date=Day", "title=What happened", "place.name=Where"]),
        ("Quand,Ce qu'on sait,Ville", "3 mars 2023,a b,Gao", ["date=Quand", "place.name=Ville", "title=Ce qu'on sait"]),
        ("iyear,imonth,iday,summary", "2023,9,0,x", ["date=iyear,imonth,iday", "title=summary"]),
        ("iyear,imonth,country_txt,summary", "2023,9,Niger,x", ["date=iyear,imonth", "title=summary"]),
        ("a,b,c", "1.json,true,A whole sentence", ["title=c"]),
        (
            "Date,What,link-1,link-2,photo",
            "2023,x,https://a.example,https://b.example,https://c.example",
            ["source.url=link-1,link-2"],
        ),
        ("Day,Month,Year,What", "3,9,2023,x", ["date=Year,Month,Day", "title=What"]),
        ("Année,Mois,Fait,End year,End month", "2023,9,x,2024,1", ["date=Année,Mois", "date.end=End year,End month"]),
        ("Speaker,Quote,Date", "A,b,2023", ["actor.name=Speaker", "text=Quote", "date=Date"]),
        ("Name,Lat,Lon", "A,1.5,2.5", ["name=Name", "latitude=Lat", "longitude=Lon"]),
        (
            "Headline,Publisher,URL,Published",
            "A,B,https://c.example,2023",
            ["title=Headline", "publisher=Publisher", "url=URL", "published=Published"],
        ),
    ],
)
def test_columns_are_taken_for_what_they_are_called(tmp_path: Path, header: str, row: str, options: list[str]) -> None:
    result = propose(looked(tmp_path, f"{header}\n{row}\n"))
    assert {value for option, value in result.options if option == "--map"} >= set(options)
    assert all("=" in value for option, value in result.options if option in ("--map", "--set"))


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Year,Month,Day,Headline,Text,Media", "timelinejs"),
        ('"Key","Item Type","Title","Publication Title"', "zotero"),
        ("event_id_cnty,event_date,event_type,notes", "acled"),
        ("id,dyad_name,type_of_violence,where_prec", "ucdp-ged"),
        ("kind,id,date,date_start,date_end,date_precision,title", "sahel"),
    ],
)
def test_a_table_that_an_importer_knows_is_recognized(tmp_path: Path, header: str, name: str) -> None:
    table = looked(tmp_path, f"{header}\n{header}\n")
    assert list(known(table.columns, ["a table.csv"])) == [
        f"`sahel import {name} 'a table.csv'` knows what these columns mean, and needs no --map"
    ]
    assert list(known(looked(tmp_path, "Year,Text\n2023,x\n").columns, ["a.csv"])) == []


def test_a_clock_time_is_told_with_the_forms_that_read_it(tmp_path: Path) -> None:
    result = propose(looked(tmp_path, "Date,What,Source\n2014-05-03T00:00:00Z,x,y\n"))
    form = "--date-format %Y-%m-%dT%H:%M:%SZ"
    assert result.doubts == (f"Date: dates have a clock time; say what it stands for: as a day, {form}",)


def test_what_only_the_user_knows_is_left_open_aloud(tmp_path: Path) -> None:
    two_ways = propose(looked(tmp_path, "Date,What,Source\n03/04/2015,x,y\n"))
    assert "--date-format" not in dict(two_ways.options)
    assert two_ways.doubts == ("Date: dates can be read in two ways, --date-format %d/%m/%Y or --date-format %m/%d/%Y",)
    short = propose(looked(tmp_path, "Date,What,Source\n25.12.41,x,y\n"))
    assert dict(short.options)["--date-format"] == "%d.%m.%y"
    assert short.doubts == ("Date: years have two digits, --century 19 or --century 20 says which they are",)
    unknown = propose(looked(tmp_path, "Date,What,Source\nsoon,x,y\n"))
    assert unknown.doubts == (
        "Date: its dates are in no form that is known here; --date-format says how they are written",
    )


def test_a_table_of_events_without_sources_says_what_it_lacks(tmp_path: Path) -> None:
    result = propose(looked(tmp_path, "Date,What\n2023,x\n"))
    assert result.lacking == ("sources",)
    assert any("needs a source, and no column seems to name one" in text for text in needs(result))
