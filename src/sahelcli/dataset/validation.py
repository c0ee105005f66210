"""Validation of the tables of a TOML document: each record by itself, every problem with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from sahelcli.dataset.file_content import FileRecords, LooseReference
from sahelcli.diagnostics.finding import About, Finding, TextFinding
from sahelcli.diagnostics.suggestions import did_you_mean, several_nearest
from sahelcli.model.base import Record, Slug, StrictTable, Text
from sahelcli.model.dataset import DatasetInfo
from sahelcli.model.kinds import KINDS, TABLES, Kind
from sahelcli.model.reference_fields import Keys, references
from sahelcli.progress import Advance, unwatched
from sahelcli.text.quoted_values import shown
from sahelcli.toml.source_file import SourceFile

_AT_ONCE = 1_000  # records
_SLUG = TypeAdapter(Slug)
_MEANING = TypeAdapter(Text)
_HEADERS = {name: f"[[{kind.table}]]" for kind in KINDS for name in (kind.table, kind.name)} | {
    "dataset": "[dataset]",
    "tags": "[tags]",
}


class TableValidator:
    """Collects what one document holds: `add` takes each of its top-level keys with its value.

    `advance` is told of records, many at a time.
    """

    def __init__(self, page: SourceFile, advance: Advance = unwatched) -> None:
        self.rows: dict[str, FileRecords] = {}
        self.info: DatasetInfo | None = None
        self.tags: dict[str, str] | None = None
        self.lost: set[str] = set()
        self.loose: list[LooseReference] = []
        self.left_out = 0
        self.problems: list[TextFinding] = []
        self._page = page
        self._advance = advance

    def add(self, name: str, value: Any) -> None:
        """Take a table, a list of tables or a stray key."""
        if kind := TABLES.get(name):
            self._add_records(kind, value)
        elif name == "dataset":
            self._add_info(value)
        elif name == "tags":
            self._add_tags(value)
        elif not name.startswith("x_"):
            self._refuse(name, value)

    def _add_records(self, kind: Kind, value: Any) -> None:
        if not isinstance(value, list):
            self._lose(value)
            hint = f"each {kind.name} begins with [[{kind.table}]], in double brackets"
            self._refuse_form(kind.table, value, "a list of records", hint)
            return
        validate = kind.model.__pydantic_validator__.validate_python
        records: list[Record] = []
        numbers: list[int] = []
        for number, table in enumerate(value):
            if number % _AT_ONCE == _AT_ONCE - 1:
                self._advance(_AT_ONCE)
            try:
                records.append(validate(table))
                numbers.append(number)
            except ValidationError as error:
                self._lose(table)
                about = About(kind.name, _id(table))
                self.loose += _loose(kind, (kind.table, number), table, about)
                self._explain(error, kind.model, kind.name, (kind.table, number), table, about)
        self.rows[kind.name] = FileRecords(records, numbers if len(numbers) < len(value) else range(len(value)))

    def _add_info(self, value: Any) -> None:
        if not isinstance(value, dict):
            self._refuse_form("dataset", value, "one table", "write [dataset], in single brackets, once")
            return
        try:
            self.info = DatasetInfo.model_validate(value)
        except ValidationError as error:
            self._explain(error, DatasetInfo, "dataset", ("dataset",), value)

    def _add_tags(self, value: Any) -> None:
        if not isinstance(value, dict):
            hint = 'write [tags], in single brackets, and beneath it: slug = "meaning"'
            self._refuse_form("tags", value, "one table", hint)
            return
        self.tags = {}
        for tag, meaning in value.items():
            if _faults(_SLUG, tag):
                hint = "a tag is made of a-z, 0-9 and hyphens"
                self._report(("tags", tag), f"{shown(tag)} is not a tag", "id", hint, on_key=True)
                continue
            self.tags[tag] = str(meaning)  # the tag is known, whatever its meaning is
            if error := _faults(_MEANING, meaning):
                self._explain(error, DatasetInfo, "tag's meaning", ("tags", tag), meaning)

    def _refuse_form(self, name: str, value: Any, needed: str, hint: str) -> None:
        from sahelcli.dataset.value_messages import described  # here and below: most records are valid

        message = f"{shown(name)} must be {needed}, not {described(value)}"
        self._report(_first(name, value), message, "unknown-table", hint)

    def _refuse(self, name: str, value: Any) -> None:
        tables = [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)]
        if not tables:
            message = f"key {shown(name)} stands above the first table" if name else "a key is empty"
            hint = "a record's keys stand beneath its header: [[events]]"
            self._report((name,), message, "unknown-key", hint, on_key=True)
            return
        for table in tables:
            self._lose(table)
        message = f"unknown table {shown(name)}"
        self._report(_first(name, value), message, "unknown-table", _table_hint(name), on_key=True)

    def _explain(
        self,
        error: ValidationError,
        model: type[StrictTable],
        noun: str,
        way: Keys,
        table: Any,
        about: About | None = None,
    ) -> None:
        from sahelcli.dataset.validation_messages import findings

        for finding in findings(error, model, noun, table):
            place = finding.place
            span = self._page.span((*way, *place.keys), on_key=place.on_key)
            self.problems.append(finding._replace(about=about).at(span))

    def _report(self, way: Keys, message: str, code: str, hint: str | None, *, on_key: bool = False) -> None:
        self.problems.append(Finding(self._page.span(way, on_key=on_key), message, code, hint))

    def _lose(self, table: Any) -> None:
        self.left_out += 1
        if isinstance(table, dict) and isinstance(table.get("id"), str):
            self.lost.add(table["id"])


def _loose(kind: Kind, way: Keys, table: Any, about: About) -> Iterator[LooseReference]:
    """Yield the references of a record that is not valid, as far as they are ids."""
    for field in references(kind.model) if isinstance(table, dict) else ():
        first, *inner = field.path
        value = table.get(first)
        for number, part in enumerate(value if isinstance(value, list) else [value]):
            name = part if not inner else part.get(*inner) if isinstance(part, dict) else None
            if isinstance(name, str) and not _faults(_SLUG, name):
                yield LooseReference(field.kinds, name, (*way, *field.keys(number)), about)


def _id(table: Any) -> str | None:
    """Return the id of a record in which something is wrong, None where that is not right either."""
    name = table.get("id") if isinstance(table, dict) else None
    return name if isinstance(name, str) and not _faults(_SLUG, name) else None


def _faults(adapter: TypeAdapter[str], value: Any) -> ValidationError | None:
    try:
        adapter.validate_python(value, strict=True)
    except ValidationError as error:
        return error
    return None


def _first(name: str, value: Any) -> Keys:
    """Return the way to a table's header, or to the first of several."""
    return (name, 0) if isinstance(value, list) else (name,)


def _table_hint(name: str) -> str:
    if name in (inside := _inner_tables()):
        return f"it is written [[{inside[name].table}.{name}]], beneath the {inside[name].name} it belongs to"
    suggestions = [_HEADERS[near] for near in several_nearest(name, _HEADERS, 1)]
    return did_you_mean(suggestions, f"the tables are {', '.join(dict.fromkeys(_HEADERS.values()))}")


def _inner_tables() -> dict[str, Kind]:
    """Return the keys of records that hold tables, and whose keys they are."""
    return {
        name: kind
        for kind in KINDS
        for name, field in kind.model.model_fields.items()
        if any(isinstance(part, type) and issubclass(part, StrictTable) for part in get_args(field.annotation))
    }
