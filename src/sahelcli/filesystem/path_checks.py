"""What stands at a path that a user names: nothing, where the name is too long for one or cannot be one at all."""

from __future__ import annotations

import os
import stat


def is_there(path: str | os.PathLike[str]) -> bool:
    """Say whether anything stands there."""
    return _state(path) is not None


def is_folder(path: str | os.PathLike[str]) -> bool:
    """Say whether a folder stands there."""
    state = _state(path)
    return state is not None and stat.S_ISDIR(state.st_mode)


def size_of(path: str | os.PathLike[str]) -> int | None:
    """Return how many bytes the file there has; None where there is none, or a folder, a pipe or a device."""
    state = _state(path)
    return state.st_size if state and stat.S_ISREG(state.st_mode) else None


def _state(path: str | os.PathLike[str]) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116  # takes what Path cannot
    except (OSError, ValueError):
        return None
