"""An answer as a table of Arrow, pandas or Polars: nothing of it is lost, and no number or date becomes another."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

import pytest

import sahelcli
from sahelcli import Answer, SahelError


def answers() -> list[Answer[Any]]:
    """One of each kind of row that may become a table."""
    data = sahelcli.open("shipped")
    article = (
        "“We will consult with the putschists because we want things to happen calmly,” he said of 1,500 soldiers."
    )
    return [
        data.timeline(on=2023),
        data.quote("macron"),
        data.troops("france", place="niger"),
        data.troops("france", place="niger", differ=True),
        data.actor("macron"),
        data.actor(limit=20),
        data.search("ambassador", "itte"),
        data.show("niamey", "actor:france", "2023-09-24-france-announces-niger"),
        data.source("seed-2023-09-26"),
        data.source(limit=20),
        data.stats(by="month", on=2023),
        data.cite("2023-09-24-macron-fr-terrorisme", "seed-2023-09-26"),
        data.check(archive=True),
        data.verify(article),
        data.timeline(on=1900),
        data.timeline(on=2023, fields="id,sources"),
    ]


def whole(row: Mapping[str, Any], table: Mapping[str, Any]) -> bool:
    """Whether a row is in a table as it is; a structure has null for the keys that only others of its kind have."""
    return all(_same(value, table[key]) for key, value in row.items()) and all(
        table[key] is None for key in set(table) - set(row)
    )


def _same(value: Any, other: Any) -> bool:
    if isinstance(value, dict):
        return whole(value, other)
    if isinstance(value, list):
        return len(value) == len(other) and all(map(_same, value, other))
    return bool(value == other)


def test_arrow_has_every_row() -> None:
    for answer in answers():
        table = answer.to_arrow()
        assert table.num_rows == len(answer)
        assert all(map(whole, answer, table.to_pylist())), answer.kind


def test_polars_has_every_row() -> None:
    pytest.importorskip("polars")
    for answer in answers():
        frame = answer.to_polars()
        assert frame.height == len(answer)
        assert all(map(whole, answer, frame.to_dicts())), answer.kind


def test_pandas_has_every_row() -> None:
    pandas = pytest.importorskip("pandas")
    for answer in answers():
        frame = answer.to_pandas()
        assert len(frame) == len(answer)
        for name, column in frame.items():
            seen = [None if value is pandas.NA else value for value in column]
            assert seen == [row.get(name) for row in answer], (answer.kind, name)


def test_an_empty_table_has_the_columns_of_a_full_one() -> None:
    data = sahelcli.open("shipped")
    full, empty = data.timeline(on=2023), data.timeline(on=1900)
    assert full.to_arrow().schema == empty.to_arrow().schema
    assert empty.to_arrow().num_rows == 0
    assert data.timeline(fields="title,id").to_arrow().column_names == ["title", "id"]


def test_a_number_stays_whole_where_others_are_missing() -> None:
    pytest.importorskip("pandas")
    frame = sahelcli.open("shipped").troops().to_pandas()
    assert str(frame["high"].dtype) == "Int64"
    assert frame["high"].isna().any()
    assert str(frame["date"].iloc[0]) == sahelcli.open("shipped").troops()[0]["date"]


@pytest.mark.parametrize(("method", "library"), [("arrow", "pyarrow"), ("pandas", "pandas"), ("polars", "polars")])
def test_what_is_not_installed_is_said(method: str, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(SahelError) as caught:
        getattr(sahelcli.open("shipped").stats(), f"to_{method}")()
    assert (caught.value.message, caught.value.hint) == (
        f"to_{method} needs {library}, which is not installed",
        f"pip install {library}",
    )
