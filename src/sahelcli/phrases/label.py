"""What a record is called in a list of several kinds."""

from __future__ import annotations

from typing import Any

from sahelcli.phrases import quoted
from sahelcli.phrases.figure_numbers import measure, number


def called(row: dict[str, Any]) -> str:
    """Return title or name; of others `Emmanuel Macron: “…”`, `France, Niger: some 1,500 deployed`.

    Reported speech, and words that only paraphrasing sources carry, are called so.
    """
    match row["kind"]:
        case "quote":
            return f"{said_by(row)}: {quoted(row, row['text'])}"
        case "figure":
            whose = row["force"]["name"] if row["force"] else row["counts"]
            where = ", ".join(filter(None, (whose, row["place"]["name"])))
            return f"{where}: {number(row)} {measure(row)}"
        case "actor" | "place":
            return str(row["name"])
        case _:
            return str(row["title"])


def said_by(quote: dict[str, Any]) -> str:
    """Return who says the words of a quotation and whether they are the speaker's own."""
    manners = ("reported speech" if quote["reported"] else "", "reworded" if quote["reworded"] else "")
    return ", ".join(filter(None, (quote["speaker"]["name"], *manners)))
