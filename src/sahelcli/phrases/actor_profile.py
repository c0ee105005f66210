"""How an actor's page is said: what and whence, under which names, in which roles when, and what there is on them."""

from __future__ import annotations

from typing import Any

from sahelcli.dates.formatting import words
from sahelcli.phrases import count
from sahelcli.phrases.country_names import country

_ALIASES = 3  # by name where there are more than one beyond them

Row = dict[str, Any]


def nature(row: Row) -> str:
    """Return `person · Niger`, `armed group`; of a state of that name, `state`."""
    whence = country(row["country"] or "")
    return " · ".join(filter(None, (row["type"].replace("-", " "), whence if whence != row["name"] else "")))


def aliases(names: list[str]) -> str:
    """Return `also Tiani, Tchiane`, and how many more where there are many."""
    if len(names) <= _ALIASES + 1:
        return f"also {', '.join(names)}"
    return f"also {', '.join(names[:_ALIASES])} and {len(names) - _ALIASES} more"


def held(row: Row) -> str:
    """Return when a role was held: `since 2011`, `7 Jun 2021 – 20 Nov 2024`; nothing where no date is known."""
    since, until = row["since"], row["until"]
    if not since and not until:
        return ""
    if "/" in f"{since}{until}":  # an end that is itself an interval
        return " ".join([*_bound("from", since), *_bound("until", until)])
    if not since:
        return f"until {words(until)}"
    return words(since) if since == until else words(f"{since}/{until or '..'}")


def _bound(word: str, date: str | None) -> list[str]:
    """Return an end of a span in words, `from 2016–2017`, `until 2027 or later`; nothing where it is open."""
    if not date:
        return []
    said = words(date.removesuffix("/.."))
    return [said if date.startswith("../") else f"{word} {said}", *(["or later"] if date.endswith("/..") else ())]


def summary(row: Row) -> str:
    """Return what the dataset has on the actor: `35 events, 26 Jul 2023 – 29 Jan 2026 · 16 quotations · …`."""
    first, last = row["first_event"], row["last_event"]
    span = "" if not first else ", " + " – ".join(dict.fromkeys((words(first["date"]), words(last["date"]))))
    counts = (
        count(row["total_events"], "event") + span,
        count(row["total_quotes"], "quotation"),
        count(row["total_figures"], "figure"),
        count(row["total_sources"], "source"),
    )
    return " · ".join(counts)
