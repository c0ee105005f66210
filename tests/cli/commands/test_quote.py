"""`sahel quote`: exact words, with who said them, as what, when and according to whom."""

from __future__ import annotations

import pytest

from tests.shipped import records
from tests.terminal import Sahel


@pytest.mark.parametrize(
    "name", ["macron", "Emmanuel Macron", "EMMANUEL-MACRON", "president macron", "emmanuel-macron"]
)
def test_a_speaker_by_any_name(sahel: Sahel, name: str) -> None:
    rows = sahel("quote", name, "--json").json()
    assert len(rows) == sum(quote["speaker"] == "emmanuel-macron" for quote in records("quotes"))
    assert {row["speaker"]["id"] for row in rows} == {"emmanuel-macron"}
    assert [role["title"] for role in rows[0]["roles"]] == ["President"]


def test_renderings_of_one_utterance(sahel: Sahel) -> None:
    rows = sahel("quote", "macron", "--since", "2023-09-24", "--until", "2023-09-24", "--json").json()
    seed = [row for row in rows if row["sources"][0]["id"] == "seed-2023-09-26-france-niger-withdrawal"]
    assert len(seed) == 4
    assert all(row["reworded"] for row in seed)
    shared = {row["utterance"] for row in seed if row["utterance"]}
    beside = [row for row in rows if row["utterance"] in shared and not row["reworded"]]
    assert any(source["agency"] == "AFP" for row in beside for source in row["sources"])


def test_a_role_is_the_one_held_on_that_day(sahel: Sahel) -> None:
    rows = sahel("quote", "tchiani", "--json").json()
    titles = {row["date"]: [role["title"] for role in row["roles"]] for row in rows}
    assert all("Transitional president" not in content for day, content in titles.items() if day < "2025-03-26")
    assert any("Transitional president" in content for day, content in titles.items() if day > "2025-03-26")


def test_places_and_tags_are_those_of_the_event(sahel: Sahel) -> None:
    assert sahel("quote", "--place", "niamey", "--tag", "protest", "--json").json()
    assert sahel("quote", "macron", "--place", "niger", "--count").stdout < sahel("quote", "macron", "--count").stdout


def test_an_unknown_speaker_is_suggested(sahel: Sahel) -> None:
    result = sahel("quote", "macon")
    assert (result.code, result.output) == (1, b"")
    assert result.stderr.startswith('error: no actor matches "macon"\nhint: did you mean Emmanuel Macron')


def test_an_ambiguous_speaker_lists_the_candidates(sahel: Sahel) -> None:
    result = sahel("quote", "traore")
    assert (result.code, result.output) == (1, b"")
    assert result.stderr == (
        'error: 2 actors match "traore"\nhint: name one of them: Dioncounda Traoré, Ibrahim Traoré\n'
    )
