"""What a record is called in a list of several kinds."""

from __future__ import annotations

from typing import Any

from sahelcli.phrases import quoted
from sahelcli.phrases.numbers import measure, number


def called(row: dict[str, Any]) -> str:
    """Return title or name; of others `Emmanuel Macron: “…”`, `France, Niger: some 1,500 deployed`.

    Reported speech, and words that only paraphrasing sources carry, are called so.
    """
    match row["kind"]:
        case "quote":
            manners = ("reported speech" if row["reported"] else "", "reworded" if row["reworded"] else "")
            speaker = ", ".join(filter(None, (row["speaker"]["name"], *manners)))
            return f"{speaker}: {quoted(row, row['text'])}"
        case "figure":
            whose = row["force"]["name"] if row["force"] else row["counts"]
            where = ", ".join(filter(None, (whose, row["place"]["name"])))
            return f"{where}: {number(row)} {measure(row)}"
        case "actor" | "place":
            return str(row["name"])
        case _:
            return str(row["title"])
