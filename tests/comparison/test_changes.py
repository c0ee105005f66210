"""What differs is in the answer, or the comparison is refused: a law over documents with faults of every kind."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from sahelcli.comparison.changes import changes
from sahelcli.comparison.dataset_side import DatasetSide
from sahelcli.dataset.raw_records import NotCompared
from sahelcli.dataset.reader import read_file
from sahelcli.dataset.snapshot import Snapshot
from sahelcli.model.kinds import TABLES
from tests.dataset.test_mutations import BYTES, DOCUMENT, edits, keys, mutated, values

OURS = {*TABLES, "tags", "dataset"}
DATES = ("date", "published", "accessed", "since", "until")
Rows = list[dict[str, Any]]


def side(data: bytes) -> DatasetSide:
    return DatasetSide(Snapshot((read_file("data.toml", data),)))


def compared(old: bytes, new: bytes) -> Rows | None:
    """Return the rows; None where the comparison is refused."""
    try:
        return [row.data() for row in changes(side(old), side(new))]
    except NotCompared as refused:
        assert "cannot be compared: " in refused.message
        assert "\n" not in refused.message
        return None


def parsed(data: bytes) -> dict[str, Any] | None:
    try:
        return tomllib.loads(data.decode().replace("\r\n", "\n"))
    except (ValueError, RecursionError):
        return None


def said(document: dict[str, Any]) -> list[str]:
    """Return all that a document says, each record a text, in no order: a day is its text, and defaults say nothing."""
    return sorted(
        f"{table} {json.dumps(plain(record), sort_keys=True, default=str)}"
        for table, value in document.items()
        for record in (value if isinstance(value, list) else [value])
    )


def plain(value: Any) -> Any:
    if isinstance(value, list):
        return [plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    numbers = {key: float(value[key]) for key in ("latitude", "longitude") if type(value.get(key)) is int}
    dates = {key: str(value[key]) for key in DATES if value.get(key) is not None and key in value}
    plain_value = {key: plain(part) for key, part in (value | numbers | dates).items()}
    return {key: part for key, part in plain_value.items() if key.startswith("x_") or not (part is False or part == [])}


@given(edits)
def test_no_difference_is_passed_over(edit_list: list[tuple[int, int, bytes]]) -> None:
    wrong = mutated(edit_list)
    rows, document = compared(BYTES, wrong), parsed(wrong)
    if document is None:
        assert rows is None or rows
    elif rows == [] and set(document) <= {*OURS, *DOCUMENT}:
        assert said(document) == said(DOCUMENT)
    elif rows:
        assert said(document) != said(DOCUMENT)


@given(edits)
def test_there_and_back_are_the_same_changes(edit_list: list[tuple[int, int, bytes]]) -> None:
    wrong = mutated(edit_list)
    forth, back = compared(BYTES, wrong), compared(wrong, BYTES)
    assert (forth is None) == (back is None)
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    sentences = [
        sorted((row["of"], row["id"], how(row["change"]), len(row["fields"])) for row in rows or ())
        for rows, how in ((forth, str), (back, turned.__getitem__))
    ]
    assert sentences[0] == sentences[1]


@given(edits)
def test_what_is_like_itself_has_no_changes(edit_list: list[tuple[int, int, bytes]]) -> None:
    assert compared(mutated(edit_list), mutated(edit_list)) in ([], None)


@given(st.sampled_from(sorted(OURS)), st.integers(0, 30), keys, values)
def test_any_value_of_any_key(table: str, number: int, key: str, value: Any) -> None:
    document = json.loads(json.dumps(DOCUMENT, default=str))
    records = document.get(table)
    if not records or value is None or (isinstance(value, int) and abs(value) >= 2**63):
        return
    record = records[number % len(records)] if isinstance(records, list) else records
    was = dict(record)
    record[key] = value
    before = tomli_w.dumps(json.loads(json.dumps(DOCUMENT, default=str))).encode()
    rows = compared(before, tomli_w.dumps(document).encode())
    assert rows is not None
    if said({table: was}) != said({table: record}):
        assert rows
    if json.dumps(was) == json.dumps(record):
        assert not rows
