"""What people read of a row: who says so, in which language, as what."""

from __future__ import annotations

import re
from typing import Any

import pytest

from sahelcli import phrases
from sahelcli.phrases.actor_profile import aliases, nature, role_dates, summary
from sahelcli.phrases.country_names import NAMES, country
from sahelcli.phrases.language_names import language
from sahelcli.row_types import Named
from tests.formats.rows import actor, event, profile, quote, role, source


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({}, "The Times"),
        ({"agency": "Reuters"}, "The Times (Reuters)"),
        ({"agency": "CNN", "reworded": True}, "The Times (reworded CNN)"),
        ({"reworded": True}, "The Times (reworded)"),
        ({"agency": "The Times"}, "The Times"),
    ],
)
def test_publisher(changes: dict[str, Any], message: str) -> None:
    assert phrases.publisher(source(**changes)) == message


def test_publishers_stand_once() -> None:
    cited = [source(publisher=name, id=name) for name in ("A", "B", "A", "C", "D")]
    assert phrases.who_says(event(sources=cited)) == "A, B, C, D"
    assert phrases.who_says(event(sources=cited), 2) == "A, B\u00a0+2"
    assert phrases.who_says(event(sources=cited[:2], attributed_to="the army")) == "the army, via A, B"
    assert phrases.who_says(event(sources=[])) == "no source"


def test_citations() -> None:
    assert phrases.citation(source(agency="AFP")) == "The Times (AFP), 25 Sep 2023"
    assert phrases.citation(source(published=None)) == "The Times"
    assert phrases.rewording(source(agency="CNN")) == "The Times (from CNN), 25 Sep 2023"
    assert phrases.rewording(source()) == "The Times, 25 Sep 2023"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({}, "French"),
        ({"language": "en", "translated": True}, "English, translated"),
        ({"language": "en", "translated": True, "original_language": "fr"}, "English, translated from French"),
    ],
)
def test_tongue(changes: dict[str, Any], message: str) -> None:
    assert phrases.tongue(quote(**changes)) == message


def test_languages() -> None:
    assert [language(tag) for tag in ("fr-BE", "HA", "tlh")] == ["French", "Hausa", "tlh"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("we leave", "“we leave”"),
        ("“we leave”", "“we leave”"),
        ("« nous partons »", "« nous partons »"),
        ('"we leave"', '"we leave"'),
        ("“we” leave", "““we” leave”"),
        ("“we” say “leave”", "““we” say “leave””"),
        ("leave”", "“leave””"),
        ("“", "““”"),
        ("", "“”"),
    ],
)
def test_quotation_marks_stand_once_around_the_whole(text: str, message: str) -> None:
    assert phrases.quoted(quote(), text) == message
    assert phrases.quoted(quote(reported=True), text) == text


@pytest.mark.parametrize(
    ("title", "body", "message"),
    [
        ("President", "France", "President of France"),
        ("Ambassador", "United States", "Ambassador of the United States"),
        ("Secretary of State", "United States", "Secretary of State, United States"),
        ("Ambassador to Niger", "France", "Ambassador to Niger, France"),
        ("President", "CNSP", "President, CNSP"),
    ],
)
def test_roles(title: str, body: str, message: str) -> None:
    assert phrases.role(role(title=title, of={"id": "x", "name": body})) == message


@pytest.mark.parametrize(
    ("since", "until", "message"),
    [
        ("2011", None, "since 2011"),
        (None, "2020-08-18", "until 18 Aug 2020"),
        ("2021-06-07", "2024-11-20", "7 Jun 2021 – 20 Nov 2024"),
        ("2021", "2021", "2021"),
        (None, None, ""),
        ("2017", "2027/..", "from 2017 until 2027 or later"),
        ("2016/2017", None, "from 2016–2017"),
        ("../2017", "2019/2020", "by 2017 until 2019–2020"),
    ],
)
def test_when_a_role_was_held(since: str | None, until: str | None, message: str) -> None:
    assert role_dates(role(since=since, until=until)) == message


def test_countries_have_names() -> None:
    assert len(NAMES) == 249  # that ISO 3166-1 assigns
    assert "XK" not in NAMES
    assert all(re.fullmatch("[A-Z]{2}", code) and name == name.strip() for code, name in NAMES.items())
    assert (country("ne"), country("XX"), country("")) == ("Niger", "XX", "")


def test_nature() -> None:
    assert nature(actor()) == "person · France"
    assert nature(actor(country=None, type="armed-group")) == "armed group"
    assert nature(actor(name="France", type="state")) == "state"


def test_aliases_and_summary() -> None:
    assert aliases(["a", "b", "c", "d"]) == "also a, b, c, d"
    assert aliases(["a", "b", "c", "d", "e"]) == "also a, b, c and 2 more"
    assert summary(profile()) == "1 event, 24 Sep 2023 · 1 quotation · 1 figure · 1 source"
    nothing = profile(events=[], quotes=[], figures=[], first_event=None, last_event=None)
    assert summary(nothing) == "0 events · 0 quotations · 0 figures · 1 source"


def test_counts() -> None:
    assert (phrases.count(1, "event"), phrases.count(1250, "source")) == ("1 event", "1,250 sources")
    assert phrases.counted(15, 1, "utterance", "19 quotations") == "1 of 15 utterances, 19 quotations"
    assert (phrases.counted(1, 1, "event"), phrases.counted(0, None, "event")) == ("1 event", "0 events")


def test_names_are_told_apart() -> None:
    known: list[Named] = [{"name": "Agadez"}, {"name": "Niger"}, {"name": "Air Base 201, Agadez"}]
    assert phrases.names(known) == "Agadez; Niger; Air Base 201, Agadez"
    assert phrases.names(known, 2) == "Agadez, Niger\u00a0+1"
    assert phrases.names([]) == ""
