"""Record validation for imported rows: a row whose record a dataset could not contain is rejected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sahelcli.dataset.validation_messages import findings_of
from sahelcli.diagnostics.finding import Finding, TablePlace
from sahelcli.importers.cells.date_format_hints import hint_for
from sahelcli.importers.row_errors import RowError, RowRejected, row_error
from sahelcli.model.kinds import Kind
from sahelcli.text.quoted_values import shown


class FilledKeys(NamedTuple):
    """The keys that columns and --set fill, and the prefix of those of a described kind, such as `actor.`."""

    keys: frozenset[str]
    before: str = ""

    def hint(self, key: str) -> str | None:
        """Return a hint how to fill a key that a record lacks; None if it is mapped and only this cell is empty."""
        name = f"{self.before}{key}"
        if name in self.keys:
            return None
        if key == "sources":
            return "--map source.publisher=COLUMN --map source.title=COLUMN, or --set sources=ID for one that is there"
        return f"--map {name}=COLUMN, or --set {name}=TEXT for all rows alike"


def in_order(kind: Kind, keys: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keys of a record in the order of its model, then the user's own keys."""
    return {key: keys[key] for key in kind.model.model_fields if key in keys} | dict(keys)


def validate(kind: Kind, keys: Mapping[str, Any], filled: FilledKeys) -> None:
    """Raise RowRejected, with all validation errors, if the keys are no valid record of the kind."""
    if faults := findings_of(kind.model, kind.name, keys):
        raise RowRejected(*(_fault(finding, keys, filled) for finding in faults))


def _fault(finding: Finding[TablePlace], keys: Mapping[str, Any], filled: FilledKeys) -> RowError:
    place = finding.place
    if place.lacking and not place.keys:
        way_out = filled.hint(place.lacking)
        return row_error(finding.message, finding.code, way_out or (finding.hint if place.lacking == "date" else None))
    if finding.code != "date" or not place.keys:
        return finding.at(None)
    key = str(place.keys[0])
    return row_error(f"{key} {shown(keys[key])}: {finding.message}", finding.code, hint_for(str(keys[key])))
