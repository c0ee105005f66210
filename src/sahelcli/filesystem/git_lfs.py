"""Git LFS pointers, which git stores in place of large files, and the files themselves once fetched.

The form is that of git-lfs, docs/spec.md: a version line, then keys in order, of which `oid` is the SHA-256.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from sahelcli.diagnostics.finding import Finding, Span, TextFinding

_BEGINNING = b"version https://git-lfs.github.com/spec/"
_LONGEST = 1024  # bytes of a pointer
_OID = re.compile(rb"^oid sha256:([0-9a-f]{64})$", re.MULTILINE)


def pointed_to(data: bytes) -> str | None:
    """Return the SHA-256 that a pointer names; None if the data is no pointer."""
    match = _OID.search(data) if len(data) <= _LONGEST and data.startswith(_BEGINNING) else None
    return match[1].decode() if match else None


def fetched(git_folder: str, name: str) -> bytes | None:
    """Return the file of that SHA-256 where git-lfs has put it, None where it has not been fetched."""
    try:
        data = Path(git_folder, "lfs", "objects", name[:2], name[2:4], name).read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == name else None


def not_there(way_out: str) -> TextFinding:
    """Return the finding for a pointer whose file was not fetched."""
    return Finding(Span(0, 0), "this is a pointer of Git LFS, and the file is not here", "unreadable", way_out)
