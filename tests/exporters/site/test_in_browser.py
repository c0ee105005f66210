"""The site, read as people read it: in a real browser, from the disk, at each width and in each colour scheme."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.exporters.site.browsing import Reader
from tests.exporters.site.reading import SitePages
from tests.exporters.site.test_site import TWO, made
from tests.terminal import Sahel

SAMPLE = (
    "index.html",
    "about/index.html",
    "timeline/index.html",
    "timeline/2022/index.html",
    "timeline/2023/index.html",
    "timeline/2023/09/index.html",
    "quotations/index.html",
    "quotations/2021/index.html",
    "figures/index.html",
    "actors/index.html",
    "places/index.html",
    "sources/2023/index.html",
    "tags/index.html",
    "t/withdrawal/index.html",
    "differ/index.html",
    "single-source/index.html",
    "e/2023-09-24-france-announces-niger-withdrawal/index.html",
    "q/2023-09-24-macron-fr-terrorisme/index.html",
    "f/french-troops-niger-before-2023-12-22-xinhua/index.html",
    "a/abdourahamane-tchiani/index.html",
    "a/france/index.html",
    "p/niamey/index.html",
    "s/seed-2023-09-26-france-niger-withdrawal/index.html",
)
AXE = {"resultTypes": ["violations"], "preload": False}  # it would fetch the style, which the policy forbids
REST = "main :is(li, tr, article, section):nth-of-type(n + 11)"


def faults(page: Page) -> list[tuple[str, str]]:
    """Return what an accessibility checker finds wrong; of a long list in its first ten, as the rest is like them."""
    page.evaluate("rest => document.querySelectorAll(rest).forEach(element => element.remove())", REST)
    found: list[Any] = Axe().run(page, options=AXE).response["violations"]
    return [(violation["id"], violation["nodes"][0]["html"]) for violation in found]


def overflow(page: Page, width: int) -> int:
    """Return how much wider than the screen a page is on one of that width."""
    page.set_viewport_size({"width": width, "height": 900})
    pixels: int = page.evaluate("document.documentElement.scrollWidth")
    return max(0, pixels - width)


@pytest.fixture
def reader(browser: Browser, shipped: SitePages) -> Iterator[Reader]:
    """Give a browser for the site of the shipped dataset."""
    reader = Reader(browser, shipped.folder)
    yield reader
    reader.context.close()


@pytest.mark.parametrize("sample", [SAMPLE[begin::3] for begin in range(3)])
def test_pages_of_each_kind_read_well(reader: Reader, sample: Sequence[str]) -> None:
    """On a telephone, a tablet and a screen; each page is opened once, as it has no script that looks at its width."""
    for path in sample:
        page = reader.open(path)
        page.emulate_media(color_scheme="light")
        assert page.locator("h1").count() == 1, path
        assert [overflow(page, width) for width in (1400, 800, 390)] == [0, 0, 0], path
        assert faults(page) == [], path
        page.emulate_media(color_scheme="dark")
        assert overflow(page, 1400) == 0
        assert faults(page) == [], path
    assert reader.troubles == []


def test_words_without_an_end_are_broken(browser: Browser, sahel: Sahel, tmp_path: Path) -> None:
    data = tmp_path / "data.toml"
    data.write_text(TWO.replace("A bridge is closed", "x" * 200).replace("We leave.", "y" * 10_000), "utf-8")
    pages = made(sahel, tmp_path / "site", "-d", str(data))
    reader = Reader(browser, pages.folder)
    for path in sorted(pages.links):
        page = reader.open(path)
        assert [overflow(page, width) for width in (1400, 800, 390)] == [0, 0, 0], path
    assert sum("y" * 10_000 in pages.text(path) for path in pages.links) > 1
    reader.context.close()


def test_hostile_text_acts_nowhere(browser: Browser, sahel: Sahel, tmp_path: Path, edges: str) -> None:
    pages = made(sahel, tmp_path / "site", "-d", edges)
    reader = Reader(browser, pages.folder, width=390)
    for path in sorted(pages.links):
        page = reader.open(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
        assert page.locator("main img, main iframe, main object, [onerror], [style]").count() == 0
    assert reader.troubles == []
    reader.open("q/arabic/index.html")
    quote = reader.page.locator("blockquote").first
    assert quote.evaluate("element => [element.lang, getComputedStyle(element).direction]") == ["ar", "rtl"]
    reader.context.close()


def test_one_clicks_from_the_front_page_to_a_quotation_and_back(reader: Reader) -> None:
    page = reader.open("index.html")
    page.get_by_role("link", name="Timeline", exact=True).click()
    page.get_by_role("link", name="2023", exact=True).click()
    page.get_by_role("link", name="September").first.click()
    page.get_by_role("link", name="Macron announces French military withdrawal from Niger by year's end").click()
    page.get_by_role("link", name=re.compile("more rendering")).first.click()
    assert page.locator(".renderings .quote").count() > 1
    page.get_by_role("link", name="Macron announces French military withdrawal").click()
    assert page.url.endswith("/e/2023-09-24-france-announces-niger-withdrawal/index.html")
    assert reader.troubles == []


def test_the_first_key_leads_past_the_bar(reader: Reader) -> None:
    page = reader.open("timeline/index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_renderings_stand_side_by_side_where_there_is_room(browser: Browser, shipped: SitePages) -> None:
    tops = {}
    for width in (390, 1400):
        reader = Reader(browser, shipped.folder, width=width)
        quotes = reader.open("q/2023-09-24-macron-fr-terrorisme/index.html").locator(".renderings .quote")
        tops[width] = [round(box["y"]) for quote in quotes.all() if (box := quote.bounding_box())]
        reader.context.close()
    assert tops[1400][0] == tops[1400][1]
    assert tops[390][0] < tops[390][1]


def test_a_page_prints_without_what_leads_elsewhere(reader: Reader) -> None:
    page = reader.open("e/2023-09-24-france-announces-niger-withdrawal/index.html")
    assert page.pdf(format="A4").startswith(b"%PDF-")
    page.emulate_media(media="print")
    assert not page.locator(".bar").is_visible()
    assert page.get_by_role("heading", name="Who says so").is_visible()


def test_it_is_served_as_it_is_read_from_a_disk(browser: Browser, shipped: SitePages) -> None:
    from functools import partial
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
    from threading import Thread

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Print nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(shipped.folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        reader = Reader(browser, shipped.folder)
        reader.page.goto(f"http://127.0.0.1:{server.server_port}/e/2023-09-24-france-announces-niger-withdrawal/")
        color = reader.page.evaluate("getComputedStyle(document.body).backgroundColor")
        server.shutdown()
        reader.context.close()
    assert color == "rgb(251, 249, 244)"
    assert reader.troubles == []
