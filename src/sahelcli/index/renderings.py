"""Renderings of an utterance: other quotations of the same words, from other sources or in other languages."""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from sqlite3 import Connection

from sahelcli.index.record_search import select
from sahelcli.index.selection import SelectedRecord, Selection

_ID = re.compile(rb'"id": "([^"]+)"')  # the first of a row is its own; quotation marks in texts are escaped
_UTTERANCE = re.compile(rb'"utterance": "([^"]+)"')
_NONE = b'"renderings": []'
_MANY = 4096  # utterances that are remembered
_AT_ONCE = 256  # quotations whose renderings are looked up together


class Renderings:
    """Finds the renderings of each utterance that a question comes upon, and remembers them.

    What the question leaves out (`--not-…`), and what was not known by its day, is no rendering; whatever else it asks
    for only decides which quotations match.
    """

    def __init__(self, connection: Connection, selection: Selection) -> None:
        self._connection = connection
        left = Selection("quote", without=selection.without, known_by=selection.known_by, undated=selection.undated)
        self._left = left._replace(taken=selection.taken)
        self._known: dict[str, tuple[SelectedRecord, ...]] = {}

    def of(self, row: bytes) -> tuple[SelectedRecord, ...]:
        """Return all renderings of the utterance that the row of a quotation belongs to; none where it belongs to none.

        In the speaker's own language first, automatic paraphrase last of the others; then as records are ordered.
        """
        utterance = utterance_of(row)
        if utterance and utterance not in self._known:
            self.look_up([row])
        return self._known[utterance] if utterance else ()

    def look_up(self, rows: Iterable[bytes]) -> None:
        """Find all renderings of the utterances of several quotations at once."""
        if len(self._known) > _MANY:
            self._known.clear()
        names = {utterance_of(row) for row in rows} - {"", *self._known}
        if not names:
            return
        hits: dict[str, list[SelectedRecord]] = {name: [] for name in names}
        for hit in select(self._connection, self._left._replace(groups=(("utterance", tuple(sorted(names))),))):
            hits[utterance_of(hit.row)].append(hit)
        self._known.update((name, tuple(sorted(renderings, key=_faithfulness))) for name, renderings in hits.items())

    def with_renderings(self, row: bytes) -> bytes:
        """Return the row of a quotation with the ids of its other renderings."""
        own = id_of(row)
        others = [name for name in (id_of(hit.row) for hit in self.of(row)) if name != own]
        return row.replace(_NONE, b'"renderings": %b' % json.dumps(others).encode(), 1) if others else row


def rows_with_renderings(connection: Connection, selection: Selection, rows: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the rows of quotations with the ids of their other renderings."""
    renderings, remaining = Renderings(connection, selection), iter(rows)
    while some := list(islice(remaining, _AT_ONCE)):
        renderings.look_up(some)
        yield from map(renderings.with_renderings, some)


def id_of(row: bytes) -> str:
    """Return the id of a row."""
    match = _ID.search(row)
    return match[1].decode() if match else ""


def utterance_of(row: bytes) -> str:
    """Return the name of the utterance of which a quotation is a rendering, "" where there is none."""
    match = _UTTERANCE.search(row)
    return match[1].decode() if match else ""


def _faithfulness(hit: SelectedRecord) -> tuple[bool, bool]:
    return b'"translated": true' in hit.row, b'"reworded": true, "utterance"' in hit.row
