"""Words looked for in records of all kinds, the best finds first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sahelcli.errors import UsageError
from sahelcli.index import selection
from sahelcli.index.excerpt import Term, excerpt, spans
from sahelcli.index.fold import fold
from sahelcli.index.open import Index
from sahelcli.index.rows import encode
from sahelcli.index.selection import Hit, Selection
from sahelcli.phrases.called import called
from sahelcli.query import Query, as_row, resolved
from sahelcli.records.diagnostic import shown
from sahelcli.records.rows import Citation
from sahelcli.report import Row

# The fields that are searched, in the order in which a find is looked for in them.
_FIELDS = {
    "event": ("title", "summary", "actors", "places", "tags", "attributed_to", "note"),
    "quote": ("text", "speaker", "speaker_label", "venue", "note"),
    "figure": ("wording", "force", "place", "counts", "attributed_to", "measure", "note"),
    "actor": ("name", "aliases", "description", "roles", "note"),
    "place": ("name", "aliases", "note"),
    "source": ("title", "publisher", "agency", "author", "note"),
}
_WORD = re.compile(r'"([^"]*)"(\*?)|([^\s"]+)|"')


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gives: how many records it found, and their rows (`records.rows.HitRow`), the best first."""

    rows: Iterator[Row]
    total: int


def search(index: Index, text: str, kinds: Sequence[str], query: Query) -> Found:
    """Find the records that have all the words; `"…"` keeps words together, `*` ends a beginning, all else is text."""
    terms = parse(text)
    if not terms:
        raise UsageError(
            f"nothing to look for in {shown(text)}", 'give a word, "a phrase" or the beginning of a word: ambassad*'
        )
    expression = " AND ".join(_expression(term) for term in terms)
    hits: list[tuple[float, int, int, int, Hit, Selection]] = []
    for rank, kind in enumerate(kinds):
        chosen = resolved(index, kind, query)
        for score, hit in selection.search(index.connection, chosen, expression):
            hits.append((score, rank, hit.first, len(hits), hit, chosen))
    hits.sort(key=lambda found: found[:4], reverse=query.reverse)
    taken = hits if query.limit is None else hits[: query.limit]
    return Found((Row(_row(as_row(hit, chosen).data(), terms)) for *_, hit, chosen in taken), len(hits))


def parse(text: str) -> list[Term]:
    """Return the words and phrases of what was typed; there is nothing it cannot read."""
    terms: list[Term] = []
    for phrase, star, word in _WORD.findall(text):
        typed = phrase or word
        words = tuple(fold(typed).split())
        if words:
            terms.append((words, bool(star) or (bool(word) and word.endswith("*"))))
    return terms


def _expression(term: Term) -> str:
    """Return the term for the full-text index, also with its words run together, as `N'Djamena` is indexed."""
    words, beginning = term
    star = " *" if beginning else ""
    apart = f'"{" ".join(words)}"{star}'
    return apart if len(words) == 1 else f'({apart} OR "{"".join(words)}"{star})'


def _row(data: Any, terms: Sequence[Term]) -> bytes:
    kind = data["kind"]
    field, text, found = _found(data, terms)
    around, marks = excerpt(text, found)
    hit = {
        "kind": "hit",
        "of": kind,
        "id": data["id"],
        "date": data.get("published" if kind == "source" else "date"),
        "title": called(data),
        "field": field,
        "excerpt": around,
        "marks": marks,
        "sources": data.get("sources", [_cited(data)] if kind == "source" else []),
    }
    return encode(hit)


def _cited(source: Any) -> dict[str, Any]:
    """Return a source as it stands in a row that cites it."""
    return {key: source[key] for key in Citation.__annotations__}


def _found(data: Any, terms: Sequence[Term]) -> tuple[str, str, list[tuple[int, int]]]:
    """Return the field with finds of the most terms, the first among these, its text and where they stand."""
    fields = [(name, said(data[name])) for name in _FIELDS[data["kind"]] if data[name]]
    terms = [*terms, *((("".join(words),), beginning) for words, beginning in terms if len(words) > 1)]

    def number(field: tuple[str, str]) -> int:
        return sum(bool(spans(field[1], [term])) for term in terms)

    name, text = max(fields, key=number)
    return name, text, spans(text, terms)


def said(value: Any) -> str:
    """Return the words of a field: of a list those of its items, of a reference its name."""
    if isinstance(value, list):
        return ", ".join(said(item) for item in value)
    if isinstance(value, dict):
        return str(value.get("name") or value["title"])
    return str(value)
