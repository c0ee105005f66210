"""New records: from options, from answers on a terminal or from an editor, to a checked block of TOML."""

from typing import NamedTuple


class WriteOptions(NamedTuple):
    """How a new record is written, and where to: the options of `sahel add`, as they were typed."""

    to: str | None = None
    dry_run: bool = False
    edit: bool = False
    draft: str | None = None
    quiet: bool = False
