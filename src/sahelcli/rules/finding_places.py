"""Places of findings in the files: in the order of files, lines and columns, one section of a text at a time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from heapq import merge
from pathlib import Path
from typing import NamedTuple

from sahelcli.diagnostics.finding import Diagnostic, excerpt
from sahelcli.errors import SahelError
from sahelcli.index.manifest import FileState, state_of
from sahelcli.index.record_order import position
from sahelcli.model.kinds import KINDS
from sahelcli.rules.finding_store import FindingStore, StoredFinding
from sahelcli.text.quoted_values import shown
from sahelcli.toml.positions import KeyPosition
from sahelcli.toml.record_positions import TextSection, text_sections

_OUTSIDE = re.compile(r"^[ \t]*\[[ \t]*[\"']?(?:tags|dataset)\b", re.MULTILINE)


class FileChanged(SahelError):
    """A file has changed since its index was made."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{shown(path, 150)} was changed while it was checked", "run `sahel check` again")


class _Placed(NamedTuple):
    line: int
    column: int
    number: int
    finding: Diagnostic


def in_files(store: FindingStore, files: Sequence[str], stamps: Sequence[FileState]) -> Iterator[Diagnostic]:
    """Yield the findings about the records of an index at their places in valid files.

    `stamps` are the states of the files when the index was made; FileChanged for a file with another state.
    """
    outside = _outside(store, files)
    for rank, path in enumerate(files):
        if rank in outside or any(store.any_between(*_places(kind.name, rank)) for kind in KINDS):
            with _unchanged(path, stamps[rank]) as sections:
                placed = merge(_in_file(store, rank, path, sections), sorted(outside.get(rank, ())))
                yield from (each.finding for each in placed)


@contextmanager
def _unchanged(path: str, stamp: FileState) -> Iterator[Iterator[TextSection]]:
    """Yield the sections of a file; FileChanged if its state is another before or after that."""
    with Path(path).open("rb") as stream:
        for is_after in (False, True):
            if state_of(Path(path)) != stamp.state:
                raise FileChanged(path)
            if not is_after:
                yield text_sections(stream)


def _in_file(store: FindingStore, rank: int, path: str, sections: Iterator[TextSection]) -> Iterator[_Placed]:
    for section in sections:
        located: list[tuple[KeyPosition, StoredFinding]] = []
        for kind in KINDS:
            numbers, (start, _) = section.numbers(kind.table), _places(kind.name, rank)
            here = store.between(start + numbers.start, start + numbers.stop)
            located += [
                (section.find(kind.table, (stored.pos or 0) - start, stored.finding.place.keys), stored)
                for stored in here
            ]
        located.sort(key=lambda each: (each[0].value, each[1].number))
        for mark, stored in located:
            yield _placed(section, path, (mark.value, mark.value_end), stored)


def _outside(store: FindingStore, files: Sequence[str]) -> Mapping[int, list[_Placed]]:
    """Return the findings about no record, in the first file that has them; few files are looked at whole."""
    left = list(store.of_no_record())
    by_file: dict[int, list[_Placed]] = defaultdict(list)
    for is_close in (False, True):
        for rank, path in enumerate(files if left else ()):
            with Path(path).open("rb") as stream:
                for number, section in enumerate(text_sections(stream)):
                    if left and (is_close or not number or _OUTSIDE.search(section.text)):
                        located = [(mark, each) for each in left if (mark := section.mark(each.finding.place.keys))]
                        left = [each for each in left if not any(each is one for _, one in located)]
                        by_file[rank] += [_placed(section, path, mark[:2], each) for mark, each in located]
    return by_file


def _placed(section: TextSection, path: str, marked: tuple[int, int], stored: StoredFinding) -> _Placed:
    start, end = marked
    location, line = section.place(path, start)
    finding = stored.finding.at(location, excerpt(line, location.column, end - start))
    return _Placed(location.line, location.column, stored.number, finding)


def _places(kind: str, rank: int) -> tuple[int, int]:
    """Return where the records of a kind in a file stand: from, and up to."""
    return position(kind, rank, 0), position(kind, rank + 1, 0)
