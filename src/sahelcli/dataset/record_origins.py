"""Where the records of a dataset came from, for findings about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sahelcli.dataset.file_content import FileContent
from sahelcli.dataset.record_pool import RecordPool
from sahelcli.diagnostics.diagnostic import About, Diagnostic, Severity
from sahelcli.model.references import Keys


class FileOrigins:
    """The files behind a dataset's records."""

    def __init__(self, pools: Mapping[str, RecordPool], contents: Sequence[FileContent]) -> None:
        self._pools = pools
        self._contents = contents

    def diagnose(
        self, about: About | None, keys: Keys, severity: Severity, message: str, code: str, hint: str | None
    ) -> Diagnostic:
        """Return a Diagnostic at a value of a record, or at the record where `keys` is empty or leads to nothing.

        Without a record the keys lead from the top of the first file that has them.
        """
        if about is None or about.id is None:
            page = next(content.page for content in self._contents if _has(content, keys))
            return page.report(page.find(keys, message, code, hint, on_key=True), severity)
        pool = self._pools[about.kind]
        return pool.diagnose(pool.ids[about.id], keys, message, code, hint, severity)


def _has(content: FileContent, keys: Keys) -> bool:
    """Whether a file has the tag, or what is said of the dataset, that the keys lead to."""
    if keys[0] == "tags":
        return keys[1] in (content.tags or ())
    said: Any = content.info.model_dump(exclude_none=True) if content.info else None
    for key in keys[1:]:
        said = said.get(key) if isinstance(said, Mapping) else said
    return said is not None
