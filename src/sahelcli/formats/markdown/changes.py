"""Correction note in Markdown: what was changed, removed and added, kind by kind, each record with its id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from sahelcli.dates.formatting import words
from sahelcli.formats.markdown.escape import code, escaped
from sahelcli.formats.markdown.footnotes import Footnotes
from sahelcli.phrases import in_order
from sahelcli.phrases.changes import listed, nearby, not_valid, value

if TYPE_CHECKING:
    from sahelcli.json_contract import Change, ChangeRow

_MARKS = {"same": "", "removed": "~~", "added": "**"}
_ORDER = ("changed", "removed", "added")  # what was wrong comes first
_SINGLE = ("dataset",)
_LEGEND = "\nWhat is gone is ~~struck out~~, what has come is **bold**.\n"


def changes(rows: Iterable[ChangeRow], notes: Footnotes) -> Iterator[str]:
    """Yield a table of how many there are, and a section for each kind; words that were removed are struck out."""
    by_kind = [(kind, list(group)) for kind, group in groupby(rows, lambda row: row["of"])]
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


def _numbers(by_kind: Iterable[tuple[str, list[ChangeRow]]]) -> Iterator[str]:
    yield f"\n| | {' | '.join(_ORDER)} |\n|---|{'---:|' * len(_ORDER)}\n"
    for kind, group in by_kind:
        number = Counter(row["change"] for row in group)
        yield f"| {_heading(kind)} | {' | '.join(f'{number[how]:,}' if number[how] else '' for how in _ORDER)} |\n"


def _heading(kind: str) -> str:
    return escaped(kind if kind in _SINGLE else f"{kind}s").capitalize()


def _item(row: ChangeRow, notes: Footnotes) -> Iterator[str]:
    date = f", {words(row['date'])}" if row["date"] else ""
    cited = "".join(map(notes.cite, in_order(row["sources"])))
    wrong = f" ({not_valid(row)})" if row["not_valid"] else ""
    yield f"- {code(row['id']) or 'without id'}{escaped(date + wrong)}: {escaped(row['title'])}{cited}\n"
    for changed in row["fields"] if row["change"] == "changed" else ():
        yield f"  - {escaped(changed['field'])}: {_change(changed)}\n"


def _change(changed: Change) -> str:
    if (pieces := listed(changed)) is not None:
        return ", ".join(map(marked, pieces)) or "another order"
    if changed["words"]:
        return " ".join(filter(None, map(marked, nearby(changed["words"]))))
    return f"{escaped(value(changed['old']))} → {escaped(value(changed['new']))}"


def marked(piece: tuple[str, str]) -> str:
    """Return a piece of text: removed words are struck out, added ones bold."""
    sign, text = piece
    words_alone = escaped(text.strip())
    return f"{_MARKS[sign]}{words_alone}{_MARKS[sign]}" if words_alone else ""
