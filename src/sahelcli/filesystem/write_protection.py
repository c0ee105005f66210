"""What must not be written, though its folder would allow it to be replaced; and what to do where a file cannot be."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

_WRITING = 0o222  # the bits of a mode that allow somebody to write

_WAYS_OUT = {
    errno.EBUSY: "it is mounted alone into this place: mount its folder",
    errno.ENOENT: "its folder is not there: make that first",
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), "you must be allowed to write in its folder"),
}


class WriteProtected(PermissionError):
    """The mode or the access list of a file forbids to write it."""

    def __init__(self) -> None:
        super().__init__(errno.EACCES, "it is protected from writing")


def refuse_protected(file: Path) -> None:
    """Raise WriteProtected where one may not write a file that is there, or, as root, where nobody may."""
    mode, own = file.stat().st_mode, os.access in os.supports_effective_ids
    if mode & _WRITING and os.access(file, os.W_OK, effective_ids=own):
        return
    with suppress(PermissionError):
        descriptor = os.open(file, os.O_WRONLY)  # what else may be the reason is said by the system
        os.close(descriptor)
        if mode & _WRITING:
            return
    raise WriteProtected


def way_out(error: OSError) -> str | None:
    """Return the hint for a file that could not be written, None where there is no more to say."""
    if isinstance(error, WriteProtected):
        return "its owner can allow it: chmod u+w"
    return _WAYS_OUT.get(error.errno or 0)
