"""Shards of a site's search: records, each as the line that results show of it, and words with their posting lists.

Of records, actors and places stand first, by name; then what happened, the newest first; then sources, likewise.
A shard of words has all of one beginning, which is as long as it must be to keep shards small: what is added to one
moves nothing in the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from sahelcli.dates.calendar import civil
from sahelcli.dates.formatting import words
from sahelcli.exporters.site.page_addresses import segment
from sahelcli.exporters.site.search.postings import BITS, bits, digest, number_text, slots
from sahelcli.index.selection import BEYOND
from sahelcli.phrases import publisher, who_says
from sahelcli.phrases.label import label
from sahelcli.text.normalize import fold
from sahelcli.text.quoted_values import cut
from sahelcli.text.sanitize import one_line

if TYPE_CHECKING:
    from sahelcli.index.open import Index
    from sahelcli.row_types import RecordRow

_GROUPS = {"actor": 0, "place": 0, "event": 1, "quote": 1, "figure": 1, "source": 2}
_KINDS = tuple(_GROUPS)
_MEAN = 24  # records from one that may begin a shard to the next
_LONGEST = 200  # characters of a title or quotation in a list
_NAMED = 2  # publishers by name
END = "$"  # after a beginning: the word that it is, and no other; no term has this sign
_ENOUGH = 16_384  # characters of a shard, but that one list alone may be longer
WordList = tuple[str, str]


class SearchRecord(NamedTuple):
    """A record: its place in the order of finds, `pos` in the index, kind, the days it covers, digest, its line."""

    order: tuple[Any, ...]
    pos: int
    kind: str
    days: tuple[int, int]
    digest: int
    shown: tuple[str, ...]


class RecordShards:
    """The records of a site in shards, and where each stands."""

    def __init__(self, index: Index, rows: Iterable[RecordRow]) -> None:
        known = {
            (kind, name): rest for kind, name, *rest in index.ask("SELECT kind, id, pos, first, last FROM records")
        }
        records = sorted(_record(row, *known[row["kind"], row["id"]]) for row in rows)
        chunks = list(_chunks(records))
        numbers = slots([chunk[0].digest for chunk in chunks])
        self._chunks = {numbers[chunk[0].digest]: chunk for chunk in chunks}
        self._bits = {number: bits(record.digest for record in chunk) for number, chunk in self._chunks.items()}
        self.records = records
        self.years = _years(records)
        self.order = "".join(map(number_text, self._chunks))
        self.places = {
            record.pos: (number, 1 << self._bits[number][record.digest])
            for number, chunk in self._chunks.items()
            for record in chunk
        }

    def shards(self) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
        """Yield the name of each shard and its lines: bit, kind, id, date in words, title, who says so, language."""
        for number, chunk in self._chunks.items():
            of = self._bits[number]
            yield f"records/{number}", [(of[record.digest], *record.shown) for record in chunk]


def _years(records: Iterable[SearchRecord]) -> tuple[int, int]:
    """Return the year before the first that a record names, and the year after the last: open ends lie there."""
    ends = {day for record in records for day in record.days if abs(day) < BEYOND}
    return (civil(min(ends))[0] - 1, civil(max(ends))[0] + 1) if ends else (0, 0)


def _record(row: RecordRow, pos: int, first: int, last: int) -> SearchRecord:
    kind = row["kind"]
    name = fold(row["name"]) if row["kind"] == "actor" or row["kind"] == "place" else ""
    order = (_GROUPS[kind], -first, -last, name, _KINDS.index(kind), pos)
    return SearchRecord(order, pos, kind, (first, last), digest(f"{kind}:{row['id']}"), _shown(row))


def _shown(row: RecordRow) -> tuple[str, ...]:
    match row["kind"]:
        case "source":
            date, says, language = row["published"], publisher(row), row["language"]
        case "actor" | "place":
            date, says, language = None, "", None
        case "quote":
            date, says, language = row["date"], who_says(row, _NAMED), row["language"]
        case _:
            date, says, language = row["date"], who_says(row, _NAMED), None
    texts = (row["kind"], row["id"], words(date) if date else "", cut(label(row), _LONGEST), says, language or "")
    return tuple(map(one_line, texts))


def _chunks(records: Iterable[SearchRecord]) -> Iterator[list[SearchRecord]]:
    """Yield the records shard by shard.

    A new one begins at every 24th or so, as digests will have it, so that one record more moves the borders next to it
    alone; and with each group, and when one is full.
    """
    chunk: list[SearchRecord] = []
    for record in records:
        is_border = not record.digest % _MEAN or len(chunk) == BITS
        if chunk and (is_border or record.order[0] != chunk[0].order[0]):
            yield chunk
            chunk = []
        chunk.append(record)
    if chunk:
        yield chunk


def word_shards(lists: Iterable[WordList]) -> Iterator[tuple[str, str, Sequence[WordList]]]:
    """Yield, in order, the beginning of the words of each shard, its name, and its words with their posting lists."""
    for beginning, shard in _split("", list(lists)):
        yield beginning, f"words/{segment(f'w{beginning}')}", shard


def _split(beginning: str, lists: list[WordList]) -> Iterator[tuple[str, list[WordList]]]:
    if sum(len(word) + len(text) for word, text in lists) <= _ENOUGH or beginning.endswith(END):
        if lists:
            yield beginning, lists
        return
    length = len(beginning)
    for following, some in groupby(lists, lambda each: each[0][length : length + 1] or END):
        yield from _split(beginning + following, list(some))
