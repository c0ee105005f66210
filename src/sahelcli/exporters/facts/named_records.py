"""Reference columns of exported facts: the actors, places, events and tags that each record names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from sqlite3 import Connection

from sahelcli.exporters.facts.arrow_library import pyarrow
from sahelcli.exporters.facts.arrow_lists import Columns, each_once, in_lists
from sahelcli.exporters.facts.indexed_records import event_fields
from sahelcli.exporters.facts.row_fields import Fields
from sahelcli.index.record_search import holders_by_place

_MANY = 65_536  # places of which it is remembered what holds them
_LISTS = ("actors", "event_actors", "places", "tags", "events")
_compute = pyarrow.compute


class NamedRecords:
    """Finds what records of an index name."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._inside: dict[str, list[str]] = {}

    def of(self, kind: str, fields: Fields) -> Columns:
        """Return the columns of the ids that records of a kind name, each once."""
        nothing = _listed([[]] * len(fields["id"]))
        of_kind: Callable[[Fields], Columns] = getattr(self, f"_of_{kind}s")
        return dict.fromkeys(_LISTS, nothing) | of_kind(fields)

    def _of_events(self, fields: Fields) -> Columns:
        return {
            "actors": each_once(_ids(fields["actors"])),
            "places": self._where(_ids(fields["places"])),
            "tags": each_once(fields["tags"]),
            "events": each_once(_ids(fields["related"])),
        }

    def _of_quotes(self, fields: Fields) -> Columns:
        """A quotation is where its event was, and of what that is of."""
        speaker, about = (_compute.struct_field(fields[name], "id") for name in ("speaker", "event"))
        return {"actors": in_lists(speaker), **self._of_their_events(about)}

    def _of_their_events(self, about: pyarrow.Array) -> Columns:
        ids = about.drop_null().unique().to_pylist()
        events = event_fields(self._connection, ids) if ids else None
        if events is None:
            return {}
        columns = {**self._of_events(events), "events": in_lists(events["id"])}
        columns["event_actors"] = columns.pop("actors")
        place = _compute.index_in(about, events["id"]).fill_null(len(events["id"]))  # behind the last stands nothing
        return {name: pyarrow.concat_arrays([lists, _listed([[]])]).take(place) for name, lists in columns.items()}

    def _of_figures(self, fields: Fields) -> Columns:
        forces, places = (in_lists(_compute.struct_field(fields[name], "id")) for name in ("force", "place"))
        return {"actors": forces, "places": self._where(places)}

    def _of_actors(self, fields: Fields) -> Columns:
        """An actor names itself, and of whom and where its roles are."""
        of = [[role["of"] for role in roles] for roles in fields["roles"].to_pylist()]
        actors = [[name, *_of_kind("actor", some)] for name, some in zip(fields["id"].to_pylist(), of, strict=True)]
        return {
            "actors": each_once(_listed(actors)),
            "places": self._where(_listed([_of_kind("place", some) for some in of])),
        }

    def _of_places(self, fields: Fields) -> Columns:
        return {"places": self._where(in_lists(fields["id"]))}

    def _of_sources(self, _fields: Fields) -> Columns:
        return {}

    def _where(self, places: pyarrow.ListArray) -> pyarrow.ListArray:
        """Return places with all that holds them."""
        coded = places.values.dictionary_encode()
        inside = _listed(self._holders(coded.dictionary.to_pylist())).take(coded.indices)
        return each_once(pyarrow.ListArray.from_arrays(inside.offsets.take(places.offsets), inside.values))

    def _holders(self, places: Sequence[str]) -> list[list[str]]:
        """Return each of these places with all that holds it."""
        if len(self._inside) > _MANY:
            self._inside.clear()
        unknown = [place for place in places if place not in self._inside]
        for place, holder in holders_by_place(self._connection, unknown):
            self._inside.setdefault(place, []).append(holder)
        return [self._inside[place] for place in places]


def _ids(references: pyarrow.ListArray) -> pyarrow.ListArray:
    return pyarrow.ListArray.from_arrays(references.offsets, references.values.field("id"))


def _listed(lists: Sequence[Sequence[str]]) -> pyarrow.ListArray:
    return pyarrow.array(lists, pyarrow.list_(pyarrow.string()))


def _of_kind(kind: str, references: Sequence[Mapping[str, str]]) -> list[str]:
    return [each["id"] for each in references if each["kind"] == kind]
