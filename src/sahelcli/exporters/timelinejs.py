"""TimelineJS 3 export: the events as slides (the fields that its documentation of the JSON format lists).

A date has as many parts as are known. What TimelineJS cannot place or say, an open end, `~`, `?` or X, is said in
`display_date`, and the slide stands at the known end.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import chain
from typing import IO, TYPE_CHECKING, Any

from sahelcli.dates.calendar import civil
from sahelcli.dates.edtf import DatePoint, ends, parse
from sahelcli.dates.formatting import words
from sahelcli.exporters.selection import ExportSelection, unsaid
from sahelcli.phrases import citation, count, in_order, names, quoted, tongue
from sahelcli.phrases.quotation_renderings import apart, event_of, is_match, mark, more, utterances
from sahelcli.text.json_text import encode
from sahelcli.text.sanitize import one_line, paragraphs, web_address

if TYPE_CHECKING:
    from sahelcli.json_contract import Citation, EventRow, QuoteRow

Slide = dict[str, Any]


def export(document: ExportSelection, out: IO[bytes]) -> tuple[str, ...]:
    """Write one JSON object, one slide a line; `unique_id` is the event's id, and its quotations stand in the text."""
    spoken: dict[str, list[list[QuoteRow]]] = {event["id"]: [] for event in document.events}
    alone = 0
    for renderings in utterances(document.utterances):
        if event := event_of(renderings, spoken):
            spoken[event].append(renderings)
        else:
            alone += sum(map(is_match, renderings))
    out.write(b'{"scale": "human",\n"title": %b,\n"events": [' % encode(_title(document)))
    for number, row in enumerate(document.events):
        slide = encode(_slide(row, spoken[row["id"]]))
        out.write(b"%b\n%b" % (b"," if number else b"", slide))
    out.write(b"\n]}\n")
    loose = (f"{count(alone, 'quotation')} left out: of no event that is here",) if alone else ()
    return (*loose, *unsaid(figure=len(document.figures)))


def _title(document: ExportSelection) -> Slide:
    lines = (
        f"{escape(name.replace('_', ' '))}: {_text(value)}" for name, value in document.provenance_for_people().items()
    )
    text = _paragraphs([_text(document.dataset.description.strip()), "<br>".join(lines)])
    return {"text": {"headline": _line(document.title), "text": text}, "autolink": False}


def _slide(event: EventRow, quotes: list[list[QuoteRow]]) -> Slide:
    account = f"According to {_text(event['attributed_to'])}." if event["attributed_to"] else ""
    texts = [_text(event["summary"] or ""), account, _text(event["note"] or "")]
    texts += chain.from_iterable(map(_utterance, quotes))
    small = [*_named(event), "; ".join(dict.fromkeys(map(_cited, in_order(event["sources"]))))]
    parts = [*texts, *(f"<small>{line}</small>" for line in small)]
    text = {"headline": _line(event["title"]), "text": _paragraphs(parts)}
    return {"unique_id": event["id"], **_dates(event["date"]), "text": text, "autolink": False}


def _dates(text: str) -> Slide:
    """Return `start_date` and, of an interval, `end_date`; with `display_date` where these do not say it all."""
    start, end = ends(text)
    known = [point for point in (start, end) if point]
    dates: Slide = {"start_date": _parts(known[0], known[0].first)}
    if len(known) > 1 and start != end:
        dates["end_date"] = _parts(known[-1], known[-1].last)
    elif known[0].year.endswith("X"):
        dates["end_date"] = _parts(known[0], known[0].last)
    unsaid = any(point.qualifier or "X" in point.year + point.month + point.day for point in known)
    is_open = len(known) == 1  # a plain date is both of its own ends
    return dates | {"display_date": words(parse(text), long=True)} if unsaid or is_open else dates


def _parts(point: DatePoint, day: int) -> dict[str, int]:
    """Return as much of a date as is known, in the year of the day: of a decade its first year, or its last."""
    parts = {"year": civil(day)[0]}
    if point.month.isdigit():
        parts["month"] = int(point.month)
        if point.day.isdigit():
            parts["day"] = int(point.day)
    return parts


def _named(event: EventRow) -> Iterator[str]:
    """Yield the lines in small print for all that a slide has no field for: places, actors, tags, and ≈ in words."""
    for label, named in (
        ("Where", names(event["places"])),
        ("Who", names(event["actors"])),
        ("Tags", ", ".join(event["tags"])),
    ):
        if named:
            yield f"{label}: {_line(named)}"
    if not event["certain"]:
        yield "May also lie outside the days asked for"


def _utterance(renderings: list[QuoteRow]) -> Iterator[str]:
    """Yield the renderings of an utterance: the first, how many more there are, and each with what is its own."""
    for number, row in enumerate(renderings):
        if number == 1:
            yield more(renderings[1:])
        own = "".join(f", {_line(text)}" for text in apart(row, renderings[0]) if text != row["speaker"]["name"])
        yield f"{mark(row, renderings)} {_quote(row)}{own}".lstrip()


def _quote(quote: QuoteRow) -> str:
    """Return a quotation as a block; reported speech, which is nobody's exact words, as a paragraph that says so."""
    speaker = _line(quote["speaker"]["name"])
    language = escape(quote["language"], quote=True)
    if quote["reported"]:
        return f'{speaker}, in reported speech: <span lang="{language}">{_text(quote["text"])}</span>'
    manner = "; reworded by the source" if quote["reworded"] else ""
    words_ = f'<blockquote lang="{language}" dir="auto">{_text(quoted(quote, quote["text"]))}</blockquote>'
    return f"{words_}{speaker} ({_line(tongue(quote))}{manner})"


def _cited(source: Citation) -> str:
    address = web_address(source["url"])
    name = _line(citation(source))
    return f'<a href="{escape(address, quote=True)}">{name}</a>' if address else name


def _paragraphs(parts: list[str]) -> str:
    return "".join(f"<div>{part}</div>" for part in parts if part)


def _text(text: str) -> str:
    return escape(paragraphs(text)).replace("\n", "<br>")


def _line(text: str) -> str:
    return escape(one_line(text))
