"""Draft of a record: its values, what is wrong or missing, its text; and the drafts that a text holds."""

from __future__ import annotations

from typing import Any, NamedTuple

from sahelcli.dataset.validation_messages import findings_of
from sahelcli.diagnostics.finding import Finding, TablePlace
from sahelcli.model.fields import KEYS
from sahelcli.model.kinds import KINDS, TABLES, Kind
from sahelcli.toml import tokens
from sahelcli.toml.parser import parse
from sahelcli.toml.writer import block

Values = dict[str, Any]

_KINDS = {kind.name: kind for kind in KINDS}


class Draft(NamedTuple):
    """The values of a record as TOML has them, by key; references are ids. Keys without a value are absent."""

    kind: str
    values: Values

    @property
    def text(self) -> str:
        """The record as TOML."""
        own = {name: self.values[name] for name in KEYS[self.kind] if name in self.values}
        return block(
            of_kind(self.kind).table, own | {name: self.values[name] for name in self.values if name not in own}
        )

    @property
    def missing(self) -> list[str]:
        """The required keys without a value, in the order in which keys are written."""
        model = of_kind(self.kind).model.model_fields
        return [name for name in KEYS[self.kind] if model[name].is_required() and name not in self.values]

    def faults(self) -> list[Finding[TablePlace]]:
        """Validate the record on its own, without the dataset, and return the findings."""
        return findings_of(of_kind(self.kind).model, self.kind, self.values)

    def faults_of(self, name: str) -> list[Finding[TablePlace]]:
        """Return the findings about the value of one key."""
        alone = Draft(self.kind, {name: self.values[name]})
        return [fault for fault in alone.faults() if fault.place.keys[:1] == (name,)]


def of_kind(name: str) -> Kind:
    """Return a kind of record by its name."""
    return _KINDS[name]


def drafts_in(kind: str, text: str) -> list[Draft]:
    """Return the records in a TOML text, the one of `kind` last; [] if the text holds more than plain values."""
    tables = parse(text)
    if isinstance(tables, Finding):
        return []
    has_comments = any(token[0].startswith("#") for token in tokens.structure(text))
    if has_comments or not all(name in TABLES and _holds_tables(records) for name, records in tables.items()):
        return []
    drafts = [Draft(TABLES[name].name, values) for name, records in tables.items() for values in records]
    drafts.sort(key=lambda draft: draft.kind == kind)
    return drafts if drafts and drafts[-1].kind == kind else []


def _holds_tables(records: object) -> bool:
    return isinstance(records, list) and all(isinstance(values, dict) for values in records)
