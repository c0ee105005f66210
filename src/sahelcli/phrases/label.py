"""Label of a record in a list of several kinds: its title or name, or what it says in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sahelcli.phrases import quoted
from sahelcli.phrases.figures import measure, number

if TYPE_CHECKING:
    from sahelcli.json_contract import FigureRow, QuoteRow
    from sahelcli.row_types import RecordRow


def label(row: RecordRow) -> str:
    """Return title or name; of others `Emmanuel Macron: “…”`, `France, Niger: some 1,500 deployed`.

    Reported speech, and words that only paraphrasing sources carry, are marked as such.
    """
    if row["kind"] == "quote":
        return f"{said_by(row)}: {quoted(row, row['text'])}"
    if row["kind"] == "figure":
        return _figure(row)
    return row["name"] if row["kind"] == "actor" or row["kind"] == "place" else row["title"]


def _figure(row: FigureRow) -> str:
    whose = row["force"]["name"] if row["force"] else row["counts"]
    subject = ", ".join(filter(None, (whose, row["place"]["name"])))
    return f"{subject}: {number(row)} {measure(row)}"


def said_by(quote: QuoteRow) -> str:
    """Return who says the words of a quotation and whether they are the speaker's own."""
    manners = ("reported speech" if quote["reported"] else "", "reworded" if quote["reworded"] else "")
    return ", ".join(filter(None, (quote["speaker"]["name"], *manners)))
