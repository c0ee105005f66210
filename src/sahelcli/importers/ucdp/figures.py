"""Figures of UCDP GED: an event's deaths in total, on each side, of civilians and of unknown people."""

from __future__ import annotations

from sahelcli.importers.cells.plain_values import whole_number
from sahelcli.importers.record_writer import NewRecord
from sahelcli.importers.row_errors import Warn, row_error
from sahelcli.importers.ucdp.columns import Event
from sahelcli.toml.writer import Value

_Sides = tuple[str | None, str | None]


def figures(event: Event, number: int, sides: _Sides, shared: dict[str, Value], warn: Warn) -> list[NewRecord]:
    """Return the figures of an event; `shared` are the keys they have in common: place, date, measure, attribution.

    `counts` of each names its event, so that the dead of two events are never taken for two counts of the same. A part
    that is 0, which UCDP writes if no death in it is known, gives no figure.
    """
    name, dead = f"ucdp-ged-{number}-deaths", list[NewRecord]()
    if total := _total(event, warn):
        low, high, wording = total
        dead.append(_figure(name, None, (low, high), f"all deaths in event {number}", wording, shared))
    for suffix, column, force, dead_of in (
        ("a", "deaths_a", sides[0], "deaths of side A"),
        ("b", "deaths_b", sides[1], "deaths of side B"),
        ("civilians", "deaths_civilians", None, "civilians"),
        ("unknown", "deaths_unknown", None, "people of unknown side"),
    ):
        if number_dead := whole_number(getattr(event, column), column):
            numbers, counts = (number_dead, number_dead), f"{dead_of} in event {number}"
            dead.append(_figure(f"{name}-{suffix}", force, numbers, counts, f"{column}={number_dead}", shared))
    return dead


def _figure(
    name: str,
    force: str | None,
    numbers: tuple[int | None, int | None],
    counts: str,
    wording: str,
    shared: dict[str, Value],
) -> NewRecord:
    low, high = numbers
    own = {"id": name, "force": force, "low": low, "high": high, "counts": counts, "wording": wording}
    return NewRecord("figures", {**own, **shared})


def _total(event: Event, warn: Warn) -> tuple[int | None, int | None, str] | None:
    """Return the lowest and highest number of dead, and the columns as words; None if they hold no usable numbers."""
    low, best, high = whole_number(event.low, "low"), whole_number(event.best, "best"), whole_number(event.high, "high")
    known = {"best": best, "low": low, "high": high}
    wording = ", ".join(f"{name}={number}" for name, number in known.items() if number is not None)
    in_order = [number for number in (low, best, high) if number is not None]
    if not in_order:
        return None
    if in_order == sorted(in_order):
        return (best, best, wording) if low is None and high is None else (low, high, wording)
    if best is None:
        warn(row_error(f"{wording} are out of order: no figure of all deaths is kept", "number"))
        return None
    warn(row_error(f"{wording} are out of order: the figure keeps the best estimate alone, {best}", "number"))
    return best, best, wording
