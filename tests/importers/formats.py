"""Records as a file of each format that is imported, written by a program that is not ours where there is one."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import icalendar

from sahelcli.importers.import_options import ImportOptions
from tests.importers.sample_tables import pairs
from tests.importers.workbooks import ods, xls, xlsx


class Entry(NamedTuple):
    """What a record of each format holds: a day and a title; of a source also who published it."""

    day: datetime.date
    title: str
    publisher: str = "Paper"


class Format(NamedTuple):
    """An importer, what is asked of it, the table its records stand in, and what writes a file of entries."""

    importer: str
    asked: ImportOptions
    table: str
    write: Callable[[Path, Sequence[Entry]], None]

    @property
    def date(self) -> str:
        """The key of the day."""
        return "published" if self.table == "sources" else "date"


_SETS = pairs("source.title=T", "source.publisher=P")
_MAPPED = ImportOptions(maps=pairs("id=Id", "date=Day", "title=What"), sets=_SETS)
_SOURCES = ImportOptions()
_NAMES = ("Id", "Day", "What")


def _rows(entries: Sequence[Entry]) -> list[tuple[str, str, str]]:
    return [(f"r{number}", entry.day.isoformat(), entry.title) for number, entry in enumerate(entries)]


def _objects(entries: Sequence[Entry]) -> list[dict[str, str]]:
    return [dict(zip(_NAMES, row, strict=True)) for row in _rows(entries)]


def _csv(path: Path, rows: Sequence[Sequence[str]], delimiter: str = ",") -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    path.write_bytes(out.getvalue().encode())


def _with_commas(path: Path, entries: Sequence[Entry]) -> None:
    _csv(path, [_NAMES, *_rows(entries)])


def _with_tabs(path: Path, entries: Sequence[Entry]) -> None:
    _csv(path, [_NAMES, *_rows(entries)], "\t")


def _xlsx(path: Path, entries: Sequence[Entry]) -> None:
    xlsx(path, {"Log": [_NAMES, *_rows(entries)]})


def _ods(path: Path, entries: Sequence[Entry]) -> None:
    ods(path, {"Log": [_NAMES, *_rows(entries)]})


def _xls(path: Path, entries: Sequence[Entry]) -> None:
    xls(path, {"Log": [_NAMES, *_rows(entries)]})


def _json(path: Path, entries: Sequence[Entry]) -> None:
    path.write_text(json.dumps({"answer": {"rows": _objects(entries)}}), "utf-8")


def _jsonl(path: Path, entries: Sequence[Entry]) -> None:
    path.write_text("".join(f"{json.dumps(each)}\n" for each in _objects(entries)), "utf-8")


def _parquet(path: Path, entries: Sequence[Entry]) -> None:
    import pyarrow
    import pyarrow.parquet

    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(_objects(entries)), path)


def _geojson(path: Path, entries: Sequence[Entry]) -> None:
    features = [{"type": "Feature", "geometry": None, "properties": each} for each in _objects(entries)]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")


def _slides(path: Path, entries: Sequence[Entry]) -> None:
    """Write JSON of TimelineJS."""
    events = [
        {"start_date": _parts(entry.day), "text": {"headline": entry.title, "text": ""}, "unique_id": f"r{number}"}
        for number, entry in enumerate(entries)
    ]
    path.write_text(json.dumps({"events": events}), "utf-8")


def _sheet(path: Path, entries: Sequence[Entry]) -> None:
    """Write the sheet of TimelineJS."""
    names = ("Year", "Month", "Day", "Headline", "Text")
    _csv(path, [names, *((*map(str, _parts(each.day).values()), each.title, "") for each in entries)])


def _parts(day: datetime.date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def _ics(path: Path, entries: Sequence[Entry]) -> None:
    book = icalendar.Calendar()
    for number, entry in enumerate(entries):
        event = icalendar.Event()
        event.add("uid", f"r{number}")
        event.add("summary", entry.title)
        event.add("dtstart", entry.day)
        book.add_component(event)
    path.write_bytes(book.to_ical())


def _csl(path: Path, entries: Sequence[Entry]) -> None:
    items = [
        {"id": f"r{number}", "type": "article-newspaper", "title": entry.title, "container-title": entry.publisher}
        | {"issued": {"date-parts": [[entry.day.year, entry.day.month, entry.day.day]]}}
        for number, entry in enumerate(entries)
    ]
    path.write_text(json.dumps(items), "utf-8")


def _bibtex(path: Path, entries: Sequence[Entry]) -> None:
    from pybtex.database import BibliographyData
    from pybtex.database import Entry as Reference

    references = {
        f"r{number}": Reference(
            "article", {"title": entry.title, "journal": entry.publisher, "date": entry.day.isoformat()}
        )
        for number, entry in enumerate(entries)
    }
    BibliographyData(references).to_file(str(path), bib_format="bibtex", encoding="utf-8")


def _ris(path: Path, entries: Sequence[Entry]) -> None:
    import rispy

    references = [
        {"type_of_reference": "NEWS", "id": f"r{number}", "title": entry.title, "secondary_title": entry.publisher}
        | {"date": entry.day.strftime("%Y/%m/%d").rjust(10, "0")}
        for number, entry in enumerate(entries)
    ]
    path.write_text(rispy.dumps(references), "utf-8")


def _zotero(path: Path, entries: Sequence[Entry]) -> None:
    names = ("Key", "Item Type", "Title", "Publication Title", "Date")
    rows = ((f"K{n}", "webpage", each.title, each.publisher, str(each.day)) for n, each in enumerate(entries))
    _csv(path, [names, *rows])


FORMATS = {
    "csv": Format("csv", _MAPPED, "events", _with_commas),
    "tsv": Format("csv", _MAPPED, "events", _with_tabs),
    "xlsx": Format("xlsx", _MAPPED, "events", _xlsx),
    "ods": Format("xlsx", _MAPPED, "events", _ods),
    "xls": Format("xlsx", _MAPPED, "events", _xls),
    "json": Format("json", _MAPPED, "events", _json),
    "jsonl": Format("jsonl", _MAPPED, "events", _jsonl),
    "parquet": Format("parquet", _MAPPED, "events", _parquet),
    "geojson": Format("geojson", _MAPPED, "events", _geojson),
    "timelinejs": Format("timelinejs", ImportOptions(sets=_SETS), "events", _slides),
    "timelinejs-sheet": Format("timelinejs", ImportOptions(sets=_SETS), "events", _sheet),
    "ics": Format("ics", ImportOptions(sets=_SETS), "events", _ics),
    "csl": Format("csl", _SOURCES, "sources", _csl),
    "bibtex": Format("bibtex", _SOURCES, "sources", _bibtex),
    "ris": Format("ris", _SOURCES, "sources", _ris),
    "zotero": Format("zotero", _SOURCES, "sources", _zotero),
}
