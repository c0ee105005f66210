"""Chunks of a dataset: files cut at the headers of records, and each chunk read, validated and drafted by itself."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sahelcli.dataset.reader import read_file
from sahelcli.index.build.content_hash import hash_of
from sahelcli.index.build.entries import Draft, Ids, drafts_of
from sahelcli.index.figure_ranges import breadth
from sahelcli.index.selection import BEHIND
from sahelcli.index.source_independence import same
from sahelcli.model.base import ALLOW, Record
from sahelcli.text.search_words import Connected, words_and_key, words_of_id
from sahelcli.toml.record_positions import last_header

if TYPE_CHECKING:
    from sahelcli.dataset.file_content import FileContent
    from sahelcli.model.dataset import DatasetInfo

SIZE = 250_000  # bytes that are read at once: of more, what a processor keeps at hand is lost between two stages
_LOOK = 1 << 16  # bytes in which the first header of a file stands
_HEADER = re.compile(rb"^\[\[([a-z]+)\]\]", re.MULTILINE)
_ORDER = ("places", "sources", "actors", "events", "quotes", "figures")  # each names what stands before it


class Chunk(NamedTuple):
    """Drafts of records of one file, with the facts known without other records; it passes between processes.

    `rank` is that of the file, `size` how many bytes were read. `called` are rows of names (kind, key, id, what is
    shown, number of the record within its kind; None for tags and measures), `worded` those of their words; `allowed`
    what records let pass, by kind and number; `people` the numbers of figures: that of the figure, breadth, low and
    high.
    `content` is the sum of the records' hashes. `tags` is None where there is no table of them.
    """

    rank: int
    size: int
    drafts: Mapping[str, Sequence[Draft]]
    called: Sequence[tuple[str, str, str, str, int | None]]
    worded: Sequence[tuple[str, str, str]]
    connected: Collection[Connected]
    allowed: Sequence[tuple[str, int, str]]
    people: Sequence[tuple[int, int, int, int]]
    content: int
    info: DatasetInfo | None
    tags: Mapping[str, str] | None

    @property
    def number(self) -> int:
        """How many records there are."""
        return sum(map(len, self.drafts.values()))

    def ids(self, kind: str) -> list[str]:
        """Return the ids of the records of a kind."""
        return [draft[0] for draft in self.drafts.get(kind, ())]


def read_chunk(rank: int, path: str, data: bytes) -> Chunk | None:
    """Read, validate and draft some bytes of a file; None where anything is wrong with them."""
    content = read_file(path, data)
    return None if content.diagnostics else chunk_of_content(rank, content)


def chunk_of_content(rank: int, content: FileContent) -> Chunk:
    """Return the records of a file in which nothing is wrong."""
    records = {kind: rows.records for kind, rows in content.rows.items()}
    return chunk_of(rank, len(content.page.data), records, content.info, content.tags)


def chunk_of(
    rank: int,
    size: int,
    records: Mapping[str, Sequence[Record]],
    info: DatasetInfo | None = None,
    tags: Mapping[str, str] | None = None,
) -> Chunk:
    """Return records of each kind as a chunk."""
    connected: set[Connected] = set()
    drafted = {kind: drafts_of(kind, some, connected) for kind, some in records.items()}
    names, worded = [], []
    for kind, record_id, number, called in chain(_called(records), _labels(records, tags or ())):
        all_words: set[str] = set()
        for name in called:
            is_id = name == record_id and kind not in BEHIND
            words, key = words_of_id(name) if is_id else words_and_key(name)
            all_words |= words
            names.append((kind, key, record_id, called[0], number))
        listed = '", "'.join(all_words)
        worded.append((kind, record_id, f'["{listed}"]' if listed else "[]"))  # words have nothing to escape
    return Chunk(
        rank,
        size,
        drafted,
        names,
        worded,
        list(connected),
        list(_allowed(records)),
        list(_people(records.get("figure", ()))),
        sum(hash_of(kind, some) for kind, some in records.items()),
        info,
        tags,
    )


def _called(records: Mapping[str, Iterable[Any]]) -> Iterator[tuple[str, str, int | None, Ids]]:
    """Yield everything that has names: kind, id, number of its record, and its names."""
    for kind in ("actor", "place"):
        for number, record in enumerate(records.get(kind, ())):
            yield kind, record.id, number, (record.name, record.id, *record.aliases)
    behind: dict[tuple[str, str], int] = {}
    for number, source in enumerate(records.get("source", ())):
        behind.setdefault(("publisher", source.publisher), number)
        if source.agency:
            behind.setdefault(("agency", source.agency), number)
    for (role, name), number in behind.items():
        yield role, same(name), number, (name,)


def _labels(records: Mapping[str, Sequence[Any]], tags: Iterable[str]) -> Iterator[tuple[str, str, int | None, Ids]]:
    """Yield tags and measures, as `_called` does."""
    for tag in sorted({*tags, *(tag for event in records.get("event", ()) for tag in event.tags)}):
        yield "tag", tag, None, (tag,)
    for measure in sorted({figure.measure.value for figure in records.get("figure", ())}):
        yield "measure", measure, None, (measure,)


def _allowed(records: Mapping[str, Sequence[Record]]) -> Iterator[tuple[str, int, str]]:
    """Yield the records with allowances for rules: kind, number, and the allowances."""
    for kind, some in records.items():
        for number, record in enumerate(some):
            if record.model_extra and ALLOW in record.model_extra:
                yield kind, number, as_json(record.model_extra[ALLOW])


def _people(figures: Iterable[Any]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the numbers of figures; one that says at least, or at most, has its one number at both ends."""
    for number, figure in enumerate(figures):
        low = figure.high if figure.low is None else figure.low
        high = figure.low if figure.high is None else figure.high
        yield number, breadth(high - low), low, high


def as_json(value: Any) -> str:
    """Return a TOML value as JSON; dates and times without quotes, which JSON lacks, become null."""
    return json.dumps(value, default=lambda _: None)


def in_reading_order(files: Sequence[str]) -> list[int]:
    """Return the ranks of files, with those first whose records other files refer to."""
    return sorted(range(len(files)), key=lambda rank: (_level(files[rank]), rank))


def _level(path: str) -> int:
    with Path(path).open("rb") as stream:
        header = _HEADER.search(stream.read(_LOOK))
    name = header[1].decode() if header else ""
    return _ORDER.index(name) + 1 if name in _ORDER else 0


def cut(path: str) -> Iterator[bytes]:
    """Yield the content of a file in chunks; each but the first begins with the header of a record."""
    rest = b""
    with Path(path).open("rb") as stream:
        while block := stream.read(SIZE):
            data = rest + block
            cut = last_header(data)
            if cut:
                yield data[:cut]
            rest = data[cut:]
    yield rest
