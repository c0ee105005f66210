"""TimelineJS: the fields its documentation lists, dates no more precise than the data, and no markup of the data's."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest

from tests.terminal import Result, Sahel

# "TimelineJS JSON data format", the tables of properties of each object.
SLIDE = {"start_date", "end_date", "text", "media", "group", "display_date", "background", "autolink", "unique_id"}
DATE = {"year", "month", "day", "hour", "minute", "second", "millisecond", "display_date", "format"}
TEXT = {"headline", "text"}
DAY = {"year": 2023, "month": 9, "day": 24}
ALLOWED_TAGS = {"div", "br", "small", "a", "blockquote", "span"}


class Markup(HTMLParser):
    """Collects the tags, the links and the words of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str | None] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name == "href"]
        assert {name for name, _ in attrs} <= {"href", "lang", "dir"}

    def handle_data(self, data: str) -> None:
        self.words += data


def slides(result: Result) -> dict[str, Any]:
    return {slide["unique_id"]: slide for slide in result.json()["events"]}


def dates(slide: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in slide.items() if key.endswith("date")}


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("day", {"start_date": DAY}),
        ("month", {"start_date": {"year": 2023, "month": 9}}),
        ("year", {"start_date": {"year": 2023}}),
        ("days", {"start_date": DAY, "end_date": DAY | {"day": 26}}),
        ("months", {"start_date": {"year": 2023, "month": 7}, "end_date": {"year": 2023, "month": 8}}),
        ("about", {"start_date": {"year": 2023, "month": 9, "day": 20}, "display_date": "c. 20 September 2023"}),
        ("doubted", {"start_date": {"year": 2021, "month": 9, "day": 14}, "display_date": "14 September 2021 (?)"}),
        ("by", {"start_date": {"year": 2023, "month": 12, "day": 1}, "display_date": "by 1 December 2023"}),
        ("since", {"start_date": {"year": 2022, "month": 8, "day": 15}, "display_date": "since 15 August 2022"}),
        ("digits", {"start_date": {"year": 2023, "month": 7}, "display_date": "20–29 July 2023"}),
        ("decade", {"start_date": {"year": 2010}, "end_date": {"year": 2019}, "display_date": "2010s"}),
        ("antiquity", {"start_date": {"year": -43, "month": 3, "day": 15}}),
    ],
)
def test_a_date_is_as_precise_as_the_data(sahel: Sahel, edges: str, event: str, expected: dict[str, Any]) -> None:
    assert dates(slides(sahel("export", "timelinejs", "-d", edges))[event]) == expected


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [("201X/202X", 2010, 2029), ("19XX/201X", 1900, 2019), ("20XX", 2000, 2099), ("2009/201X", 2009, 2019)],
)
def test_a_decade_ends_with_its_last_year(sahel: Sahel, date: str, first: int, last: int) -> None:
    (slide,) = made(sahel, f'date = "{date}"').values()
    assert (slide["start_date"], slide["end_date"]) == ({"year": first}, {"year": last})


def made(sahel: Sahel, *lines: str) -> dict[str, Any]:
    source = '[[sources]]\nid = "s"\ntitle = "T"\npublisher = "P"\n'
    text = "\n".join((f'{source}[[events]]\nid = "e"\ntitle = "An attack"\nsources = ["s", "s"]', *lines))
    return slides(sahel("export", "timelinejs", "-d", "-", stdin=text.encode()))


def test_a_slide_leaves_out_nothing_that_is_known(sahel: Sahel, edges: str) -> None:
    (slide,) = made(sahel, 'date = "2024-01-05"', 'note = "Sources give four or five <dead>."').values()
    text = Markup(slide["text"]["text"])
    assert text.words == "Sources give four or five <dead>.P"  # a source that is named twice is one
    day = Markup(slides(sahel("export", "timelinejs", "-d", edges))["day"]["text"]["text"])
    for words in ("Where: Niamey, Niger", "Who: The Envoy, The Corps", "Tags: withdrawal"):
        assert words in day.words
    rows = {row["id"]: row for row in sahel("timeline", "--json").json()}
    for name, result in slides(sahel("export", "timelinejs")).items():
        row, words = rows[name], " ".join(Markup(result["text"]["text"].replace("<br>", "\n")).words.split())
        texts = [row["note"], row["summary"], *(each["name"] for each in (*row["actors"], *row["places"]))]
        assert all(" ".join(text.split()) in words for text in texts if text), name


def test_what_has_no_slide_is_counted(sahel: Sahel, edges: str) -> None:
    assert sahel("export", "timelinejs", "-d", edges).stderr == (
        "1 quotation left out: of no event that is here\n4 figures left out: this form has no place for them\n"
    )
    outside = slides(sahel("export", "timelinejs", "-d", edges, "--on", "2023-09-20"))
    assert "May also lie outside the days asked for" in outside["month"]["text"]["text"]


def test_the_fields_are_those_that_timelinejs_knows(sahel: Sahel) -> None:
    document = sahel("export", "timelinejs").json()
    assert set(document) <= {"events", "title", "eras", "scale"}
    assert set(document["title"]) <= SLIDE
    for slide in document["events"]:
        assert set(slide) <= SLIDE
        assert set(slide["text"]) <= TEXT
        for date in (slide["start_date"], slide.get("end_date", {})):
            assert set(date) <= DATE
            assert all(isinstance(part, int) for part in date.values())
    assert len({slide["unique_id"] for slide in document["events"]}) == len(document["events"])


def test_what_bites_is_text(sahel: Sahel, edges: str) -> None:
    document = sahel("export", "timelinejs", "-d", edges).json()
    for slide in (document["title"], *document["events"]):
        assert Markup(slide["text"]["headline"]).tags == set()
        result = Markup(slide["text"]["text"])
        assert result.tags <= ALLOWED_TAGS
        assert all(link and link.startswith("https://") for link in result.links)
    day = Markup(slides(sahel("export", "timelinejs", "-d", edges))["day"]["text"]["text"])
    assert "We [shall] not leave… :warning: {{ 7 * 7 }} </blockquote><img src=x onerror=alert(6)>" in day.words
    assert "reworded by the source" in day.words


def test_the_slides_are_the_events_in_order(sahel: Sahel) -> None:
    filters = ("--place", "mali", "--since", "2022")
    expected = [event["id"] for event in sahel("timeline", *filters, "--json").json()]
    assert list(slides(sahel("export", "timelinejs", *filters))) == expected
    title = Markup(sahel("export", "timelinejs", *filters).json()["title"]["text"]["text"]).words
    assert "selection: place: Mali; since 2022" in title
    assert "content hash: sha256:" in title
