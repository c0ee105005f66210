"""Sources made from bibliography entries: an entry's fields become the keys of a source.

Fields that a citation needs and a source has no key for go into the source's note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from sahelcli.dataset.validation_messages import findings_of
from sahelcli.dates.edtf import DateError, parse
from sahelcli.importers.cells.clock_times import day_of
from sahelcli.importers.cells.dates import by_form, forms_of
from sahelcli.importers.cells.plain_values import shorten
from sahelcli.importers.cells.web_addresses import address_of
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.mapping.column_readers import fixed, reader, readers
from sahelcli.importers.pipeline import RowImporter
from sahelcli.importers.record_ids import digest, slug
from sahelcli.importers.record_writer import NewRecord
from sahelcli.importers.row_errors import RowRejected, Warn, row_error
from sahelcli.importers.tables.column_layout import WantedColumns
from sahelcli.importers.tables.table import Note, Row
from sahelcli.model.base import LANGUAGE_PATTERN, LONGEST_ID
from sahelcli.model.kinds import TABLES, Source
from sahelcli.text.quoted_values import shown

_SOURCE = TABLES["sources"]
_LONGEST_NAME = 80  # characters of an id made of an entry


class BibliographyEntry(NamedTuple):
    """An entry of a bibliography, "" for a missing value; dates are unparsed, `more` are lines for the note.

    `container` is the newspaper, site or journal that contains the text, `publisher` its publishing house.
    """

    key: str = ""
    title: str = ""
    container: str = ""
    publisher: str = ""
    author: str = ""
    published: str = ""
    year: str = ""
    accessed: str = ""
    url: str = ""
    archive_url: str = ""
    language: str = ""
    agency: str = ""
    reworded: str = ""
    note: str = ""
    more: str = ""


class BibliographyImport(RowImporter):
    """State of one import: the sources written so far, by id and by address."""

    columns = WantedColumns(BibliographyEntry._fields, ())

    def __init__(self, options: ImportOptions) -> None:
        self._name = options.name
        self._forms = forms_of(options)
        self._fixed = _fixed(options)
        self._ids: set[str] = set()
        self._addresses = dict(options.addresses)

    def head(self) -> str:
        """Return a comment for the top of the file; a bibliography has no data about itself."""
        return f"# Imported from a bibliography with `sahel import {self._name}`.\n"

    def row(self, cells: tuple[str, ...], warn: Warn) -> tuple[NewRecord, ...]:
        """Return the source of an entry; nothing if a source with its address exists already."""
        keys = self._keys(BibliographyEntry(*cells), warn)
        address = address_of(keys.get("url", ""))
        if address and (existing := self._addresses.get(address)):
            message = (
                f"{shown(keys['title'])} has the address of the source {existing}, and is not written a second time"
            )
            warn(row_error(message, "same-address"))
            return ()
        self._check(keys)
        self._ids.add(keys["id"])
        if address:
            self._addresses[address] = keys["id"]
        return (NewRecord("sources", keys),)

    def _keys(self, entry: BibliographyEntry, warn: Warn) -> dict[str, Any]:
        notes = [entry.note, entry.more]
        house = entry.publisher.strip()
        publisher = entry.container.strip() or house
        if entry.container.strip() and house not in ("", publisher):
            notes.append(f"Published by: {house}")
        published = self._published(entry, notes, warn)
        accessed = day_of(entry.accessed.strip()) or self._date("accessed", entry.accessed, notes, warn)
        language = entry.language.strip().replace("_", "-")
        if language and not re.match(LANGUAGE_PATTERN, language):
            notes.append(f"Language: {language}")
            language = ""
        keys: dict[str, Any] = {
            "title": entry.title.strip(),
            "publisher": publisher,
            "language": language,
            "author": entry.author.strip(),
            "url": entry.url.strip(),
            "published": published,
            "accessed": accessed,
            "archive_url": entry.archive_url.strip(),
            "agency": entry.agency.strip(),
            "reworded": bool(entry.reworded) or None,
            "note": "\n".join(filter(None, map(str.strip, notes))),
        }
        keys = self._fixed | {key: value for key, value in keys.items() if value}
        if "title" in keys:
            shorten("source", "note", keys, warn)
        keys = {"id": self._id(entry, keys)} | keys
        return {key: keys[key] for key in Source.model_fields if key in keys}

    def _published(self, entry: BibliographyEntry, notes: list[str], warn: Warn) -> str:
        """Return the publication date, or if its form is unknown, the year that the entry also gives."""
        date = self._date("published", entry.published, notes, warn, instead=entry.year.strip())
        return date or self._date("published", entry.year, notes, warn)

    def _date(self, key: str, text: str, notes: list[str], warn: Warn, instead: str = "") -> str:
        text = text.strip()
        if not text:
            return ""
        if date := by_form(text, self._forms):
            return date
        try:
            parse(text)
        except DateError:
            notes.append(f"{key.capitalize()}: {text}")
            taken = f"the year {instead} is taken, and the note" if instead else "the note"
            hint = "say how dates are written: --date-format '%d %B %Y'"
            warn(row_error(f"{key} {shown(text)} is in no form that is known: {taken} has it as it is", "date", hint))
            return ""
        return text

    def _id(self, entry: BibliographyEntry, keys: dict[str, Any]) -> str:
        """Return the entry's own key as an id, else an id made from the source's identifying keys."""
        key = entry.key.strip().rstrip("/").rpartition("/")[2]
        if key:
            return slug(key, LONGEST_ID)
        made = slug(" ".join(keys.get(name, "") for name in ("publisher", "published", "title")), _LONGEST_NAME)
        return f"{made}-{digest(*map(str, keys.values()))}" if made in self._ids else made

    def _check(self, keys: dict[str, Any]) -> None:
        if "publisher" not in keys:
            hint = "name the site, paper or house in the bibliography, or --set publisher=… for all that name none"
            raise RowRejected(row_error("nothing says who published it", "missing-key", hint))
        if faults := findings_of(Source, "source", keys):
            raise RowRejected(*(row_error(finding.message, finding.code, finding.hint) for finding in faults))
        if keys["id"] in self._ids:
            raise RowRejected(row_error(f"an entry before this one has the id {shown(keys['id'])}", "duplicate-id"))


def _fixed(options: ImportOptions) -> dict[str, Any]:
    known = readers(_SOURCE, options)
    return {key: fixed(key, text, reader(key, "source", known)) for key, text in options.sets}


def row_of(line: int, entry: BibliographyEntry) -> Row:
    """Return an entry as a row of a table."""
    return Row(line, list(entry))


def left_out(fields: Iterable[str]) -> Iterator[Note]:
    """Yield a note on the fields that no key of a source can hold."""
    names = ", ".join(sorted(set(fields)))
    if names:
        yield Note(f"fields left out, as sources have no place for them: {names}")


def names_of(names: Iterable[str]) -> str:
    """Return names of people as one text, separated by semicolons if a name contains a comma."""
    present = [name for name in names if name]
    return ("; " if any("," in name for name in present) else ", ").join(present)


OWN = "sahel:dataset"  # the key of the first entry of sahel's own export
_REWORDED = "An automatic paraphrase or translation."
_AGENCY = re.compile(r"Carries ([^.]+)\.(?: |$)")  # a name that contains a full stop has no certain end


def agency_of_note(entry: BibliographyEntry) -> BibliographyEntry:
    """Return an entry from sahel's own export, its agency and reworded mark moved from the note to their fields."""
    note, agency = entry.note, ""
    if match := _AGENCY.match(note):
        agency, note = match[1], note[match.end() :]
    is_reworded = note == _REWORDED or note.startswith(f"{_REWORDED} ")
    if is_reworded:
        note = note[len(_REWORDED) :].lstrip(" ")
    return entry._replace(agency=agency, reworded="true" if is_reworded else "", note=note)
