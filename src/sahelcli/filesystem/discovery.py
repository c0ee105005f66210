"""Discovery of a dataset's files: what stands at a path, and every `*.toml` below a folder but for copies."""

import os
import stat
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple

from sahelcli.diagnostics.finding import Diagnostic, Finding, Location, Severity
from sahelcli.errors import SahelError
from sahelcli.filesystem.directory_entries import (
    LEADS_BACK,
    LEAVINGS,
    STANDARD_INPUT,
    FileEntry,
    entries,
    is_toml,
    read_bytes,
)
from sahelcli.filesystem.sync_copies import SUFFIX
from sahelcli.progress import Advance, progress
from sahelcli.text.quoted_values import shown


def is_there(path: str | os.PathLike[str]) -> bool:
    """Whether a path exists."""
    return _state(path) is not None


def is_folder(path: str | os.PathLike[str]) -> bool:
    """Whether a path is a folder."""
    state = _state(path)
    return state is not None and stat.S_ISDIR(state.st_mode)


def size_of(path: str | os.PathLike[str]) -> int | None:
    """Return how many bytes the file there has; None where there is none, or a folder, a pipe or a device."""
    state = _state(path)
    return state.st_size if state and stat.S_ISREG(state.st_mode) else None


def _state(path: str | os.PathLike[str]) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116  # takes what Path cannot
    except (OSError, ValueError):
        return None


__all__ = ["LEAVINGS", "STANDARD_INPUT", "SUFFIX", "DatasetFiles", "find_files", "holds_files", "is_toml", "read_bytes"]

MOST_FILES = 10_000  # below one folder: what holds more is no dataset, but a disk


class DatasetFiles(NamedTuple):
    """The files of a dataset in the order they are read, each once, and findings on files that cannot be used.

    `copies` are those that synchronisers and others have left beside a file: they are not read. `paths` are what was
    named, `origins` says for each file which of them it was found by.
    """

    files: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    copies: tuple[Diagnostic, ...] = ()
    paths: tuple[str, ...] = ()
    origins: tuple[int, ...] = ()

    @property
    def are_lasting(self) -> bool:
        """Whether the files can be read again: a pipe is read but once."""
        return STANDARD_INPUT not in self.files and all(map(os.path.isfile, self.files))

    @property
    def messages(self) -> list[str]:
        """The messages about files that could not be used; when these change, the dataset has changed."""
        return [f"{Path(finding.place.path).name}: {finding.message}" for finding in self.diagnostics]


class TooManyFiles(SahelError):
    """A folder holds more files than any dataset."""

    def __init__(self, path: str) -> None:
        message = f"{shown(path, 200)} holds more than {MOST_FILES:,} *{SUFFIX} files"
        super().__init__(message, "no dataset has so many: name the folder below it that is meant")


def find_files(paths: Sequence[str]) -> DatasetFiles:
    """Return the files that the paths name or hold; those of a folder in the order of the bytes of their paths.

    TooManyFiles is raised for a folder that holds more than any dataset.
    """
    files: dict[tuple[int, int], tuple[str, int]] = {}
    copies: list[FileEntry] = []
    diagnostics: list[Diagnostic] = []
    for number, path in enumerate(paths):
        files_below, refused = _below(path)
        diagnostics += refused
        for entry in sorted(files_below, key=lambda entry: os.fsencode(entry.path)):
            if entry.original:
                copies.append(entry)
            else:
                files.setdefault(entry.identity, (entry.path, number))
        if not (files_below or refused):
            message = f"no *{SUFFIX} file lies below this folder"
            diagnostics.append(Finding(Location(path), message, "no-records", severity=Severity.WARNING))
    diagnostics.sort(key=lambda diagnostic: os.fsencode(diagnostic.place.path))
    passed_over = tuple(_passed_over(copy) for copy in copies if copy.identity not in files)
    names, origins = zip(*files.values(), strict=True) if files else ((), ())
    return DatasetFiles(names, tuple(diagnostics), passed_over, tuple(paths), origins)


def toml_files(path: str) -> DatasetFiles:
    """Return the files of one path, as `find_files` does."""
    return find_files((path,))


def holds_files(folder: str) -> bool:
    """Say whether a folder holds a TOML file, which need not be readable, or cannot be opened; a file is no folder."""
    if not os.path.lexists(folder) or (is_there(folder) and not is_folder(folder)):
        return False
    with _looking(folder) as advance:
        return any(isinstance(entry, FileEntry) or entry.message != LEADS_BACK for entry in entries(folder, advance))


def _below(path: str) -> tuple[list[FileEntry], list[Diagnostic]]:
    """Return the files at or below a path, and findings on files that cannot be used."""
    files: list[FileEntry] = []
    refused: list[Diagnostic] = []
    with _looking(path) as advance:
        for entry in entries(path, advance):
            if isinstance(entry, Finding):
                refused.append(entry)
            elif len(files) < MOST_FILES:
                files.append(entry)
            else:
                raise TooManyFiles(path)
    return files, refused


def _looking(path: str) -> AbstractContextManager[Advance]:
    return progress(f"looking for *{SUFFIX} files below {shown(path)}", unit="folders")


def _passed_over(copy: FileEntry) -> Diagnostic:
    from sahelcli.text import shell_quoting  # here: few folders hold such a copy

    original = copy.original or ""
    message = f"a copy of {shown(Path(original).name)}, as synchronisers and others leave them: it is not read"
    hint = f"compare them: `{shell_quoting.join(['sahel', 'diff', original, copy.path])}`; then delete it, or rename it"
    return Finding(Location(copy.path), message, "conflict-copy", hint, Severity.WARNING)
