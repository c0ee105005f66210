"""What nothing refers to."""

from __future__ import annotations

import pytest

from sahelcli.dataset.linking import link
from sahelcli.dataset.reader import read_file
from sahelcli.rules import RULES, findings
from tests.rules.small import actor, event, place, quote, said, source, table


@pytest.mark.parametrize(
    "user",
    [
        event(),
        quote("q", "Words", speaker="b"),
        actor("c", "C", sources=["courier"]),
        table("figures", {"id": "f", "place": "p", "date": "2026", "measure": "killed", "counts": "all"}).rstrip()
        + '\nlow = 1\nsources = ["courier"]\n\n',
    ],
    ids=["event", "quote", "actor", "figure"],
)
def test_a_source_that_is_cited(user: str) -> None:
    others = actor("b", "B") + place("p", "P")
    assert said(user + others + source(), "unused-source") == []
    assert said(others + source(), "unused-source") == ["12:1: nothing refers to this source"]


def test_an_actor_whom_a_role_is_of_and_a_place_that_holds_another() -> None:
    roles = 'roles = [{ title = "Minister", of = "state" }, { title = "Mayor", of = "town" }]\n\n'
    toml = event(actors=["mayor"], places=["quarter"]) + actor("mayor", "M").rstrip() + "\n" + roles
    places = place("town", "T") + place("quarter", "Q", part_of="region") + place("region", "R")
    complete = toml + actor("state", "S") + places + source()
    assert said(complete, "unused-actor") == said(complete, "unused-place") == []


def test_a_tag_is_named_where_it_stands() -> None:
    toml = '[tags]\ncoup = "A coup."\nattack = "An attack."\n\n' + event(tags=["coup"]) + source()
    assert said(toml, "unused-tag") == ["3:1: no event has this tag"]


def test_nothing_is_called_unused_while_records_are_left_out() -> None:
    toml = '[tags]\ncoup = "A coup."\n\n' + event(date="2026-02-31", tags=["coup"], actors=["a"]) + source()
    dataset = link([read_file("-", (toml + actor("a", "A") + place("p", "P")).encode())])
    assert [finding.code for finding in findings(dataset, RULES) if finding.code.startswith("unused")] == []
