"""The columns of plain text: every kind has them."""

from __future__ import annotations

from typing import Any

import pytest

from sahelcli.formats.plain_columns import COLUMNS, ID, PARTS
from sahelcli.json_contract import ROWS
from tests.formats.rows import OF_EACH_KIND, quote

PAGES_OF_ANY_KIND = {"page"}  # each of its rows has the columns of its own kind


def test_every_kind_of_row_has_columns() -> None:
    assert set(COLUMNS) == set(ROWS) - PAGES_OF_ANY_KIND


@pytest.mark.parametrize("kind", OF_EACH_KIND)
def test_the_id_stands_last_and_each_cell_is_text(kind: str) -> None:
    assert COLUMNS[kind][-1] == ID
    cells = [column.text(OF_EACH_KIND[kind]) for column in COLUMNS[kind]]
    assert all(isinstance(cell, str) for cell in cells)
    assert cells[-1] == OF_EACH_KIND[kind]["id"]


def test_parts_are_keys_of_their_rows() -> None:
    for kind, parts in PARTS.items():
        for key, part in parts:
            assert key in ROWS[kind].__annotations__
            assert part in COLUMNS


@pytest.mark.parametrize(
    ("changes", "cells"),
    [
        ({}, ["Emmanuel Macron", "“nous”", "The Times", "French", "", "TF1", ""]),
        (
            {"reported": True, "reworded": True},
            ["Emmanuel Macron", "nous", "The Times", "French", "reported speech, reworded", "TF1", ""],
        ),
        (
            {"speaker_label": "an adviser", "venue": None},
            ["Emmanuel Macron (an adviser)", "“nous”", "The Times", "French", "", "", ""],
        ),
        (
            {"certain": False, "translated": True},
            ["Emmanuel Macron", "“nous”", "The Times", "French, translated", "", "TF1", "≈"],
        ),
        ({"sources": []}, ["Emmanuel Macron", "“nous”", "no source", "French", "", "TF1", ""]),
    ],
)
def test_a_quotation(changes: dict[str, Any], cells: list[str]) -> None:
    row = quote(text="nous", **changes)
    assert [column.text(row) for column in COLUMNS["quote"]][1:-1] == cells
