"""Snapshot of a dataset: its files at one moment, or with other content in one of them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sahelcli.dataset.file_content import FileContent
from sahelcli.dataset.linking import link
from sahelcli.dataset.reader import read_file, read_one
from sahelcli.diagnostics.finding import Diagnostic, Severity
from sahelcli.filesystem.discovery import find_files
from sahelcli.model.dataset import Dataset


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The files of a dataset with what each holds; `findings` are those from before they were read."""

    contents: tuple[FileContent, ...]
    findings: tuple[Diagnostic, ...] = ()

    @classmethod
    def take(cls, paths: Sequence[str]) -> Snapshot:
        """Read all files below the paths; what cannot be read is among the diagnostics."""
        dataset_files = find_files(paths)
        return cls(tuple(map(read_one, dataset_files.files)), (*dataset_files.diagnostics, *dataset_files.copies))

    def at(self, path: str) -> FileContent | None:
        """Return the file of a path, however that is written, or None where it is none of the dataset's."""
        real = os.path.realpath(path)
        return next((content for content in self.contents if os.path.realpath(content.page.path) == real), None)

    def with_files(self, texts: Mapping[str, bytes]) -> Snapshot:
        """Return the dataset with other bytes in some of its files, or with files more."""
        read = {os.path.realpath(path): read_file(path, data) for path, data in texts.items()}
        replaced = tuple(read.pop(os.path.realpath(content.page.path), content) for content in self.contents)
        return Snapshot((*replaced, *read.values()), self.findings)

    def dataset(self) -> Dataset:
        """Return the records of all files together, as `read_dataset` does."""
        return link(self.contents, self.findings)


def new_errors(before: Dataset, after: Dataset) -> list[Diagnostic]:
    """Return the errors of a dataset that it did not have before."""
    known = frozenset(before.diagnostics)
    return [finding for finding in after.diagnostics if finding.severity is Severity.ERROR and finding not in known]
