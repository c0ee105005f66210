"""The Parquet files, read by DuckDB and by Arrow."""

from __future__ import annotations

import datetime
import errno
import os
import sys
from pathlib import Path
from typing import IO, Any

import duckdb
import pyarrow.parquet
import pytest

from sahelcli.exporters import parquet
from sahelcli.exporters.selection import ExportSelection
from tests.terminal import Sahel

KINDS = ("events", "quotes", "figures", "actors", "places", "sources")


@pytest.fixture
def folder(sahel: Sahel, edges: str, tmp_path: Path) -> Path:
    target = tmp_path / "made" / "edges"
    result = sahel("export", "parquet", "-d", edges, "-o", str(target))
    assert (result.code, result.stderr) == (0, "")
    return target


def rows(path: Path) -> dict[str, dict[str, Any]]:
    """Return the rows of a file by their id, as DuckDB reads them."""
    with duckdb.connect() as connection:
        answer = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
        names = [column[0] for column in answer.description]
        return {row["id"]: row for row in (dict(zip(names, values, strict=True)) for values in answer.fetchall())}


def test_there_is_a_file_for_each_kind(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {f"{kind}.parquet" for kind in KINDS}


def test_dates_are_text_and_their_first_and_last_day(folder: Path) -> None:
    events = rows(folder / "events.parquet")
    days = {key: (row["date"], row["date_start"], row["date_end"]) for key, row in events.items()}
    assert days["day"] == ("2023-09-24", datetime.date(2023, 9, 24), datetime.date(2023, 9, 24))
    assert days["month"] == ("2023-09", datetime.date(2023, 9, 1), datetime.date(2023, 9, 30))
    assert days["by"] == ("../2023-12-01", None, datetime.date(2023, 12, 1))
    assert days["since"] == ("2022-08-15/..", datetime.date(2022, 8, 15), None)
    assert days["decade"] == ("201X", datetime.date(2010, 1, 1), datetime.date(2019, 12, 31))


def test_days_before_the_year_1_are_days(sahel: Sahel, tmp_path: Path) -> None:
    text = '[[sources]]\nid = "s"\ntitle = "S"\npublisher = "P"\n'
    dates = ("-0043-03-15", "0000-01-01", "-9999", "-0100/0100", "../-0001-12-31", "0001-01-01", "9999-12-31")
    for number, date in enumerate(dates):
        text += f'[[events]]\nid = "e{number}"\ndate = "{date}"\ntitle = "T"\nsources = ["s"]\n'
    assert sahel("export", "parquet", "-d", "-", "-o", str(tmp_path / "pq"), stdin=text.encode()).stderr == ""
    file = tmp_path / "pq" / "events.parquet"
    table = pyarrow.parquet.read_table(file, columns=["date", "date_start", "date_end"])
    assert [str(table.schema.field(name).type) for name in ("date_start", "date_end")] == ["date32[day]"] * 2
    days = [table[name].cast(pyarrow.int32()).to_pylist() for name in ("date_start", "date_end")]
    result = dict(zip(table["date"].to_pylist(), zip(*days, strict=True), strict=True))
    assert result["-0043-03-15"] == (-735_160, -735_160)
    assert result["0000-01-01"] == (-719_528, -719_528)
    assert result["../-0001-12-31"] == (None, -719_529)
    assert result["0001-01-01"] == (datetime.date.min.toordinal() - 719_163,) * 2
    assert result["9999-12-31"] == (datetime.date.max.toordinal() - 719_163,) * 2
    with duckdb.connect() as connection:  # another reader, whose calendar has those years too
        before = "FROM read_parquet(?) WHERE date_start < DATE '0001-01-01'"
        query = f"SELECT date, date_start::VARCHAR, year(date_start) {before}"
        answer = {date: message for date, *message in connection.execute(query, [str(file)]).fetchall()}
    assert answer["-0043-03-15"] == ["0044-03-15 (BC)", -43]
    assert set(answer) == {"-0043-03-15", "0000-01-01", "-9999", "-0100/0100"}


def test_lists_are_lists(folder: Path) -> None:
    event = rows(folder / "events.parquet")["day"]
    assert event["actors"] == [{"id": "envoy", "name": "The Envoy"}, {"id": "corps", "name": "The Corps"}]
    assert event["tags"] == ["withdrawal"]
    assert [source["publisher"] for source in event["sources"]] == ["The Courier", "<i>Press</i> & Co"]
    assert rows(folder / "events.parquet")["year"]["actors"] == []


def test_numbers_are_exact(folder: Path) -> None:
    figure = rows(folder / "figures.parquet")["huge"]
    assert (figure["low"], figure["high"], figure["force"]) == (2**63 - 1, None, None)


def test_every_row_is_that_of_the_contract(sahel: Sahel, tmp_path: Path) -> None:
    sahel("export", "parquet", "-o", str(tmp_path))
    for command, kind in (("timeline", "events"), ("quote", "quotes"), ("troops", "figures")):
        expected = sahel(command, "--json").json()
        result = pyarrow.parquet.read_table(tmp_path / f"{kind}.parquet").to_pylist()
        for row, own in zip(expected, result, strict=True):
            own["kind"] = row["kind"]
            for key in ("date_start", "date_end"):
                own[key] = own[key] and own[key].isoformat()
            assert own == row


def test_the_metadata_says_where_it_comes_from(sahel: Sahel, tmp_path: Path) -> None:
    sahel("export", "parquet", "--place", "mali", "-o", str(tmp_path))
    metadata = pyarrow.parquet.read_schema(tmp_path / "sources.parquet").metadata
    assert metadata[b"selection"] == b"place: Mali"
    assert metadata[b"licence"] == b"CC-BY-4.0"
    assert metadata[b"content_hash"].startswith(b"sha256:")


def test_it_needs_a_folder(sahel: Sahel) -> None:
    result = sahel("export", "parquet")
    assert (result.code, result.output) == (2, b"")
    assert result.stderr == "error: parquet is a folder of 6 files\nhint: name the folder: -o FOLDER\n"


def test_without_its_library_it_says_how_to_install_it(
    sahel: Sahel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "sahelcli.exporters.parquet", raising=False)
    result = sahel("export", "parquet", "-o", str(tmp_path / "none"))
    assert result.code == 3
    assert result.stderr == (
        'error: parquet needs pyarrow, which is not installed\nhint: pip install "sahel[parquet]"\n'
    )
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("present", [True, False], ids=["present", "new"])
def test_it_is_there_as_a_whole_or_not_at_all(
    sahel: Sahel, edges: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, present: bool
) -> None:
    target = tmp_path / "made" / "edges"
    if present:
        sahel("export", "parquet", "-o", str(target))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.parquet")}
    write = parquet.export_part

    def full(document: ExportSelection, part: str, out: IO[bytes]) -> None:
        write(document, part, out)
        if part == "figures":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(parquet, "export_part", full)
    result = sahel("export", "parquet", "-d", edges, "-o", str(target))
    assert (result.code, result.stderr) == (3, f'error: cannot write "{target}": no space left on device\n')
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert (tmp_path / "made").exists() is present
