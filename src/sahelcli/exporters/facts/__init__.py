"""Facts export: a dataset as one wide table in partitioned Parquet files, for the questions of other engines.

A folder may hold the facts of many datasets, each in a folder of its own: `dataset=NAME`. In it are the files of
records (`kind=event/century=20/part-0000.parquet`), the names of all that has one (`names.parquet`), and the manifest
that says which files these are. NAME is the title of the dataset as a slug. What is written replaces what was exported
of this dataset under that name before, and nothing else (`dataset_identity`).
"""

from __future__ import annotations

from pathlib import Path

from sahelcli.engines.facts_manifest import DATASET, write_manifest
from sahelcli.engines.facts_schema import VERSION
from sahelcli.exporters.facts.dataset_identity import id_sample, refuse_other_dataset, same_datasets
from sahelcli.exporters.facts.record_files import write_files
from sahelcli.exporters.selection import ExportSelection
from sahelcli.filesystem.folder_replacement import replaced_folder
from sahelcli.importers.record_ids import slug
from sahelcli.index.dataset_description import DatasetDescription, dataset_description
from sahelcli.index.open import Index
from sahelcli.progress import Advance


def export_folder(index: Index, target: Path, advance: Advance) -> list[str]:
    """Write the facts of a dataset into a folder of facts, whole or not at all; return notes on others there.

    OtherDataset where those of another one would be replaced; OSError is the system's.
    """
    info = dataset_description(index)
    name = name_of(index, info)
    provenance = {**ExportSelection(info).provenance(), "facts": name, "schema": str(VERSION)}
    place = target / f"{DATASET}{name}"
    refuse_other_dataset(index, place)
    with replaced_folder(place) as folder:
        rows, files = write_files(index, name, provenance, folder, advance)
        write_manifest(folder, name, provenance, list(index.lacking.notes()), rows, files, id_sample(index))
    return list(same_datasets(index, place))


def name_of(index: Index, info: DatasetDescription) -> str:
    """Return what a dataset is called in a folder of facts: its title as a slug, else the first path that it is at."""
    path = Path(index.dataset_files.paths[0]).resolve()
    return slug(info.title or path.stem or "dataset")
