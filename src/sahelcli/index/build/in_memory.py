"""In-memory index of a dataset that has already been read."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from sahelcli.dataset.reader import uncollected
from sahelcli.index.build.pipeline import add_all, in_a_row, meta_rows
from sahelcli.index.build.writer import IndexWriter
from sahelcli.index.open import in_memory

if TYPE_CHECKING:
    from sahelcli.model.dataset import Dataset


@uncollected()
def index_of(dataset: Dataset) -> sqlite3.Connection:
    """Return an index of the records of a dataset, which stand in a row, whatever file they came from."""
    writer = IndexWriter(connection := in_memory(), is_new=True)
    add_all(writer, [in_a_row(dataset)])
    writer.write({"meta": meta_rows(dataset.info, dataset.tags)})
    writer.finish(lambda: None)
    return connection
