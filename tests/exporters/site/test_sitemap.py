"""The sitemap of a site: whole addresses of pages that are there, or none; in files of 50,000."""

from __future__ import annotations

from lxml import etree

from sahelcli.exporters.site.page_addresses import sitemap
from tests.exporters.site.conftest import BASE
from tests.exporters.site.made_site import MadeSite

SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def addresses(content: bytes) -> list[str]:
    return [str(text) for text in etree.fromstring(content).xpath("//s:loc/text()", namespaces=SPACE)]


def test_it_names_every_page_and_nothing_else(placed: MadeSite) -> None:
    pages = {page.parent.relative_to(placed.folder).as_posix() for page in placed.folder.rglob("index.html")}
    expected = {BASE if page == "." else f"{BASE}{page}/" for page in pages}
    named = addresses(placed.bytes("sitemap.xml"))
    assert set(named) == expected
    assert len(named) == len(expected)


def test_without_an_address_there_is_none(site: MadeSite) -> None:
    assert not site.has("sitemap.xml")


def test_of_many_pages_it_names_the_files_that_have_them() -> None:
    paths = [f"e/{number}/index.html" for number in range(100_001)]
    files = dict(sitemap("https://example.org/a&b/", [*paths, "data/events.csv"]))
    assert list(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]
    assert addresses(files["sitemap.xml"]) == [f"https://example.org/a&b/sitemap-{number}.xml" for number in (1, 2, 3)]
    every = [address for name in list(files)[:3] for address in addresses(files[name])]
    assert sorted(every) == sorted(f"https://example.org/a&b/e/{number}/" for number in range(100_001))
    assert len(addresses(files["sitemap-1.xml"])) == 50_000
