"""How renderings of one utterance stand together."""

from __future__ import annotations

from typing import Any

import pytest

from sahelcli.phrases.quotation_renderings import apart, mark, more, utterances
from tests.formats.rows import quote, role


def test_renderings_of_one_utterance_stand_together_those_in_the_own_language_first() -> None:
    rows = [
        quote(id="paraphrase", utterance="u", translated=True, reworded=True),
        quote(id="agency", utterance="u", translated=True),
        quote(id="alone"),
        quote(id="own", utterance="u"),
        quote(id="own too", utterance="u"),
        quote(id="other"),
    ]
    ids = [[row["id"] for row in group] for group in utterances(rows)]
    assert ids == [["own", "own too", "agency", "paraphrase"], ["alone"], ["other"]]


@pytest.mark.parametrize(("matched", "marks"), [((True, False), ["▸", ""]), ((True, True), ["", ""])])
def test_what_matches_has_a_mark_where_not_all_match(matched: tuple[bool, bool], marks: list[str]) -> None:
    rows = [quote(matched=matches) for matches in matched]
    assert [mark(row, rows) for row in rows] == marks
    assert mark(quote(), [quote()]) == ""


def test_how_many_more() -> None:
    assert (more([quote()]), more([quote()] * 3)) == ("1 more rendering", "3 more renderings")


BOB = {"id": "bob", "name": "Bob"}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({}, []),
        ({"speaker": BOB, "roles": []}, ["Bob"]),
        (
            {"speaker": BOB, "speaker_label": "an aide", "roles": [role(title="Chief")]},
            ["Bob", "an aide", "Chief of France"],
        ),
        ({"speaker_label": "an aide"}, ["an aide"]),
        ({"date": "2023-09"}, ["September 2023"]),
        ({"certain": False}, ["≈ 24 September 2023"]),
        ({"venue": "Paris"}, ["Paris"]),
        ({"venue": None}, []),
    ],
)
def test_a_rendering_says_what_is_its_own(changes: dict[str, Any], message: list[str]) -> None:
    assert apart(quote(**changes), quote()) == message
