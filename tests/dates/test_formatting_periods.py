"""Days in words: those asked for and those shared."""

from __future__ import annotations

import pytest

from sahelcli.dates.formatting import period, span
from sahelcli.dates.periods import parse_period


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2023", "2023"),
        ("2023-q3", "2023-Q3"),
        ("2023-09", "September 2023"),
        ("2023-09-24", "24 September 2023"),
        ("2023-Q3/2024-Q1", "2023-Q3/2024-Q1"),
    ],
)
def test_a_period_is_said_as_it_was_asked_for(text: str, message: str) -> None:
    assert period(parse_period(text)) == message


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        ("2023-10-03", "2023-10-03", "3 Oct 2023"),
        ("2023-10-03", "2023-10-10", "3–10 Oct 2023"),
        (None, "2023-12-31", "by 31 Dec 2023"),
        ("2023-10-03", None, "since 3 Oct 2023"),
        (None, None, ""),
    ],
)
def test_days_shared_are_as_wide_as_they_are(start: str | None, end: str | None, message: str) -> None:
    assert span(start, end) == message
