"""The models of the kinds: what each takes, what it keeps as it is, and what it refuses."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from pydantic import ValidationError

from sahelcli.diagnostics.suggestions import nearest
from sahelcli.model import KIND_NAMES
from sahelcli.model.choices import ActorKind, FigureQualifier, Measure, PlaceKind
from sahelcli.model.kinds import KINDS, TABLES, Actor, Event, Figure, Kind, Place, Quote

EVENT = {"id": "a", "date": "2023", "title": "T", "sources": ["s"]}
QUOTE = {"id": "a", "speaker": "b", "date": "2023", "text": "T", "language": "fr", "sources": ["s"]}
FIGURE = {"id": "a", "force": "b", "place": "c", "date": "2023", "measure": "killed", "low": 0, "sources": ["s"]}
ACTOR = {"id": "a", "name": "A", "kind": "state", "description": "D"}
PLACE = {"id": "a", "name": "A", "kind": "city"}


def refused(model: type[Event | Quote | Figure | Actor | Place], values: dict[str, Any]) -> bool:
    try:
        model.model_validate(values)
    except ValidationError:
        return True
    return False


def test_lists_become_tuples_and_words_members() -> None:
    event = Event.model_validate(EVENT | {"actors": ["x", "y"]})
    assert (event.actors, event.tags, event.sources) == (("x", "y"), (), ("s",))
    figure = Figure.model_validate(FIGURE | {"qualifier": "at-least"})
    assert (figure.measure, figure.qualifier) == (Measure.KILLED, FigureQualifier.AT_LEAST)
    assert Actor.model_validate(ACTOR).kind is ActorKind.STATE
    assert Place.model_validate(PLACE).kind is PlaceKind.CITY


def test_a_record_does_not_change() -> None:
    event = Event.model_validate(EVENT)
    with pytest.raises(ValidationError):
        event.title = "Other"


def test_truth_values_are_false_where_nothing_is_said() -> None:
    quote = Quote.model_validate(QUOTE)
    assert (quote.translated, quote.reported) == (False, False)


@pytest.mark.parametrize("date", ["2023", 2023, dt.date(2023, 9, 24), "2023-09~", "2022/.."])
def test_dates_keep_what_is_written(date: object) -> None:
    expected = date.isoformat() if isinstance(date, dt.date) else str(date)
    assert Event.model_validate(EVENT | {"date": date}).date.text == expected
    assert Event.model_validate(EVENT | {"date": date}).model_dump()["date"] == expected


def test_a_record_can_be_made_again_of_its_parts() -> None:
    event = Event.model_validate(EVENT | {"x_own": [1]})
    assert event.model_copy(update={"note": "n"}).date is event.date
    assert Event.model_validate(dict(event)) == event


@pytest.mark.parametrize("key", ["x_", "x_own", "x_a b"])
def test_keys_of_one_s_own_are_kept(key: str) -> None:
    assert Event.model_validate(EVENT | {key: {"a": [1]}}).model_extra == {key: {"a": [1]}}


@pytest.mark.parametrize("key", ["X_own", "own", "", "xown", " x_own"])
def test_other_keys_are_refused(key: str) -> None:
    assert refused(Event, EVENT | {key: 1})


@pytest.mark.parametrize("slug", ["a", "0", "2023-09-24-a", "a--b", "a-", "a" * 100])
def test_ids(slug: str) -> None:
    assert Event.model_validate(EVENT | {"id": slug}).id == slug


@pytest.mark.parametrize("slug", ["", "-a", "A", "é", "a b", "a_b", "a" * 101, "a\n", "ａ", None, 1])
def test_what_is_no_id(slug: object) -> None:
    assert refused(Event, EVENT | {"id": slug})
    assert refused(Event, EVENT | {"actors": [slug]})


@pytest.mark.parametrize("language", ["fr", "ha", "pcm", "pt-BR", "zh-Hant-TW", "x-dazaga", "de-1996"])
def test_languages(language: str) -> None:
    assert Quote.model_validate(QUOTE | {"language": language}).language == language


@pytest.mark.parametrize("language", ["", "f", "french", "fr_FR", "fr-", "-fr", "fr\n", "12", "fr-" + "a" * 9])
def test_what_is_no_language(language: str) -> None:
    assert refused(Quote, QUOTE | {"language": language})


@pytest.mark.parametrize(("length", "is_refused"), [(200, False), (201, True)])
def test_titles_have_at_most_200_characters(length: int, *, is_refused: bool) -> None:
    assert refused(Event, EVENT | {"title": "é" * length}) is is_refused


@pytest.mark.parametrize(("length", "is_refused"), [(20_000, False), (20_001, True)])
@pytest.mark.parametrize("key", ["text", "venue", "note"])
def test_other_texts_have_at_most_20000_characters(key: str, length: int, *, is_refused: bool) -> None:
    assert refused(Quote, QUOTE | {key: "🇳" * length}) is is_refused


@pytest.mark.parametrize("blank", ["", " ", "\n\t\u00a0"])
def test_blank_is_refused_where_text_is_needed(blank: str) -> None:
    assert refused(Event, EVENT | {"title": blank})
    assert refused(Quote, QUOTE | {"text": blank})
    assert refused(Actor, ACTOR | {"aliases": ["A", blank]})
    assert not refused(Event, EVENT | {"note": blank, "summary": blank})


@pytest.mark.parametrize("low", [0, 1, 2**63 - 1])
def test_numbers(low: int) -> None:
    assert Figure.model_validate(FIGURE | {"low": low}).low == low


@pytest.mark.parametrize("low", [-1, 2**63, 1.0, 1500.5, "1500", True, None, float("nan"), float("inf"), [1]])
def test_what_is_no_number_of_people(low: object) -> None:
    assert refused(Figure, FIGURE | {"low": low})


def test_a_figure_has_low_or_high_and_low_is_not_above_high() -> None:
    without = {key: value for key, value in FIGURE.items() if key != "low"}
    assert refused(Figure, without)
    assert Figure.model_validate(without | {"high": 0}).low is None
    assert Figure.model_validate(FIGURE | {"low": 5, "high": 5}).high == 5
    assert refused(Figure, FIGURE | {"low": 6, "high": 5})


def test_a_figure_is_of_a_force_or_says_who_is_counted() -> None:
    without = {key: value for key, value in FIGURE.items() if key != "force"}
    assert refused(Figure, without)
    assert refused(Figure, without | {"counts": " "})
    assert Figure.model_validate(without | {"counts": "police"}).force is None


@pytest.mark.parametrize("degrees", [0, 90, -90.0, 13.5])
def test_degrees(degrees: float) -> None:
    assert Place.model_validate(PLACE | {"latitude": degrees, "longitude": degrees * 2}).latitude == degrees


@pytest.mark.parametrize("degrees", [90.1, -91, float("nan"), float("inf"), True, "13"])
def test_what_is_no_latitude(degrees: object) -> None:
    assert refused(Place, PLACE | {"latitude": degrees})


@pytest.mark.parametrize(
    ("role", "is_refused"),
    [
        ({"since": "2023", "until": "2023"}, False),
        ({"since": "2023-09", "until": "2023"}, False),
        ({"since": "2023-09-24", "until": "2023-09-23"}, True),
        ({"since": "../2023", "until": "2020"}, False),
        ({"since": "2023", "until": "2020/.."}, False),
        ({"until": "2020"}, False),
        ({"from": "2020"}, True),
        ({"x_from": "2020"}, False),
    ],
)
def test_roles(role: dict[str, object], *, is_refused: bool) -> None:
    assert refused(Actor, ACTOR | {"roles": [{"title": "x", "of": "y"} | role]}) is is_refused


@pytest.mark.parametrize("country", ["ne", "NER", "N", "", "ÑE"])
def test_what_is_no_country_code(country: str) -> None:
    assert refused(Place, PLACE | {"country": country})


def test_an_unassigned_country_code_is_left_to_a_rule() -> None:
    assert not refused(Place, PLACE | {"country": "XK"})


def test_an_address_is_left_to_a_rule() -> None:
    source = {"id": "a", "title": "T", "publisher": "P", "url": "javascript:alert(1)"}
    assert TABLES["sources"].model.model_validate(source).id == "a"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_kind_is_named_in_the_singular_and_its_table_in_the_plural(kind: Kind) -> None:
    assert kind.table == f"{kind.name}s"
    assert kind.model.__name__.lower() == kind.name
    assert TABLES[kind.table] is kind


@pytest.mark.parametrize(
    ("name", "expected"), [("wagnr", "wagner"), ("speeker", "speaker"), ("xyz", None), ("", None), ("w" * 10**6, None)]
)
def test_the_nearest_name(name: str, expected: str | None) -> None:
    assert nearest(name, ["wagner", "speaker", "text"]) == expected


def test_names_of_kinds_are_those_of_the_register() -> None:
    assert tuple(kind.name for kind in KINDS) == KIND_NAMES
