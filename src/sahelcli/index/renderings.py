"""The renderings of an utterance: which quotations are the same words, as far as a question does not leave them out."""

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from sqlite3 import Connection

from sahelcli.index.record_search import select
from sahelcli.index.selection import SelectedRecord, Selection

_ID = re.compile(rb'"id": "([^"]+)"')  # the first of a row is its own; quotation marks in texts are escaped
_UTTERANCE = re.compile(rb'"utterance": "([^"]+)"')
_NONE = b'"renderings": []'
_MANY = 4096  # utterances that are remembered


class Renderings:
    """Finds the renderings of each utterance that a question comes upon, and remembers them.

    What the question leaves out (`--not-…`), and what was not known by its day, is no rendering; whatever else it asks
    for only decides which quotations match.
    """

    def __init__(self, connection: Connection, asked: Selection) -> None:
        self._connection = connection
        left = Selection("quote", without=asked.without, known_by=asked.known_by, undated=asked.undated)
        self._left = left._replace(taken=asked.taken)
        self._found = lru_cache(_MANY)(self._find)

    def of(self, row: bytes) -> tuple[SelectedRecord, ...]:
        """Return all renderings of the utterance that the row of a quotation is one of; none where it is of none.

        In the speaker's own language first, automatic paraphrase last of the others; then as records are ordered.
        """
        utterance = utterance_of(row)
        return self._found(utterance) if utterance else ()

    def told(self, row: bytes) -> bytes:
        """Return the row of a quotation with the ids of its other renderings."""
        own = id_of(row)
        others = [name for name in (id_of(hit.row) for hit in self.of(row)) if name != own]
        return row.replace(_NONE, b'"renderings": %b' % json.dumps(others).encode(), 1) if others else row

    def _find(self, utterance: str) -> tuple[SelectedRecord, ...]:
        group = ("utterance", (utterance,))
        return tuple(sorted(select(self._connection, self._left._replace(groups=(group,))), key=_faithfulness))


def told(connection: Connection, asked: Selection, rows: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the rows of quotations with the ids of their other renderings."""
    yield from map(Renderings(connection, asked).told, rows)


def id_of(row: bytes) -> str:
    """Return the id of a row."""
    found = _ID.search(row)
    return found[1].decode() if found else ""


def utterance_of(row: bytes) -> str:
    """Return the name of the utterance of which a quotation is a rendering, "" where there is none."""
    found = _UTTERANCE.search(row)
    return found[1].decode() if found else ""


def _faithfulness(hit: SelectedRecord) -> tuple[bool, bool]:
    return b'"translated": true' in hit.row, b'"reworded": true, "utterance"' in hit.row
