"""Files put together: ids, references, tags and nesting are checked across all, and what leads to nothing is left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from sahelcli.files.content import FileContent
from sahelcli.files.origins import FileOrigins
from sahelcli.files.pool import Pool
from sahelcli.files.suggest import Suggestions
from sahelcli.records.dataset import Dataset
from sahelcli.records.diagnostic import Diagnostic, cut_left, shown
from sahelcli.records.info import Info
from sahelcli.records.kinds import KINDS
from sahelcli.records.place import Place
from sahelcli.records.references import ReferenceField, references

_Known = dict[str, Collection[str]]


def link(contents: Sequence[FileContent], found: Sequence[Diagnostic] = ()) -> Dataset:
    """Return the dataset that files make together; `found` are findings from before they were read.

    A record with an error is left out, and so is one that refers to what is left out, which is not reported again.
    Linear in the number of records and references.
    """
    pools = {kind.name: Pool(kind, contents) for kind in KINDS}
    tags = _tags(contents)
    known: _Known = {name: pool.ids for name, pool in pools.items()}
    if tags is not None:
        known["tag"] = tags
    diagnostics = [*found, *chain.from_iterable(content.diagnostics for content in contents)]
    for pool in pools.values():
        diagnostics += _doubles(pool)
    diagnostics += _unknown(pools, known, contents)
    diagnostics += _loops(pools["place"])
    _remove_dependents(pools, known)
    return _dataset(contents, pools, tags, diagnostics)


def _dataset(
    contents: Sequence[FileContent],
    pools: Mapping[str, Pool],
    tags: Mapping[str, str] | None,
    diagnostics: list[Diagnostic],
) -> Dataset:
    left_out = sum(content.left_out for content in contents) + sum(len(pool.removed) for pool in pools.values())
    files = tuple(content.page.path for content in contents)
    order = {path: number for number, path in reversed(list(enumerate(files)))}
    diagnostics.sort(
        key=lambda finding: (
            order.get(finding.location.path, len(order)),
            finding.location.line,
            finding.location.column,
        )
    )
    kept: dict[str, Any] = {pool.kind.table: pool.kept() for pool in pools.values()}
    return Dataset(
        info=next((content.info for content in contents if content.info), Info()),
        tags=tags or {},
        diagnostics=tuple(diagnostics),
        left_out=left_out,
        files=files,
        origins=FileOrigins({pool.kind.model: pool for pool in pools.values()}),
        **kept,
    )


def _tags(contents: Sequence[FileContent]) -> dict[str, str] | None:
    """Return the tags of all files together; the first meaning of a tag counts."""
    tables = [content.tags for content in contents if content.tags is not None]
    return dict(chain.from_iterable(table.items() for table in reversed(tables))) if tables else None


def _doubles(pool: Pool) -> Iterator[Diagnostic]:
    for position in pool.doubles():
        pool.removed.add(position)
        name = pool.records[position].id
        first = pool.ids[name]
        page = pool.page(first)
        place = cut_left(f"{page.path}:{page.line_of(pool.way(first))}", 120)
        message = f"another {pool.kind.name} has the id {shown(name)}, at {place}"
        yield pool.diagnose(
            position, ("id",), message, "duplicate-id", "the first is kept; give this one an id of its own"
        )


def _unknown(pools: Mapping[str, Pool], known: _Known, contents: Sequence[FileContent]) -> Iterator[Diagnostic]:
    """Remove what refers to nothing, and report it unless its target was lost to another error."""
    lost = frozenset(chain.from_iterable(content.lost for content in contents))
    silent = any(content.blind for content in contents)
    suggestions = Suggestions(known)
    for pool in pools.values():
        for field in _checked_fields(pool, known):
            targets = [known[kind] for kind in field.kinds]
            missing = set(chain.from_iterable(map(field.ids, pool.records))).difference(*targets)
            for position, number, name in _uses(pool, field, missing):
                pool.removed.add(position)
                if not silent and name not in lost:
                    message = f"unknown {' or '.join(field.kinds)} {shown(name)}"
                    code = "unknown-tag" if field.kinds == ("tag",) else "unknown-reference"
                    yield pool.diagnose(
                        position, field.keys(number), message, code, suggestions.hint(field.kinds, name)
                    )


def _checked_fields(pool: Pool, known: _Known) -> list[ReferenceField]:
    """Return the fields whose targets are known: tags are free in a dataset without a table of them."""
    return [field for field in references(pool.kind.model) if all(kind in known for kind in field.kinds)]


def _uses(pool: Pool, field: ReferenceField, names: Collection[str]) -> Iterator[tuple[int, int, str]]:
    """Return where records use one of the names: position, number within the field, name."""
    if names:
        for position, record in enumerate(pool.records):
            for number, name in enumerate(field.ids(record)):
                if name in names:
                    yield position, number, name


def _loops(places: Pool) -> Iterator[Diagnostic]:
    """Remove places that lie in themselves by way of others, and report each loop once."""
    within = {place.id: place.part_of for place in places.records if isinstance(place, Place) and place.part_of}
    done: set[str] = set()
    for start in within:
        walk: dict[str, int] = {}
        here: str | None = start
        while here is not None and here not in done and here not in walk:
            walk[here] = len(walk)
            here = within.get(here)
        if here in walk:
            loop = list(walk)[walk[here] :]
            positions = sorted(places.ids[name] for name in loop)
            places.removed.update(positions)
            way = (
                " in ".join(shown(name, 40) for name in [*loop[:4], loop[0]])
                if len(loop) <= 4
                else f"{len(loop)} places in a ring"
            )
            yield places.diagnose(
                positions[0],
                ("part_of",),
                f"places lie in each other: {way}",
                "place-loop",
                "a place lies in a larger one",
            )
        done.update(walk)


def _remove_dependents(pools: Mapping[str, Pool], known: _Known) -> None:
    """Remove what refers to removed records, and what refers to that, until nothing leads into the void."""
    gone = [
        (name, pool.records[position].id)
        for name, pool in pools.items()
        for position in pool.removed
        if _is_first(pool, position)
    ]
    if not gone:
        return
    left: dict[str, set[str]] = {kind: set(names) for kind, names in known.items()}
    dependents = _dependents(pools, known)
    for kind, name in gone:
        left[kind].discard(name)
    while gone:
        kind, name = gone.pop()
        for pool, position, field in dependents.get(name, ()):
            if kind not in field.kinds or position in pool.removed or any(name in left[other] for other in field.kinds):
                continue
            pool.removed.add(position)
            if _is_first(pool, position):
                left[pool.kind.name].discard(pool.records[position].id)
                gone.append((pool.kind.name, pool.records[position].id))


def _is_first(pool: Pool, position: int) -> bool:
    return pool.ids[pool.records[position].id] == position


def _dependents(pools: Mapping[str, Pool], known: _Known) -> dict[str, list[tuple[Pool, int, ReferenceField]]]:
    """Return for every id the records that refer to it."""
    dependents: dict[str, list[tuple[Pool, int, ReferenceField]]] = defaultdict(list)
    for pool in pools.values():
        for field in _checked_fields(pool, known):
            for position, record in enumerate(pool.records):
                for name in field.ids(record):
                    dependents[name].append((pool, position, field))
    return dependents
