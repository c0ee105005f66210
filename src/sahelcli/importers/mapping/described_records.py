"""Places and actors described by columns of an import, merged by id and written after the last row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sahelcli.importers.mapping.column_mapping import ColumnMapping, fill, read_all
from sahelcli.importers.mapping.column_readers import ColumnReader
from sahelcli.importers.mapping.validated_record import FilledKeys, in_order, validate
from sahelcli.importers.record_ids import slug
from sahelcli.importers.record_writer import NewRecord
from sahelcli.importers.row_errors import RowError, Warn, row_error
from sahelcli.model import base
from sahelcli.model.kinds import KINDS, Kind
from sahelcli.model.reference_fields import references
from sahelcli.text.quoted_values import shown

OTHERS = ("place", "actor")
"""The kinds that rows can describe beside the source they cite: `--map place.name=Town`."""

Resolve = Callable[[str, str], str]
"""Takes a kind and an id made of a name; returns the id of the record that is called so, else the same."""


class DescribedRole(NamedTuple):
    """The key of a record that refers to a described place or actor, and whether it is a list."""

    key: str
    is_list: bool


def role(kind: Kind, other: str) -> DescribedRole | None:
    """Return the key by which records of a kind refer to those of another kind; None if there is none."""
    if kind.name == other:
        return None
    fields = (field for field in references(kind.model) if len(field.path) == 1 and field.kinds == (other,))
    return next((DescribedRole(field.path[0], field.many) for field in fields), None)


class DescribedRecords:
    """The described records of one kind: their column mappings, and the records so far by id."""

    def __init__(
        self,
        kind: Kind,
        role: DescribedRole,
        fills: Iterable[ColumnMapping],
        fixed: Mapping[str, Any],
        present: frozenset[str],
    ) -> None:
        self.kind = kind
        self.ids: dict[str, dict[str, Any]] = {}
        self._role = role
        self._fills = tuple(fills)
        self._fixed = dict(fixed)
        before = f"{kind.name}."
        self._present = present
        self._filled = FilledKeys(
            frozenset(before + key for key in (*fixed, *(fill.key for fill in self._fills))), before
        )
        self._differing: set[tuple[str, str]] = set()

    def read(
        self, cells: tuple[str, ...], keys: dict[str, Any], resolve: Resolve, faults: list[RowError]
    ) -> DescribedIds:
        """Return the records that a row describes, and add references to them to `keys`."""
        own = read_all(self._fills, cells, faults)
        names: list[str] = own.pop("name", self._fixed.get("name", []))
        if not names:
            if own and not faults:
                faults.append(row_error(f"the row tells of {self._a} and does not name it", "name"))
            return DescribedIds(self, ())
        if len(names) > 1 and own:
            message = f"the row names {len(names)} {self.kind.table}, and {' and '.join(own)} of one"
            faults.append(row_error(message, "name", "give each a row of its own"))
        described = [self._fixed | own | {"name": name} for name in names]
        each = tuple({"id": resolve(self.kind.name, slug(one["name"], base.LONGEST_ID))} | one for one in described)
        self._refer(keys, [one["id"] for one in each], faults)
        return DescribedIds(self, each)

    def _refer(self, keys: dict[str, Any], ids: list[str], faults: list[RowError]) -> None:
        key, is_list = self._role
        if is_list:
            keys[key] = list(dict.fromkeys([*keys.get(key, ()), *ids]))
        elif len(ids) > 1 or keys.get(key, ids[0]) != ids[0]:
            faults.append(row_error(f'"{key}" takes one {self.kind.name}, and the row names several', "name"))
        else:
            keys[key] = ids[0]

    def checked(self, one: dict[str, Any]) -> dict[str, Any]:
        """Return a description merged with those of earlier rows; RowRejected if the result is no valid record."""
        known = self.ids.get(one["id"], {})
        if known and not one.keys() - known.keys():
            return known
        complete = in_order(self.kind, one | known)
        if complete["id"] not in self._present:  # else it is not written, and a name will do
            validate(self.kind, complete, self._filled)
        return complete

    def take(self, one: dict[str, Any], complete: dict[str, Any], warn: Warn) -> None:
        """Store a description; where values differ the earlier row's is used, with one warning for each id and key."""
        self.ids[one["id"]] = complete
        for key in one.keys() - {"name"}:
            place = (one["id"], key)
            if one[key] != complete[key] and place not in self._differing:
                self._differing.add(place)
                message = f"{shown(complete['name'])}: {key} is {one[key]} here and was {complete[key]} before"
                warn(row_error(f"{message}: the {self.kind.name} keeps {complete[key]}", "differs"))

    def records(self) -> Iterator[NewRecord]:
        """Yield the records, in the order in which rows first named them."""
        yield from (NewRecord(self.kind.table, keys) for keys in self.ids.values())

    @property
    def _a(self) -> str:
        return f"an {self.kind.name}" if self.kind.name[0] in "aeiou" else f"a {self.kind.name}"


class DescribedIds(NamedTuple):
    """The records of one kind that one row describes, by id."""

    of: DescribedRecords
    each: tuple[dict[str, Any], ...]

    def checked(self) -> list[dict[str, Any]]:
        """Return each record as it will be written; RowRejected if one is invalid."""
        return [self.of.checked(one) for one in self.each]

    def take(self, records: list[dict[str, Any]], warn: Warn) -> None:
        """Store each record."""
        for one, all_of_it in zip(self.each, records, strict=True):
            self.of.take(one, all_of_it, warn)


def described(
    kind: Kind,
    places: Mapping[str, tuple[int, ...]],
    read: Mapping[str, ColumnReader],
    fixed: Mapping[str, Any],
    present: Mapping[str, frozenset[str]],
) -> tuple[DescribedRecords, ...]:
    """Return the records that rows describe, by the cells, readers and fixed values of keys such as `place.name`.

    `present` are the ids that the dataset has, by kind.
    """
    result = []
    for other in OTHERS:
        of = role(kind, other)
        own = {key.removeprefix(f"{other}."): cells for key, cells in places.items() if key.startswith(f"{other}.")}
        always = {key.removeprefix(f"{other}."): value for key, value in fixed.items() if key.startswith(f"{other}.")}
        if of and (own or always):
            fills = [fill(key, cells, read[f"{other}.{key}"]) for key, cells in own.items()]
            of_it = next(each for each in KINDS if each.name == other)
            result.append(DescribedRecords(of_it, of, fills, always, present[other]))
    return tuple(result)
