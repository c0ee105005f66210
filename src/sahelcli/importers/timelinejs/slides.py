"""TimelineJS slides from its sheet or JSON, converted to the cells of an event."""

from __future__ import annotations

from html import unescape
from typing import Any, NamedTuple

from sahelcli.importers.tables.column_layout import WantedColumns


class Slide(NamedTuple):
    """A row of TimelineJS's sheet, in the order of its columns."""

    year: str = ""
    month: str = ""
    day: str = ""
    time: str = ""
    end_year: str = ""
    end_month: str = ""
    end_day: str = ""
    end_time: str = ""
    display_date: str = ""
    headline: str = ""
    text: str = ""
    media: str = ""
    media_credit: str = ""
    media_caption: str = ""
    type: str = ""
    group: str = ""
    unique_id: str = ""


_NAMES = tuple(name.replace("_", " ").title() for name in Slide._fields)
COLUMNS = WantedColumns(_NAMES, required={"Year", "Headline", "Text"})
KEYS = (("id", "id"), ("date", "date"), ("title", "title"), ("summary", "summary"), ("note", "note"))
"""The keys of an event, each filled from a column of its name."""

_NOTED = {
    "time": "Time", "end_time": "Until", "display_date": "Shown as", "media": "Media", "media_credit": "Credit",
    "media_caption": "Caption", "group": "Group",
}  # fmt: skip  # columns that an event has no key for


def cells_of(slide: Slide) -> list[str]:
    """Return the cells of an event, in the order of KEYS."""
    start, end = _date(*slide[:3]), _date(*slide[4:7])
    date = f"{start}/{end}" if end and end != start else start
    cells = slide._asdict()
    note = "\n".join(f"{label}: {cells[name].strip()}" for name, label in _NOTED.items() if cells[name].strip())
    return [slide.unique_id, date, _unescaped(slide.headline), _unescaped(slide.text), note]


def slide_of_json(event: dict[str, Any]) -> Slide:
    """Return a slide of TimelineJS's JSON."""
    text, media = _object(event.get("text")), _object(event.get("media"))
    start, end = _object(event.get("start_date")), _object(event.get("end_date"))
    parts = ("year", "month", "day")
    dates = [_text(start.get(part)) for part in parts], [_text(end.get(part)) for part in parts]
    return Slide._make(
        [
            *(*dates[0], _clock(start), *dates[1], _clock(end)),
            _text(event.get("display_date")) or _text(start.get("display_date")),
            *(_text(text.get(part)) for part in ("headline", "text")),
            *(_text(media.get(part)) for part in ("url", "credit", "caption")),
            *("", _text(event.get("group")), _text(event.get("unique_id"))),
        ]
    )


def _unescaped(html: str) -> str:
    """Return HTML without tags as plain text; HTML with tags is unchanged, and converted like any cell later."""
    text = unescape(html)
    return html if "<" in text else text


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    return str(value) if isinstance(value, str) else ""


def _clock(date: dict[str, Any]) -> str:
    parts = [_text(date.get(part)) for part in ("hour", "minute", "second")]
    return ":".join(f"{part:0>2}" for part in parts if part)


def _date(year: str, month: str, day: str) -> str:
    """Return year, month and day as EDTF, as far as they are filled; 0 counts as empty."""
    parts = [part.strip().removesuffix(".0") for part in (year, month, day)]
    while parts and parts[-1] in ("", "0"):
        parts.pop()
    if not parts:
        return ""
    sign = "-" if parts[0].startswith("-") else ""
    return "-".join([f"{sign}{parts[0].lstrip('-'):0>4}", *(f"{part:0>2}" for part in parts[1:])])
