"""GeoJSON, held against RFC 7946 and an independent model of it."""

from __future__ import annotations

from typing import Any

import geojson_pydantic

from tests.terminal import Sahel


def features(document: Any) -> dict[str, Any]:
    return {feature["id"]: feature for feature in document["features"]}


def test_one_feature_for_each_record_and_place(sahel: Sahel, edges: str) -> None:
    result = sahel("export", "geojson", "-d", edges)
    results = features(result.json())
    assert list(results) == [
        "event/year/niger",
        "event/day/niamey",
        "event/day/niger",
        "figure/at-most/niamey",
        "figure/at-least/niamey",
        "figure/range/niamey",
    ]
    assert result.stderr == (
        "11 events and 1 figure left out: without a place that has coordinates\n"
        "3 quotations left out: this form has no place for them\n"
    )
    assert results["event/day/niamey"]["geometry"] == {
        "type": "Point",
        "coordinates": [2.11, 13.51],
    }  # east, then north
    properties = results["event/day/niger"]["properties"]
    assert properties["place_type"] == "country"  # the point stands for all of it
    assert properties["places"] == "Niamey; Niger"
    assert properties["sources"] == "plain; hostile"
    assert results["event/year/niger"]["properties"]["date"] == "2023"
    assert results["event/year/niger"]["properties"]["date_precision"] == "year"


def test_a_figure_keeps_its_bounds(sahel: Sahel, edges: str) -> None:
    figure = features(sahel("export", "geojson", "-d", edges).json())["figure/at-least/niamey"]["properties"]
    assert (figure["low"], figure["high"], figure["qualifier"]) == (1200, None, "at-least")
    assert figure["title"] == "The Corps: at least 1,200 deployed"
    assert (figure["date_start"], figure["date_end"]) == ("2023-08-01", None)


def test_the_shipped_dataset_is_valid(sahel: Sahel) -> None:
    document = sahel("export", "geojson").json()
    collection: geojson_pydantic.FeatureCollection[Any] = geojson_pydantic.FeatureCollection.model_validate(document)
    assert len(collection.features) == len(document["features"]) == len(features(document))
    for feature in document["features"]:
        east, north = feature["geometry"]["coordinates"]
        assert -180 <= east <= 180
        assert -90 <= north <= 90
        assert all(not isinstance(value, dict | list) for value in feature["properties"].values())


def test_where_it_comes_from_is_a_foreign_member(sahel: Sahel) -> None:
    document = sahel("export", "geojson", "--actor", "france", "--on", "2023-09").json()
    assert set(document) == {"type", "sahel", "features"}
    assert document["sahel"]["selection"] == "actor: France; on days of September 2023"
    assert document["sahel"]["licence"] == "CC-BY-4.0"
