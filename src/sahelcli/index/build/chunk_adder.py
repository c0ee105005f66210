"""Addition of chunks to an index: they are checked against it, linked with its records, and written as rows."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sahelcli.dataset.linking import rings
from sahelcli.index.build.chunks import Chunk
from sahelcli.index.build.content_hash import written
from sahelcli.index.build.entries import Draft
from sahelcli.index.build.linking import Linker, Rest
from sahelcli.index.build.lookups import IndexedRecords, Lookups, NotIncremental
from sahelcli.index.build.writer import IndexWriter, Tables
from sahelcli.index.record_order import ORDER, position
from sahelcli.index.term_numbers import TermNumbers
from sahelcli.progress import Advance


class Placed(NamedTuple):
    """A chunk, and where the first of its records of each kind stands: the others stand behind it."""

    chunk: Chunk
    first: Mapping[str, int]


def hold_to(facts: Lookups, placed: Sequence[Placed], tags: Mapping[str, str] | None) -> None:
    """Raise NotIncremental where chunks conflict with each other or earlier records, else let `facts` take them.

    Ids are not compared, and references are followed when records are linked. `tags` are those of the dataset, None
    where it has no table of them.
    """
    places: dict[str, str | None] = {}
    for chunk, _ in placed:
        if facts.has_any("place", chunk.ids("actor")):
            raise NotIncremental  # where a role named the place, it names the actor now
        places.update((place, part_of) for place, *_, part_of in chunk.drafts.get("place", ()))
        if tags is not None and any(kind == "tag" and name not in tags for kind, _, name, *_ in chunk.called):
            raise NotIncremental
    if any(rings(places)):
        raise NotIncremental
    for chunk, first in placed:
        facts.take(chunk.drafts, first)


class BatchInserter:
    """Adds chunks to the index that is being written; `content` is the hash of what it has already.

    `taken` is how many records of a kind and file there are in it. `small` says that rows hold their sources, which
    saves time whenever they are read: for an index that is made of all records at once.
    """

    def __init__(
        self,
        writer: IndexWriter,
        *,
        is_new: bool,
        content: str = "0",
        taken: Mapping[tuple[str, int], int] | None = None,
        small: bool = False,
    ) -> None:
        self._writer = writer
        self._numbers = TermNumbers(writer.ask, is_new=is_new)
        self.facts = Lookups(self._numbers, IndexedRecords(writer.ask))
        self._linker = Linker(self.facts, self._numbers)
        self._content = int(content, 16)
        self._taken = dict(taken or {})
        self._citations: dict[int, bytes] | None = {} if small else None

    def place(self, chunk: Chunk) -> Placed:
        """Give the records of a chunk their places, the next ones of its file."""
        return Placed(chunk, {kind: self._first(kind, chunk.rank, len(some)) for kind, some in chunk.drafts.items()})

    def linked(self, placed: Sequence[Placed]) -> Iterator[Tables]:
        """Yield the rows of chunks whose drafts `facts` has taken; UnknownReference for a record that is not there."""
        for kind in ORDER:
            for chunk, first in placed:
                if drafts := chunk.drafts.get(kind):
                    yield self._rows(kind, first[kind], drafts)

    def add(self, placed: Sequence[Placed], linked: Iterable[Tables], advance: Advance) -> None:
        """Add chunks and the rows of their records, telling of each record."""
        for tables in linked:
            self._writer.write(tables)
            advance(len(tables["records"]))
        for chunk, first in placed:
            self._content += chunk.content
            self._writer.write(_beside(chunk, first))
        self._writer.write({"terms": self._numbers.new(), "meta": [("content_hash", written(self._content))]})
        self.facts.forget()
        self._linker.forget()

    def close(self) -> None:
        """Clear the caches of records, which the garbage collector would otherwise visit one by one."""
        self.facts.close()
        self._numbers.clear()

    def _first(self, kind: str, rank: int, number: int) -> int:
        """Return the place of the first of so many records, which take up the next ones of their file."""
        before = self._taken.get((kind, rank), 0)
        self._taken[kind, rank] = before + number
        return position(kind, rank, before)

    def _rows(self, kind: str, first: int, drafts: Sequence[Draft]) -> Tables:
        link = getattr(self._linker, kind)
        records, linked, texts = [], [], []
        for pos, draft in enumerate(drafts, first):
            name, (span, begins, ends), _, words, _, _ = draft
            rest, row, terms, head, body = link(draft)
            records.append((pos, kind, name, span, begins, ends, *self._stored(kind, pos, rest, row)))
            linked.append((pos, span, begins, ends, rest.independent, str([*terms])))
            texts.append((pos, head, body, words[2]))
        return {"records": records, "linked": linked, "texts": texts}

    def _stored(self, kind: str, pos: int, rest: Rest, row: bytes) -> tuple[Any, ...]:
        """Return the last columns of a record; its row holds its sources where citations are at hand."""
        if self._citations is None or rest.cited is None:
            return *rest, row
        if kind == "source":  # which is drafted as it is cited
            self._citations[pos] = row
            return *rest, row
        cited = b", ".join([self._citations[place] for place in json.loads(rest.cited or "[]")])
        return *rest._replace(cited=None), b"%b%b]}" % (row[:-2], cited)


def _beside(chunk: Chunk, first: Mapping[str, int]) -> Tables:
    """Return the rows of a chunk that are none of one record; `first` are the places of its first records."""
    of = defaultdict(lambda: first.get("source", 0), first)  # publishers and agencies are called so by sources
    names: list[tuple[Any, ...]] = [
        (kind, key, record_id, shown, 0 if number is None else of[kind] + number)
        for kind, key, record_id, shown, number in chunk.called
    ]
    names += [  # a source is called by its id, which has but hyphens to fold
        ("source", name.replace("-", ""), name, name, pos)
        for pos, name in enumerate(chunk.ids("source"), first.get("source", 0))
    ]
    allowed = [(of[kind] + number, code) for kind, number, code in chunk.allowed]
    people = sorted((*numbers, of["figure"] + number) for number, *numbers in chunk.people)
    tables = {"connected": [*chunk.connected], "called": names, "worded": chunk.worded}
    return {**tables, "allowed": allowed, "people": people}
