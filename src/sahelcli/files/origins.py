"""Where the records of a dataset came from, for findings about them."""

from __future__ import annotations

from collections.abc import Mapping

from sahelcli.files.pool import Pool
from sahelcli.records.base import Record
from sahelcli.records.diagnostic import Diagnostic, Severity
from sahelcli.records.references import Keys


class FileOrigins:
    """The files behind a dataset's records."""

    def __init__(self, pools: Mapping[type[Record], Pool]) -> None:
        self._pools = pools

    def diagnose(
        self, record: Record, keys: Keys, severity: Severity, message: str, code: str, hint: str | None
    ) -> Diagnostic:
        """Return a Diagnostic at a value of a record, or at the record where `keys` is empty or leads to nothing."""
        pool = self._pools[type(record)]
        return pool.diagnose(pool.ids[record.id], keys, message, code, hint, severity)
