"""Reader of a dataset: TOML files to records, each file by itself, then all of them together."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from sahelcli.dataset.file_content import FileContent, FileRecords
from sahelcli.dataset.linking import link
from sahelcli.dataset.validation import TableValidator
from sahelcli.diagnostics.finding import Finding, Location, Severity, Span, TextFinding
from sahelcli.filesystem import git_lfs
from sahelcli.filesystem.decoding import decode
from sahelcli.filesystem.discovery import DatasetFiles, find_files, read_bytes
from sahelcli.model.base import Record
from sahelcli.model.dataset import Dataset
from sahelcli.model.kinds import TABLES
from sahelcli.progress import Advance, unwatched
from sahelcli.toml.merge_conflicts import MergeConflict, unsolved
from sahelcli.toml.parser import is_too_deep, parse, parse_at_any_depth
from sahelcli.toml.record_positions import pieces
from sahelcli.toml.source_file import SourceFile

_NAME = re.compile(
    r"""\bid[ \t]*=[ \t]*["']([a-z0-9][a-z0-9-]*)["']|^[ \t]*([a-z0-9][a-z0-9-]*)[ \t]*=""", re.MULTILINE
)


@contextmanager
def uncollected() -> Iterator[None]:
    """Switch the garbage collector off: it would find no cycles among records, and take a third of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@uncollected()
def read_dataset(paths: Sequence[str], advance: Advance = unwatched) -> Dataset:
    """Read all files below the paths (`-` is standard input) and return what is valid, with every problem found.

    Nothing is raised for what the files hold or for files that cannot be read: these are among the diagnostics.
    `advance` is told of bytes.
    """
    dataset_files = find_files(paths)
    return read_found(dataset_files, advance)


def read_found(dataset_files: DatasetFiles, advance: Advance = unwatched) -> Dataset:
    """Return the dataset of files that were found, as `read_dataset` does."""
    return link(
        [read_one(path, advance) for path in dataset_files.files], (*dataset_files.diagnostics, *dataset_files.copies)
    )


@uncollected()
def read_file(path: str, data: bytes, advance: Advance = unwatched) -> FileContent:
    """Return the valid records of one file and everything that is wrong with it by itself; `path` is only its name.

    `advance` is told of characters, about as many as there are, and more where the file is read twice.
    """
    text, problem = decode(data)
    if git_lfs.pointed_to(data):
        problem = git_lfs.not_there("`git lfs pull` brings it")
    if problem:
        return _unread(SourceFile(path, data), text, problem)
    merges = unsolved(text)
    if not merges:
        with suppress(RecursionError):  # of what is wrong, and nested too deeply
            if content := _read_whole(SourceFile(path, data), text, advance):
                return content
    return _read_closely(path, data, text, merges, advance)


def _read_whole(page: SourceFile, text: str, advance: Advance) -> FileContent | None:
    """Return what a file holds in which nothing is wrong; None where a closer look has to tell what is."""
    records: dict[str, list[Record]] = {}
    others: dict[str, TableValidator] = {}
    for piece in pieces(text):
        document = parse_at_any_depth(piece)
        if isinstance(document, Finding) or not (tables := _validated(page, document)):
            return None
        for name in document.keys() - TABLES.keys():
            if name in others:  # of another piece: together they may be no valid TOML
                return None
            others[name] = tables
        for kind, rows in tables.rows.items():
            records.setdefault(kind, []).extend(rows.records)
        advance(len(piece))
    info = others["dataset"].info if "dataset" in others else None
    tags = others["tags"].tags if "tags" in others else None
    if not (records or info or tags is not None):
        return None
    return FileContent(page, {kind: FileRecords(some, range(len(some))) for kind, some in records.items()}, info, tags)


def _validated(page: SourceFile, document: dict[str, Any]) -> TableValidator | None:
    """Return the tables of a document; None where something is wrong with one."""
    tables = TableValidator(page)
    for name, value in document.items():
        tables.add(name, value)
        if tables.problems:
            return None
    return None if is_too_deep(_of_no_model(document, tables)) else tables


def _of_no_model(document: dict[str, Any], tables: TableValidator) -> dict[str, Any]:
    """Return the values of a valid document that no model knows: the user's own, each at the depth where it stands."""
    records = (record for rows in tables.rows.values() for record in rows.records)
    own = [extra for record in records if (extra := record.__pydantic_extra__)]
    info = tables.info.model_extra if tables.info else None
    return {name: value for name, value in document.items() if name not in TABLES} | {"": own, "dataset": info}


def _of_records(tables: Mapping[str, Any], text: str, advance: Advance) -> Advance:
    """Return the progress of validating records, which takes two thirds of the time that a file takes."""
    number = sum(len(value) for value in tables.values() if isinstance(value, list))
    return lambda records: advance(records * 2 * len(text) // (3 * number))


def _read_closely(
    path: str,
    data: bytes,
    text: str,
    merges: Sequence[MergeConflict],
    advance: Advance,
) -> FileContent:
    from sahelcli.toml.recovery import RecoveredTables, salvage  # here: of most files nothing is lost

    document = parse(text)
    if isinstance(document, Finding):
        saved = salvage(text, document, merges)
    else:
        saved = salvage(text, None, merges) if merges else RecoveredTables(document, [], (), 0)
    page = SourceFile(path, data, saved.blanks)
    tables = TableValidator(page, _of_records(saved.tables, text, advance))
    for name, value in saved.tables.items():
        tables.add(name, value)
    lost = "".join(text[start:end] for start, end in saved.blanks)
    problems = sorted(saved.problems + tables.problems, key=lambda problem: problem.place.start)
    diagnostics = tuple(page.report(problem) for problem in problems)
    if not (diagnostics or tables.rows or tables.info or tables.tags is not None):
        diagnostics = (page.report(_EMPTY),)
    left_out = tables.left_out + saved.records
    is_unread = bool(problems) and not (left_out or saved.tables)
    return FileContent(
        page,
        tables.rows,
        tables.info,
        tables.tags,
        lost=frozenset(tables.lost | _names_in(lost)),
        loose=tuple(tables.loose),
        unread=is_unread,
        left_out=1 if is_unread else left_out,
        diagnostics=diagnostics,
    )


_EMPTY = Finding(
    Span(0, 0),
    "the file holds no records",
    "no-records",
    "each record begins with a header like [[events]]",
    Severity.WARNING,
)


def read_one(path: str, advance: Advance = unwatched, name: str | None = None) -> FileContent:
    """Return the content of one file of a dataset, as `read_file` does, or the Diagnostic of why it cannot be read.

    `name` is what it is called instead of its path. `advance` is told of bytes, of all that the file has.
    """
    data = read_bytes(path)
    name = name or path
    if isinstance(data, Finding):
        data = data.at(Location(name))
        return FileContent(SourceFile(name), blind=True, unread=True, left_out=1, diagnostics=(data,))
    left = len(data)

    def tell(number: int) -> None:
        nonlocal left
        advance(portion := min(number, left))
        left -= portion

    content = read_file(name, data, tell)
    tell(left)
    return content


def _unread(page: SourceFile, text: str, problem: TextFinding) -> FileContent:
    """Return the content of a file whose bytes are no text: only ids that other records may refer to."""
    names = _names_in(text)
    findings = (page.report(problem),)
    return FileContent(page, lost=names, blind=not names, unread=True, left_out=1, diagnostics=findings)


def _names_in(text: str) -> frozenset[str]:
    """Return the possible ids and tags in a text that cannot be parsed."""
    return frozenset(name for names in _NAME.findall(text) for name in names if name)
