"""Conflict copies that synchronisers, browsers and file managers leave beside a file, known by their names."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re

SUFFIX = ".toml"  # in small letters, in capitals, or mixed
_BEFORE_MORE = frozenset(" (._-[")  # what stands between the name of a file and what its copy has more
_CONFLICT = "confli|konfli|конфликт|冲突|衝突|競合|충돌"  # as Dropbox and others say it in their languages
_COPY = "copy|copie|kopie|kopia|copia|cópia|копия|副本"  # as file managers say it
_LEFT = rf"""(?P<name>.+?)(?:
    [ ._-]*[(\[][^()\[\]]*(?i:{_CONFLICT})[^()\[\]]*[)\]]                  # Dropbox, Nextcloud, Seafile, pCloud
  | [ ._-](?:sync-)?(?i:conflict(?:ed)?(?:[ ._-]?copy)?)[ ._-]?[0-9A-Z-]*  # Syncthing, ownCloud, rclone
  | (?:_conf|[ ])?\([0-9]{{1,3}}\)                                         # browsers, Google Drive, OneDrive
  | [ ](?:[2-9]|[1-9][0-9])                                                # iCloud
  | [ ](?:-[ ])?(?i:{_COPY})                                               # Windows, macOS
  | [ ]\([^()]*(?i:{_COPY})\)                                              # GNOME
  | -(?:DESKTOP|LAPTOP|SURFACE|WIN)-[0-9A-Z]+(?:-[0-9]+)?                  # OneDrive, after the computer
  | -[\w’' -]*(?:MacBook|iMac|Mac[ -]mini)[\w -]*
)"""


def originals_of(paths: Collection[str]) -> Mapping[str, str]:
    """Return which files of a folder are conflict copies, with the file that each is a copy of."""
    names = frozenset(paths)
    originals = {path: _original_of(path, names) for path in paths if _goes_on(path, names)}
    return {path: original for path, original in originals.items() if original}


def _goes_on(path: str, names: Collection[str]) -> bool:
    """Whether the name begins as that of another file does: few do, and only those are looked at closely."""
    stem, suffix = path[: -len(SUFFIX)], path[-len(SUFFIX) :]
    starts = (at for at in range(path.rfind(os.sep) + 2, len(stem)) if stem[at] in _BEFORE_MORE)
    return any(stem[:at] + suffix in names or stem[:at].endswith(suffix) for at in starts)


def _original_of(path: str, names: Collection[str]) -> str | None:
    folder, sign, name = path.rpartition(os.sep)
    stem, suffix = name[: -len(SUFFIX)], name[-len(SUFFIX) :]
    while left := _pattern().fullmatch(stem):
        stem = left["name"]
        original = folder + sign + (stem if stem.endswith(suffix) else stem + suffix)
        if original in names:
            return original
    return None


@cache
def _pattern() -> re.Pattern[str]:
    import re  # here and compiled here: few folders need it

    return re.compile(_LEFT, re.VERBOSE)
