"""Linking of files: ids, references, tags and nesting hold across all; which file a record came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from sahelcli.dataset.file_content import FileContent
from sahelcli.dataset.record_pool import RecordPool
from sahelcli.dataset.reference_checks import (
    Elsewhere,
    ReferenceTargets,
    nowhere,
    remove_dependents,
    unknown_references,
)
from sahelcli.diagnostics.finding import Diagnostic, Finding, Location, Severity, TablePlace
from sahelcli.model.dataset import Dataset, DatasetInfo
from sahelcli.model.kinds import KINDS, Place
from sahelcli.model.reference_fields import Keys
from sahelcli.text.quoted_values import cut_left, shown


class FileOrigins:
    """The files that a dataset's records came from."""

    def __init__(self, pools: Mapping[str, RecordPool], contents: Sequence[FileContent]) -> None:
        self._pools = pools
        self._contents = contents

    def locate(self, finding: Finding[TablePlace]) -> Diagnostic:
        """Return a finding at the value of the record it is about, or at the record where its keys lead to nothing.

        Without a record the keys lead from the top of the first file that has them.
        """
        about, keys = finding.about, finding.place.keys
        if about is None or about.id is None:
            page = next(content.page for content in self._contents if _has(content, keys))
            return page.report(finding.at(page.span(keys, on_key=True)))
        pool = self._pools[about.kind]
        return pool.locate(pool.ids[about.id], finding)


def _has(content: FileContent, keys: Keys) -> bool:
    """Whether a file has the tag, or the value in `[dataset]`, that the keys lead to."""
    if keys[0] == "tags":
        return keys[1] in (content.tags or ())
    value: Any = content.info.model_dump(exclude_none=True) if content.info else None
    for key in keys[1:]:
        value = value.get(key) if isinstance(value, Mapping) else value
    return value is not None


_SHORT = 5  # places: a ring of so many or more is not written out


def link(
    contents: Sequence[FileContent], earlier: Sequence[Diagnostic] = (), elsewhere: Elsewhere = nowhere
) -> Dataset:
    """Return the dataset that files make together; `earlier` are findings from before they were read.

    References may lead to what is `elsewhere` as well, which is not part of it.

    A record with an error is left out, and so is one that refers to what is left out, which is not reported again.
    Linear in the number of records and references.
    """
    pools = {kind.name: RecordPool(kind, contents) for kind in KINDS}
    tags = _tags(contents)
    targets = ReferenceTargets(pools, tags, elsewhere)
    diagnostics = [*earlier, *chain.from_iterable(content.diagnostics for content in contents)]
    for pool in pools.values():
        diagnostics += _doubles(pool)
    diagnostics += unknown_references(targets, contents, _lost(contents))
    diagnostics += _loops(pools["place"])
    remove_dependents(targets)
    left_out = sum(content.left_out for content in contents) + sum(len(pool.removed) for pool in pools.values())
    files = tuple(content.page.path for content in contents)
    if files and not diagnostics and not any(pool.records for pool in pools.values()):
        message = "there is no event, quote or other record here"
        diagnostics.append(Finding(Location(files[0]), message, "no-records", severity=Severity.WARNING))
    ordered = in_order(diagnostics, files)
    unread, useless, void = _without_records(contents, pools, ordered) if diagnostics else ((), (), frozenset())
    records: dict[str, Any] = {pool.kind.table: pool.remaining() for pool in pools.values()}
    return Dataset(
        info=merged_info([content.info for content in contents if content.info]),
        tags=tags or {},
        diagnostics=ordered,
        left_out=left_out + sum(finding.severity is Severity.ERROR for finding in earlier),
        files=files,
        origins=FileOrigins(pools, contents),
        unread=unread,
        useless=useless,
        void=void,
        **records,
    )


