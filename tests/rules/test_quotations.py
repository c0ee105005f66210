"""Who is quoted: as what on that day, and whether the event names the speaker."""

from __future__ import annotations

import pytest

from tests.rules.small import actor, event, place, quote, said, source

PLACE = place("tera", "Tera")


def speaker(*roles: str) -> str:
    """Return the speaker of `quote` with these roles, all of one place."""
    role_tables = ", ".join(f'{{ title = "Mayor", of = "tera"{dates} }}' for dates in roles)
    return actor("speaker", "A. Speaker").rstrip() + f"\nroles = [{role_tables}]\n\n" + PLACE


@pytest.mark.parametrize(
    "roles",
    [
        ("",),
        (', since = "2025"',),
        (', until = "2026-01-04"',),
        (', since = "2026"',),
        (', until = "2025"', ', since = "2025"'),
    ],
)
def test_a_role_on_that_day(roles: tuple[str, ...]) -> None:
    assert said(source() + speaker(*roles) + quote("q", "No comment."), "speaker-without-role") == []


@pytest.mark.parametrize("roles", [(', until = "2025"',), (', since = "2026-02"',), ("", ', until = "2025"')])
def test_no_role_on_that_day_is_said_once_for_each_person(roles: tuple[str, ...]) -> None:
    quotes = quote("q", "No comment.") + quote("r", "No comment either.")
    assert said(source() + speaker(*roles) + quotes, "speaker-without-role") == [
        '11:9: quoted on 2026-01-04 without a role on that day, in quote "q"'
    ]


def test_a_person_without_any_role_is_pointed_at() -> None:
    text = source() + actor("speaker", "A. Speaker") + quote("q", "No comment.")
    assert [item.partition(": ")[0] for item in said(text, "speaker-without-role")] == ["6:1"]
    allowed = text.replace('"A person."\n', '"A person."\nx_allow = { speaker-without-role = "A passer-by." }\n')
    assert said(allowed, "speaker-without-role") == []


def test_only_persons_have_roles_to_be_missed() -> None:
    text = source() + actor("speaker", "The Army", kind="armed-force") + quote("q", "No comment.")
    assert said(text, "speaker-without-role") == []


def test_what_is_shown_without_a_role_is_what_the_rule_finds() -> None:
    text = source() + speaker(', until = "2026-01-04"') + quote("q", "No comment.", date="2026-01-04/2026-01-05")
    assert len(said(text, "speaker-without-role")) == 1


@pytest.mark.parametrize(("actors", "findings"), [(["speaker"], 0), (["tera", "speaker"], 0), (["tera"], 1), ([], 1)])
def test_the_event_names_its_speaker(actors: list[str], findings: int) -> None:
    people = actor("speaker", "A. Speaker") + actor("tera", "Town of Tera", kind="organization")
    text = source() + people + event(actors=actors) + quote("q", "No comment.", event="held")
    message = 'speaker "speaker" is not among the actors of event "held"'
    assert [finding.partition(": ")[2] for finding in said(text, "speaker-not-in-event")] == [message] * findings


def test_a_quotation_without_event_asks_nothing_of_events() -> None:
    assert said(source() + actor("speaker", "A. Speaker") + event() + quote("q", "No."), "speaker-not-in-event") == []
