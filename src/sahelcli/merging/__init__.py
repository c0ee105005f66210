"""Three-way merge of files of a dataset: by record where all three can be read, else line by line."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from sahelcli.diagnostics.finding import Finding, TextFinding
from sahelcli.filesystem.decoding import decode, decoded
from sahelcli.merging.document_merge import Conflict, Piece, Sides, Values, is_faithful, merge_documents, values_of
from sahelcli.merging.line_merge import Markers, merge_lines
from sahelcli.merging.toml_document import Key, read_document
from sahelcli.toml.parser import parse


class Unread(NamedTuple):
    """The version of the file, "base", "ours" or "theirs", that cannot be read, and why."""

    side: str
    data: bytes
    problem: TextFinding


class Merged(NamedTuple):
    """A merged file: its bytes, its conflicts, and the reason if it was merged by lines.

    `conflicts` are the keys of records, tables and comments; those of lines have none: then `lines` counts them.
    """

    data: bytes
    conflicts: tuple[Key, ...] = ()
    lines: int = 0
    unread: Unread | None = None
    by_lines: bool = False


def merge(base: bytes, ours: bytes, theirs: bytes, markers: Markers) -> Merged:
    """Merge two versions of a file with their common base, and put markers around each conflict."""
    sides = Sides(base, ours, theirs)
    versions = sides.map(_read)
    for name, version, data in zip(Sides._fields, versions, sides, strict=True):
        if isinstance(version, Finding):
            return _by_lines(sides, markers)._replace(unread=Unread(name, data, version))
    if sides.is_resolved:
        return Merged(sides.result)
    merged = _by_record(Sides(*(version for version in versions if isinstance(version, _Version))), markers)
    if merged is None:
        return _by_lines(sides, markers)
    has_bom = sides.map(lambda data: data.startswith(BOM_UTF8)).result
    return merged._replace(data=BOM_UTF8 * has_bom + merged.data)


class _Version(NamedTuple):
    """The text of a file with its original line ends, and its parsed values."""

    text: str
    tables: dict[str, Any]


def _read(data: bytes) -> _Version | TextFinding:
    """Parse a version of the file; return the finding if it cannot be read."""
    text, problem = decode(data)
    tables = problem or parse(text)
    return tables if isinstance(tables, Finding) else _Version(decoded(data, "TOML text")[0], tables)


def _by_record(versions: Sides[_Version], markers: Markers) -> Merged | None:
    """Merge readable texts; None if the result would lose or change values, as for a table in two parts."""
    texts = versions.map(lambda version: version.text)
    ends = texts.map(_line_end)
    is_uniform = "mixed" not in ends
    end = ends.result or ends.ours or ends.theirs
    if is_uniform:
        texts = texts.map(lambda text: text.replace("\r\n", "\n"))
    tables = versions.map(lambda version: version.tables)
    pieces, tail = merge_documents(Sides(*map(read_document, texts, tables)))
    conflicts = tuple(piece.content.key for piece in pieces if isinstance(piece.content, Conflict))
    values = tables.map(values_of)
    for name in ("ours", "theirs") if conflicts else ("ours",):
        decided = parse(_rendered(pieces, tail, attrgetter(name)).replace("\r\n", "\n"))
        side: Values = getattr(values, name)
        if isinstance(decided, Finding) or not is_faithful(values_of(decided), values, conflicts, side):
            return None
    text = _rendered(pieces, tail, lambda conflict: _marked(conflict, markers))
    if is_uniform and end == "\r\n":
        text = text.replace("\n", end)
    return Merged(text.encode(), conflicts)


def _line_end(text: str) -> str:
    r"""Return how all lines of a text end: "\n", "\r\n", "mixed", or "" where there is one line."""
    lines, longer = text.count("\n"), text.count("\r\n")
    if longer not in (0, lines):
        return "mixed"
    return ("\r\n" if longer else "\n") if lines else ""


def _rendered(pieces: Sequence[Piece], tail: str, decide: Callable[[Conflict], str]) -> str:
    texts = (
        piece.gap + (decide(piece.content) if isinstance(piece.content, Conflict) else piece.content)
        for piece in pieces
    )
    return "".join(texts) + tail


def _marked(conflict: Conflict, markers: Markers) -> str:
    base, ours, theirs = (side.encode() for side in conflict[1:])
    return markers.around(base, ours, theirs).decode().removesuffix("\n")


def _by_lines(sides: Sides[bytes], markers: Markers) -> Merged:
    end = b"\r\n" if sides.ours.count(b"\r\n") * 2 > sides.ours.count(b"\n") else b"\n"
    pieces, conflicts = list[bytes](), 0
    for chunk in merge_lines(*sides):
        if chunk.merged is None:
            conflicts += 1
            base, ours, theirs = map(b"".join, (chunk.base, chunk.ours, chunk.theirs))
            pieces.append(markers.around(base, ours, theirs, end))
        else:
            pieces += chunk.merged
    return Merged(b"".join(pieces), lines=conflicts, by_lines=True)
