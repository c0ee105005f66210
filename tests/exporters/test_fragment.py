"""The fragment: `sahel export html --fragment`, embedded in host pages that do not care for it, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.exporters.browser import visit
from tests.exporters.test_label_rooms import MEASURE, troubles
from tests.terminal import Sahel

ASKED = ("export", "html", "--place", "niger", "--since", "2023-09-20", "--until", "2023-10-05", "--fragment")
HOSTILE = """
* { letter-spacing: 3px; }
p { font-size: 40px; color: lime; }
h2, h3, h4 { text-transform: uppercase; color: hotpink; float: right; }
a { color: red; background: yellow; }
.date, .says, .entry, article article, figure { display: none; }
table { border: 5px solid red; }
#side p { color: orange; margin: 50px; }
#side .words { font-size: 3px; transform: rotate(5deg); }
blockquote { border: 9px dotted blue; }
ul li { list-style: square; }
svg { width: 20px; opacity: 0.2; }
text { letter-spacing: 5px; fill: red; font-size: 30px; font-weight: bold; text-transform: uppercase; }
rect, path { fill: none; stroke: lime; stroke-width: 9; transform: rotate(3deg); }
"""
LOOK = """selector => [...document.querySelectorAll(selector)].flatMap(root => [...root.querySelectorAll("*")])
    .filter(element => !element.closest("style"))
    .map(element => {
        const style = getComputedStyle(element);
        const names = ["display", "color", "background-color", "font-family", "font-style", "font-weight", "float",
            "text-transform", "letter-spacing", "list-style-type", "border-top-style", "transform", "visibility",
            "width", "fill", "stroke", "stroke-width", "opacity"];
        const values = names.map(name => `${name}: ${style.getPropertyValue(name)}`);
        return [element.tagName + "." + element.getAttribute("class"), ...values];
    })"""


@pytest.fixture
def fragment(sahel: Sahel, tmp_path: Path) -> str:
    """Return a fragment."""
    intro = tmp_path / "intro.md"
    intro.write_text("## What *happened*\n\nIn **short**: <i>much</i>.\n\n- one\n- two\n", "utf-8")
    result = sahel(*ASKED, "--intro", str(intro))
    assert (result.code, result.stderr) == (0, "")
    return result.stdout


def host(tmp_path: Path, *fragments: str, style: str = "", name: str = "host") -> Path:
    """Return a page that has fragments in its aside, in an encoding that is not ours."""
    file = tmp_path / f"{name}.html"
    head = f"<!DOCTYPE html><html lang='en'><head><meta charset='iso-8859-1'><title>Host</title><style>{style}</style>"
    begin = "<body><main><h1>Host</h1><p class='own'>Its own <a href='#x' id='x'>words</a></p></main><aside id='side'>"
    file.write_text(f"{head}</head>{begin}{''.join(fragments)}</aside></body></html>", "latin-1")
    return file


def test_it_is_one_element_without_ids_or_scripts(fragment: str) -> None:
    assert fragment.isascii()
    assert re.match(r"\s*<div class=\"sahel-fragment\">\n<style>", fragment)
    assert fragment.rstrip().endswith("</div>")
    markup = re.sub(r"<style>.*?</style>", "", fragment, flags=re.DOTALL)
    assert not re.search(r"<(?:script|html|head|body|main|header|footer|nav|section|link|meta)\b", markup)
    assert not re.search(r"\s(?:id|aria-labelledby|for|on\w+|style)=", markup)
    assert not re.search(r"href=\"(?!https?://)", markup)


def test_every_record_is_in_it_with_who_says_so(sahel: Sahel, browser: Browser, tmp_path: Path, fragment: str) -> None:
    words = ASKED[2:-1]
    with visit(browser, host(tmp_path, fragment)) as seen:
        content: str = seen.page.locator(".sahel-fragment").inner_text()
        links = seen.page.locator(".sahel-fragment .says a").evaluate_all("all => all.map(element => element.href)")
        assert (len(seen.requests), seen.troubles) == (1, [])
    flat = " ".join(content.split())
    for command, key in (("timeline", "title"), ("quote", "text")):
        rows = sahel(command, *words, "--json").json()
        assert rows
        assert [row["id"] for row in rows if " ".join(row[key].split()) not in flat] == []
        sources = [source for row in rows for source in row["sources"]]
        assert {source["url"] for source in sources if source["url"]} <= set(links)
        assert all(source["publisher"] in flat for source in sources)
    assert "sha256:" in flat


def test_a_hostile_page_looks_into_it_as_little_as_it_looks_out(
    browser: Browser, tmp_path: Path, fragment: str
) -> None:
    looks: list[Any] = []
    outside: list[Any] = []
    for name, style in (("plain", ""), ("hostile", HOSTILE)):
        with visit(browser, host(tmp_path, fragment, style=style, name=name)) as seen:
            looks.append(seen.page.evaluate(LOOK, ".sahel-fragment"))
        for inside in (fragment, ""):
            with visit(browser, host(tmp_path, inside, style=style, name=f"{name}-outside")) as seen:
                outside.append(seen.page.evaluate(LOOK, "main"))
    assert len(looks[0]) > 300
    differ = {
        (one[0], mine, theirs)
        for one, other in zip(*looks, strict=True)
        for mine, theirs in zip(one, other, strict=True)
        if mine != theirs
    }
    assert differ == set()
    assert (outside[0], outside[2]) == (outside[1], outside[3])


@pytest.mark.parametrize("width", [340, 900])
def test_labels_of_its_drawings_cover_nothing_even_there(
    browser: Browser, tmp_path: Path, fragment: str, width: int
) -> None:
    style = f"{HOSTILE} #side {{ width: {width}px; }}"
    with visit(browser, host(tmp_path, fragment, style=style)) as seen:
        size = "wide" if width == 900 else "narrow"
        charts = seen.page.locator(f"svg.chart.{size}").evaluate_all(MEASURE)
        assert sum(len(chart["labels"]) for chart in charts) > 2
        assert troubles(charts) == []


@pytest.mark.parametrize(("style", "scheme"), [("", "light"), (HOSTILE, "dark")])
def test_an_accessibility_checker_finds_nothing_twice_in_one_page(
    browser: Browser, tmp_path: Path, fragment: str, style: str, scheme: str
) -> None:
    page_style = f"html {{ color-scheme: {scheme}; }} {style}"
    with visit(browser, host(tmp_path, fragment, fragment, style=page_style), scheme=scheme) as seen:
        assert seen.page.locator(".sahel-fragment").count() == 2
        result = Axe().run(seen.page, context=".sahel-fragment").response["violations"]
        assert [(rule["id"], node["html"]) for rule in result for node in rule["nodes"]] == []
        ids = seen.page.locator("[id]").evaluate_all("all => all.map(element => element.id)")
        assert sorted(ids) == ["side", "x"]


def test_it_follows_the_colours_of_its_host(browser: Browser, tmp_path: Path, fragment: str) -> None:
    papers = []
    for scheme in ("light", "dark"):
        with visit(
            browser, host(tmp_path, fragment, style=f"html {{ color-scheme: {scheme}; }}"), scheme="dark"
        ) as seen:
            papers.append(seen.page.locator(".sahel-fragment").evaluate("e => getComputedStyle(e).backgroundColor"))
    assert papers == ["rgb(251, 249, 244)", "rgb(24, 20, 16)"]


@pytest.mark.parametrize("width", [240, 340, 900])
def test_it_fits_a_narrow_column(browser: Browser, tmp_path: Path, fragment: str, width: int) -> None:
    style = f"#side {{ width: {width}px; }}"
    with visit(browser, host(tmp_path, fragment, style=style), width=1400) as seen:
        wide: int = seen.page.locator(".sahel-fragment").evaluate("element => element.scrollWidth")
        assert wide <= width
        columns = seen.page.locator(".sahel-fragment .entry").first.evaluate("e => getComputedStyle(e).display")
        assert columns == ("grid" if width == 900 else "block")


def test_letters_are_as_large_as_those_around_them(browser: Browser, tmp_path: Path, fragment: str) -> None:
    sizes = []
    for size in (12, 20):
        style = f"html {{ font-size: 10px; }} #side {{ font-size: {size}px; }}"
        with visit(browser, host(tmp_path, fragment, style=style)) as seen:
            result = seen.page.locator(".sahel-fragment .summary").first.evaluate("e => getComputedStyle(e).fontSize")
            sizes.append(float(result.removesuffix("px")))
    assert sizes == [12, 20]


def test_nothing_is_a_fragment_that_says_so(sahel: Sahel) -> None:
    result = sahel("export", "html", "--on", "1799", "--fragment")
    assert (result.code, "<p>Nothing matches.</p>" in result.stdout) == (0, True)
