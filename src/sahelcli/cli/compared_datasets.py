"""Datasets to compare: opened from a path or a git revision, with notes on invalid records."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sahelcli import output
from sahelcli.cli import options
from sahelcli.dataset.locate import locate
from sahelcli.filesystem.discovery import is_toml
from sahelcli.filesystem.sync_copies import originals_of
from sahelcli.incompleteness import Incompleteness
from sahelcli.phrases import count
from sahelcli.text import shell_quoting

if TYPE_CHECKING:
    from sahelcli.comparison.dataset_side import DatasetSide
    from sahelcli.dataset.snapshot import Snapshot
    from sahelcli.model.dataset import Dataset

_NOTHING = (os.devnull, "/dev/null")  # what git calls the other side of a file that is new, or gone


def side(named: str | None, other: str | None, data: options.DatasetOptions, quiet: bool) -> "DatasetSide":
    """Return the named dataset, or the default one, and note its invalid records; IncompleteDataset if `strict`."""
    from sahelcli.comparison.dataset_side import DatasetSide

    side = DatasetSide(_snapshot(named, other, data), lambda: _other_datasets(named, data))
    for finding in side.notes():
        output.note(f"{finding.place}: {finding.message}", quiet=quiet)
    if side.not_valid and data.strict:
        raise options.IncompleteDataset(Incompleteness(side.not_valid))
    if side.not_valid:
        output.note(_not_valid(named, side.not_valid), quiet=quiet)
    return side


def _not_valid(named: str | None, number: int) -> str:
    records = f"{named or 'the dataset'}: {count(number, 'record')} not valid and compared as written"
    if named and named.startswith("git:"):  # there is no file to check
        return records
    command = shell_quoting.join(["sahel", "check", *(["-d", named] if named else [])])
    return f"{records}: `{command}` shows what is wrong"


def _snapshot(named: str | None, other: str | None, data: options.DatasetOptions) -> "Snapshot":
    from sahelcli.dataset.git_revision import PREFIX, Revision, read_revision
    from sahelcli.dataset.snapshot import Snapshot

    if named in _NOTHING:
        return Snapshot(())
    if named is None:
        return Snapshot.take(locate(data.data, os.environ))
    if not named.startswith(PREFIX):
        return Snapshot.take(locate((named,), os.environ))
    revision = Revision.read(named)
    if revision.path:
        return read_revision(revision.name, (revision.path,))
    beside = (other,) if other and not other.startswith(PREFIX) else locate(data.data, os.environ)
    return read_revision(revision.name, beside)


def _other_datasets(named: str | None, data: options.DatasetOptions) -> "tuple[Dataset, ...]":
    """Return the datasets for looking up missing references of a side: files beside it, then the default one."""
    from sahelcli.dataset.git_revision import PREFIX, Revision, read_revision
    from sahelcli.dataset.reader import read_dataset

    usual = read_dataset(locate(data.data, os.environ))
    revision = Revision.read(named) if named and named.startswith(PREFIX) else None
    path = Path((revision.path if revision else named) or ".")
    if not is_toml(path.name):
        return (usual,)
    if revision:
        return (read_revision(revision.name, (str(path.parent),)).dataset(), usual)
    files = [str(file) for file in path.parent.iterdir() if is_toml(file.name) and file.is_file()]
    return (read_dataset(sorted(set(files) - originals_of(files).keys())), usual)
