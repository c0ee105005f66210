"""What rows lack for a record is told with what fills it: a column, or a text for all."""

from __future__ import annotations

from pathlib import Path

import pytest

from sahelcli.model.kinds import KINDS
from tests.importers.sample_tables import alone, imported, pairs, written


@pytest.mark.parametrize(
    ("maps", "sets", "hints"),
    [
        (
            ("date=D", "title=T", "actor.name=A"),
            ("actor.kind=person", "sources=s"),
            ["--map actor.description=COLUMN, or --set actor.description=TEXT for all rows alike"],
        ),
        (
            ("date=D", "title=T", "source.publisher=A"),
            (),
            ["--map source.title=COLUMN, or --set source.title=TEXT for all rows alike"],
        ),
        (
            ("date=D", "title=T"),
            (),
            ["--map source.publisher=COLUMN --map source.title=COLUMN, or --set sources=ID for one that is there"],
        ),
        (("date=E", "title=T"), ("sources=s",), ["a year, month or day: 2023"]),
        (("date=D", "title=E"), ("sources=s",), [None]),  # the column is there, and the cell is empty
    ],
)
def test_what_is_lacking(tmp_path: Path, maps: tuple[str, ...], sets: tuple[str, ...], hints: list[str | None]) -> None:
    path = written(tmp_path, "D,T,A,E\n2023,x,y,\n")
    result = imported("csv", path, options=alone(maps=pairs(*maps), sets=pairs(*sets))).found
    assert [each.code for each in result] == ["missing-key"]
    for each, hint in zip(result, hints, strict=True):
        assert (each.hint or "").startswith(hint) if hint else each.hint is None


def test_what_the_dataset_has_needs_its_name_alone(tmp_path: Path) -> None:
    path = written(tmp_path, "D,T,A\n2023,x,Ann; Known\n2024,y,Known\n")
    options = alone(
        maps=pairs("date=D", "title=T", "actor.name=A"),
        sets=pairs("sources=s"),
        present={kind.table: frozenset({"a-known"} if kind.name == "actor" else ()) for kind in KINDS},
        names={"actor": {"known": "a-known"}},
    )
    result = imported("csv", path, options=options)
    assert result.lines == [
        '2: error: an actor needs "kind" [missing-key]',
        '2: error: an actor needs "description" [missing-key]',
    ]
    assert (list(result.table("events")), list(result.table("actors"))) == (["2024-y"], [])
    assert result.table("events")["2024-y"]["actors"] == ["a-known"]
