"""Places of findings in the files: in the order of files, lines and columns, one section of a text at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import chain, starmap
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from sahelcli.diagnostics.finding import Diagnostic, Finding, TablePlace, excerpt
from sahelcli.errors import SahelError
from sahelcli.index.manifest import FileState, state_of
from sahelcli.index.record_order import position
from sahelcli.model.kinds import KINDS
from sahelcli.rules.finding_store import FindingStore, StoredRow, noted
from sahelcli.text.quoted_values import shown
from sahelcli.toml.record_positions import TextSection, text_sections

T = TypeVar("T")

_OUTSIDE = re.compile(r"^[ \t]*\[[ \t]*[\"']?(?:tags|dataset)\b", re.MULTILINE)


class FileChanged(SahelError):
    """A file has changed since its index was made."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{shown(path, 150)} was changed while it was checked", "run `sahel check` again")


class _Found(NamedTuple):
    """Findings about the records of a table whose first in the file stands at `first` in the index."""

    table: str
    first: int
    rows: list[StoredRow]


class _Outside(NamedTuple):
    """A finding about no record, and where in a section it is."""

    start: int
    end: int
    row: StoredRow


class _Section(NamedTuple, Generic[T]):
    """What is found in a section of a file, and what is to be made of each finding."""

    path: str
    section: TextSection
    found: Sequence[_Found]
    outside: Sequence[_Outside]
    form: Callable[[Diagnostic], T]


def in_files(
    store: FindingStore,
    files: Sequence[str],
    stamps: Sequence[FileState],
    form: Callable[[Diagnostic], T],
    *,
    shared: bool = False,
) -> Generator[T]:
    """Yield what a function makes of each finding about the records of an index, at its place in valid files.

    `stamps` are the states of the files when the index was made; FileChanged for a file with another state. With
    `shared`, a second process takes half of the work: the function must be a module's, or a partial of one.
    """
    with closing(_sections(store, files, stamps, form)) as sections:
        if not shared:
            yield from chain.from_iterable(starmap(in_section, sections))
            return
        from sahelcli.index.worker_process import in_second_process  # here: what starts processes is slow to load

        with closing(in_second_process(in_section, sections)) as made:
            yield from chain.from_iterable(made)


def in_section(
    path: str,
    section: TextSection,
    found: Sequence[_Found],
    outside: Sequence[_Outside],
    form: Callable[[Diagnostic], T],
) -> list[T]:
    """Return what a function makes of the findings in a section of a file, in the order of their places."""
    located = [(start, end, noted(row)) for start, end, row in outside]
    for table, first, rows in found:
        for stored in map(noted, rows):
            mark = section.find(table, (stored.pos or 0) - first, stored.finding.place.keys)
            located.append((mark.value, mark.value_end, stored))
    located.sort(key=lambda each: (each[0], each[2].number))
    return [form(_placed(section, path, start, end, stored.finding)) for start, end, stored in located]


def _sections(
    store: FindingStore, files: Sequence[str], stamps: Sequence[FileState], form: Callable[[Diagnostic], T]
) -> Generator[_Section[T]]:
    """Yield the sections of the files in which something was found."""
    outside = _outside(store, files)
    for rank, path in enumerate(files):
        places = {kind.table: (position(kind.name, rank, 0), position(kind.name, rank + 1, 0)) for kind in KINDS}
        if rank in outside or any(store.any_between(*bounds) for bounds in places.values()):
            with _unchanged(path, stamps[rank]) as sections:
                for which, section in enumerate(sections):
                    found = [
                        _found(store, table, first, section.numbers(table)) for table, (first, _) in places.items()
                    ]
                    yield _Section(path, section, found, outside.get(rank, {}).get(which, ()), form)


def _found(store: FindingStore, table: str, first: int, numbers: range) -> _Found:
    return _Found(table, first, store.between(first + numbers.start, first + numbers.stop))


@contextmanager
def _unchanged(path: str, stamp: FileState) -> Iterator[Iterator[TextSection]]:
    """Yield the sections of a file; FileChanged if its state is another before or after that."""
    with Path(path).open("rb") as stream:
        for is_after in (False, True):
            if state_of(Path(path)) != stamp.state:
                raise FileChanged(path)
            if not is_after:
                yield text_sections(stream)


def _outside(store: FindingStore, files: Sequence[str]) -> Mapping[int, Mapping[int, list[_Outside]]]:
    """Return the findings about no record, by file and section: the first that have them; few are looked at whole."""
    left = store.of_no_record()
    by_file: dict[int, dict[int, list[_Outside]]] = {}
    for is_close in (False, True):
        for rank, path in enumerate(files if left else ()):
            with Path(path).open("rb") as stream:
                for which, section in enumerate(text_sections(stream)):
                    if left and (is_close or not which or _OUTSIDE.search(section.text)):
                        marks = [(row, section.mark(noted(row).finding.place.keys)) for row in left]
                        left = [row for row, mark in marks if mark is None]
                        here = [_Outside(mark.key, mark.key_end, row) for row, mark in marks if mark]
                        by_file.setdefault(rank, {}).setdefault(which, []).extend(here)
    return by_file


def _placed(section: TextSection, path: str, start: int, end: int, finding: Finding[TablePlace]) -> Diagnostic:
    location, line = section.place(path, start)
    return finding.at(location, excerpt(line, location.column, end - start))
