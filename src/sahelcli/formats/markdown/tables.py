"""Tables in Markdown of rows of any kind (GFM tables, which Pandoc reads as pipe tables)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

from sahelcli.dates.formatting import span, words
from sahelcli.formats.cells import cell
from sahelcli.formats.markdown.escape import code, escaped, link
from sahelcli.formats.markdown.footnotes import Footnotes
from sahelcli.formats.plain_columns import COLUMNS, DATE, ID, MARK, SOURCES
from sahelcli.phrases import MAYBE_OUTSIDE
from sahelcli.phrases.figures import extent, subject, subject_names, together, with_unique_names
from sahelcli.phrases.label import label

if TYPE_CHECKING:
    from sahelcli.json_contract import ChangeRow, DifferenceRow, HitRow
    from sahelcli.row_types import AnyRow, FactRow, HitForPeople


def rows_table(kind: str, rows: Iterable[Any], notes: Footnotes) -> Iterator[str]:
    """Yield the table of the columns that plain text has: dates in words, each source a footnote; ids if asked for.

    Sources have theirs: by it a source is asked for.
    """
    hidden = (MARK,) if notes.ids or kind == "source" else (ID, MARK)
    columns = [column for column in COLUMNS[kind] if column not in hidden]
    yield from _head([column.name for column in columns])
    unambiguous: Iterable[Any] = with_unique_names(rows) if kind == "figure" else rows
    for row in unambiguous:
        cells = []
        for column in columns:
            if column is DATE:
                cells.append(dated(row))
            elif column is SOURCES:
                cells.append(notes.who_says(row))
            elif column is ID:
                cells.append(code(row["id"]))
            elif column.name == "address":
                cells.append(link(row["url"] or "", row["url"]))
            else:
                cells.append(escaped(column.text(row)))
        yield _line(cells)


def finds(rows: Iterable[HitForPeople], notes: Footnotes) -> Iterator[str]:
    """Yield the table of a search's results, below a quotation a line for each other rendering of its utterance."""
    yield "\n"
    yield from rows_table("hit", chain.from_iterable([row, *_others(row)] for row in rows), notes)


def _others(row: HitForPeople) -> Iterator[HitForPeople]:
    for other in row.get("renderings", [])[1:]:
        yield {
            **row,
            "id": other["id"],
            "date": other["date"],
            "title": label(other),
            "field": "another rendering",
            "excerpt": other["text"],
            "sources": other["sources"],
        }


def fields_table(fields: tuple[str, ...], rows: Iterable[AnyRow], notes: Footnotes) -> Iterator[str]:
    """Yield the table of the fields asked for, their values as in CSV; the id last where it is asked for besides."""
    named = (*fields, "id") if notes.ids and "id" not in fields else fields
    yield from _head(named)
    for row in rows:
        yield _line(escaped(cell(row[field])) for field in named)


def dated(row: FactRow | HitRow | ChangeRow) -> str:
    """Return the date in words, marked where it may lie outside the window."""
    date = words(row["date"]) if row["date"] else ""
    is_certain = row["kind"] == "hit" or row["kind"] == "change" or row["certain"]
    return escaped(date if is_certain else f"{MAYBE_OUTSIDE} {date}")


def _head(names: Iterable[str]) -> Iterator[str]:
    headings = [escaped(name[:1].upper() + name[1:]) for name in names]
    yield _line(headings)
    yield _line(["---"] * len(headings))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def differences(rows: Iterable[DifferenceRow], notes: Footnotes) -> Iterator[str]:
    """Yield a heading and a table of figures for each difference."""
    blocks = list(rows)
    whose = subject_names(blocks)
    for row in blocks:
        days = span(row["date_start"], row["date_end"])
        yield f"\n## {escaped(', '.join(filter(None, (subject(row, whose), days))))}\n\n{escaped(extent(row))}\n\n"
        groups = together(row)
        yield from (f"- {escaped(text)}\n" for text in groups)
        yield "\n" if groups else ""
        yield from rows_table("figure", row["figures"], notes)