def _without_records(
    contents: Sequence[FileContent], pools: Mapping[str, RecordPool], diagnostics: Sequence[Diagnostic]
) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...], frozenset[str]]:
    """Return the first errors of unread files, those of all files that hold no record, and which have none of both."""
    errors = (finding for finding in diagnostics if finding.severity is Severity.ERROR)
    first: dict[str, Diagnostic] = {}
    for error in errors:
        first.setdefault(error.place.path, error)
    with_records = {path for pool in pools.values() for path in pool.files_kept()}
    unread = [first[content.page.path] for content in contents if content.unread]
    without = [content.page.path for content in contents if content.page.path not in with_records]
    useless = [first[path] for path in without if path in first]
    return tuple(unread), tuple(useless), frozenset(path for path in without if path not in first)


def in_order(diagnostics: Sequence[Diagnostic], files: Sequence[str]) -> tuple[Diagnostic, ...]:
    """Return findings in the order of the files, then of lines and columns; those of no file come first."""
    order = {path: number for number, path in enumerate(files)}

    def place(finding: Diagnostic) -> tuple[int, int, int]:
        return order.get(finding.place.path, -1), finding.place.line, finding.place.column

    return tuple(sorted(diagnostics, key=place))


def _tags(contents: Sequence[FileContent]) -> dict[str, str] | None:
    """Return the tags of all files together, the first meaning of each; None where no file has a table of them."""
    tables = [content.tags for content in contents if content.tags is not None]
    return dict(chain.from_iterable(table.items() for table in reversed(tables))) if tables else None


def merged_info(infos: Sequence[DatasetInfo]) -> DatasetInfo:
    """Return the first description of the dataset, with the tables `x_…` of all descriptions in one."""
    first, *others = infos or [DatasetInfo()]
    tables: dict[str, Any] = dict(first.model_extra or {})
    for info in others:
        for key, value in (info.model_extra or {}).items():
            first_value = tables.setdefault(key, value)
            if isinstance(first_value, dict) and isinstance(value, dict):
                tables[key] = value | first_value
    return first.model_copy(update=tables)


def _lost(contents: Sequence[FileContent]) -> frozenset[str] | None:
    """Return the ids that other errors have cost, or None where that cannot be known."""
    if any(content.blind for content in contents):
        return None
    return frozenset(chain.from_iterable(content.lost for content in contents))


def _doubles(pool: RecordPool) -> Iterator[Diagnostic]:
    """Remove records whose id an earlier one has."""
    for position in pool.doubles():
        pool.removed.add(position)
        name = pool.records[position].id
        first = pool.ids[name]
        place = cut_left(f"{pool.page(first).path}:{pool.page(first).line_of(pool.way(first))}", 120)
        message = f"another {pool.kind.name} has the id {shown(name)}, at {place}"
        hint = "that one is kept; give this one an id of its own"
        if pool.page(first) is not pool.page(position):
            hint += ", or take away the file that is an old copy of the other"
        yield pool.diagnose(position, ("id",), message, "duplicate-id", hint)


def _loops(places: RecordPool) -> Iterator[Diagnostic]:
    """Remove places that lie in themselves by way of others, and report each loop once."""
    for loop in rings({place.id: place.part_of for place in places.records if isinstance(place, Place)}):
        positions = sorted(places.ids[name] for name in loop)
        places.removed.update(positions)
        ring = " in ".join(shown(name, 40) for name in (*loop, loop[0]))
        message = f"places lie in each other: {ring if len(loop) < _SHORT else f'{len(loop)} in a ring'}"
        yield places.diagnose(positions[0], ("part_of",), message, "place-loop", "a place lies in a larger one")


def rings(outer: Mapping[str, str | None]) -> Iterator[list[str]]:
    """Return the loops of a mapping from each place to the one it lies in."""
    done: set[str] = set()
    for start in outer:
        walk: dict[str, int] = {}
        place: str | None = start
        while place is not None and place not in done and place not in walk:
            walk[place] = len(walk)
            place = outer.get(place)
        if place in walk:
            yield list(walk)[walk[place] :]
        done.update(walk)
