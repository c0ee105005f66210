"""docs/json.md is the contract: each key of each shape is in it, in order, with its type; the program keeps to it."""

from __future__ import annotations

import re
from pathlib import Path
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from sahelcli import json_contract
from sahelcli.json_contract import ROWS
from tests.readme import ARTICLE
from tests.terminal import Sahel

TEXT = (Path(__file__).parents[1] / "docs" / "json.md").read_text(encoding="utf-8")
PARTS = {
    "Reference": json_contract.Reference,
    "PlaceReference": json_contract.PlaceReference,
    "EventReference": json_contract.EventReference,
    "Citation": json_contract.Citation,
    "OfReference": json_contract.OfReference,
    "Role": json_contract.RoleRow,
    "Referrer": json_contract.Referrer,
    "Group": json_contract.GroupRow,
    "Change": json_contract.Change,
    "ClaimMatch": json_contract.ClaimMatch,
}
SHAPES: dict[str, type] = ROWS | PARTS
WORDS = {str: "text", int: "integer", float: "number", bool: "true or false", NoneType: "null"}
ASKED = {
    "event": "timeline",
    "quote": "quote",
    "figure": "troops",
    "actor": "actor",
    "source": "source",
    "profile": "actor macron",
    "difference": "troops --differ",
    "hit": "search niger",
    "source-page": "source seed-2023-09-26",
    "count": "stats --by month",
    "reference": "cite 2023-09-24-macron-fr-terrorisme --style apa",
    "address": "open 2023-09-24-france-announces-niger-withdrawal",
    "claim": f"verify {ARTICLE}",
}


def said(hint: Any) -> str:
    """Return a type as the page says it."""
    if get_origin(hint) is Literal:
        return f'"{get_args(hint)[0]}"'
    if get_origin(hint) is list:
        return f"list of {said(get_args(hint)[0])}"
    if get_origin(hint) is tuple:
        return f"pair of {said(get_args(hint)[0])}"
    if is_typeddict(hint):
        return next(name for name, shape in SHAPES.items() if shape is hint)
    if arguments := get_args(hint):
        return " or ".join(said(argument) for argument in arguments)
    return WORDS[hint]


def table(shape: str) -> list[tuple[str, str, str]]:
    """Return keys, types and meanings of a shape as the page has them."""
    section = re.search(rf"^### `{shape}`$(.*?)(?=^##)", TEXT + "\n##", re.MULTILINE | re.DOTALL)
    assert section, shape
    matches = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|$", section[1], re.MULTILINE)
    return [(key, kind.strip(), meaning.strip()) for key, kind, meaning in matches]


@pytest.mark.parametrize("shape", [name for name in SHAPES if name != "page"])
def test_every_key_is_on_the_page_in_order_with_its_type(shape: str) -> None:
    documented = table(shape)
    assert [(key, kind) for key, kind, _ in documented] == [
        (key, said(hint)) for key, hint in get_type_hints(SHAPES[shape]).items()
    ]
    assert all(meaning for _, _, meaning in documented)


def test_a_page_is_the_record_and_what_refers_to_it(sahel: Sahel) -> None:
    added = [("referred_by", "list of Referrer"), ("file", "text"), ("line", "integer or null")]
    assert [(key, kind) for key, kind, _ in table("page")] == added
    for kind, record_id in (("event", "2023-09-28-kandadji-attack"), ("place", "niamey"), ("actor", "france")):
        row = sahel("show", f"{kind}:{record_id}", "--json").json()
        assert list(row) == [*ROWS[kind].__annotations__, *(key for key, _ in added)]


@pytest.mark.parametrize("kind", ASKED)
def test_the_program_keeps_to_it(kind: str, sahel: Sahel) -> None:
    printed = sahel(*ASKED[kind].split(), "--json").json()
    for row in printed if isinstance(printed, list) else [printed]:
        assert fits(row, ROWS[kind])


@pytest.mark.parametrize("kind", ROWS)
def test_every_kind_has_an_example(kind: str) -> None:
    section = re.search(rf"^### `{kind}`$(.*?)(?=^##)", TEXT + "\n##", re.MULTILINE | re.DOTALL)
    assert section
    assert "```console\n$ " in section[1]


def fits(value: Any, hint: Any) -> bool:
    """Say whether a value is of its type, all keys in their order."""
    arguments = get_args(hint)
    if is_typeddict(hint):
        keys = get_type_hints(hint)
        return (
            isinstance(value, dict) and list(value) == list(keys) and all(fits(value[key], keys[key]) for key in keys)
        )
    if get_origin(hint) is list:
        return isinstance(value, list) and all(fits(item, arguments[0]) for item in value)
    if get_origin(hint) is tuple:
        return len(value) == len(arguments) and all(map(fits, value, arguments))
    if get_origin(hint) is Literal:
        return bool(value == arguments[0])
    if arguments:
        return any(fits(value, argument) for argument in arguments)
    return type(value) is hint or (hint is float and type(value) is int)
