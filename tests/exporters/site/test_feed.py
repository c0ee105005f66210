"""The feed of a site: valid by RFC 4287, read by a reader of feeds, its dates from the data."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, cast

import feedparser
import pytest
import tomli_w
from lxml import etree

from sahelcli.json_contract import ChangeRow
from tests.exporters.site.conftest import BASE
from tests.exporters.site.made_site import MadeSite, make_site
from tests.shipped import records

ATOM = "{http://www.w3.org/2005/Atom}"
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
SOURCE = {"id": "s", "publisher": "Herald", "title": "Said", "published": "2023-09"}
EVENT = {"id": "e", "date": "2023-09-24", "title": "Talks", "sources": ["s"]}


def read(made: MadeSite) -> Any:
    """Return the feed as feedparser reads it, once it is valid."""
    content = made.bytes("feed.atom")
    SCHEMA.assertValid(etree.fromstring(content))
    feed = feedparser.parse(content)
    assert not feed.bozo, feed.bozo_exception
    ids = [entry.id for entry in feed.entries]
    assert len(ids) == len({*ids, feed.feed.id}) - 1
    moments = [entry.updated for entry in feed.entries]
    assert moments == sorted(moments, reverse=True)
    return feed


def small(folder: Path, **tables: Any) -> list[str]:
    file = folder / "made.toml"
    file.write_text(tomli_w.dumps({"sources": [SOURCE], "events": [EVENT], **tables}), "utf-8")
    return [str(file)]


def change(**values: Any) -> ChangeRow:
    row: Any = {"kind": "change", "change": "changed", "of": "event", "id": "e", "date": None, "title": "Talks"}
    return cast("ChangeRow", {**row, "fields": [], "sources": [], "not_valid": [], **values})


def field(name: str) -> dict[str, Any]:
    return {"field": name, "old": "a", "new": "b", "words": None}


def test_the_feed_of_the_shipped_dataset_has_the_newest_records(site: MadeSite) -> None:
    feed = read(site)
    assert len(feed.entries) == 100
    published = [source["published"] for source in records("sources") if "published" in source]
    newest = max(f"{date}-01-01"[:10] for date in published if re.fullmatch(r"[0-9-]+", date))
    assert feed.entries[0].updated == f"{newest}T00:00:00Z"
    assert feed.feed.updated == feed.entries[0].updated
    assert feed.feed.rights == "CC-BY-4.0"


def test_links_of_a_site_without_address_are_relative_and_lead_to_pages(site: MadeSite) -> None:
    root = etree.fromstring(site.bytes("feed.atom"))
    assert not [link for link in root.iter(f"{ATOM}link") if link.get("rel") == "self"]
    for entry in root.iter(f"{ATOM}entry"):
        (page,) = [link.get("href") for link in entry.iter(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert page
        assert site.has(f"{page}index.html")


@pytest.mark.usefixtures("site_home")
def test_a_site_with_an_address_says_it_and_names_stay_the_same(tmp_path: Path) -> None:
    paths = small(tmp_path)
    here, there = read(make_site(tmp_path / "here", paths)), read(make_site(tmp_path / "there", paths, base=BASE))
    assert here.entries
    assert [entry.id for entry in here.entries] == [entry.id for entry in there.entries]
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", entry.id) for entry in here.entries)
    links = {link.rel: link.href for link in there.feed.links}
    assert links == {"self": f"{BASE}feed.atom", "alternate": BASE}
    assert all(entry.link.startswith(BASE) and entry.link.endswith("/") for entry in there.entries)


def test_every_page_leads_to_the_feed(site: MadeSite) -> None:
    assert "feed.atom" in site.links("index.html")
    assert "../../feed.atom" in site.links("p/niamey/index.html")
    assert "../feed.atom" in site.links("about/index.html")


@pytest.mark.usefixtures("site_home")
def test_a_record_is_as_new_as_its_last_source_and_says_its_date_as_the_data_has_it(tmp_path: Path) -> None:
    later = {
        **SOURCE,
        "id": "later",
        "published": "2023-10-02",
        "accessed": "2024-01-05",
        "url": "https://example.org/a?b&c",
    }
    event = {**EVENT, "date": "2023-09~", "sources": ["s", "later"], "tags": ["talks"], "summary": "A & B <met>."}
    (entry,) = read(make_site(tmp_path / "site", small(tmp_path, sources=[SOURCE, later], events=[event]))).entries
    assert (entry.published, entry.updated) == ("2023-09-01T00:00:00Z", "2024-01-05T00:00:00Z")
    assert entry.title == "c. Sep 2023: Talks"
    assert entry.dcterms_temporal == "2023-09~"
    assert [tag.term for tag in entry.tags] == ["event", "talks"]
    assert "A &amp; B &lt;met&gt;." in (tmp_path / "site" / "feed.atom").read_text("utf-8")
    assert [link.href for link in entry.links if link.rel == "via"] == ["https://example.org/a?b&c"]


@pytest.mark.usefixtures("site_home")
def test_without_a_day_of_any_source_there_is_no_feed(tmp_path: Path) -> None:
    undated = {name: value for name, value in SOURCE.items() if name != "published"}
    made = make_site(tmp_path / "site", small(tmp_path, sources=[undated]))
    assert not made.has("feed.atom")
    assert not [link for link in made.links("index.html") + made.links("about/index.html") if "feed" in link]


@pytest.mark.usefixtures("site_home")
@pytest.mark.parametrize("published", ["-0044-03-15", "0000-01-01", "../2023-09-01"])
def test_what_no_moment_can_say_is_no_date_of_the_feed(tmp_path: Path, published: str) -> None:
    odd = {**SOURCE, "id": "odd", "published": published}
    events = [EVENT, {**EVENT, "id": "other", "sources": ["odd"]}]
    (entry,) = read(make_site(tmp_path / "site", small(tmp_path, sources=[SOURCE, odd], events=events))).entries
    assert entry.title.endswith("Talks")
    assert entry.updated == "2023-09-01T00:00:00Z"


@pytest.mark.usefixtures("site_home")
def test_since_a_revision_it_has_what_was_added_and_corrected(tmp_path: Path) -> None:
    newer = {**SOURCE, "id": "newer", "published": "2025-02-03"}
    events = [EVENT, {**EVENT, "id": "added", "title": "New"}, {**EVENT, "id": "untouched"}]
    changes = [
        change(fields=[field("title"), field("date")]),
        change(id="added", change="added"),
        change(id="gone", change="removed"),
        change(of="source", id="s", fields=[field("title")]),
        change(of="dataset", id="dataset"),
    ]
    made = make_site(tmp_path / "site", small(tmp_path, sources=[SOURCE, newer], events=events), changes=changes)
    entries = read(made).entries
    assert [(entry.title, entry.updated[:10]) for entry in entries] == [
        ("Corrected: 24 Sep 2023: Talks", "2025-02-03"),
        ("Corrected: Said", "2025-02-03"),
        ("24 Sep 2023: New", "2023-09-01"),
    ]
    assert "Corrected in: title, date" in entries[0].summary


@pytest.mark.usefixtures("site_home")
def test_hostile_text_stays_text(tmp_path: Path, edges: str) -> None:
    feed = read(make_site(tmp_path / "site", [edges]))
    assert feed.entries
