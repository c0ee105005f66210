"""The data package of a site: valid and read by frictionless; its tables are those that the commands print."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any
from unittest.mock import patch

import frictionless
import pyarrow.parquet
import pytest
import tomli_w
from frictionless.resources import TableResource

from sahelcli.errors import MissingLibrary
from sahelcli.exporters import Exporter
from sahelcli.json_contract import ROWS
from sahelcli.query import Query
from tests.exporters.site.conftest import BASE
from tests.exporters.site.made_site import MadeSite, make_site
from tests.shipped import records
from tests.terminal import Sahel

TABLES = {
    "events": "event",
    "quotes": "quote",
    "figures": "figure",
    "actors": "actor",
    "places": "place",
    "sources": "source",
}


def package(made: MadeSite) -> Any:
    """Return the package once frictionless finds nothing wrong with it and its tables."""
    report = frictionless.validate(str(made.folder / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    return json.loads(made.bytes("datapackage.json"))


def made_of(folder: Path, **tables: Any) -> MadeSite:
    source = {"id": "s", "publisher": "Herald", "title": "Said", "published": "2023-09"}
    file = folder / "made.toml"
    file.write_text(tomli_w.dumps({"sources": [source], **tables}), "utf-8")
    return make_site(folder / "site", [str(file)])


def test_the_package_of_the_shipped_dataset_is_valid_and_has_every_record(site: MadeSite) -> None:
    described = package(site)
    assert [each["name"] for each in described["resources"]] == list(TABLES)
    assert described["licenses"] == [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}]
    for resource in frictionless.Package(str(site.folder / "datapackage.json")).resources:
        assert isinstance(resource, TableResource)
        ids = [row["id"] for row in resource.read_rows()]
        assert sorted(ids) == sorted(record["id"] for record in records(str(resource.name)))


def test_every_column_is_described_and_hashes_are_of_the_files(site: MadeSite) -> None:
    for resource in package(site)["resources"]:
        content = site.bytes(resource["path"])
        assert (resource["bytes"], resource["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
        fields = [field["name"] for field in resource["schema"]["fields"]]
        assert fields == content.decode().splitlines()[0].split(",")
        assert set(fields) - {"source_urls"} == set(ROWS[TABLES[resource["name"]]].__annotations__)
        assert [field["name"] for field in resource["schema"]["fields"] if not field.get("description")] == []


@pytest.mark.parametrize(
    ("table", "command"),
    [("events", "timeline"), ("quotes", "quote"), ("figures", "troops"), ("actors", "actor"), ("sources", "source")],
)
def test_a_table_is_what_the_command_prints(site: MadeSite, sahel: Sahel, table: str, command: str) -> None:
    assert site.bytes(f"data/{table}.csv") == sahel(command, "-f", "csv").output


@pytest.mark.usefixtures("site_home")
def test_a_selection_has_no_more_than_it_selects_and_its_keys_lead_somewhere(tmp_path: Path) -> None:
    made = make_site(tmp_path / "site", query=Query(tags=("coup",), places=("niger",)))
    described = package(made)
    assert described["x_selection"] == "place: Niger; tag: coup"
    (quotes,) = [each for each in described["resources"] if each["name"] == "quotes"]
    assert quotes["schema"]["foreignKeys"] == [
        {"fields": "speaker", "reference": {"resource": "actors", "fields": "id"}}
    ]


@pytest.mark.usefixtures("site_home")
def test_days_before_the_year_1_are_no_dates_of_a_table(tmp_path: Path) -> None:
    events = [{"id": "ides", "date": "-0044-03-15", "title": "The Ides, and “more”\nlines", "sources": ["s"]}]
    described = package(made_of(tmp_path, events=events))
    (table,) = [each for each in described["resources"] if each["name"] == "events"]
    types = {field["name"]: field["type"] for field in table["schema"]["fields"]}
    assert (types["date_start"], types["certain"]) == ("string", "boolean")


@pytest.mark.usefixtures("site_home")
def test_types_are_those_of_the_contract(site: MadeSite) -> None:
    types = {
        resource["name"]: {field["name"]: field["type"] for field in resource["schema"]["fields"]}
        for resource in package(site)["resources"]
    }
    assert types["figures"]["low"] == "integer"
    assert types["places"]["latitude"] == "number"
    assert types["quotes"]["reported"] == "boolean"
    assert types["events"]["date_start"] == "date"
    assert types["events"]["date"] == types["events"]["tags"] == "string"


def test_parquet_lies_beside_where_its_library_is_there(site: MadeSite) -> None:
    for table in TABLES:
        parquet = pyarrow.parquet.read_table(site.folder / "data" / f"{table}.parquet")
        assert parquet.num_rows == len(records(table))


@pytest.mark.usefixtures("site_home")
def test_without_its_library_there_is_no_parquet(tmp_path: Path) -> None:
    with patch.object(Exporter, "several", property(_missing)):
        made = made_of(tmp_path)
    assert made.has("data/sources.csv")
    assert not made.has("data/sources.parquet")


def _missing(_exporter: Exporter) -> None:
    raise MissingLibrary("parquet needs", "pyarrow", "parquet")


@pytest.mark.usefixtures("site_home")
def test_hostile_text_comes_through(tmp_path: Path, edges: str) -> None:
    package(make_site(tmp_path / "site", [edges]))


def test_a_site_that_knows_its_address_says_so(placed: MadeSite, site: MadeSite) -> None:
    assert package(placed)["homepage"] == BASE
    assert "homepage" not in package(site)


def test_the_page_about_the_site_leads_to_the_files(site: MadeSite) -> None:
    links = site.links("about/index.html")
    for path in ("datapackage.json", "CITATION.cff", "feed.atom", *(f"data/{table}.csv" for table in TABLES)):
        assert f"../{path}" in links
        assert site.has(path)
