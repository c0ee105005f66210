"""Facts export: a dataset as one wide table in partitioned Parquet files, for the questions of other engines.

A folder may hold the facts of many datasets, each in a folder of its own: `dataset=NAME`. In it are the files of
records (`kind=event/century=20/part-0000.parquet`), the names of all that has one (`_names.parquet`), and the manifest
that says which files these are. NAME is the title of the dataset as a slug. What is written replaces what was exported
under that name before, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

from sahelcli.engines.facts_manifest import DATASET, NAMES, write_manifest
from sahelcli.engines.facts_schema import VERSION
from sahelcli.exporters.facts.fact_columns import SCHEMA, fact_table
from sahelcli.exporters.facts.indexed_records import batches
from sahelcli.exporters.facts.named_records import NamedRecords
from sahelcli.exporters.facts.names_table import names_table
from sahelcli.exporters.facts.partition_files import PartitionFiles, write_table
from sahelcli.exporters.selection import Advance, Selection
from sahelcli.filesystem.folder_replacement import replaced_folder
from sahelcli.importers.record_ids import slug
from sahelcli.index.dataset_info import DatasetInfo, dataset_info
from sahelcli.index.open import Index
from sahelcli.model import KIND_NAMES

_WAITING = 2  # batches that wait to be written


def export_folder(index: Index, target: Path, advance: Advance) -> None:
    """Write the facts of a dataset into a folder of facts, whole or not at all; OSError is the system's."""
    info = dataset_info(index)
    name = name_of(index, info)
    provenance = {**Selection(info).provenance(), "facts": name, "schema": str(VERSION)}
    with replaced_folder(target / f"{DATASET}{name}") as folder:
        rows, files = _write_records(index, name, folder, provenance, advance)
        names = names_table(index, name, rows)
        write_table(folder / NAMES, names, provenance)
        write_manifest(folder, name, provenance, list(index.lacking.said()), rows, {**files, NAMES: len(names)})


def name_of(index: Index, info: DatasetInfo) -> str:
    """Return what a dataset is called in a folder of facts: its title as a slug, else the first path that it is at."""
    path = Path(index.found.paths[0]).resolve()
    return slug(info.title or path.stem or "dataset")


def _write_records(
    index: Index, name: str, folder: Path, provenance: dict[str, str], advance: Advance
) -> tuple[dict[str, int], dict[str, int]]:
    """Write the files of all records; return how many there are of each kind, and in each file."""
    rows = dict.fromkeys(KIND_NAMES, 0)
    named = NamedRecords(index)
    with closing(PartitionFiles(folder, SCHEMA, provenance)) as files:
        with _behind(files.write) as write:
            for kind in KIND_NAMES:
                for batch in batches(index, kind):
                    write(kind, fact_table(name, kind, batch, named))
                    rows[kind] += len(batch)
                    advance(len(batch))
        return rows, files.rows


@contextmanager
def _behind(act: Callable[..., None]) -> Iterator[Callable[..., None]]:
    """Give a function that acts in another thread, one call after the other, while the next call is prepared."""
    waiting: list[Future[None]] = []
    with ThreadPoolExecutor(1) as pool:

        def later(*values: object) -> None:
            if len(waiting) == _WAITING:
                waiting.pop(0).result()
            waiting.append(pool.submit(act, *values))

        try:
            yield later
        finally:
            for future in waiting:
                future.result()
