"""Undescribed references: ids that records refer to and no row describes; rejected, or written with --allow-unknown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sahelcli.importers.mapping.described_records import OTHERS, role
from sahelcli.importers.row_errors import RowError, row_error
from sahelcli.model.kinds import KINDS, Kind
from sahelcli.model.reference_fields import references
from sahelcli.phrases import count
from sahelcli.text import shell_quoting
from sahelcli.text.quoted_values import shown

_FIRST = 6  # names listed in a note
_NEEDED = {
    "actor": ("name", "kind", "description"),
    "place": ("name", "kind"),
    "source": ("publisher", "title"),
}
"""The keys that a record needs besides its id, of the kinds that a column of names can make; that name comes first."""


class UndescribedReferences:
    """Counts references to unknown records; with `is_allowed` the rows are written nevertheless.

    `columns` are the columns that fill each key, in the form of --map.
    """

    def __init__(self, kind: Kind, columns: Mapping[str, str], importer: str, is_allowed: bool) -> None:
        fields = [(field.path[0], field.kinds) for field in references(kind.model) if len(field.path) == 1]
        self._kind = kind
        self._fields = [(key, kinds) for key, kinds in fields if "tag" not in kinds]
        self._columns = columns
        self._importer = importer
        self._is_allowed = is_allowed
        self._named: dict[str, Counter[str]] = {kind.name: Counter() for kind in KINDS}

    def names(self, keys: Mapping[str, Any], is_known: Callable[[str, str], bool]) -> list[tuple[str, str]]:
        """Return the (kind, id) pairs that a record refers to and `is_known(kind, id)` does not know."""
        named = [
            (kinds, name)
            for key, kinds in self._fields
            for value in [keys.get(key, ())]
            for name in ([value] if isinstance(value, str) else value)
        ]
        return [(kinds[0], name) for kinds, name in named if not any(is_known(kind, name) for kind in kinds)]

    def faults(self, unknown: Iterable[tuple[str, str]]) -> list[RowError]:
        """Count the unknown references of a record; return an error for each, none if they are allowed."""
        for kind, name in unknown:
            self._named[kind][name] += 1
        return [] if self._is_allowed else [self._fault(*each) for each in unknown]

    def _fault(self, kind: str, name: str) -> RowError:
        message = f"{kind} {shown(name)} is neither described by any row nor in --data"
        return row_error(
            message, f"unknown-{kind}", f"{self._way(kind)}; --allow-unknown writes what refers to it all the same"
        )

    def _way(self, kind: str) -> str:
        """Return a hint how the same table can describe records of a kind, or where else they can come from."""
        key = "source" if kind == "source" else kind if kind in OTHERS and role(self._kind, kind) else ""
        if not key:
            return "name the dataset that has it with --data"
        name = next((self._columns[key] for key, kinds in self._fields if kind in kinds and key in self._columns), "")
        first, *others = _NEEDED[kind]
        column = shell_quoting.join(("--map", f"{key}.{first}={name or 'COLUMN'}"))
        return f"name its dataset with --data, or describe it: {column}{''.join(f' --set {key}.{o}=…' for o in others)}"

    def notes(self, is_known: Callable[[str, str], bool]) -> Iterator[str]:
        """Yield for each kind the number of ids still unknown at the end, and the most frequent with row counts."""
        lacking: dict[str, Counter[str]] = {}
        for kind, names in self._named.items():
            if unknown := Counter({name: number for name, number in names.items() if not is_known(kind, name)}):
                lacking[kind] = unknown
        if not lacking:
            return
        made = (
            "what refers to them is shown only once they are there" if self._is_allowed else "no such row is imported"
        )
        yield f"rows refer to {_numbers(lacking)} not in this file and not in --data: {_listed(lacking)}; {made}"
        if self._is_allowed:
            yield from (f"hint: {kind}: {self._way(kind)}" for kind in lacking)


def _numbers(named: Mapping[str, Counter[str]]) -> str:
    return ", ".join(count(len(names), kind) for kind, names in named.items())


def _listed(named: Mapping[str, Counter[str]]) -> str:
    """Return the ids that most rows refer to, with their row counts."""
    each = Counter[str]()
    for names in named.values():
        each.update(names)
    more = f" and {len(each) - _FIRST:,} more" if len(each) > _FIRST else ""
    return ", ".join(f"{name} ({count(number, 'row')})" for name, number in each.most_common(_FIRST)) + more
