"""Laws of tables as text: records written in any dialect come back as those records, a hostile cell costs its row."""

from __future__ import annotations

import csv
import io
import tomllib
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sahelcli.importers.import_options import ImportOptions
from tests.importers.sample_tables import imported, written
from tests.terminal import Sahel

MAPS = (("id", "Id"), ("date", "Day"), ("low", "Number"), ("wording", "What, said"))
NAMES = ("Id", "Day", "Number", "What, said")
SETS = (("force", "f"), ("place", "p"), ("measure", "deployed"), ("sources", "s"))


class Dialect(NamedTuple):
    """How a table is written."""

    delimiter: str
    quoting: Literal[0, 1, 2]
    end: str
    encoding: str
    form: str
    thousands: str
    above: int  # rows above the names
    names: bool  # whether there is a row of them
    separator_line: bool


DIALECTS = st.builds(
    Dialect,
    st.sampled_from(",;\t|"),
    st.sampled_from((csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC)),
    st.sampled_from(("\n", "\r\n", "\r")),
    st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "windows-1252")),
    st.sampled_from(("%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%Y%m%d", "%d %B %Y")),
    st.sampled_from(("", ",", ".", "'", " ", "\u00a0")),
    st.integers(0, 2),
    st.booleans(),
    st.booleans(),
)
TEXTS = st.text(st.sampled_from("abÉœ,;|\t\"' =-+@#0.\n\u00a0«€"), min_size=1).filter(str.strip)
# No carriage return: the writer of the standard library does not quote it where lines end otherwise.
RECORDS = st.lists(st.tuples(st.dates(date(1000, 1, 1)), st.integers(0, 10**12), TEXTS), min_size=1, max_size=5)


def table(records: list[tuple[date, int, str]], dialect: Dialect) -> bytes:
    """Return the records as a table in a dialect."""
    out = io.StringIO(newline="")
    write = csv.writer(out, delimiter=dialect.delimiter, quoting=dialect.quoting, lineterminator=dialect.end)
    if dialect.separator_line:
        out.write(f"sep={dialect.delimiter}{dialect.end}")
    if dialect.names:
        for number in range(dialect.above):
            write.writerow([f"Title {number}", "", "", ""])
        write.writerow(NAMES)
    for number, (day, low, text) in enumerate(records):
        write.writerow([f"r{number}", _date(day, dialect.form), f"{low:,}".replace(",", dialect.thousands), text])
    return out.getvalue().encode(dialect.encoding)


def _date(day: date, form: str) -> str:
    """Return a day in a form, its month in English and its year in four digits wherever the test runs."""
    months = "January February March April May June July August September October November December"
    for sign, text in (("%Y", f"{day.year:04}"), ("%m", f"{day.month:02}"), ("%d", f"{day.day:02}")):
        form = form.replace(sign, text)
    return form.replace("%B", months.split()[day.month - 1])


def asked(dialect: Dialect) -> ImportOptions:
    """Return what has to be asked to read a table in a dialect."""
    return ImportOptions(
        kind="figure",
        maps=tuple((key, f'"{name}"' if "," in name else name) for key, name in MAPS),
        sets=SETS,
        date_formats=() if dialect.form == "%Y-%m-%d" else (dialect.form,),
        thousands=dialect.thousands if dialect.thousands in ",.'" else "",
        encoding=dialect.encoding if dialect.encoding == "windows-1252" else "",
        columns=() if dialect.names else NAMES,
        separator="" if dialect.names else dialect.delimiter,
        allow_unknown=True,
    )


@settings(deadline=None)
@given(RECORDS, DIALECTS)
def test_records_come_back_from_a_table_in_any_dialect(records: list[tuple[date, int, str]], dialect: Dialect) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_bytes(table(records, dialect))
        result = imported("csv", path, options=asked(dialect))
    assert result.lines == []
    figures: list[dict[str, Any]] = result.document["figures"]
    assert [(each["date"], each["low"], each["wording"]) for each in figures] == [
        (day.isoformat(), low, text) for day, low, text in records
    ]


@given(st.lists(st.sampled_from(('"', ",", "\n", "x", "=1", '""', " ", "2023,INSIDE")), max_size=12))
def test_every_line_of_a_hostile_table_is_a_record_or_named(pieces: list[str]) -> None:
    """What is neither written nor named is empty: no row is dropped without a word."""
    with TemporaryDirectory() as folder:
        path = written(Path(folder), "Day,What\n2023,before\n" + "".join(pieces) + "\n2024,after\n")
        maps = (("date", "Day"), ("title", "What"))
        result = imported("csv", path, options=ImportOptions(maps=maps, sets=(("sources", "s"),), allow_unknown=True))
    titles = [event["title"] for event in result.document["events"]]
    assert titles[0] == "before"
    assert "after" in titles or result.found


HOSTILE = (
    ('"=HYPERLINK(""https://a.example"",""x"")"', None),
    ("=cmd|' /C calc'!A0", None),
    ("@SUM(1+1)", None),
    ("\u202etxt", None),
    ("x" * 200_000, "characters"),
    ('"a "b" c"', "after the closing quotation mark"),
    ('"never closed', "a quotation mark that opens a cell is never closed"),
)


@pytest.mark.parametrize(("cell", "message"), HOSTILE, ids=[str(number) for number in range(len(HOSTILE))])
def test_a_hostile_cell_is_text_or_costs_its_row(sahel: Sahel, cell: str, message: str | None) -> None:
    args = ("--as", "quote", "--map", "date=d", "--map", "text=t", "--set", "speaker=s", "--set", "language=en")
    lines = f"d,t\n2023,before\n2024,{cell}\n"
    result = sahel("import", "csv", "-", *args, "--set", "sources=s", "--allow-unknown", stdin=lines.encode())
    texts = [quote["text"] for quote in tomllib.loads(result.stdout)["quotes"]]
    if message is None:
        assert (result.code, texts) == (0, ["before", *next(csv.reader([cell]))])
    else:
        assert (result.code, texts) == (1, ["before"])
        assert any(line.startswith("-:3: error: ") and message in line for line in result.stderr.splitlines())


def test_a_column_that_is_there_twice_is_no_column_and_another_is(sahel: Sahel) -> None:
    args = ("--map", "date=d", "--map", "title=t", "--set", "sources=s", "--allow-unknown")
    twice = sahel("import", "csv", "-", *args, stdin=b"d,t,T\n2023,x,y\n")
    assert (twice.code, twice.stdout, 'two columns are called "t"' in twice.stderr) == (2, "", True)
    other = sahel("import", "csv", "-", *args, stdin=b"d,t,n,n\n2023,x,y,z\n")
    assert (other.code, "columns left out: n, n" in other.stderr) == (0, True)
