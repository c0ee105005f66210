"""Serialisation of a dataset's incompleteness in its index, with files by number, since their paths may change.

Files that could not be read at all are not stored: they are looked for anew each time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from sahelcli.diagnostics.finding import Diagnostic, Finding, Location
from sahelcli.filesystem.discovery import DatasetFiles
from sahelcli.incompleteness import Incompleteness, errors_of, named_errors

_FILE = "\0([0-9]+)\0"  # in no message and no path otherwise


def by_number(rank: int) -> str:
    """Return the placeholder of a file in the stored text."""
    return f"\0{rank}\0"


def serialise(lacking: Incompleteness, dataset_files: DatasetFiles) -> str:
    """Return the text to store, empty where nothing is lacking."""
    if not (lacking.errors or lacking.empty):
        return ""
    first = [lacking.first] if lacking.first else []
    empty = [dataset_files.paths.index(path) for path in lacking.empty]
    numbers = (lacking.left_out, lacking.unread, lacking.errors)
    return json.dumps([*numbers, _findings(first), _findings(lacking.useless), empty])


def restored(text: str, dataset_files: DatasetFiles) -> Incompleteness:
    """Return the stored incompleteness, with the current paths of the files."""
    if not text:
        return Incompleteness(copies=dataset_files.copies)
    left_out, unread, errors, first, useless, empty = json.loads(text)
    return Incompleteness(
        left_out,
        unread,
        errors,
        next(iter([*errors_of(dataset_files.diagnostics), *_restored(first, dataset_files.files)]), None),
        (*named_errors(dataset_files), *_restored(useless, dataset_files.files)),
        tuple(dataset_files.paths[number] for number in empty),
        dataset_files.copies,
    )


def _findings(findings: Iterable[Diagnostic]) -> list[Any]:
    named = (finding for finding in findings if re.fullmatch(_FILE, finding.place.path))
    return [[*finding.place, finding.message, finding.code, finding.hint] for finding in named]


def _restored(findings: Iterable[Any], files: Sequence[str]) -> list[Diagnostic]:
    def called(text: str) -> str:
        return re.sub(_FILE, lambda number: files[int(number[1])], text)

    return [
        Finding(Location(called(path), line, column), called(message), code, hint)
        for path, line, column, message, code, hint in findings
    ]
