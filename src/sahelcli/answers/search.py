"""Search for words in records of all kinds, the best matches first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from sahelcli.errors import UsageError
from sahelcli.index import record_search as finding
from sahelcli.index.open import Index
from sahelcli.index.phrase_search import SearchTerm, refuse_too_many, term
from sahelcli.index.record_search import Tally, total
from sahelcli.index.selection import SelectedRecord, Selection
from sahelcli.index.snippets import SearchedTexts, Span, apart, excerpt
from sahelcli.json_contract import citation_of
from sahelcli.phrases import sources_of
from sahelcli.phrases.label import label
from sahelcli.query import Query, as_row, resolved
from sahelcli.report import Row
from sahelcli.text.json_text import encode
from sahelcli.text.quoted_values import shown
from sahelcli.text.search_words import is_one, split, ungrouped

if TYPE_CHECKING:
    from sahelcli.json_contract import HitRow
    from sahelcli.row_types import RecordRow

# The fields that are searched, in the order in which a find is looked for in them.
_FIELDS = {
    "event": ("title", "summary", "actors", "places", "tags", "attributed_to", "note"),
    "quote": ("text", "speaker", "speaker_label", "venue", "note"),
    "figure": ("wording", "force", "place", "counts", "attributed_to", "measure", "note"),
    "actor": ("name", "aliases", "description", "roles", "note"),
    "place": ("name", "aliases", "note"),
    "source": ("title", "publisher", "agency", "author", "note"),
}
_AFTER = {"source": 1, "actor": 2, "place": 3}  # of finds as good as each other, these stand after what happened
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))  # as a text that is pasted has them
_WORD = re.compile(r'"([^"]*)"(\*?)|([^\s"]+)|"')


class SearchHit(NamedTuple):
    """A matching record, and the selection that has it."""

    hit: SelectedRecord
    chosen: Selection

    @property
    def row(self) -> Row:
        """The row of the record."""
        return as_row(self.hit, self.chosen)


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Result of a search: how many records match, their rows (`json_contract.HitRow`), the best first; and for what.

    `tally` also says how many it leaves out for what they rest on. One record has all the terms. `finds` looks for all
    of them, whatever the limit.
    """

    rows: Iterator[Row]
    tally: Tally
    terms: tuple[SearchTerm, ...]
    finds: Callable[[], Sequence[SearchHit]]

    @property
    def total(self) -> int:
        """How many records were found."""
        return self.tally.matching


def search(index: Index, text: str, kinds: Sequence[str], query: Query) -> SearchResult:
    """Find the records that have all the words; `"…"` keeps words together, `*` ends a beginning, all else is text."""
    terms = parse(index, text)
    if not terms:
        raise UsageError(
            f"nothing to look for in {shown(text)}", 'give a word, "a phrase" or the beginning of a word: ambassad*'
        )
    expression = " AND ".join(term.expression for term in terms)
    finds, counted = _finds(index, expression, kinds, query)

    def all_finds() -> Sequence[SearchHit]:
        return (
            finds if len(finds) == counted.matching else _finds(index, expression, kinds, query._replace(limit=None))[0]
        )

    return SearchResult((found_row(find, terms) for find in finds), counted, tuple(terms), all_finds)


def _finds(index: Index, expression: str, kinds: Sequence[str], query: Query) -> tuple[Sequence[SearchHit], Tally]:
    """Return the best finds, as many as asked for, and how many there are."""
    counted: list[Tally] = []
    hits: list[tuple[int, int, float, int, int, int, SelectedRecord, Selection]] = []
    for rank, kind in enumerate(kinds):
        chosen = resolved(index, kind, query)
        matching, counts = finding.search(index.connection, chosen, expression)
        counted.append(counts)
        for place, score, hit in matching:
            hits.append((place, _AFTER.get(kind, 0), score, hit.first, rank, hit.pos, hit, chosen))
    hits.sort(key=lambda ranked: ranked[:6], reverse=query.reverse)
    return [SearchHit(hit, chosen) for *_, hit, chosen in hits[: query.limit]], total(counted)


def parse(index: Index, text: str) -> list[SearchTerm]:
    """Return the words and phrases of a search as it was typed; any text can be read."""
    typed = [
        (phrase or word, bool(star) or (word.endswith("*") and is_one(word)))  # in AT&T* the star is text
        for phrase, star, word in _WORD.findall(ungrouped(text.translate(_QUOTES)))
    ]
    refuse_too_many(sum(len(split(words)) for words, _ in typed))
    return [term(index.connection, words, is_beginning=begins) for words, begins in typed if split(words)]


def found_row(find: SearchHit, terms: Sequence[SearchTerm]) -> Row:
    """Return the row of a match."""
    row: RecordRow = find.row.data()
    field, text, spans = _best_field(row, terms)
    around, marks = excerpt(text, spans)
    hit: HitRow = {
        "kind": "hit",
        "of": row["kind"],
        "id": row["id"],
        "date": _date(row),
        "title": label(row),
        "field": field,
        "excerpt": around,
        "marks": marks,
        "sources": [citation_of(row)] if row["kind"] == "source" else sources_of(row),
    }
    return Row(encode(hit))


def _date(row: RecordRow) -> str | None:
    if row["kind"] == "source":
        return row["published"]
    return row["date"] if row["kind"] in ("event", "quote", "figure") else None


def _best_field(row: RecordRow, terms: Sequence[SearchTerm]) -> tuple[str, str, list[Span]]:
    """Return the field with matches of the most terms, the first among these, its text and where they stand."""
    values = dict[str, Any](row)
    fields = [(name, SearchedTexts(texts_of(values[name]))) for name in _FIELDS[row["kind"]] if values[name]]
    matches = [(name, field, [[*field.finds(term)] for term in terms]) for name, field in fields]
    name, field, spans = max(matches, key=lambda match: sum(map(bool, match[2])))
    return name, field.text, apart(chain.from_iterable(spans))


def texts_of(value: Any) -> list[str]:
    """Return the texts of a field: of a list those of its items, of a reference its name."""
    if isinstance(value, list):
        return [text for item in value for text in texts_of(item)]
    if isinstance(value, dict):
        return [str(value.get("name") or value["title"])]
    return [str(value)]
