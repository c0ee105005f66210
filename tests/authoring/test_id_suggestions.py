"""The ids that are suggested: short, legible, valid, and never a guess at a date."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sahelcli.authoring.id_suggestions import free, suggested
from sahelcli.model import KIND_NAMES
from sahelcli.model.base import LONGEST_ID, SLUG_PATTERN


@pytest.mark.parametrize(
    ("kind", "values", "name"),
    [
        (
            "event",
            {"date": "2023-09-24", "title": "France is to leave the country"},
            "2023-09-24-france-is-leave-country",
        ),
        ("event", {"date": "2023-09~", "title": "L’armée s’en va à N'Djamena"}, "2023-09-armee-en-va-n-djamena"),
        ("event", {"date": "2023-07-2X", "title": "À"}, "2023-07-a"),
        ("event", {"date": "../2023-12-31", "title": "Out"}, "2023-12-31-out"),
        ("event", {"date": "2023-07-26/2023-08", "title": "Coup"}, "2023-07-26-coup"),
        ("event", {"date": "20XX", "title": "انقلاب"}, ""),
        ("event", {"date": "soon", "title": "The"}, "the"),
        (
            "quote",
            {"date": "2023", "speaker": "emmanuel-macron", "text": "«Nous» mettons fin"},
            "2023-macron-nous-mettons-fin",
        ),
        (
            "figure",
            {"force": "france", "place": "niger", "measure": "deployed", "date": "2023"},
            "france-niger-deployed-2023",
        ),
        ("figure", {"place": "niger", "measure": "killed", "date": "2023"}, "niger-killed-2023"),
        ("actor", {"name": "Général Abdourahamane Tchiani"}, "general-abdourahamane-tchiani"),
        ("place", {"name": "Côte d'Ivoire"}, "cote-d-ivoire"),
        (
            "source",
            {"publisher": "Le Monde", "published": "2023-09-25", "title": "Le retrait"},
            "le-monde-2023-09-25-retrait",
        ),
    ],
)
def test_what_is_suggested(kind: str, values: dict[str, Any], name: str) -> None:
    assert suggested(kind, values) == name


@given(some.sampled_from(KIND_NAMES), some.text(), some.text())
def test_what_is_suggested_is_an_id_or_nothing(kind: str, words: str, date: str) -> None:
    keys = ("title", "name", "text", "publisher", "speaker")
    name = suggested(kind, {"date": date, "published": date, **dict.fromkeys(keys, words)})
    if kind != "quote":  # its speaker is an id already
        assert not name or (re.fullmatch(SLUG_PATTERN, name) and len(name) <= LONGEST_ID)


def test_the_first_that_is_free() -> None:
    taken = {"coup", "coup-2"}
    assert free("raid", taken.__contains__) == "raid"
    assert free("coup", taken.__contains__) == "coup-3"
    assert len(free("a" * LONGEST_ID, {"a" * LONGEST_ID}.__contains__)) <= LONGEST_ID
