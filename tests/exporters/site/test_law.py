"""A law of sites: whatever a dataset holds, each record has its page, and each link leads somewhere."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sahelcli.exporters.site.page_addresses import folder
from tests.exporters.site.reading import SitePages
from tests.terminal import Sahel

NAMES = ("con", "nul", "lpt1", "index", "events", "2023", "09", "a", "e", "json", "a-b", "search", "x" * 100)
DATES = (
    *("2023-09-24", "2023-09", "2023", "2023-09~", "2023-07-29/2023-08-06", "../2023-12-31", "2023/..", "201X"),
    *("-0043-03-15", "0000", "1999-12-31?", "2023-XX"),
)
TEXTS = st.sampled_from(
    (
        "Plain",
        "</h1><script>alert(1)</script>",
        "{{ 7 * 7 }} {% raw %}",
        'a" onclick="b',
        "لن نغادر",
        "\u202eback",
        "\ufdd0",
    )
) | st.text(min_size=1, max_size=20).filter(lambda text: text.strip())
IDS: st.SearchStrategy[list[str]] = st.lists(st.sampled_from(NAMES), max_size=4, unique=True)


def some(draw: st.DrawFn, names: list[str], least: int = 0) -> list[str]:
    return draw(st.lists(st.sampled_from(names), min_size=least, max_size=3, unique=True)) if names else []


def perhaps(draw: st.DrawFn) -> bool:
    return draw(st.booleans())


@st.composite
def datasets(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """Draw a valid dataset: records whose ids bite, of every kind, which name one another."""
    sources = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True))
    places, actors, events = draw(IDS), draw(IDS), draw(IDS)
    rows: dict[str, list[dict[str, Any]]] = {
        "sources": [{"id": name, "title": draw(TEXTS), "publisher": draw(TEXTS)} for name in sources],
        "places": [
            {"id": name, "name": draw(TEXTS), "kind": "city"} | ({"part_of": places[number - 1]} if number else {})
            for number, name in enumerate(places)
        ],
        "actors": [{"id": name, "name": draw(TEXTS), "kind": "state", "description": draw(TEXTS)} for name in actors],
        "events": [
            {
                "id": name,
                "date": draw(st.sampled_from(DATES)),
                "title": draw(TEXTS),
                "places": some(draw, places),
                "actors": some(draw, actors),
                "tags": some(draw, ["con", "coup"]),
                "related": [other for other in some(draw, events) if other != name],
                "sources": some(draw, sources, 1),
            }
            for name in events
        ],
        "quotes": [
            {
                "id": name,
                "date": draw(st.sampled_from(DATES)),
                "speaker": draw(st.sampled_from(actors)),
                "text": draw(TEXTS),
                "language": "en",
                "sources": some(draw, sources, 1),
            }
            | ({"event": draw(st.sampled_from(events))} if events and perhaps(draw) else {})
            | ({"utterance": "said"} if perhaps(draw) else {})
            for name in (draw(IDS) if actors else [])
        ],
        "figures": [
            {
                "id": name,
                "date": draw(st.sampled_from(DATES)),
                "place": draw(st.sampled_from(places)),
                "measure": "deployed",
                "counts": "soldiers",
                "low": draw(st.integers(1, 3_000)),
                "sources": some(draw, sources, 1),
            }
            | ({"force": draw(st.sampled_from(actors))} if actors else {})
            for name in (draw(IDS) if places else [])
        ],
    }
    return {table: records for table, records in rows.items() if records}


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(datasets())
def test_each_record_has_its_page_and_each_link_leads_somewhere(
    sahel: Sahel, dataset: dict[str, list[dict[str, Any]]]
) -> None:
    with tempfile.TemporaryDirectory() as made:
        data, site = Path(made, "data.toml"), Path(made, "site")
        data.write_bytes(tomli_w.dumps(dataset).encode(errors="replace"))
        result = sahel("export", "site", "-d", str(data), "-o", str(site), "-q")
        assert (result.code, result.stderr) == (0, "")
        assert sahel("check", str(data), "--quiet").code in (0, 1)
        pages = SitePages(site)
        for table, records in dataset.items():
            for record in records:
                path = folder(table[:-1], record["id"])
                assert {f"{path}/index.html", f"{path}.json"} <= pages.files
        assert pages.broken() == []
        assert set(pages.links) - pages.reached() == set()
        assert {path for path, found in pages.ids.items() if len(found) != len(set(found))} == set()
        assert not any("<script>" in pages.text(path) for path in pages.links)
