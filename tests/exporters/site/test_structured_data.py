"""Structured data of the pages: JSON-LD that reads as a graph, in words of schema.org alone, and no verdicts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from rdflib import Graph
from rdflib.namespace import RDF, SDO

from tests.exporters.site.conftest import BASE
from tests.exporters.site.made_site import MadeSite, make_site
from tests.shipped import records

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # in old words of its own reader
ANNOUNCED = "e/2023-09-24-france-announces-niger-withdrawal/index.html"


def graph(node: Any) -> Graph:
    """Return a block as triples, once each of its words is one of schema.org's."""
    assert node["@context"] == "https://schema.org"
    made = Graph().parse(data=json.dumps({**node, "@context": {"@vocab": str(SDO)}}), format="json-ld")
    words = {str(word) for _, word, _ in made if word != RDF.type} | set(map(str, made.objects(None, RDF.type)))
    assert [word for word in words if not is_word(word)] == []
    return made


def is_word(address: str) -> bool:
    """Say whether schema.org has a type or property of this address."""
    return address.startswith(str(SDO)) and address.removeprefix(str(SDO)) in SDO.__annotations__


def the(made: MadeSite, path: str) -> Any:
    (node,) = made.structured(path)
    graph(node)
    return node


def test_the_front_page_says_what_the_dataset_is(placed: MadeSite, site: MadeSite) -> None:
    node = the(placed, "index.html")
    assert node["@type"] == "Dataset"
    assert node["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert node["url"] == BASE
    for download in node["distribution"]:
        assert placed.has(download["contentUrl"].removeprefix(BASE))
    assert not {"url", "distribution", "@id"} & the(site, "index.html").keys()


def test_the_page_of_an_event_says_when_where_and_who_says_so(placed: MadeSite) -> None:
    node = the(placed, ANNOUNCED)
    assert (node["@type"], node["startDate"]) == ("Event", "2023-09-24")
    assert node["@id"] == f"{BASE}{ANNOUNCED.removesuffix('index.html')}"
    assert {"@type": "Person", "@id": f"{BASE}a/emmanuel-macron/", "name": "Emmanuel Macron"} in node["about"]
    assert "Niger" in [place["name"] for place in node["location"]]
    triples = graph(node)
    publishers = {
        str(name) for work in triples.objects(None, SDO.publisher) for name in triples.objects(work, SDO.name)
    }
    assert "The Times" in publishers


def test_every_page_of_an_event_and_quotation_has_its_own_words(site: MadeSite) -> None:
    for event in records("events"):
        assert the(site, f"e/{event['id']}/index.html")["name"] == event["title"]
    reworded = {source["id"] for source in records("sources") if source.get("reworded")}
    for quote in records("quotes"):
        nodes = site.structured(f"q/{quote['id']}/index.html")
        if quote.get("reported") or set(quote["sources"]) <= reworded:
            assert nodes == [], "a machine would take these for the words that were said"
        else:
            assert nodes[0]["text"] == quote["text"]
            assert nodes[0]["inLanguage"] == quote["language"]


def test_nothing_is_judged(site: MadeSite) -> None:
    types = {
        node["@type"]
        for page in site.folder.glob("[efq]/*/index.html")
        for node in site.structured(f"{page.relative_to(site.folder)}")
    }
    assert types == {"Event", "Quotation"}


@pytest.mark.usefixtures("site_home")
@pytest.mark.parametrize(
    ("date", "start", "end"),
    [
        ("2023-09-24", "2023-09-24", None),
        ("2023-09", "2023-09", None),
        ("2023-07-26/2023-08-06", "2023-07-26", "2023-08-06"),
        ("2023-09~", None, None),
        ("2023-09-2X", None, None),
        ("../2023-12-31", None, "2023-12-31"),
        ("2023-08/..", "2023-08", None),
        ("-0044-03-15", None, None),
    ],
)
def test_no_date_is_more_exact_than_the_data(tmp_path: Path, date: str, start: str | None, end: str | None) -> None:
    source = {"id": "s", "publisher": "Herald", "title": "</script><script>alert(1)</script>"}
    event = {"id": "e", "date": date, "title": "A & B </script>\u2028", "sources": ["s"]}
    file = tmp_path / "made.toml"
    file.write_text(tomli_w.dumps({"sources": [source], "events": [event]}), "utf-8")
    made = make_site(tmp_path / "site", [str(file)])
    node = the(made, "e/e/index.html")
    assert (node.get("startDate"), node.get("endDate")) == (start, end)
    assert node["subjectOf"][0]["name"] == source["title"]
    assert "<script>alert" not in made.text("e/e/index.html")


def test_a_word_that_schema_org_has_not_is_found() -> None:
    with pytest.raises(AssertionError):
        graph({"@context": "https://schema.org", "@type": "Event", "happenedOn": "2023"})
    assert is_word(f"{SDO}startDate")
