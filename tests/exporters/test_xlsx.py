"""The workbook, read by openpyxl, by LibreOffice where it is there, and by our own importer."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from sahelcli.exporters.xlsx import sheets
from tests.terminal import Sahel

KINDS = ("events", "quotes", "figures", "actors", "places", "sources")
SOURCE = '[[sources]]\nid = "s"\ntitle = "A report"\npublisher = "The Courier"\n'
Rows = list[dict[str, Any]]


def workbook(sahel: Sahel, folder: Path, *options: str, stdin: str = "") -> Any:
    result = sahel("export", "xlsx", *options, "-o", str(folder / "out.xlsx"), stdin=stdin.encode())
    assert (result.code, result.output) == (0, b"")
    return openpyxl.load_workbook(folder / "out.xlsx")


def rows(book: Any, sheet: str) -> Rows:
    """Return the rows of a sheet by the names of its columns, with characters that XML cannot say as they were."""
    names, *values = book[sheet].iter_rows(values_only=True)
    return [
        {name: unescape(value) if isinstance(value, str) else value for name, value in zip(names, row, strict=True)}
        for row in values
    ]


def event(identifier: str, **keys: str) -> str:
    given = {"id": identifier, "date": "2023-09-24", "title": "T"} | keys
    return "[[events]]\nsources = ['s']\n" + "".join(f"{key} = '''{value}'''\n" for key, value in given.items())


def about(book: Any) -> str:
    return "\n".join(" ".join(filter(None, row)) for row in book["about"].iter_rows(values_only=True))


def test_a_sheet_for_each_kind_with_header_and_filters(sahel: Sahel, edges: str, tmp_path: Path) -> None:
    book = workbook(sahel, tmp_path, "-d", edges)
    assert book.sheetnames == ["about", *KINDS]
    for sheet in (book[kind] for kind in KINDS):
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(cell.font.bold for cell in sheet[1])
        assert sheet.print_title_rows == "$1:$1"


def test_every_value_of_the_contract_is_there_and_names_stand_beside_ids(sahel: Sahel, tmp_path: Path) -> None:
    book = workbook(sahel, tmp_path)
    for command, sheet in (("timeline", "events"), ("quote", "quotes"), ("troops", "figures")):
        expected = sahel(command, "--format", "csv").stdout
        for own, row in zip(rows(book, sheet), csv.DictReader(expected.splitlines(keepends=True)), strict=True):
            texts = {name: "" if value is None else str(value) for name, value in own.items()}
            assert {name: value for name, value in row.items() if name not in ("kind", "roles")} == {
                name: texts[name] for name in row if name not in ("kind", "roles")
            }
    for own, row in zip(rows(book, "events"), sahel("timeline", "--json").json(), strict=True):
        assert (own["actor_names"] or "") == "; ".join(actor["name"] for actor in row["actors"])
        assert (own["place_names"] or "") == "; ".join(place["name"] for place in row["places"])
        assert (own["related_titles"] or "") == "; ".join(other["title"] for other in row["related"])
    for own, row in zip(rows(book, "figures"), sahel("troops", "--json").json(), strict=True):
        assert own["place_name"] == row["place"]["name"]
        assert own["force_name"] == (row["force"] and row["force"]["name"])
        assert (own["low"], own["high"]) == (row["low"], row["high"])
    for own, row in zip(rows(book, "quotes"), sahel("quote", "--json").json(), strict=True):
        assert (own["speaker_name"], own["text"]) == (row["speaker"]["name"], row["text"])


def test_sources_are_spelt_out_and_roles_say_of_whom(sahel: Sahel, edges: str, tmp_path: Path) -> None:
    book = workbook(sahel, tmp_path, "-d", edges)
    day = next(row for row in rows(book, "events") if row["id"] == "day")
    first, second = day["sources_in_full"].split("\n")
    assert first == (
        "The Courier, “A plain report”, Smith and Sons, Ltd., 2023-09-24, https://example.org/a?b=1&c=%20#d, "
        "archived: https://archive.example.org/1%20#d"
    )
    assert second.startswith('<i>Press</i> & Co (reworded AFP), “"><img src=x onerror=alert(1)> $x_1^2$ ~ 50% ')
    assert second.endswith("# & {open”, 2023-09~, javascript:alert(document.domain)")
    envoy = next(row for row in rows(book, "actors") if row["id"] == "envoy")
    assert envoy["roles"] == "Envoy, The Corps (corps), 2020/2024-05"


def test_dates_are_text_with_their_first_and_last_day(sahel: Sahel, edges: str, tmp_path: Path) -> None:
    book = workbook(sahel, tmp_path, "-d", edges)
    days = {row["id"]: (row["date"], row["date_start"], row["date_end"]) for row in rows(book, "events")}
    assert days["month"] == ("2023-09", "2023-09-01", "2023-09-30")
    assert days["year"] == ("2023", "2023-01-01", "2023-12-31")
    assert days["by"] == ("../2023-12-01", None, "2023-12-01")
    assert days["since"] == ("2022-08-15/..", "2022-08-15", None)
    assert days["antiquity"] == ("-0043-03-15",) * 3
    assert days["last-day"] == ("9999-12-31",) * 3
    ignored = zipfile.ZipFile(tmp_path / "out.xlsx").read("xl/worksheets/sheet2.xml")
    assert b'numberStoredAsText="1"' in ignored  # no green mark on the year 2023


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "=cmd|' /C calc'!A0", "2023-09", "1e5", "TRUE"]
)
def test_every_text_is_a_text(sahel: Sahel, tmp_path: Path, text: str) -> None:
    book = workbook(sahel, tmp_path, "-d", "-", stdin=SOURCE + event("e", title=text.replace("'", "\\u0027")))
    cell = next(cell for cell in book["events"][2] if cell.column_letter == "H")
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert cell.value == text.replace("'", "\\u0027")
    packed = zipfile.ZipFile(tmp_path / "out.xlsx")
    assert not any(b"<f>" in packed.read(name) for name in packed.namelist())


def test_numbers_are_numbers_as_far_as_a_spreadsheet_keeps_them(sahel: Sahel, edges: str, tmp_path: Path) -> None:
    book = workbook(sahel, tmp_path, "-d", edges)
    figures = {row["id"]: row for row in rows(book, "figures")}
    assert (figures["range"]["low"], figures["range"]["high"]) == (1000, 1500)
    assert figures["huge"]["low"] == str(2**63 - 1)
    niamey = next(row for row in rows(book, "places") if row["id"] == "niamey")
    assert (niamey["latitude"], niamey["longitude"]) == (13.51, 2.11)


def test_only_addresses_of_the_web_are_links(sahel: Sahel, edges: str, tmp_path: Path) -> None:
    book = workbook(sahel, tmp_path, "-d", edges)
    cells = [cell for row in book["sources"].iter_rows(min_row=2) for cell in row if cell.hyperlink]
    links = {
        cell.value: cell.hyperlink.target + (f"#{cell.hyperlink.location}" * bool(cell.hyperlink.location))
        for cell in cells
    }
    assert links == {
        "https://example.org/a?b=1&c=%20#d": "https://example.org/a?b=1&c=%20#d",
        "https://archive.example.org/1%20#d": "https://archive.example.org/1%20#d",
        'https://example.org/{x}"><script>alert(2)</script>': (
            "https://example.org/%7Bx%7D%22%3E%3Cscript%3Ealert(2)%3C/script%3E"
        ),
    }
    assert {row["url"] for row in rows(book, "sources")} >= {"javascript:alert(document.domain)"}


def test_what_no_link_can_hold_is_text(sahel: Sahel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "_MOST_LINKS", 2)
    addresses = ["https://example.org/" + "a" * 2_100, "https://example.org/b", "https://example.org/c"]
    stdin = "".join(
        f'[[sources]]\nid = "s{number}"\ntitle = "T"\npublisher = "P"\nurl = "{address}"\n'
        for number, address in enumerate(addresses)
    )
    book = workbook(sahel, tmp_path, "-d", "-", stdin=stdin + event("e").replace("['s']", "['s0', 's1', 's2']"))
    cells = {row["url"] for row in rows(book, "sources")}
    assert cells == set(addresses)
    linked = [cell.value for row in book["sources"].iter_rows(min_row=2) for cell in row if cell.hyperlink]
    assert linked == ["https://example.org/b"]


@pytest.mark.parametrize("sign", ["x", "\N{FIREWORKS}"])
def test_a_text_that_no_cell_can_hold_goes_on_elsewhere(sahel: Sahel, tmp_path: Path, sign: str) -> None:
    sources = "".join(
        f'[[sources]]\nid = "s{number}"\ntitle = "{sign * 200}"\npublisher = "P"\n' for number in range(200)
    )
    named = ", ".join(f"'s{number}'" for number in range(200))
    long = sign * 20_000
    stdin = sources + event("e", summary=long).replace("['s']", f"[{named}]")
    result = sahel("export", "xlsx", "-d", "-", "-o", str(tmp_path / "out.xlsx"), stdin=stdin.encode())
    twice = len(long.encode("utf-16-le")) // 2 > 32_767
    texts = "2 texts longer than a cell can be go" if twice else "1 text longer than a cell can be goes"
    assert result.stderr == f"{texts} on in the sheet “long texts”\n"
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    row, pieces = rows(book, "events")[0], rows(book, "long texts")
    whole = {
        name: "".join(piece["text"] for piece in pieces if piece["column"] == name)
        for name in ("summary", "sources_in_full")
    }
    assert (whole["summary"] if twice else row["summary"]) == long
    assert whole["sources_in_full"].split("\n") == [f"P, “{sign * 200}”"] * 200
    assert row["sources_in_full"].endswith("… (continued in the sheet “long texts”)")
    assert {piece["id"] for piece in pieces} == {"e"}
    for sheet in book:
        for cell in (cell for each in sheet.iter_rows(values_only=True) for cell in each if isinstance(cell, str)):
            assert len(cell.encode("utf-16-le")) // 2 <= 32_767
    assert texts in about(book)


def test_rows_beyond_the_last_of_a_sheet_stand_in_another(
    sahel: Sahel, edges: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 6)
    monkeypatch.setattr("sahelcli.exporters.xlsx.MOST_ROWS", 6)
    result = sahel("export", "xlsx", "-d", edges, "-o", str(tmp_path / "out.xlsx"))
    assert result.stderr.splitlines()[0] == "events fill 3 sheets: a sheet has at most 6 rows"
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames[:4] == ["about", "events", "events 2", "events 3"]
    found = [row["id"] for name in ("events", "events 2", "events 3") for row in rows(book, name)]
    assert found == [row["id"] for row in sahel("timeline", "-d", edges, "--json").json()]
    assert all(book[name].auto_filter.ref == book[name].dimensions for name in ("events", "events 2", "events 3"))


def test_control_characters_are_as_they_were(sahel: Sahel, tmp_path: Path) -> None:
    text = "a\\u0007b\\u001bc\\rd_x0041_\\ufffe\\u202e."
    stdin = SOURCE + event("e").replace("'''T'''", f'"{text}"')
    row = rows(workbook(sahel, tmp_path, "-d", "-", stdin=stdin), "events")[0]
    assert row["title"] == "a\x07b\x1bc\rd_x0041_\ufffe\u202e."


def test_it_says_what_it_is(sahel: Sahel, tmp_path: Path) -> None:
    book = workbook(sahel, tmp_path, "--place", "niger", "--on", "2023-09-24", "--known-by", "2023-09-24")
    text = about(book)
    for said in (
        "dataset Foreign forces and ruptures in the Sahel, 2012-2026",
        "version 1.1.0",
        "selection place: Niger; on days of 24 September 2023; published by the end of 24 September 2023",
        "licence CC-BY-4.0",
        "that rest on undated sources alone",
        "events title What happened, in a line.",
        "figures low The least number; alone it means at least.",
        "events withdrawal ",
    ):
        assert said in text
    counts = {
        row[0]: row[1] for row in book["about"].iter_rows(values_only=True) if row[0] in KINDS and str(row[1]).isdigit()
    }
    assert counts == {kind: str(book[kind].max_row - 1) for kind in KINDS}
    meanings = {(row[0], row[1]): row[2] for row in book["about"].iter_rows(values_only=True)}
    assert [
        (kind, cell.value) for kind in KINDS for cell in book[kind][1] if not meanings.get((kind, cell.value))
    ] == []


def test_it_says_what_is_left_out(sahel: Sahel, tmp_path: Path) -> None:
    stdin = SOURCE + event("e") + '[[sources]]\nid = "broken"\n'
    said = about(workbook(sahel, tmp_path, "-d", "-", stdin=stdin))
    assert "\n1 record was left out as not valid: sahel check shows why.\n" in said
    assert "\nNothing.\n" not in said
    assert "\nNothing.\n" in about(workbook(sahel, tmp_path, "-d", "-", stdin=SOURCE + event("e")))


def test_columns_are_as_wide_as_their_texts_and_long_ones_wrap(sahel: Sahel, tmp_path: Path) -> None:
    keys = {"title": "x" * 50, "summary": "y" * 500, "note": "漢" * 20}
    sheet = workbook(sahel, tmp_path, "-d", "-", stdin=SOURCE + event("e", **keys))["events"]
    widths = {cell.value: round(sheet.column_dimensions[cell.column_letter].width - 0.71) for cell in sheet[1]}
    assert (widths["title"], widths["summary"]) == (51, 61)
    cells = {sheet.cell(1, number).value: sheet.cell(2, number) for number in range(1, sheet.max_column + 1)}
    assert cells["summary"].alignment.wrap_text
    assert not cells["title"].alignment.wrap_text
    assert sheet.column_dimensions[cells["note"].column_letter].width > 40
    assert sheet.row_dimensions[2].height >= 9 * 15


def test_no_time_of_making(sahel: Sahel, tmp_path: Path) -> None:
    book = workbook(sahel, tmp_path, "--on", "2023-09-24")
    assert book.properties.created.isoformat() == book.properties.modified.isoformat() == "1980-01-01T00:00:00"
    assert {info.date_time[0] for info in zipfile.ZipFile(tmp_path / "out.xlsx").infolist()} == {1980}


def test_without_its_library_it_says_how_to_install_it(
    sahel: Sahel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    for name in [name for name in sys.modules if name.startswith("sahelcli.exporters.xlsx")]:
        monkeypatch.delitem(sys.modules, name)
    result = sahel("export", "xlsx", "-o", str(tmp_path / "none.xlsx"))
    assert (result.code, result.stderr) == (
        3,
        'error: xlsx needs XlsxWriter, which is not installed\nhint: pip install "sahel[xlsx]"\n',
    )
    assert not (tmp_path / "none.xlsx").exists()


def test_our_own_importer_reads_it(sahel: Sahel, edges: str, tmp_path: Path) -> None:
    workbook(sahel, tmp_path, "-d", edges)
    look = sahel("import", "xlsx", str(tmp_path / "out.xlsx"), "--sheet", "events")
    assert look.code == 0
    for name in ("date_start", "actor_names", "sources_in_full"):
        assert name in look.stdout
    mapped = ("--map", "date=date", "--map", "title=title", "--map", "id=id", "--map", "sources=sources", "-o", "-")
    whole = Path(edges).read_text("utf-8")
    (tmp_path / "sources.toml").write_text(whole[: whole.index("[[places]]")], "utf-8")
    result = sahel(
        "import", "xlsx", str(tmp_path / "out.xlsx"), "--sheet", "events", *mapped, "-d", str(tmp_path / "sources.toml")
    )
    assert result.code == 0, result.stderr
    for date in ("../2023-12-01", "2023-07-2X", "2021-09-14?", "-0043-03-15", "2023"):
        assert f'date = "{date}"' in result.stdout


def test_libreoffice_reads_the_same(sahel: Sahel, edges: str, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("there is no LibreOffice: install libreoffice-calc-nogui")
    book = workbook(sahel, tmp_path, "-d", edges)
    form = (
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"  # UTF-8, all sheets, as held
    )
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = (
        office,
        profile,
        "--headless",
        "--convert-to",
        form,
        "--outdir",
        str(tmp_path),
        str(tmp_path / "out.xlsx"),
    )
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    for kind in KINDS:
        with (tmp_path / f"out-{kind}.csv").open(encoding="utf-8", newline="") as file:
            read = list(csv.DictReader(file))
        expected = [
            {name: "" if value is None else str(value) for name, value in row.items()} for row in rows(book, kind)
        ]
        assert read == expected
