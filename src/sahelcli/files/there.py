"""What stands at a path that a user names: nothing, where the name is too long for one or cannot be one at all."""

from __future__ import annotations

import os
import stat


def is_there(path: str | os.PathLike[str]) -> bool:
    """Say whether anything stands there."""
    return _mode(path) is not None


def is_folder(path: str | os.PathLike[str]) -> bool:
    """Say whether a folder stands there."""
    mode = _mode(path)
    return mode is not None and stat.S_ISDIR(mode)


def size_of(path: str | os.PathLike[str]) -> int | None:
    """Return how many bytes the file there has; None where there is none, or a folder, a pipe or a device."""
    try:
        found = os.stat(path)  # noqa: PTH116  # takes what Path cannot
    except (OSError, ValueError):
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None


def _mode(path: str | os.PathLike[str]) -> int | None:
    try:
        return os.stat(path).st_mode  # noqa: PTH116
    except (OSError, ValueError):
        return None
