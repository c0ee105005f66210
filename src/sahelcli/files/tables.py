"""The tables of a TOML document as records: each validated by itself, every problem found in its place."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter, ValidationError

from sahelcli.files.content import Rows
from sahelcli.files.page import Page
from sahelcli.files.problem import Problem
from sahelcli.files.wording import findings
from sahelcli.records.base import Record, Slug, Strictly, Text
from sahelcli.records.diagnostic import shown
from sahelcli.records.info import Info
from sahelcli.records.kinds import KINDS, TABLES, Kind
from sahelcli.records.nearest import nearest
from sahelcli.records.references import Keys

_SLUG = TypeAdapter(Slug)
_MEANING = TypeAdapter(Text)


class Tables:
    """Collects what the tables of one document hold; each `add` takes one top-level key and its value."""

    def __init__(self, page: Page) -> None:
        self.rows: dict[str, Rows] = {}
        self.info: Info | None = None
        self.tags: dict[str, str] | None = None
        self.lost: set[str] = set()
        self.left_out = 0
        self.problems: list[Problem] = []
        self._page = page

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
            self._not_records(kind, value)
            return
        validate = kind.model.__pydantic_validator__.validate_python
        records: list[Record] = []
        failed: list[int] = []
        for number, table in enumerate(value):
            try:
                records.append(validate(table))
            except ValidationError as error:
                failed.append(number)
                self._explain(error, kind.model, kind.name, (kind.table, number), table)
        numbers = range(len(value))
        self._lose([value[number] for number in failed])
        without = set(failed)
        self.rows[kind.name] = Rows(
            records, [number for number in numbers if number not in without] if failed else numbers
        )

    def _not_records(self, kind: Kind, value: Any) -> None:
        message = (
            f"[{kind.table}] is one table, not a list of records"
            if isinstance(value, dict)
            else f"{shown(kind.table)} is no list of records"
        )
        self._report(
            (kind.table,),
            message,
            "unknown-table",
            f"each {kind.name} begins with [[{kind.table}]], in double brackets",
        )
        self._lose([value])

    def _add_info(self, value: Any) -> None:
        try:
            self.info = Info.model_validate(value)
        except ValidationError as error:
            if isinstance(value, list):
                self._report(
                    ("dataset",),
                    "the dataset is described once",
                    "unknown-table",
                    "write [dataset], in single brackets",
                )
            else:
                self._explain(error, Info, "dataset", ("dataset",), value)

    def _add_tags(self, value: Any) -> None:
        if not isinstance(value, dict):
            self._report(
                ("tags",), "the tags are one table", "unknown-table", 'write [tags], and beneath it: slug = "meaning"'
            )
            return
        self.tags = {}
        for tag, meaning in value.items():
            self.tags[tag] = str(meaning)  # known from here on, so that its faults are not told twice
            self._check_tag(tag, meaning)

    def _check_tag(self, tag: str, meaning: Any) -> None:
        try:
            _SLUG.validate_python(tag, strict=True)
        except ValidationError:
            self._report(("tags", tag), f"{shown(tag)} is not a tag", "id", "a tag is made of a-z, 0-9 and hyphens")
        try:
            _MEANING.validate_python(meaning, strict=True)
        except ValidationError as error:
            self._explain(error, Info, tag, ("tags", tag), meaning)

    def _refuse(self, name: str, value: Any) -> None:
        tables = _tables_in(value)
        self._lose(tables)
        meant = nearest(name, [*TABLES, *(kind.name for kind in KINDS), "dataset", "tags"])
        owner = next((kind for kind in KINDS if name in kind.model.model_fields), None)
        if not tables:
            message, code = (
                f"key {shown(name)} stands above the first table" if name else "a key is empty",
                "unknown-key",
            )
            hint = "a record's keys stand beneath its header: [[events]]"
        else:
            message, code = f"unknown table {shown(name)}", "unknown-table"
            hint = f"the tables are {', '.join(f'[[{table}]]' for table in TABLES)}, [dataset] and [tags]"
            if owner:
                hint = f"inside a record it is written [[{owner.table}.{name}]], beneath the {owner.name} it belongs to"
            elif meant:
                hint = f"did you mean {_header(meant)}?"
        self._report((name, 0) if isinstance(value, list) else (name,), message, code, hint, on_key=not tables)

    def _explain(self, error: ValidationError, model: type[Strictly], noun: str, way: Keys, table: Any) -> None:
        for finding in findings(error, model, noun, table):
            self._report((*way, *finding.keys), finding.message, finding.code, finding.hint, on_key=finding.on_key)

    def _report(self, way: Keys, message: str, code: str, hint: str | None, *, on_key: bool = False) -> None:
        self.problems.append(self._page.find(way, message, code, hint, on_key=on_key))

    def _lose(self, tables: list[Any]) -> None:
        self.left_out += len(tables)
        self.lost.update(
            table["id"] for table in tables if isinstance(table, dict) and isinstance(table.get("id"), str)
        )


def _tables_in(value: Any) -> list[Any]:
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, dict)]


def _header(meant: str) -> str:
    if meant in ("dataset", "tags"):
        return f"[{meant}]"
    return f"[[{next(kind.table for kind in KINDS if meant in (kind.table, kind.name))}]]"
