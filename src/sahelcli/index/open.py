"""Opens the index of a dataset, and builds it first when there is none that is up to date."""

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from sahelcli.filesystem.discovery import DatasetFiles, find_files
from sahelcli.incompleteness import Incompleteness
from sahelcli.index.cache_dir import alone, clear, identity_of, make_folder, place_of, touch
from sahelcli.index.manifest import Manifest, read_manifest, settle
from sahelcli.index.stored_incompleteness import restored


class Index(NamedTuple):
    """An open index of the files that were found; `place` is the path of its manifest, None if it is in memory alone.

    So is `manifest`, which has the states of the files when they were last compared.
    """

    connection: sqlite3.Connection
    dataset_files: DatasetFiles
    place: Path | None = None
    manifest: Manifest | None = None

    def ask(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a statement."""
        return self.connection.execute(statement, values).fetchall()

    def meta(self, name: str) -> str:
        """Return a property of the dataset: its title, version, tags … (`build.pipeline.meta_rows` writes them)."""
        ((value,),) = self.ask("SELECT value FROM meta WHERE key = ?", (name,))
        return str(value)

    @property
    def files(self) -> tuple[str, ...]:
        """The files of the dataset."""
        return self.dataset_files.files

    @property
    def lacking(self) -> Incompleteness:
        """The invalid records and unreadable files of the dataset, which are missing from every answer."""
        return restored(self.meta("lacking"), self.dataset_files)


def open_index(paths: Sequence[str], *, rebuild: bool = False) -> Index:
    """Return the index of the dataset at the paths; it is built now if none is up to date, or if `rebuild`.

    An index that cannot be kept (no home, a full or read-only disk) is made in memory: the answer is the same.
    """
    dataset_files = find_files(paths)
    if index := _stored(paths, dataset_files, rebuild=rebuild):
        return index
    from sahelcli.index.build.pipeline import fill

    return Index(fill(in_memory, dataset_files).connection, dataset_files)


def kept_index(paths: Sequence[str]) -> Index | None:
    """Return the index of the dataset that the paths name, brought up to date, or None where none can be kept."""
    return _stored(paths, find_files(paths))


def in_memory() -> sqlite3.Connection:
    """Return a connection to an empty database that is kept in memory."""
    connection = sqlite3.connect(":memory:")
    connection.execute("PRAGMA temp_store = MEMORY")  # not even a folder for temporary files is needed
    return connection


def index_at_hand(paths: Sequence[str]) -> Index | None:
    """Return the index of the dataset at the paths, None if none is up to date; nothing is built."""
    dataset_files = find_files(paths)
    identity = identity_of(paths)
    place = place_of(identity) if dataset_files.are_lasting else None
    return _open_if_true(place, identity, dataset_files) if place else None


def _stored(paths: Sequence[str], dataset_files: DatasetFiles, *, rebuild: bool = False) -> Index | None:
    """Return the stored index of a dataset, or None if none can be stored."""
    identity = identity_of(paths)
    place = place_of(identity) if dataset_files.are_lasting else None
    if place:
        with suppress(OSError, sqlite3.Error):
            return _at(place, identity, dataset_files, rebuild)
    return None


def _at(place: Path, identity: str, dataset_files: DatasetFiles, rebuild: bool) -> Index:
    """Return the index stored at a place; OSError or sqlite3.Error if none can be."""
    if not rebuild and (index := _open_if_true(place, identity, dataset_files)):
        touch(place)
        return index
    make_folder(place.parent)
    with alone(place):
        if not rebuild and (index := _open_if_true(place, identity, dataset_files)):
            return index  # somebody else has built it meanwhile
        from sahelcli.index.build.pipeline import make

        manifest, connection = make(place, identity, dataset_files, anew=rebuild)
    with suppress(OSError):
        clear(place.parent)
    return Index(connection, dataset_files, place, manifest)


def _open_if_true(place: Path, identity: str, dataset_files: DatasetFiles) -> Index | None:
    """Return the index if it is whole and its files are unchanged, as far as their times can tell."""
    for _ in range(2):  # another process may have put a newer index in the place of the one that was read of
        manifest = read_manifest(place)
        now = manifest and manifest.now(identity, dataset_files.files, dataset_files.messages)
        if not (manifest and now):
            return None
        if connection := now.open(place.parent):
            settle(place, manifest, now)
            return Index(connection, dataset_files, place, now)
    return None
