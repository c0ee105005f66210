"""How people say days: those a reader asked for, and those that several records share."""

from __future__ import annotations

from sahelcli.dates.formatting import words
from sahelcli.dates.periods import Window


def period(window: Window) -> str:
    """Return the days asked for: `September 2023`, `24 September 2023`, `2023-Q3`."""
    return window.text.upper() if "Q" in window.text.upper() else words(window.text, long=True)


def span(start: str | None, end: str | None) -> str:
    """Return the days between two ISO days, None for an open end: `3 Oct 2023`, `by 31 Dec 2023`; "" without any."""
    if start == end:
        return words(start) if start else ""
    return words(f"{start or '..'}/{end or '..'}")
