"""What a dataset says of itself, in its `[dataset]` table."""

from __future__ import annotations

from sahelcli.model.base import FreeText, StrictTable


class DatasetInfo(StrictTable):
    """Title, description, version, licence and homepage of a dataset; all may be missing."""

    title: FreeText | None = None
    description: FreeText | None = None
    version: FreeText | None = None
    licence: FreeText | None = None
    homepage: FreeText | None = None
