"""Documents with faults of every kind: never an exception, always a place, never a reference into the void."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from sahelcli.dataset.linking import link
from sahelcli.dataset.reader import read_file
from sahelcli.diagnostics.finding import LONGEST_LINE, Severity
from sahelcli.model.dataset import Dataset
from sahelcli.model.kinds import KINDS
from sahelcli.model.reference_fields import references
from sahelcli.text.sanitize import one_line

DATA = Path(__file__).parents[1] / "data/valid/every-key.toml"
BYTES = DATA.read_bytes()
DOCUMENT = tomllib.loads(BYTES.decode())
WHOLE_FILE = {"encoding", "no-records"}  # findings that may be of no line in particular

PIECES = (
    *(
        b"",
        b'"',
        b"'",
        b'"""',
        b"[",
        b"]",
        b"[[",
        b"{",
        b"}",
        b"=",
        b".",
        b",",
        b"\n",
        b"\r",
        b"#",
        b"\\",
        b"\0",
        b"\xff",
    ),
    *(b"\xe9", b"\xe2\x80\xae", b"\x1b[2J", b"\xc2\x85", b"[[events]]\n", b"id = ", b"2023-09", b"1e999", b"x" * 400),
)
VALUES: tuple[Any, ...] = (
    *(
        None,
        "",
        " ",
        "a",
        "x" * 300,
        "\u202e\x1b",
        0,
        -1,
        2**63,
        10**400,
        1.5,
        1500.0,
        float("nan"),
        float("inf"),
        True,
    ),
    *([], ["a"], [1], [[]], {}, {"a": 1}, [{}], [{"title": "x"}], "2023-13", "france", "emmanuel-macron"),
)
pieces = st.sampled_from(PIECES)
values = st.sampled_from(VALUES)
edits = st.lists(st.tuples(st.integers(0, len(BYTES)), st.integers(0, 40), pieces), min_size=1, max_size=4)
keys = st.sampled_from(["id", "date", "actors", "dat", "", "x_own", "roles", "a.b", "\u202e", "events"])


def mutated(edit_list: list[tuple[int, int, bytes]]) -> bytes:
    data = BYTES
    for start, length, piece in edit_list:
        data = data[:start] + piece + data[start + length :]
    return data


def tables(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from tables(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from tables(inner)


def hold(dataset: Dataset) -> None:
    """Check what holds for every dataset, whatever was in its files."""
    for finding in dataset.diagnostics:
        assert finding.place.line or finding.code in WHOLE_FILE
        lines = [finding.one_line(), finding.hint or "", finding.excerpt.text if finding.excerpt else ""]
        assert all(one_line(line) == line and len(line) <= LONGEST_LINE for line in lines)
        assert not finding.excerpt or finding.excerpt.offset <= len(finding.excerpt.text)
    if dataset.left_out:
        assert any(finding.severity is Severity.ERROR for finding in dataset.diagnostics)
    ids = {kind.name: {record.id for record in getattr(dataset, kind.table)} for kind in KINDS}
    for kind in KINDS:
        assert len(ids[kind.name]) == len(getattr(dataset, kind.table))
        for field in references(kind.model):
            if field.kinds != ("tag",):
                used = {name for record in getattr(dataset, kind.table) for name in field.ids(record)}
                assert used <= set().union(*(ids[target] for target in field.kinds))


@given(edits)
def test_bytes_changed_taken_out_and_put_in(edit_list: list[tuple[int, int, bytes]]) -> None:
    hold(link([read_file("a.toml", mutated(edit_list))]))


@given(st.integers(0, len(BYTES)))
def test_files_cut_off_anywhere(length: int) -> None:
    hold(link([read_file("a.toml", BYTES[:length])]))


@given(
    st.lists(st.binary(max_size=200) | st.text(max_size=200).map(str.encode), max_size=3).map(b"\n[[events]]\n".join)
)
def test_any_bytes(data: bytes) -> None:
    hold(link([read_file("a.toml", data)]))


@given(st.lists(st.tuples(st.integers(0), keys | st.integers(0), values), min_size=1, max_size=3))
def test_keys_and_values_changed_taken_out_and_put_in(changes: list[tuple[int, str | int, Any]]) -> None:
    document = tomllib.loads(BYTES.decode())
    for number, key, value in changes:
        every = list(tables(document))
        table = every[number % len(every)]
        name = key if isinstance(key, str) else next(iter(list(table)[key % max(len(table), 1) :]), "x")
        if value is None:
            table.pop(name, None)
        else:
            table[name] = deepcopy(value)
    hold(link([read_file("a.toml", tomli_w.dumps(document).encode())]))


def test_the_document_itself_holds() -> None:
    dataset = link([read_file("a.toml", BYTES)])
    hold(dataset)
    assert [len(getattr(dataset, kind.table)) for kind in KINDS] == [len(DOCUMENT[kind.table]) for kind in KINDS]
