"""Changes in Markdown, a correction note: kind by kind what was changed, removed and added, each record with its id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from sahelcli.dates.formatting import words
from sahelcli.formats.markdown.escape import code, escaped
from sahelcli.formats.markdown.footnotes import Footnotes
from sahelcli.phrases.changes import listed, nearby, not_valid, value
from sahelcli.phrases.source_order import in_order

_MARKS = {"same": "", "removed": "~~", "added": "**"}
_ORDER = ("changed", "removed", "added")  # what was wrong comes first
_SINGLE = ("dataset",)
_LEGEND = "\nWhat is gone is ~~struck out~~, what has come is **bold**.\n"

Row = dict[str, Any]


def changes(rows: Iterable[Row], notes: Footnotes) -> Iterator[str]:
    """Yield a table of how many there are, and a section for each kind; of what changed, what is gone is struck."""
    by_kind = [(kind, list(group)) for kind, group in groupby(rows, lambda row: str(row["of"]))]
    if by_kind:
        yield from _numbers(by_kind)
        yield _LEGEND
    for kind, group in by_kind:
        yield f"\n## {_heading(kind)}\n"
        for how in _ORDER:
            alike = [row for row in group if row["change"] == how]
            if alike:
                yield f"\n### {how.capitalize()}\n\n"
                for row in alike:
                    yield from _item(row, notes)


def _numbers(by_kind: Iterable[tuple[str, list[Row]]]) -> Iterator[str]:
    yield f"\n| | {' | '.join(_ORDER)} |\n|---|{'---:|' * len(_ORDER)}\n"
    for kind, group in by_kind:
        number = Counter(row["change"] for row in group)
        yield f"| {_heading(kind)} | {' | '.join(f'{number[how]:,}' if number[how] else '' for how in _ORDER)} |\n"


def _heading(kind: str) -> str:
    return escaped(kind if kind in _SINGLE else f"{kind}s").capitalize()


def _item(row: Row, notes: Footnotes) -> Iterator[str]:
    date = f", {words(row['date'])}" if row["date"] else ""
    cited = "".join(map(notes.cite, in_order(row["sources"])))
    wrong = f" ({not_valid(row)})" if row["not_valid"] else ""
    yield f"- {code(row['id']) or 'without id'}{escaped(date + wrong)}: {escaped(row['title'])}{cited}\n"
    for changed in row["fields"] if row["change"] == "changed" else ():
        yield f"  - {escaped(changed['field'])}: {_change(changed)}\n"


def _change(changed: Row) -> str:
    if (pieces := listed(changed)) is not None:
        return ", ".join(map(marked, pieces)) or "another order"
    if changed["words"]:
        return " ".join(filter(None, map(marked, nearby(map(tuple, changed["words"])))))
    return f"{escaped(value(changed['old']))} → {escaped(value(changed['new']))}"


def marked(piece: tuple[str, str]) -> str:
    """Return a piece of text: what is gone is struck out, what came is bold."""
    sign, text = piece
    said = escaped(text.strip())
    return f"{_MARKS[sign]}{said}{_MARKS[sign]}" if said else ""
