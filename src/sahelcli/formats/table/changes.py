"""List of changes on a terminal: records added, removed and changed, with the words that were removed and added."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from sahelcli.dates.formatting import words
from sahelcli.formats.table.page_layout import PageLayout, Painted
from sahelcli.phrases.changes import listed, nearby, not_valid, value
from sahelcli.text.sanitize import one_line

if TYPE_CHECKING:
    from sahelcli.json_contract import Change, ChangeRow

MEASURE = 100
_INDENT = 2
_SIGNS = {"added": "+", "removed": "-", "changed": "~"}
_STYLES = {"same": "", "removed": "red", "added": "bold"}  # what reads on a light ground and on a dark one
_MARKS = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
_PUBLISHERS = 3


def paint(rows: Iterator[ChangeRow], page: PageLayout) -> Painted:
    """Yield a block for each record, with an empty line between two."""
    for number, row in enumerate(rows):
        if number:
            yield Text()
        date = words(row["date"]) if row["date"] else ""
        kind = page.text(f"{_SIGNS[row['change']]} {row['of']} {row['change']}")
        head = page.join([kind, page.text(not_valid(row), "bold")], ", ", "dim")
        yield page.between(head, page.text(date, "dim"))
        yield page.fill(page.text(row["title"], "bold"), _INDENT, fold=True)
        if row["change"] == "changed":
            for changed in row["fields"]:
                yield page.fill(_change(changed, page), 2 * _INDENT, fold=True)
        elif row["sources"]:
            yield page.fill(page.who_says(row, _PUBLISHERS), _INDENT)
        yield page.identifier(row["id"], _INDENT)
        yield from page.source_lines(row, _INDENT)


def _change(changed: Change, page: PageLayout) -> Text:
    label = page.text(f"{changed['field']}: ", "dim")
    if (pieces := listed(changed)) is not None:
        return page.join(
            [label, page.join((marked(piece, page) for piece in pieces), ", ") if pieces else "another order"]
        )
    if changed["words"]:
        return page.join([label, *(marked(piece, page) for piece in nearby(changed["words"]))])
    arrow = page.text(" → ", "dim")
    return page.join([label, page.text(value(changed["old"])), arrow, page.text(value(changed["new"]), "bold")])


def marked(piece: tuple[str, str], page: PageLayout) -> Text:
    """Return a piece of text: removed words in [-…-], added ones in {+…+}, so that no colour is needed."""
    sign, text = piece
    line = one_line(text)
    words_alone = line.strip()
    start = line.find(words_alone)
    opening, closing = _MARKS[sign] if words_alone else ("", "")
    return page.text(f"{line[:start]}{opening}{words_alone}{closing}{line[start + len(words_alone) :]}", _STYLES[sign])
