"""Labels of the drawings, measured in a real browser: they cover no mark and no other words, and nothing cuts them."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.exporters.browser import visit
from tests.terminal import Sahel

MEASURE = """charts => charts.map(chart => {
    const box = element => {
        const {left, top, right, bottom} = element.getBoundingClientRect();
        return [left, top, right, bottom];
    };
    const boxes = selector => [...chart.querySelectorAll(selector)].map(box);
    return {
        name: chart.getAttribute("aria-label") + " " + chart.getAttribute("class"),
        frame: box(chart),
        labels: [...chart.querySelectorAll(".who")].map(element => [element.textContent, ...box(element)]),
        words: boxes(".who, .number, .day"),
        marks: boxes(".mark, .open, .tail"),
    };
})"""


def overlap(one: list[float], other: list[float]) -> float:
    """Return how far two boxes lie within each other, in pixels: the lesser of both directions."""
    return min(min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1]))


def troubles(charts: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return which labels cover something or are cut, chart by chart."""
    result = []
    for chart in charts:
        frame, words = chart["frame"], chart["words"]
        for text, *room in chart["labels"]:
            if any(overlap(room, mark) > 1 for mark in chart["marks"]):
                result.append((chart["name"], f"{text} covers a mark"))
        for place, word in enumerate(words):
            if any(overlap(word, other) > 2 for other in words[:place]):  # lines of text may touch
                result.append((chart["name"], f"words {place} cover others"))
            if word[0] < frame[0] - 1 or word[2] > frame[2] + 1 or word[1] < frame[1] - 1 or word[3] > frame[3] + 1:
                result.append((chart["name"], f"words {place} are cut"))
    return result


def measured(browser: Browser, page: Path) -> list[dict[str, Any]]:
    """Return what is measured of the wide and of the narrow drawings, each on a screen for which it is made."""
    charts: list[dict[str, Any]] = []
    for size, width in (("wide", 1400), ("narrow", 390)):
        with visit(browser, page, width=width) as seen:
            charts += seen.page.locator(f"svg.chart.{size}").evaluate_all(MEASURE)
    return charts


def test_labels_of_the_shipped_dataset_cover_nothing(sahel: Sahel, browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert sahel("export", "html", "-o", str(page)).code == 0
    charts = measured(browser, page)
    assert sum(len(chart["labels"]) for chart in charts) > 50
    assert troubles(charts) == []


NAMES = (
    *("AFP", "WWWW MMMM WWWW", "L’Événement Niger", "الجزيرة", "新华社", "Ministère des Armées", "illillilli"),
    *("Московский комсомолец", "the interior minister of the government of national unity", "ⵜⴰⵎⴰⵛⵈ"),
)


@pytest.mark.parametrize("seed", range(4))
def test_labels_of_any_data_cover_nothing(sahel: Sahel, browser: Browser, tmp_path: Path, seed: int) -> None:
    data = tmp_path / "data.toml"
    data.write_text(drawn_data(random.Random(seed)), "utf-8")
    page = tmp_path / "page.html"
    assert sahel("export", "html", "-d", str(data), "-o", str(page)).code == 0
    charts = measured(browser, page)
    assert sum(len(chart["labels"]) for chart in charts) > 5
    assert troubles(charts) == []


def drawn_data(choice: random.Random) -> str:
    """Return a dataset of one force with figures of every form, some of them close together."""
    places = "[[places]]\nid = 'niger'\nname = 'Niger'\nkind = 'country'\ncountry = 'NE'\n"
    actors = "[[actors]]\nid = 'france'\nname = 'France'\nkind = 'state'\ndescription = 'A state.'\n"
    sources = "".join(
        f"[[sources]]\nid = 's{number}'\npublisher = '{name}'\ntitle = 'A title'\n" for number, name in enumerate(NAMES)
    )
    return places + actors + sources + "".join(_figure(choice, number) for number in range(choice.randint(5, 60)))


def _figure(choice: random.Random, number: int) -> str:
    day = f"20{choice.randint(19, 23)}-{choice.randint(1, 12):02d}"
    date = choice.choice((day, f"{day}-{choice.randint(1, 28):02d}", f"{day}~", f"{day}?", f"../{day}", f"{day}/.."))
    low = choice.randint(0, 10 ** choice.randint(1, 7))
    numbers = choice.choice((f"low = {low}\nhigh = {low + choice.randint(0, low)}", f"low = {low}", f"high = {low}"))
    return (
        f"[[figures]]\nid = 'figure-{number}'\ndate = '{date}'\nforce = 'france'\nplace = 'niger'\n"
        f"measure = 'deployed'\n{numbers}\nsources = ['s{choice.randrange(len(NAMES))}']\n"
    )
