"""What a dataset has already: an import beside it leaves that out, so that both can be read together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from sahelcli.index.open import Index

# Each record is written with its id first, and its texts as basic strings, which have no line breaks.
_RECORD = re.compile(r'\n\[\[([a-z]+)\]\]\nid = "([^"]*)"\n')


def ids_of(index: Index) -> dict[str, frozenset[str]]:
    """Return the ids of all records of a dataset by their table: `events`, `places`."""
    from sahelcli.model.kinds import KINDS  # here: it loads Pydantic, and the register of importers needs none

    found: dict[str, set[str]] = {kind.name: set() for kind in KINDS}
    for kind, identifier in index.connection.execute("SELECT kind, id FROM records"):
        found[kind].add(identifier)
    return {kind.table: frozenset(found[kind.name]) for kind in KINDS}


def addresses_of(index: Index) -> dict[str, str]:
    """Return the sources of a dataset, by what is the same of addresses that lead to one page."""
    from sahelcli.importers.cells.web_addresses import address_of

    rows = index.connection.execute(
        "SELECT json_extract(CAST(stored AS TEXT), '$.url'), id FROM records WHERE kind = 'source'"
    )
    return {address_of(url): identifier for url, identifier in rows if url}


def names_of(index: Index) -> dict[str, dict[str, str]]:
    """Return for actors and places the id by each folded name and alias that one record alone has."""
    found: dict[str, dict[str, str]] = {}
    rows = index.connection.execute(
        "SELECT kind, key, min(id) FROM names WHERE kind IN ('actor', 'place') GROUP BY kind, key HAVING count(*) = 1"
    )
    for kind, key, identifier in rows:
        found.setdefault(kind, {})[key] = identifier
    return found


class ExistingRecords:
    """Takes the records that are there already out of what is written, and counts them by table."""

    def __init__(self, ids: Mapping[str, frozenset[str]]) -> None:
        self._ids = ids
        self.left_out: Counter[str] = Counter()

    def without(self, text: str) -> str:
        """Return the text, an import's piece of TOML, without the records that are there already."""
        if not self._ids:
            return text
        records = list(_RECORD.finditer(text))
        ends = [record.start() for record in records[1:]] + [len(text)]
        kept = [text[: records[0].start()] if records else text]
        for record, end in zip(records, ends, strict=False):
            table, identifier = record.groups()
            if identifier in self._ids[table]:
                self.left_out[table] += 1
            else:
                kept.append(text[record.start() : end])
        return "".join(kept)
