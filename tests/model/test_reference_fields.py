"""References, read from the types of a model."""

from __future__ import annotations

from sahelcli.model.kinds import KINDS, TABLES
from sahelcli.model.reference_fields import ReferenceField, references

EXPECTED = {
    "event": {"actors": "actor", "places": "place", "tags": "tag", "related": "event", "sources": "source"},
    "quote": {"speaker": "actor", "event": "event", "sources": "source"},
    "figure": {"force": "actor", "place": "place", "sources": "source"},
    "actor": {"roles.of": "actor place", "sources": "source"},
    "place": {"part_of": "place"},
    "source": {},
}


def field(table: str, path: str) -> ReferenceField:
    return next(field for field in references(TABLES[table].model) if ".".join(field.path) == path)


def test_every_reference_of_every_kind_is_found() -> None:
    names = {kind.name: {".".join(f.path): " ".join(f.kinds) for f in references(kind.model)} for kind in KINDS}
    assert names == EXPECTED


def test_the_ids_of_a_record_and_the_ways_to_them() -> None:
    model = TABLES["actors"].model
    roles = [{"title": "x", "of": "mali"}, {"title": "y", "of": "niger"}]
    actor = model.model_validate({"id": "a", "name": "A", "kind": "person", "description": "d", "roles": roles})
    of, sources = field("actors", "roles.of"), field("actors", "sources")
    assert (of.ids(actor), sources.ids(actor)) == (("mali", "niger"), ())
    assert (of.keys(1), sources.keys(0)) == (("roles", 1, "of"), ("sources", 0))


def test_a_single_reference_may_be_missing() -> None:
    part_of = field("places", "part_of")
    values = {"id": "a", "name": "A", "kind": "city"}
    assert part_of.ids(TABLES["places"].model.model_validate(values)) == ()
    assert part_of.ids(TABLES["places"].model.model_validate(values | {"part_of": "b"})) == ("b",)
    assert part_of.keys(0) == ("part_of",)
