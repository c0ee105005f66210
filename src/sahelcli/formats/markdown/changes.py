"""Changes in Markdown, for a correction note: each record an item, each change in it one below, what is gone struck."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sahelcli.formats.markdown.escape import escaped
from sahelcli.formats.markdown.footnotes import Footnotes
from sahelcli.phrases.changes import listed, value
from sahelcli.records.words import words

_MARKS = {"same": "", "removed": "~~", "added": "**"}


def changes(rows: Iterable[dict[str, Any]], notes: Footnotes) -> Iterator[str]:
    """Yield a list of the records."""
    yield "\n"
    for row in rows:
        date = f", {words(row['date'])}" if row["date"] else ""
        cited = "".join(map(notes.cite, row["sources"]))
        yield f"- **{row['change'].capitalize()}** {row['of']}{escaped(date)}: {escaped(row['title'])}{cited}\n"
        for changed in row["fields"] if row["change"] == "changed" else ():
            yield f"  - {escaped(changed['field'])}: {_change(changed)}\n"


def _change(changed: dict[str, Any]) -> str:
    if (pieces := listed(changed)) is not None:
        return ", ".join(map(_marked, pieces)) or "another order"
    if changed["words"]:
        return " ".join(filter(None, (_marked(piece) for piece in map(tuple, changed["words"]))))
    return f"{escaped(value(changed['old']))} → {escaped(value(changed['new']))}"


def _marked(piece: tuple[str, str]) -> str:
    sign, text = piece
    said = escaped(text.strip())
    return f"{_MARKS[sign]}{said}{_MARKS[sign]}" if said else ""
