"""RIS importer (Zotero, EndNote, Mendeley, publishers' sites): each reference is a source.

The tags are those of the 2011 specification and common additions by programs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from sahelcli.diagnostics.finding import Location
from sahelcli.errors import UsageError
from sahelcli.importers.bibliography.sources import BibliographyEntry, BibliographyImport, left_out, names_of, row_of
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.row_errors import row_error
from sahelcli.importers.tables.column_layout import WantedColumns
from sahelcli.importers.tables.file_opening import text_of
from sahelcli.importers.tables.table import Item, Note, Table, fault_at

form = BibliographyImport
_NUMBERED = re.compile("[0-9]+[.]?")  # the number that some programs write above each reference
_LINE = re.compile(r"([A-Z][A-Z0-9])  ?-(?: (.*)|)$")
_REST = {
    "VL": "Volume", "IS": "Issue", "SP": "Pages", "EP": "to", "ET": "Edition", "T3": "Series", "CY": "Place",
    "PP": "Place", "M3": "Kind", "SN": "ISBN or ISSN", "DO": "DOI", "CN": "Call number", "ED": "Edited by",
    "A2": "Edited by", "A4": "Translated by", "AV": "Archive", "SE": "Section",
}  # fmt: skip  # fields that a citation may need, and their labels in a note
_TAKEN = {
    *("TY", "ER", "ID", "TI", "T1", "T2", "JO", "JF", "JA", "J2", "BT", "PB", "AU", "A1", "PY", "Y1", "DA", "Y2"),
    *("UR", "L1", "L2", "LK", "LA", "N1", "DP", "ST"),
}


class NoReferences(UsageError):
    """The file is not RIS."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{Location(path, 1)}: no reference of RIS begins here", 'each begins with a line "TY  - "')


class _Reference(NamedTuple):
    """A reference: its first line, and the values of its tags."""

    line: int
    tags: dict[str, list[str]]
    is_closed: bool


@contextmanager
def opened(path: str, columns: WantedColumns, options: ImportOptions) -> Iterator[Table]:  # noqa: ARG001  # as every importer's
    """Open a RIS file; a SahelError if it is not one."""
    text, known = text_of(path, options)
    lines = re.split("\r\n|\r|\n", text)
    if not any(line.startswith("TY ") for line in lines):
        raise NoReferences(path)
    yield Table(path, (Note(f"{Location(path)}: read as {known}"),), _rows(lines, path))


def _rows(lines: list[str], path: str) -> Iterator[Item]:
    unknown: set[str] = set()
    for item in _references(lines, path):
        if not isinstance(item, _Reference):
            yield item
        elif not item.is_closed:
            error = row_error('the reference has no end: a line "ER  - "', "end", "the file may be cut off")
            yield fault_at(path, item.line, error)
        else:
            unknown.update(set(item.tags) - _TAKEN - set(_REST))
            yield row_of(item.line, _entry(item.tags))
    yield from left_out(unknown)


def _references(lines: list[str], path: str) -> Iterator[_Reference | Item]:
    """Yield the references; a line without a tag continues the value of the line before it."""
    start, tags, last = 0, dict[str, list[str]](), ""
    for number, line in enumerate(lines, 1):
        match = _LINE.match(line.rstrip().removeprefix("\ufeff"))
        tag = match[1] if match else ""
        if tag == "TY":
            if start:
                yield _Reference(start, tags, is_closed=False)
            start, tags, last = number, {"TY": [(match[2] or "").strip()] if match else []}, "TY"
        elif tag == "ER" and start:
            yield _Reference(start, tags, is_closed=True)
            start, tags, last = 0, {}, ""
        elif match and start:
            tags.setdefault(tag, []).append((match[2] or "").strip())
            last = tag
        elif start and last and line.strip():
            tags[last][-1] = f"{tags[last][-1]}\n{line.strip()}".lstrip("\n")
        elif line.strip() and not _NUMBERED.fullmatch(line.strip()):
            yield fault_at(
                path, number, row_error("the line belongs to no reference", "tag", 'one begins with "TY  - "')
            )
    if start:
        yield _Reference(start, tags, is_closed=False)


def _entry(tags: dict[str, list[str]]) -> BibliographyEntry:
    def first(*names: str) -> str:
        return next((value for name in names for value in tags.get(name, ()) if value), "")

    urls = [
        url for name in ("UR", "LK", "L2", "L1") for value in tags.get(name, ()) for url in value.split("\n") if url
    ]
    more = [f"Address: {url}" for url in urls[1:]]
    more += [f"{label}: {', '.join(tags[name])}" for name, label in _REST.items() if any(tags.get(name, ()))]
    doi = first("DO").removeprefix("https://doi.org/")
    return BibliographyEntry(
        key=first("ID"),
        title=first("TI", "T1", "BT"),
        container=first("T2", "JO", "JF", "J2", "JA"),
        publisher=first("PB"),
        author=names_of([*tags.get("AU", ()), *tags.get("A1", ())]),
        published=_date(first("DA", "Y1", "PY")),
        year=_date(first("PY", "Y1")),
        accessed=_date(first("Y2")),
        url=urls[0] if urls else (doi and f"https://doi.org/{doi}"),
        language=first("LA"),
        note="\n".join(tags.get("N1", ())),
        more="\n".join(more),
    )


def _date(text: str) -> str:
    """Return YYYY/MM/DD/words as an ISO date, as precise as it is filled; with words or in another form, unchanged."""
    match = re.fullmatch(r"([0-9]{4})(?:/([0-9]{1,2})?)?(?:/([0-9]{1,2})?)?/?", text)
    if not match or (match[3] and not match[2]):
        return text
    return "-".join([match[1], *(f"{part:0>2}" for part in match.groups()[1:] if part)])
