"""File attributes that a new file takes over from the one it replaces: owner, mode, access list."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_ACCESS_LISTS = ("system.posix_acl_access", "system.nfs4_acl", "system.richacl")
_OF_THE_SYSTEM = ("security.", "trusted.")  # labels of its own, which it gives to the new file too
_GROUP = 0o070


def make_alike(descriptor: int, model: Path) -> Iterator[str]:
    """Copy owner, mode and attributes to an open file; yield the names of those that could not be copied.

    The group is then given no more than it had: where its identity or the access list is lost, nothing.
    """
    if os.name != "posix":
        return
    state = model.stat()
    is_of_group = _is_given(descriptor, -1, state.st_gid)
    _is_given(descriptor, state.st_uid, -1)  # where that is allowed; the group may be where the owner is not
    mode = stat.S_IMODE(state.st_mode)
    os.fchmod(descriptor, mode)
    lost = list(_attributes(descriptor, model))
    if not is_of_group and mode & _GROUP:
        yield "its group"
    yield from ("its access list" if name in _ACCESS_LISTS else f"its attribute {name}" for name in lost)
    if not is_of_group or set(lost) & set(_ACCESS_LISTS):
        os.fchmod(descriptor, mode & ~_GROUP)


def _is_given(descriptor: int, owner: int, group: int) -> bool:
    try:
        os.fchown(descriptor, owner, group)
    except PermissionError:
        return False
    return True


def _attributes(descriptor: int, model: Path) -> Iterator[str]:
    """Give the file exactly the attributes of another; yield the names of attributes that could not be set."""
    wanted = _names(model)
    for name in set(_names(descriptor)) - set(wanted):  # an access list that the folder gives to what is new in it
        with suppress(OSError):
            os.removexattr(descriptor, name)
    for name in wanted:
        try:
            value = os.getxattr(model, name)
            os.setxattr(descriptor, name, value)
        except OSError:
            yield name


def _names(file: Path | int) -> list[str]:
    if not hasattr(os, "listxattr"):
        return []
    try:
        names = os.listxattr(file)
    except OSError:  # a file system without any
        return []
    return [name for name in names if not name.startswith(_OF_THE_SYSTEM)]
