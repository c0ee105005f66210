"""A record that is being made: its values, what is wrong or missing, and its text."""

from __future__ import annotations

from typing import Any, NamedTuple

from pydantic import ValidationError

from sahelcli.dataset.validation_messages import TableFinding, findings
from sahelcli.model.fields import KEYS
from sahelcli.model.kinds import KINDS, Kind
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
        """The keys it needs and has not, in the order in which they are written."""
        model = of_kind(self.kind).model.model_fields
        return [name for name in KEYS[self.kind] if model[name].is_required() and name not in self.values]

    def faults(self) -> list[TableFinding]:
        """Return what is wrong with it by itself."""
        kind = of_kind(self.kind)
        try:
            kind.model.model_validate(self.values)
        except ValidationError as error:
            return findings(error, kind.model, kind.name, self.values)
        return []

    def faults_of(self, name: str) -> list[TableFinding]:
        """Return what is wrong with the value of one key."""
        alone = Draft(self.kind, {name: self.values[name]})
        return [fault for fault in alone.faults() if fault.keys[:1] == (name,)]


def of_kind(name: str) -> Kind:
    """Return a kind of record by its name."""
    return _KINDS[name]
