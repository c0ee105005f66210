"""Laws of every format that is imported: records come back, and a hostile cell costs no other row."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sahelcli.importers import IMPORTERS
from tests.importers.formats import FORMATS, Entry, Format
from tests.importers.sample_tables import Imported, imported

DAYS = st.dates(datetime.date(1900, 3, 1), datetime.date(2100, 1, 1))
# Without what is markup somewhere: of HTML, of TeX, and of lists of names.
SIGNS = st.characters(
    categories=["L", "N", "P", "Sc", "Sm"], include_characters=" ", exclude_characters="<>&\\{}\"~^`$%#_@'-"
)
TITLES = (
    st.text(SIGNS, min_size=1, max_size=60)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text and not text.startswith("="))
)
ENTRIES = st.lists(st.builds(Entry, DAYS, TITLES, st.just("Paper")), min_size=1, max_size=5)


def written(of: Format, folder: Path, entries: Sequence[Entry]) -> Imported:
    """Import a file of entries."""
    path = folder / "file"
    of.write(path, entries)
    return imported(of.importer, path, options=of.asked)


def test_there_is_a_law_for_every_format() -> None:
    assert {of.importer for of in FORMATS.values()} == {each.name for each in IMPORTERS} - {
        "ucdp-ged",
        "acled",
        "sahel",
    }


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=15, deadline=None)
@given(entries=ENTRIES)
def test_records_come_back_through_every_format(name: str, entries: list[Entry]) -> None:
    of = FORMATS[name]
    if of.importer in ("timelinejs", "zotero"):  # ids of their own have neither the sheet nor Zotero's CSV
        entries = list({entry.title.casefold(): entry for entry in entries}.values())
    with TemporaryDirectory() as folder:
        result = written(of, Path(folder), entries)
    assert result.lines == []
    read = [(record[of.date], record["title"]) for record in result.document[of.table]]
    assert read == [(entry.day.isoformat(), entry.title) for entry in entries]


HOSTILE = {
    "formula": '=HYPERLINK("https://a.example","x")',
    "command": "=cmd|' /C calc'!A0",
    "sum": "@SUM(1+1)",
    "quote without end": '"never closed',
    "quotes": 'a "b" c',
    "comma and quote": 'a","2099-01-01","INSIDE',
    "override": "\u202etxt",
    "NUL": "a\0b",
    "long": "x" * 200_000,
    "lines": "a\nr9,2099-01-01,INSIDE\nb",
    "tags": "<script>alert(1)</script>text",
    "braces": "a } @article{r9, title={INSIDE}, b",
    "tag of RIS": "a\nER  - \nTY  - NEWS\nTI  - INSIDE\nT2  - P\nb",
    "entry of a calendar": "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:INSIDE\r\nb",
}
UNWRITABLE = {  # refused by the programs that write these files; RIS cannot tell a line of text from a tag
    ("xlsx", "NUL"),
    ("xls", "long"),
    ("bibtex", "braces"),
    ("ris", "tag of RIS"),
}


@pytest.mark.parametrize(
    ("name", "hostile"), [each for each in itertools.product(FORMATS, HOSTILE) if each not in UNWRITABLE]
)
def test_a_hostile_cell_is_a_title_or_costs_its_row_alone(name: str, hostile: str, tmp_path: Path) -> None:
    day, of = datetime.date(2023, 1, 1), FORMATS[name]
    entries = [Entry(day, "before"), Entry(day, HOSTILE[hostile]), Entry(day, "after")]
    result = written(of, tmp_path, entries)
    titles = [record["title"] for record in result.document[of.table]]
    assert titles[0] == "before"
    assert titles[-1] == "after"
    assert len(titles) == 3 or result.lines, titles
    assert not any(title.startswith("INSIDE") for title in titles)
