"""TimelineJS importer: each slide with a date is an event, from its sheet (CSV or spreadsheet) or its JSON.

Slides name no source, so --set must give one for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, NamedTuple

from sahelcli.diagnostics.finding import Location
from sahelcli.errors import UsageError
from sahelcli.importers.import_options import ImportOptions, refuse_without_source
from sahelcli.importers.json_tables.json_parser import JsonElement, JsonReader, NoArray
from sahelcli.importers.mapping import mapped_csv
from sahelcli.importers.publisher_table import is_json, open_any
from sahelcli.importers.row_errors import row_error
from sahelcli.importers.tables.column_layout import WantedColumns
from sahelcli.importers.tables.file_opening import text_of
from sahelcli.importers.tables.table import Item, Note, Row, Table, fault_at
from sahelcli.importers.timelinejs.slides import COLUMNS, KEYS, Slide, cells_of, slide_of_json


class NumberedSlide(NamedTuple):
    """A slide, and the line on which it begins."""

    line: int
    slide: Slide


class NoSlides(UsageError):
    """The file is not TimelineJS's."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f'{Location(path)} has no list "events", as the JSON of TimelineJS has',
            "other lists of objects are read with `sahel import json`",
        )


def form(options: ImportOptions) -> mapped_csv.MappedImport:
    """Return the converter of slides into events; NoSource if --set gives no source."""
    refuse_without_source("a slide of TimelineJS", options)
    return mapped_csv.form(replace(options, kind="event", maps=KEYS))


@contextmanager
def opened(path: str, columns: WantedColumns, options: ImportOptions) -> Iterator[Table]:  # noqa: ARG001  # ours are of the slides
    """Open a timeline; a SahelError if the file is not one."""
    if is_json(path):
        text, known = text_of(path, options)
        yield Table(path, (Note(f"{Location(path)}: read as {known}"),), _of_json(text, path))
    else:
        with open_any(path, COLUMNS, options) as table:
            slides = (
                NumberedSlide(item.line, Slide(*table.pick(item.cells))) if isinstance(item, Row) else item
                for item in table.rows
            )
            yield Table(table.path, table.notes, _rows(slides, table.path))


def _of_json(text: str, path: str) -> Iterator[Item]:
    try:
        yield from _rows(_slides(JsonReader(text, path).elements(("events",)), path), path)
    except NoArray:
        raise NoSlides(path) from None
    document: Any = JsonReader(text, path).document()
    if document.get("eras"):
        yield Note(f"{Location(path)}: eras are spans without a slide, and are passed over")


def _slides(elements: Iterator[JsonElement], path: str) -> Iterator[NumberedSlide | Item]:
    for element in elements:
        faults = element.faults
        if not isinstance(element.value, dict):
            faults = (row_error("this is no slide", "type"),)
        yield from (fault_at(path, element.line, fault) for fault in faults)
        if not faults:
            yield NumberedSlide(element.line, slide_of_json(element.value))


def _rows(slides: Iterator[NumberedSlide | Item], path: str) -> Iterator[Item]:
    for item in slides:
        if not isinstance(item, NumberedSlide):
            yield item
        elif (kind := item.slide.type.strip().lower()) in ("title", "era"):
            message = f"a slide of the type {kind} is no event, and is passed over"
            yield Note(f"{Location(path, item.line)}: {message}")
        else:
            yield Row(item.line, cells_of(item.slide))
