"""Features of GeoJSON and columns of Parquet through the mapping of any other table."""

from __future__ import annotations

import datetime
import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sahelcli.errors import SahelError
from sahelcli.importers.import_options import ImportOptions
from tests.importers.sample_tables import Imported, imported, written
from tests.terminal import Sahel

pyarrow = pytest.importorskip("pyarrow")


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def places(folder: Path, *features: Any, **more: Any) -> Imported:
    path = written(folder, json.dumps({"type": "FeatureCollection", **more, "features": list(features)}), "a.geojson")
    return imported(
        "geojson", path, options=ImportOptions(kind="place", maps=(("name", "NAME"),), sets=(("kind", "city"),))
    )


def test_a_point_gives_a_place_its_degrees_and_nothing_else_does(tmp_path: Path) -> None:
    area = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    point = {"type": "Point", "coordinates": [2.4, 15.92, 300]}
    result = places(tmp_path, feature(point, NAME="Ménaka", pop=1), feature(area, NAME="Area"), feature(None, NAME="C"))
    assert result.document["places"] == [
        {"id": "menaka", "name": "Ménaka", "kind": "city", "latitude": 15.92, "longitude": 2.4},
        {"id": "area", "name": "Area", "kind": "city"},
        {"id": "c", "name": "C", "kind": "city"},
    ]
    assert any("1 feature is a line or an area, and gives no point" in note for note in result.notes)
    assert "columns left out: pop" in result.notes


def test_features_of_events_are_rows_of_their_properties(tmp_path: Path) -> None:
    text = json.dumps({"features": [feature(None, day="2023", what="x", src="s")]})
    maps = (("date", "day"), ("title", "what"), ("source.title", "src"))
    options = ImportOptions(maps=maps, sets=(("source.publisher", "p"),))
    (event,) = imported("geojson", written(tmp_path, text), options=options).document["events"]
    assert (event["date"], event["title"]) == ("2023", "x")


def test_other_degrees_and_other_json_are_told(tmp_path: Path) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    with pytest.raises(SahelError, match="not in degrees of WGS 84"):
        places(tmp_path, crs=crs)
    good = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert places(tmp_path, feature({"type": "Point", "coordinates": [1, 2]}, NAME="x"), crs=good).document["places"]
    wrong = places(tmp_path, feature({"type": "Point", "coordinates": [500, 2]}, NAME="x"), feature([], NAME="y"), 7)
    assert [line.partition(" [")[0][:9] for line in wrong.lines] == ["1: error:", "1: error:"]
    with pytest.raises(SahelError, match='has no list "features"'):
        imported(
            "geojson", written(tmp_path, '{"a": 1}'), options=ImportOptions(kind="place", maps=(("name", "NAME"),))
        )


def parquet(path: Path, rows: list[dict[str, Any]]) -> Path:
    import pyarrow.parquet

    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), path)
    return path


MAPS = (("date", "day"), ("title", "what"), ("source.title", "by.paper"), ("x_n", "n"))


def test_columns_of_parquet_are_read_as_they_are_typed(tmp_path: Path) -> None:
    row = {"day": datetime.date(2023, 9, 24), "what": "a", "by": {"paper": "P"}, "n": 1500.0, "raw": "x"}
    later = row | {"day": None, "what": "b"}
    path = parquet(tmp_path / "a.parquet", [row, later])
    result = imported("parquet", path, options=ImportOptions(maps=MAPS, sets=(("source.publisher", "p"),)))
    assert [(event["date"], event["x_n"]) for event in result.document["events"]] == [("2023-09-24", "1500")]
    assert result.lines == ['2: error: an event needs "date" [missing-key]']
    assert "columns left out: raw" in result.notes


def test_clock_times_and_bytes_of_parquet_are_refused(tmp_path: Path) -> None:
    moment = datetime.datetime.fromisoformat("2023-09-24T14:30:00")
    row = {"day": moment, "what": "a", "by": {"paper": "P"}, "n": 1.5}
    options = ImportOptions(maps=MAPS, sets=(("source.publisher", "p"),))
    (line,) = imported("parquet", parquet(tmp_path / "a.parquet", [row]), options=options).lines
    assert 'date "2023-09-24T14:30:00" has a clock time' in line
    row |= {"day": datetime.date(2023, 1, 1), "what": b"\xff"}
    assert (
        "what holds bytes, not text"
        in imported("parquet", parquet(tmp_path / "b.parquet", [row]), options=options).lines[0]
    )


def test_what_is_no_parquet_and_no_library_are_one_message(
    tmp_path: Path, sahel: Sahel, monkeypatch: pytest.MonkeyPatch
) -> None:
    for data in (b"", b"PAR1", b"a,b\n"):
        (tmp_path / "a.parquet").write_bytes(data)
        result = sahel("import", "parquet", str(tmp_path / "a.parquet"), "--map", "date=a")
        assert (result.code, "it is no Parquet file, or damaged" in result.stderr) == (3, True)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "sahelcli.importers.parquet", raising=False)
    result = sahel("import", "parquet", str(tmp_path / "a.parquet"), "--map", "date=a")
    assert (result.code, 'hint: pip install "sahel[parquet]"' in result.stderr) == (3, True)


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40)


@settings(max_examples=20)
@given(st.lists(TEXTS.filter(str.strip), min_size=1, max_size=5))
def test_texts_come_back_to_the_letter(texts: list[str]) -> None:
    sets = (("speaker", "a"), ("date", "2023"), ("language", "fr"), ("source.title", "n"), ("source.publisher", "p"))
    options = ImportOptions(kind="quote", maps=(("text", "t"), ("id", "id")), sets=sets, allow_unknown=True)
    rows = [{"t": text, "id": f"q{number}"} for number, text in enumerate(texts)]
    with TemporaryDirectory() as folder:
        result = imported("parquet", parquet(Path(folder) / "a.parquet", rows), options=options)
    assert [quote["text"] for quote in result.document["quotes"]] == texts
