"""What a list names twice."""

from __future__ import annotations

import pytest

from tests.rules.small import actor, event, place, said, source
from tests.terminal import Sahel


@pytest.mark.parametrize(
    ("toml", "result"),
    [
        (event(sources=["courier", "courier"]), ['5:23: "courier" stands twice in sources']),
        (
            event(actors=["a", "b", "a", "a"]) + actor("a", "Amina") + actor("b", "Binta"),
            ['"a" stands twice in actors'] * 2,
        ),
        (event(places=["p", "p"]) + place("p", "P"), ['"p" stands twice in places']),
        (event(tags=["coup", "raid", "coup"]), ['"coup" stands twice in tags']),
        (event(related=["later", "later"]) + event("later"), ['"later" stands twice in related']),
        (event() + actor("a", "Amina", aliases=["Ami", "Ami"]), ['"Ami" stands twice in aliases']),
        (event(tags=["coup", "raid"]), []),
    ],
)
def test_each_thing_is_named_once(toml: str, result: list[str]) -> None:
    remarks = said(toml + source(), "repeated")
    assert [remark[-len(text) :] for remark, text in zip(remarks, result, strict=True)] == result


def test_a_source_that_is_named_twice_is_one(sahel: Sahel) -> None:
    toml = (event(sources=["courier", "courier"]) + source()).encode()
    alone = sahel("source", "courier", "--json", "-d", "-", stdin=toml).json()
    assert [record["id"] for record in alone["alone"]] == ["held"]
    assert sahel("timeline", "-d", "-", stdin=toml).stdout == "2026-01-04\tA title\tThe Courier\t\t\t\theld\n"
    page = sahel("export", "html", "-d", "-", stdin=toml).stdout
    assert page.count('aria-label="Source 1"') == 1
    assert [row["id"] for row in sahel("timeline", "--min-sources", "2", "--json", "-d", "-", stdin=toml).json()] == []
