"""Wording of figures: the number in its source's words, what is counted, whose people where; and how figures differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from sahelcli.phrases import plain

if TYPE_CHECKING:
    from sahelcli.json_contract import DifferenceRow, FigureRow, Reference
    from sahelcli.row_types import FigureSubject

_QUALIFIERS = {"about": "about", "at-least": "at least", "at-most": "up to", "exactly": "exactly"}
# A source's own word is taken only where it says what the qualifier says.
_WORDS = {
    "about": "about|around|some|nearly|almost|roughly|approximately|an estimated|close to",
    "at-least": "at least|more than|over|no fewer than|no less than",
    "at-most": "at most|up to|no more than|fewer than|less than|a maximum of",
}
APPROXIMATE_WORDS = "|".join(_WORDS.values())
"""What English says before a number that is not quite that number, as a regular expression."""


def number(row: FigureRow) -> str:
    """Return `1,500`, `some 1,500`, `1,000–1,500`, `at least 1,100`; never less or more than the record has."""
    low, high = row["low"], row["high"]
    word = _own_word(row) or _QUALIFIERS.get(row["qualifier"] or "")
    if low is not None and high is not None:
        digits = f"{low:,}" if low == high else f"{low:,}–{high:,}"
        return f"{word} {digits}" if word else digits
    if low is None and high is None:
        return word or ""
    bound, digits = ("at least", f"{low:,}") if high is None else ("up to", f"{high:,}")
    if row["qualifier"] in (None, "at-least" if high is None else "at-most"):
        return f"{word or bound} {digits}"
    return f"{bound} {word} {digits}"


def subject_names(rows: Iterable[FigureSubject]) -> Callable[[FigureSubject], str]:
    """Return a function that names the force (or who is counted, where none is named) and the place of a figure.

    `France · Niger`; an id follows a name that another force or place among the rows has too.
    """
    names = _unique_names(rows)
    return lambda row: " · ".join(filter(None, names(row)))


def with_unique_names(rows: Iterable[FigureRow]) -> list[FigureRow]:
    """Return figures with an id after the name of a force or place that another among them has too."""
    listed = list(rows)
    names = _unique_names(listed)
    return [_renamed(row, *names(row)) for row in listed]


def _renamed(row: FigureRow, force: str, place: str) -> FigureRow:
    named_force: Reference | None = {**row["force"], "name": force} if row["force"] else None
    return {**row, "force": named_force, "place": {**row["place"], "name": place}}


def _unique_names(rows: Iterable[FigureSubject]) -> Callable[[FigureSubject], tuple[str, str]]:
    """Return a function that gives the names of force and place of a figure, each with its id where it is ambiguous."""
    bearers = Counter((role, name) for role, name, _ in {each for row in rows for each in _named(row)})

    def names(row: FigureSubject) -> tuple[str, str]:
        force, place = (
            f"{name} ({identifier})" if identifier and bearers[role, name] > 1 else name
            for role, name, identifier in _named(row)
        )
        return force, place

    return names


def _named(row: FigureSubject) -> Iterator[tuple[str, str, str]]:
    """Yield role, name and id of force and place; who is counted without a force has no id."""
    force = row["force"]
    yield ("force", force["name"], force["id"]) if force else ("force", row["counts"] or "", "")
    yield "place", row["place"]["name"], row["place"]["id"]


def measure(row: FigureSubject) -> str:
    """Return the measure in words: `deployed`, `ordered out`."""
    return plain(row["measure"])


def _own_word(row: FigureRow) -> str | None:
    """Return the word that stands right before the number in the source's own wording, where it is an English one."""
    words = _WORDS.get(row["qualifier"] or "")
    value = row["low"] if row["low"] is not None else row["high"]
    if not words or not row["wording"] or value is None:
        return None
    digits = re.sub(r",", "[,. \u00a0\u202f]?", f"{value:,}")
    match = re.search(rf"\b({words})\s+(?:the\s+)?{digits}\b", row["wording"], re.IGNORECASE)
    return match[1].lower() if match else None


_TWO = 2  # of two figures a block would not be one if they did not differ


def subject(row: FigureSubject, whose: Callable[[FigureSubject], str]) -> str:
    """Return the subject of figures: `France · Niger · special forces`; `whose` is one of `subject_names`."""
    counted = row["counts"] if row["force"] else None
    return " · ".join(filter(None, (whose(row), counted, measure(row))))


def extent(row: DifferenceRow) -> str:
    """Return how far apart they are: `400 to 1,500 or more, in 3 figures that all differ`."""
    number_of = len(row["figures"])
    differ = " that all differ" if number_of == len(row["groups"]) > _TWO else ""
    return f"{' to '.join(ends(row))}, in {number_of} figures{differ}"


def ends(row: DifferenceRow) -> tuple[str, str]:
    """Return the least and the greatest number that is named, and whether one of the figures goes on from there."""
    fewer = " or fewer" if any(figure["low"] is None for figure in row["figures"]) else ""
    more = " or more" if any(figure["high"] is None for figure in row["figures"]) else ""
    return f"{row['low']:,}{fewer}", f"{row['high']:,}{more}"


def together(row: DifferenceRow) -> list[str]:
    """Return which figures of a difference go together, if any do: `1,500 · some 1,500 go together`.

    Those that go with none follow: `400 stands apart`. What several say alike stands once: `1,500 (2 figures)`.
    """
    numbers = {figure["id"]: number(figure) for figure in row["figures"]}
    groups = [Counter(numbers[figure] for figure in group["figures"]) for group in row["groups"]]
    texts = [[text if times == 1 else f"{text} ({times} figures)" for text, times in group.items()] for group in groups]
    joined = [f"{' · '.join(group)} go together" for group in texts if len(group) > 1]
    alone = [text for group in texts if len(group) == 1 for text in group]
    if alone and len(alone) < len(row["figures"]):
        joined.append(f"{' · '.join(alone)} {'stands' if len(alone) == 1 else 'stand'} apart")
    return joined
