"""What is told of a record by those that name it is the same, wherever it was kept meanwhile."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import pytest

from sahelcli.index.cited import Citing
from sahelcli.index.facts import Facts
from sahelcli.index.known import Known
from sahelcli.index.numbers import Numbers
from sahelcli.records.kinds import TABLES

CITING = Citing(Numbers())
IN_MEMORY, ON_DISK = 1_000, 0
ACTOR = {
    "id": "tchiani",
    "name": "Abdourahamane Tchiani",
    "kind": "person",
    "description": "officer",
    "roles": [{"title": "president", "of": "niger", "since": "2023-07-28"}, {"title": "general", "of": "army"}],
}
PLACE = {"id": "agadez", "name": "Agadez", "kind": "city", "country": "NE", "part_of": "niger"}
EVENT = {
    "id": "coup",
    "date": "2023",
    "title": "Coup",
    "tags": ["coup", "army"],
    "places": ["agadez"],
    "actors": ["army"],
    "sources": ["a"],
}
SOURCE = {"id": "a", "title": "“T\u202e”", "publisher": "P", "agency": "AFP", "published": "2023-07", "reworded": True}


def known(**records: dict[str, Any]) -> Known:
    models = {kind.name: kind.model for kind in TABLES.values()}
    models_of = {kind: [models[kind].model_validate(record)] for kind, record in records.items()}
    return Known(models_of, CITING)


@pytest.mark.parametrize("most", [IN_MEMORY, ON_DISK])
def test_what_is_fetched_is_what_was_kept(most: int) -> None:
    at_hand = known(actor=ACTOR, place=PLACE, event=EVENT, source=SOURCE)
    with closing(Facts(CITING, most)) as facts:
        facts.keep(at_hand)
        (actor,) = facts.fetch("actor", ["tchiani", "nobody"]).values()
        (place,) = facts.fetch("place", ["agadez"]).values()
        (event,) = facts.fetch("event", ["coup"]).values()
        assert facts.fetch("source", ["a"]) == {"a": at_hand.sources["a"]}
    roles = [(role.title, role.of, role.since and role.since.text, role.until) for role in actor.roles]
    assert (actor.name, roles) == (
        "Abdourahamane Tchiani",
        [("president", "niger", "2023-07-28", None), ("general", "army", None, None)],
    )
    assert place == ("agadez", "Agadez", "NE", "niger")
    assert event == ("coup", "Coup", ("coup", "army"), ("agadez",), ("army",))


@pytest.mark.parametrize("most", [IN_MEMORY, ON_DISK])
def test_only_what_was_kept_is_there(most: int) -> None:
    with closing(Facts(CITING, most)) as facts:
        assert facts.there("place", ["agadez"]) == set()
        facts.keep(known(place=PLACE))
        assert facts.there("place", ["agadez", "niger"]) == {"agadez"}
        assert facts.there("actor", ["agadez"]) == set()
        assert facts.there("quote", ["agadez"]) == set()
