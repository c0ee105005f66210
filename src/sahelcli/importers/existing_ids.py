"""Existing ids, names and addresses of a dataset, so that an import does not write its records again."""

from __future__ import annotations

from sahelcli.index.open import Index


def ids_of(index: Index) -> dict[str, frozenset[str]]:
    """Return the ids of all records of a dataset by table, such as `events` or `places`."""
    from sahelcli.model.kinds import KINDS  # here: it loads Pydantic, and the register of importers needs none

    ids: dict[str, set[str]] = {kind.name: set() for kind in KINDS}
    for kind, identifier in index.connection.execute("SELECT kind, id FROM records"):
        ids[kind].add(identifier)
    return {kind.table: frozenset(ids[kind.name]) for kind in KINDS}


def addresses_of(index: Index) -> dict[str, str]:
    """Return the source ids of a dataset by normalised address (see `address_of`)."""
    from sahelcli.importers.cells.web_addresses import address_of

    rows = index.connection.execute(
        "SELECT json_extract(CAST(stored AS TEXT), '$.url'), id FROM records WHERE kind = 'source'"
    )
    return {address_of(url): identifier for url, identifier in rows if url}


def names_of(index: Index) -> dict[str, dict[str, str]]:
    """Return the ids of actors and places by kind and folded name or alias, without names that several share."""
    names: dict[str, dict[str, str]] = {}
    rows = index.connection.execute(
        "SELECT kind, key, min(id) FROM names WHERE kind IN ('actor', 'place') GROUP BY kind, key HAVING count(*) = 1"
    )
    for kind, key, identifier in rows:
        names.setdefault(kind, {})[key] = identifier
    return names
