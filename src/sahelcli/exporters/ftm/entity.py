"""Entities of FollowTheMoney: an id, a schema, and properties of which each has one or more values, all of them text.

Checked against the schemas of versions 3.8, which Aleph runs, and 4.11. A date is as much of year, month and day as is
known (`2023-09`), in the years from 1000 to 2999; a text too long for its property is cut there and stands whole in
the notes.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

from sahelcli.dates.calendar import civil
from sahelcli.dates.edtf import DatePoint, ends, parse
from sahelcli.dates.formatting import words
from sahelcli.text.json_text import encode

_LONGEST = {
    **dict.fromkeys(("name", "alias"), 384),
    **dict.fromkeys(("full", "location"), 250),
    **dict.fromkeys(("title", "author", "publisher", "position", "role", "city", "keywords"), 1_024),
    "sourceUrl": 4_096,
}
_YEARS = range(1000, 3000)
_LANGUAGES = {
    "af": "afr", "ar": "ara", "az": "aze", "be": "bel", "bg": "bul", "bn": "ben", "bs": "bos", "ca": "cat",
    "cs": "ces", "da": "dan", "de": "deu", "el": "ell", "en": "eng", "es": "spa", "et": "est", "fa": "fas",
    "fi": "fin", "fr": "fra", "he": "heb", "hi": "hin", "hr": "hrv", "hu": "hun", "hy": "hye", "id": "ind",
    "is": "isl", "it": "ita", "ja": "jpn", "ka": "kat", "kk": "kaz", "km": "khm", "kn": "kan", "ko": "kor",
    "ky": "kir", "lb": "ltz", "lt": "lit", "lv": "lav", "mk": "mkd", "mn": "mon", "ms": "msa", "mt": "mlt",
    "my": "mya", "ne": "nep", "nl": "nld", "no": "nor", "pl": "pol", "pt": "por", "ro": "ron", "ru": "rus",
    "sk": "slk", "sl": "slv", "sq": "sqi", "sr": "srp", "sv": "swe", "sw": "swa", "tg": "tgk", "tk": "tuk",
    "tl": "tgl", "tr": "tur", "uk": "ukr", "ur": "urd", "uz": "uzb", "zh": "zho",
}  # fmt: skip
"""The languages that FollowTheMoney knows: ISO 639-1 to 639-3."""


class Entity:
    """An entity under construction; text that no other property takes goes into its property `notes`."""

    def __init__(self, identifier: str, schema: str, notes: str = "notes") -> None:
        self._identifier, self._schema, self._notes = identifier, schema, notes
        self._properties: dict[str, list[str]] = {}

    def add(self, name: str, *values: str | None) -> None:
        """Add values to a property, each once; None and blank texts are skipped."""
        for value in (value for value in values if value and not value.isspace()):
            longest = _LONGEST.get(name, len(value))
            if len(value) > longest:
                self.note(value)
            self._properties.setdefault(name, []).append(value if len(value) <= longest else f"{value[: longest - 1]}…")

    def note(self, *texts: str | None) -> None:
        """Add notes."""
        self.add(self._notes, *texts)

    def encoded(self) -> bytes:
        """Return the entity as a line of JSON."""
        properties = {name: list(dict.fromkeys(values)) for name, values in self._properties.items()}
        return encode({"id": self._identifier, "schema": self._schema, "properties": properties}) + b"\n"


def identifier(kind: str, name: str) -> str:
    """Return the id of a record's entity, `sahel.event.2023-07-26-niger-coup`; at its end no hyphen may stand."""
    return f"sahel.{kind}.{name}.0" if name.endswith("-") else f"sahel.{kind}.{name}"


def link(subject: str, role: str, target: str, *others: str) -> Entity:
    """Return a link between two entities, by their ids; `others` is what sets it apart from one of the same role."""
    content = "\0".join((subject, role, target, *others))
    entity = Entity(f"sahel.link.{sha256(content.encode()).hexdigest()[:24]}", "UnknownLink", "description")
    entity.add("subject", subject)
    entity.add("object", target)
    entity.add("role", role)
    return entity


class Span(NamedTuple):
    """A date as FollowTheMoney's properties `date`, or `startDate` and `endDate`; None if unknown or inexpressible."""

    date: str | None
    start: str | None
    end: str | None


def span(text: str) -> Span:
    """Return as much of a date (EDTF) as is surely known, of an interval or a decade its two ends."""
    start, end = ends(text)
    if start and start == end and "X" not in start.year:
        return Span(_prefix(start, start.first), None, None)
    return Span(None, _prefix(start, start.first) if start else None, _prefix(end, end.last) if end else None)


def date_in_words(text: str) -> str:
    """Return a date as people read it, with its EDTF: `Date: c. September 2023 (EDTF 2023-09~)`."""
    return f"Date: {words(parse(text), long=True)} (EDTF {text})"


def language(tag: str | None) -> str | None:
    """Return the three letters of a language that FollowTheMoney knows, else None."""
    return _LANGUAGES.get((tag or "").partition("-")[0].lower())


def _prefix(point: DatePoint, day: int) -> str | None:
    """Return as many parts of a date as are known, in the year of the day; None outside the years there are."""
    year = civil(day)[0]
    if year not in _YEARS:
        return None
    known = [f"{year:04}"]
    for part in (point.month, point.day):
        if not part.isdigit():
            break
        known.append(part)
    return "-".join(known)


def joined(texts: Iterable[str | None]) -> str | None:
    """Return the texts that are not empty joined into one, None where there are none."""
    return "; ".join(filter(None, texts)) or None
