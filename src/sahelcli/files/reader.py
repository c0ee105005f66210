"""TOML files to records: each file by itself, then all of them together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sahelcli.files.content import FileContent
from sahelcli.files.encoding import decode
from sahelcli.files.link import link
from sahelcli.files.page import Page
from sahelcli.files.problem import Problem
from sahelcli.files.salvage import Salvage, salvage
from sahelcli.files.tables import Tables
from sahelcli.files.toml import parse
from sahelcli.files.walk import find_files, read_bytes
from sahelcli.records.dataset import Dataset
from sahelcli.records.diagnostic import Diagnostic, Severity

_IDS = re.compile(r"""\bid[ \t]*=[ \t]*["']([a-z0-9][a-z0-9-]*)["']|^[ \t]*([a-z0-9][a-z0-9-]*)[ \t]*=""", re.MULTILINE)


def read_dataset(paths: Sequence[str]) -> Dataset:
    """Read all files below the paths (`-` is standard input) and return what is valid, with every problem found.

    Nothing is raised for what the files hold or for files that cannot be read: these are among the diagnostics.
    """
    found = find_files(paths)
    contents = []
    for path in found.files:
        data = read_bytes(path)
        contents.append(
            FileContent(Page(path), blind=True, diagnostics=(data,))
            if isinstance(data, Diagnostic)
            else read_file(path, data)
        )
    return link(contents, found.diagnostics)


def read_file(path: str, data: bytes) -> FileContent:
    """Return the valid records of one file and everything that is wrong with it by itself; `path` is only its name."""
    text, problem = decode(data)
    if problem:
        return _unread(path, data, text, problem)
    document = parse(text)
    saved = salvage(text, document) if isinstance(document, Problem) else Salvage(document, [], ())
    page = Page(path, data, saved.blanks)
    tables = Tables(page)
    for name, value in saved.tables.items():
        tables.add(name, value)
    if not document:
        warning = Problem(
            0, 0, "the file holds no records", "no-records", "each record begins with a header like [[events]]"
        )
        return FileContent(page, diagnostics=(page.report(warning, Severity.WARNING),))
    lost_text = "".join(text[start:end] for start, end in saved.blanks)
    return FileContent(
        page,
        tables.rows,
        tables.info,
        tables.tags,
        frozenset(tables.lost | _ids_in(lost_text)),
        left_out=tables.left_out + len(re.findall(r"^[ \t]*\[\[[^.\n]*\]\]", lost_text, re.MULTILINE)),
        diagnostics=tuple(page.report(found) for found in sorted(saved.problems + tables.problems)),
    )


def _unread(path: str, data: bytes, text: str, problem: Problem) -> FileContent:
    page = Page(path, data)
    lost = _ids_in(text)
    return FileContent(page, lost=lost, blind=not lost, diagnostics=(page.report(problem),))


def _ids_in(text: str) -> frozenset[str]:
    """Return what may be ids and tags in a text that cannot be read otherwise."""
    return frozenset(name for names in _IDS.findall(text) for name in names if name)
