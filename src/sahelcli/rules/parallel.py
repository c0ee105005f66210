"""Parallel run of the rules of a large dataset: half of them in a second process, which asks the same index."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from sahelcli.index.manifest import Manifest
from sahelcli.index.open import Index
from sahelcli.progress import Advance
from sahelcli.rules import RULES, Rule, store_findings, stored_findings
from sahelcli.rules.finding_store import FindingStore
from sahelcli.rules.index_records import IndexRecords

LARGE = 4_000_000  # bytes of files, from which a second process saves more time than it takes to start
_ELSEWHERE = frozenset(  # half of the work: all that asks the table of sources, which one process makes
    {
        "misspelt-publisher",
        "publisher-spelling",
        "unmarked-agency",
        "same-address",
        "web-address",
        "unarchived-source",
        "similar-quote",
        "hidden-character",
        "repeated",
    }
)


def saves_time(index: Index, manifest: Manifest) -> bool:
    """Whether a second process can work, and saves more time than it takes to start."""
    if not (index.place and sum(stamp.size for stamp in manifest.stamps) > LARGE):
        return False
    from sahelcli.index.worker_process import can_help  # here: what starts processes is slow to load

    return can_help()


def findings_in_parallel(
    index: Index, manifest: Manifest, records: IndexRecords, rules: Sequence[Rule], advance: Advance
) -> FindingStore:
    """Return the findings of these rules, without those that are allowed; `advance` counts rules.

    Where no second process can work, and no file be written for it, this one does all.
    """
    if index.place and saves_time(index, manifest):
        with suppress(OSError, sqlite3.Error):
            return _by_two(index.place.parent, manifest, records, rules, advance)
    return stored_findings(records, rules, advance)


def _by_two(
    folder: Path, manifest: Manifest, records: IndexRecords, rules: Sequence[Rule], advance: Advance
) -> FindingStore:
    from sahelcli.index.worker_process import in_second_process

    store = FindingStore(records)
    with TemporaryDirectory() as temporary:
        saved = Path(temporary, "findings")
        elsewhere = [(number, rule.code) for number, rule in enumerate(rules) if rule.code in _ELSEWHERE]

        def given() -> Iterator[tuple[Path, Manifest, Sequence[tuple[int, str]], Path]]:
            yield folder, manifest, elsewhere, saved
            rules_here = ((number, rule) for number, rule in enumerate(rules) if rule.code not in _ELSEWHERE)
            store_findings(store, records, rules_here, advance)  # while the other process works

        for number in in_second_process(save_findings, given()):
            advance(number)
        store.add(saved)
    return store


def save_findings(folder: Path, manifest: Manifest, codes: Sequence[tuple[int, str]], saved: Path) -> int:
    """Save what breaks the rules of these numbers and codes in the index of a folder; return how many they are."""
    connection = manifest.open(folder)
    if connection is None:
        raise FileNotFoundError(folder / manifest.name)
    by_code = {rule.code: rule for rule in RULES}
    with closing(connection):
        store = FindingStore(records := IndexRecords(connection))
        store_findings(store, records, ((number, by_code[code]) for number, code in codes))
        saved.unlink(missing_ok=True)
        store.save(saved)
    return len(codes)
