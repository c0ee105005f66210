"""Addresses of a site's pages: a folder for each record, which stays, with a file that links name in full."""

from __future__ import annotations

import re

from markupsafe import Markup

FOLDERS = {"event": "e", "quote": "q", "figure": "f", "actor": "a", "place": "p", "source": "s", "tag": "t"}
"""The folder of each kind of page; of a record it is part of an address that others have noted."""
ROOT = "\ufdd0"
"""Stands in a page for the way from it up to the root; no character at all, so that no text of the data holds it."""

_UNSAFE = re.compile(r"[^a-z0-9-]")
_DEVICES = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")  # as Windows has them, with whatever suffix


def segment(name: str) -> str:
    """Return a name as one part of a path: the same on every file system, and another for every other name.

    Small letters, digits and hyphens are themselves, every other byte is `_` and two hexadecimal digits; a name that
    Windows keeps for a device ends with `_`.
    """
    if _DEVICES.fullmatch(name):
        return f"{name}_"
    return _UNSAFE.sub(lambda sign: "".join(f"_{byte:02x}" for byte in sign[0].encode(errors="replace")), name)


def folder(kind: str, name: str) -> str:
    """Return the folder of a record or a tag: `e/2023-09-24-…`."""
    return f"{FOLDERS[kind]}/{segment(name)}"


def page(folder_path: str) -> str:
    """Return the path of the page of a folder, "" for the root."""
    return f"{folder_path}/index.html" if folder_path else "index.html"


def linked(path: str) -> Markup:
    """Return the placeholder of a link to a file of the site; `from_root` makes it relative to its page."""
    return Markup(ROOT + path)  # noqa: S704  # segments need no escape


def from_root(text: str, path: str) -> str:
    """Return the text of the file at `path` with its links relative to it."""
    return text.replace(ROOT, "../" * path.count("/"))
