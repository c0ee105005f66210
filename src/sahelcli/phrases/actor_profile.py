"""Wording of an actor's profile: type and country, other names, dates of roles, and totals of what names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sahelcli.dates.formatting import words
from sahelcli.phrases import count, plain
from sahelcli.phrases.country_names import country

if TYPE_CHECKING:
    from sahelcli.json_contract import ActorRow, Profile, RoleRow

_ALIASES = 3  # by name where there are more than one beyond them


def nature(row: ActorRow) -> str:
    """Return `person · Niger`, `armed group`; of a state of that name, `state`."""
    home = country(row["country"] or "")
    return " · ".join(filter(None, (plain(row["type"]), home if home != row["name"] else "")))


def aliases(names: list[str]) -> str:
    """Return `also Tiani, Tchiane`, and how many more where there are many."""
    if len(names) <= _ALIASES + 1:
        return f"also {', '.join(names)}"
    return f"also {', '.join(names[:_ALIASES])} and {len(names) - _ALIASES} more"


def role_dates(row: RoleRow) -> str:
    """Return when a role was held: `since 2011`, `7 Jun 2021 – 20 Nov 2024`; nothing where no date is known."""
    since, until = row["since"], row["until"]

    if "/" in f"{since}{until}":  # an end that is itself an interval
        return " ".join([*_bound("from", since), *_bound("until", until)])
    if since:
        return words(since) if since == until else words(f"{since}/{until or '..'}")
    return f"until {words(until)}" if until else ""


def _bound(word: str, date: str | None) -> list[str]:
    """Return an end of a span in words, `from 2016–2017`, `until 2027 or later`; nothing where it is open."""
    if not date:
        return []
    text = words(date.removesuffix("/.."))
    return [text if date.startswith("../") else f"{word} {text}", *(["or later"] if date.endswith("/..") else ())]


def summary(row: Profile) -> str:
    """Return the totals of an actor in the dataset: `35 events, 26 Jul 2023 – 29 Jan 2026 · 16 quotations · …`."""
    first, last = row["first_event"], row["last_event"]
    span = ", " + " – ".join(dict.fromkeys((words(first["date"]), words(last["date"])))) if first and last else ""
    counts = (
        count(row["total_events"], "event") + span,
        count(row["total_quotes"], "quotation"),
        count(row["total_figures"], "figure"),
        count(row["total_sources"], "source"),
    )
    return " · ".join(counts)
