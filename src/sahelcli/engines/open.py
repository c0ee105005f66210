"""Opening of exported facts as an `Index`, so that commands query another engine as they query SQLite."""

from __future__ import annotations

import json
from collections import defaultdict

from sahelcli.engines import records  # noqa: F401  # has what asks an index ask facts
from sahelcli.engines.connections import connect
from sahelcli.engines.facts_connection import FactsConnection, connected
from sahelcli.engines.facts_schema import VERSION
from sahelcli.errors import SahelError
from sahelcli.filesystem.discovery import DatasetFiles
from sahelcli.index.open import Index
from sahelcli.text.quoted_values import shown

_MODULUS = 1 << 256  # of the hash of records: `index.build.content_hash`


class OtherFacts(SahelError):
    """The tables of an engine are no facts of a dataset, are incomplete, or have another version of the schema."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, "export them again with `sahel export facts`, and load all of them")


def open_facts(url: str) -> Index:
    """Return the facts that the engine at a URL has; SahelError where they cannot be used, or are not whole.

    Records and files that were not valid at export are in the index's `lacking`.
    """
    connection = connected(connect(url))
    about = _about(connection)
    _refuse_other(connection, about)
    connection.executemany("INSERT INTO meta VALUES (?, ?)", _meta(about).items())
    return Index(connection, DatasetFiles(connection.engine.files, ()))


def _about(connection: FactsConnection) -> dict[str, dict[str, str]]:
    """Return each dataset's description of itself: values by key, and numbers of records by kind."""
    about: dict[str, dict[str, str]] = defaultdict(dict)
    for dataset, kind, key, value in connection.about():
        about[dataset][f"{key} {kind}".strip()] = value
    return about


def _refuse_other(connection: FactsConnection, about: dict[str, dict[str, str]]) -> None:
    if not about:
        raise OtherFacts("there are no facts of any dataset")
    for dataset, meta in about.items():
        if meta.get("schema") != str(VERSION):
            version = shown(meta.get("schema", "?"), 20)
            raise OtherFacts(f"{shown(dataset)} has facts of version {version}, and this sahel reads {VERSION}")
    if connection.engine.files:
        return  # which have been compared with their manifest
    facts = connection.engine.facts
    count_table = facts.group_by("dataset", "kind").aggregate(number=facts.count())
    counts = {(dataset, kind): number for dataset, kind, number in connection.fetch(count_table)}
    for dataset, meta in about.items():
        for kind in (key.removeprefix("rows ") for key in meta if key.startswith("rows ")):
            number, wanted = counts.get((dataset, kind), 0), int(meta[f"rows {kind}"])
            if number != wanted:
                raise OtherFacts(f"{shown(dataset)} has {number:,} records of kind {kind} there, of {wanted:,}")


def _meta(about: dict[str, dict[str, str]]) -> dict[str, str]:
    """Return the `meta` of an index: of several datasets that of the first, with the hash of all."""
    first = about[min(about)]
    number = sum(int(meta["left_out"]) for meta in about.values())
    lacking = json.dumps([number, 0, number, [], [], []]) if number else ""  # as in `stored_incompleteness`
    content = sum(int(meta["content_hash"], 16) for meta in about.values()) % _MODULUS
    own = {key: first.get(key, "") for key in ("title", "version", "licence")}
    return {**own, "content_hash": f"{content:064x}", "lacking": lacking}
