"""Replicated facts: those of one made-up dataset again and again, with other ids and later days, to any size.

They are as `export facts` writes them: for each dataset, kind and century files of at most a million rows, all in order.
No more than one file is sorted at a time. Beyond ten million rows they are those of many desks, which keep the same with
other ids. Rows as they are printed keep their words and dates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import duckdb

from sahelcli.engines.facts_manifest import (
    DATASET,
    MANIFEST,
    NAMES,
    DatasetFacts,
    read_folder,
    read_manifest,
    write_manifest,
)
from sahelcli.exporters.facts.partition_files import century_of
from sahelcli.index.selection import BEYOND

_LATER = 11  # days, by which the dates of each copy are later than those of the one before
_ROWS = 1_000_000  # of a file
_DESK = 10_000_000  # rows of a dataset
_DAY = f"CASE WHEN abs({{0}}) = {BEYOND} THEN {{0}} ELSE {{0}} + {_LATER} * n END"
_TO = "TO '{made}' (COMPRESSION zstd, ROW_GROUP_SIZE 40000)"
_COPIED = f"""
    COPY (
        SELECT * EXCLUDE (n) REPLACE (
            '{{name}}' AS dataset,
            CASE WHEN n = 0 THEN id ELSE id || '-' || n END AS id,
            pos * {{times}} + n AS pos,
            ({_DAY.format("first_day")})::INTEGER AS first_day,
            ({_DAY.format("last_day")})::INTEGER AS last_day
        )
        FROM read_parquet({{files}}, hive_partitioning = false), range({{times}}) AS copies(n)
        WHERE {_DAY.format("first_day")} BETWEEN {{first}} AND {{last}}
        ORDER BY first_day, last_day, pos
    ) {_TO}
"""
_NAMED = f"""
    COPY (
        SELECT * REPLACE (
            '{{name}}' AS dataset,
            CASE WHEN part = 'about' AND key = 'rows' THEN (id::BIGINT * {{times}})::VARCHAR ELSE id END AS id
        )
        FROM read_parquet('{{file}}', hive_partitioning = false)
    ) {_TO}
"""
_OF_OTHER_DESK = f"""
    COPY (
        SELECT * REPLACE ('{{name}}' AS dataset, id || '-of-{{name}}' AS id)
        FROM read_parquet('{{file}}', hive_partitioning = false)
    ) {_TO}
"""
_DAYS = "SELECT first_day, count(*) FROM read_parquet({files}, hive_partitioning = false) GROUP BY ALL"


class Slice(NamedTuple):
    """The days on which the records of one file begin, and how many these are."""

    first: int
    last: int
    rows: int


def replicate(facts: Path, target: Path, rows: int) -> None:
    """Make a folder of facts with so many rows of those that another one has; what is there already stays."""
    (own,) = read_folder(facts)
    desks = max(1, round(rows / _DESK))
    folders = [target / f"{DATASET}desk-{number}" for number in range(desks)]
    with duckdb.connect(config={"memory_limit": "6GB", "temp_directory": f"{target}.spill"}) as engine:
        if not (folders[0] / MANIFEST).exists():
            _repeat(engine, own, folders[0], max(1, round(rows / desks / sum(own.rows.values()))))
        for folder in folders[1:]:
            if not (folder / MANIFEST).exists():
                _keep_elsewhere(engine, read_manifest(folders[0]), folder)


def _repeat(engine: duckdb.DuckDBPyConnection, own: DatasetFacts, folder: Path, times: int) -> None:
    """Make the folder of a dataset that has the records of another so many times."""
    values = {"name": _name(folder), "times": times}
    files: dict[str, int] = {}
    for kind in own.rows:
        sources = [str(own.folder / file.path) for file in own.listed if file.path.startswith(f"kind={kind}/")]
        days = Counter(dict(engine.execute(_DAYS.format(files=sources)).fetchall())) if sources else Counter()
        for number, part in enumerate(slices(_later(days, times))):
            path = f"kind={kind}/century={century_of(part.first)}/part-{number:04d}.parquet"
            statement = _COPIED.format(
                **values, files=sources, first=part.first, last=part.last, made=_place(folder, path)
            )
            engine.execute(statement)
            files[path] = part.rows
    (names,) = [listed for listed in own.listed if listed.path == NAMES]
    engine.execute(_NAMED.format(**values, file=own.names, made=folder / NAMES))
    counted = {kind: number * times for kind, number in own.rows.items()}
    _write_manifest(own, folder, counted, {**files, NAMES: names.rows})


def _keep_elsewhere(engine: duckdb.DuckDBPyConnection, own: DatasetFacts, folder: Path) -> None:
    """Make the folder of a dataset that has the records of another under other ids, all else as it is there."""
    for listed in own.listed:
        statement = _NAMED if listed.path == NAMES else _OF_OTHER_DESK
        place = _place(folder, listed.path)
        engine.execute(statement.format(name=_name(folder), times=1, file=own.folder / listed.path, made=place))
    _write_manifest(own, folder, own.rows, {listed.path: listed.rows for listed in own.listed})


def _write_manifest(own: DatasetFacts, folder: Path, rows: Mapping[str, int], files: Mapping[str, int]) -> None:
    write_manifest(folder, _name(folder), own.provenance, own.incomplete, rows, files, own.sample)


def _name(folder: Path) -> str:
    return folder.name.removeprefix(DATASET)


def _place(folder: Path, path: str) -> Path:
    """Return where a file is to be written; its folder is there."""
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    return place


def _later(days: Counter[int], times: int) -> Counter[int]:
    """Return how many records of all copies begin on which day."""
    made: Counter[int] = Counter()
    for day, number in days.items():
        for copy in range(times):
            made[day if abs(day) == BEYOND else day + _LATER * copy] += number
    return made


def slices(days: Counter[int]) -> Iterator[Slice]:
    """Yield the days of each file, in order: those of one century, and of at most a million records."""
    listed = sorted(days)
    begins, rows = [0], 0
    for number, (before, day) in enumerate(pairwise(listed), 1):
        rows += days[before]
        if century_of(day) != century_of(before) or rows + days[day] > _ROWS:
            begins.append(number)
            rows = 0
    for begin, end in pairwise([*begins, len(listed)] if listed else []):
        some = listed[begin:end]
        yield Slice(some[0], some[-1], sum(days[day] for day in some))
