"""Addresses of a site's pages: a folder for each record, which stays; and the sitemap of all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from markupsafe import Markup

from sahelcli.exporters.site.folder_writer import SiteFile

FOLDERS = {"event": "e", "quote": "q", "figure": "f", "actor": "a", "place": "p", "source": "s", "tag": "t"}
"""The folder of each kind of page, which stays as it is: it is part of addresses that others have noted."""
ROOT = "\ufdd0"
"""Placeholder in a page for the relative path to the root: a noncharacter of Unicode, which no text of the data has."""

_UNSAFE = re.compile(r"[^a-z0-9-]")
_DEVICES = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")  # as Windows has them, with whatever suffix
_MOST_IN_A_FILE = 50_000  # addresses in one file
_PAGE = "index.html"
_XML_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_SITEMAP_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


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


def sitemap(base: str, paths: Sequence[str]) -> Iterator[SiteFile]:
    """Yield `sitemap.xml` of the pages among these files; of more than 50,000, one that names the files with them.

    It has to say whole addresses: there is none where the address of the site is not known. When a page changed it does
    not say, since no data does.
    """
    pages = sorted(path.removesuffix(_PAGE) for path in paths if path == _PAGE or path.endswith(f"/{_PAGE}"))
    if not base:
        return
    if len(pages) <= _MOST_IN_A_FILE:
        yield SiteFile("sitemap.xml", _listing("urlset", "url", base, pages))
        return
    parts = [pages[start : start + _MOST_IN_A_FILE] for start in range(0, len(pages), _MOST_IN_A_FILE)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield SiteFile(name, _listing("urlset", "url", base, part))
    yield SiteFile("sitemap.xml", _listing("sitemapindex", "sitemap", base, names))


def _listing(root: str, item: str, base: str, paths: Sequence[str]) -> bytes:
    lines = "".join(f"<{item}><loc>{escape(base + path)}</loc></{item}>\n" for path in paths)
    return f'{_XML_HEAD}<{root} xmlns="{_SITEMAP_SPACE}">\n{lines}</{root}>\n'.encode()
