"""CSL-JSON importer (Citation Style Language 1.0.2, written by Zotero and Pandoc): each item is a source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sahelcli.diagnostics.finding import Location
from sahelcli.importers.bibliography.sources import (
    OWN,
    BibliographyEntry,
    BibliographyImport,
    agency_of_note,
    left_out,
    names_of,
    row_of,
)
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.json_tables.json_parser import JsonElement, JsonNumber, JsonReader, NoArray, NotJson
from sahelcli.importers.row_errors import RowError, row_error
from sahelcli.importers.tables.column_layout import WantedColumns
from sahelcli.importers.tables.file_opening import text_of
from sahelcli.importers.tables.table import Item, Note, Table, fault_at
from sahelcli.text.quoted_values import shown

form = BibliographyImport
_NAMES = {"editor": "Edited by", "translator": "Translated by", "director": "Directed by"}
_REST = {
    "genre": "Kind", "volume": "Volume", "issue": "Issue", "number": "Number", "page": "Pages", "section": "Section",
    "edition": "Edition", "collection-title": "Series", "publisher-place": "Place", "event-title": "Event",
    "event": "Event", "medium": "Medium", "ISBN": "ISBN", "ISSN": "ISSN", "DOI": "DOI", "archive": "Archive",
    "call-number": "Call number", "version": "Version",
}  # fmt: skip  # fields that a citation may need, and their labels in a note
_TAKEN = {
    *("id", "type", "title", "container-title", "publisher", "author", "issued", "accessed", "URL", "language", "note"),
    *("archive_location", "citation-key", "title-short", "container-title-short", "source"),
}
_ARCHIVED = re.compile("https?://", re.IGNORECASE)


@contextmanager
def opened(path: str, columns: WantedColumns, options: ImportOptions) -> Iterator[Table]:  # noqa: ARG001  # as every importer's
    """Open a CSL-JSON file; a SahelError if it is not one."""
    text, known = text_of(path, options)
    yield Table(path, (Note(f"{Location(path)}: read as {known}"),), _items(text, path))


def _items(text: str, path: str) -> Iterator[Item]:
    unknown: set[str] = set()
    is_ours = False
    try:
        for element in JsonReader(text, path).elements():
            faults = element.faults or _faults(element)
            if faults:
                yield from (fault_at(path, element.line, fault) for fault in faults)
            elif element.value.get("id") == OWN:
                is_ours = True
                yield Note(f"{Location(path, element.line)}: the dataset itself is no source of what it says")
            else:
                entry = _entry(element.value, unknown)
                yield row_of(element.line, agency_of_note(entry) if is_ours else entry)
    except NoArray:
        raise NotJson(path, 1, "CSL-JSON is an array of items, and this is none") from None
    yield from left_out(unknown)


def _faults(element: JsonElement) -> tuple[RowError, ...]:
    return () if isinstance(element.value, dict) else (row_error(f"{shown(str(element.value))} is no item", "type"),)


def _entry(item: dict[str, Any], unknown: set[str]) -> BibliographyEntry:
    unknown.update(name for name, value in item.items() if value and name not in (*_TAKEN, *_NAMES, *_REST))
    archived = _text(item.get("archive_location"))
    doi = _text(item.get("DOI"))
    more = [f"{label}: {_people(item.get(name))}" for name, label in _NAMES.items() if item.get(name)]
    more += [f"{label}: {_text(item[name])}" for name, label in _REST.items() if _text(item.get(name))]
    if archived and not _ARCHIVED.match(archived):
        more.append(f"Location in the archive: {archived}")
    return BibliographyEntry(
        key=_text(item.get("citation-key")) or _text(item.get("id")),
        title=_text(item.get("title")),
        container=_text(item.get("container-title")),
        publisher=_text(item.get("publisher")),
        author=_people(item.get("author")),
        published=_date(item.get("issued")),
        accessed=_date(item.get("accessed")),
        url=_text(item.get("URL")) or (doi and f"https://doi.org/{doi}"),
        archive_url=archived if _ARCHIVED.match(archived) else "",
        language=_text(item.get("language")),
        note=_text(item.get("note")),
        more="\n".join(more),
    )


def _text(value: Any) -> str:
    """Return a string or a number as text, "" for any other JSON value."""
    return str(value) if isinstance(value, str) else ""


def _people(value: Any) -> str:
    people = [person for person in value if isinstance(person, dict)] if isinstance(value, list) else []
    return names_of(map(_person, people))


def _person(name: dict[str, Any]) -> str:
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return _text(name.get("literal")) or " ".join(filter(None, (_text(name.get(part)) for part in parts)))


def _date(value: Any) -> str:
    """Return a date variable as EDTF: a date, `~` if uncertain, two dates as an interval; else its literal text."""
    if not isinstance(value, dict):
        return _text(value)
    parts = value.get("date-parts")
    ends = [_point(end) for end in parts] if isinstance(parts, list) else []
    if not ends or "" in ends or value.get("season"):
        return _text(value.get("literal")) or _text(value.get("raw")) or "/".join(filter(None, ends))
    doubt = "~" if value.get("circa") not in (None, False, "false", "", "0", JsonNumber("0")) else ""
    return "/".join(f"{end}{doubt}" for end in ends[:2])


def _point(parts: Any) -> str:
    numbers = [str(part) for part in parts if str(part).lstrip("-").isdecimal()] if isinstance(parts, list) else []
    if not numbers or len(numbers) != len(parts):
        return ""
    year, *rest = numbers
    sign = "-" if year.startswith("-") else ""
    return "-".join([f"{sign}{year.lstrip('-'):0>4}", *(f"{part:0>2}" for part in rest)])
