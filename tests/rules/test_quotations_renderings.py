"""Renderings of one utterance: of one speaker, on one day."""

from __future__ import annotations

import pytest

from tests.rules.small import actor, quote, said, source

SPEAKERS = actor("speaker", "A. Speaker") + actor("another", "Another")


@pytest.mark.parametrize(
    ("more", "messages"),
    [
        ({}, []),
        ({"venue": "another place"}, []),
        ({"date": "2026-01"}, []),
        ({"date": "../2026"}, []),
        ({"speaker": "another"}, ["not the speaker of"]),
        ({"date": "2026-01-05"}, ["not a day of"]),
        ({"date": "2025"}, ["not a day of"]),
        ({"speaker": "another", "date": "2026-01-05"}, ["not the speaker of", "not a day of"]),
        ({"speaker": "another", "date": "2025", "utterance": "another"}, []),
    ],
    ids=str,
)
def test_renderings_have_one_speaker_and_a_day_in_common(more: dict[str, str], messages: list[str]) -> None:
    toml = SPEAKERS + quote("one", "Words", utterance="u") + quote("two", "Paroles", **{"utterance": "u"} | more)
    assert [line.partition(": ")[2] for line in said(toml + source(), "differing-rendering")] == [
        f'{message} quote "one", another rendering of this utterance' for message in messages
    ]


def test_each_is_held_to_all_before_it() -> None:
    dates = ("2026", "2026-01-04", "2026-01", "2026-01-05", "2026-01-04/2026-02")
    quotes = "".join(quote(f"q{n}", "Words", utterance="u", date=date) for n, date in enumerate(dates))
    (line,) = said(SPEAKERS + quotes + source(), "differing-rendering")
    assert line.endswith('not a day of quote "q1", another rendering of this utterance')


def test_it_can_be_allowed_with_a_reason() -> None:
    toml = SPEAKERS + quote("one", "Words", utterance="u") + quote("two", "Words", utterance="u", date="2025")
    allowed = toml.rstrip("\n") + '\nx_allow = { differing-rendering = "Said again." }\n\n' + source()
    assert said(toml + source(), "differing-rendering")
    assert said(allowed, "differing-rendering") == []
