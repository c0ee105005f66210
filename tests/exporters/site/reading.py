"""What a site says, read back from its files: every page, every link, every id."""

from __future__ import annotations

import json
import posixpath
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree
from lxml.html import document_fromstring

from sahelcli.exporters.site.folder_writer import LIST


class _Links:
    """The links and ids of a page."""

    def __init__(self, page: bytes) -> None:
        elements = list(document_fromstring(page).iter(etree.Element))
        self.links: list[str] = [link for each in elements for name in ("href", "src") if (link := each.get(name))]
        self.ids: list[str] = [identifier for each in elements if (identifier := each.get("id"))]


class SitePages:
    """The files of a site, by path, and the links and ids of its pages."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        files = (path for path in folder.rglob("*") if path.is_file() and path.name != LIST)
        self.files = {path.relative_to(folder).as_posix() for path in files}

    @cached_property
    def links(self) -> dict[str, list[str]]:
        """The links of each page."""
        return {path: page.links for path, page in self._pages.items()}

    @cached_property
    def ids(self) -> dict[str, list[str]]:
        """The ids of each page."""
        return {path: page.ids for path, page in self._pages.items()}

    @cached_property
    def _pages(self) -> dict[str, _Links]:
        return {path: _Links(self.bytes(path)) for path in sorted(self.files) if path.endswith(".html")}

    def bytes(self, path: str) -> bytes:
        """Return the content of a file."""
        return (self.folder / path).read_bytes()

    def text(self, path: str) -> str:
        """Return the text of a file."""
        return self.bytes(path).decode()

    def json(self, path: str) -> dict[str, object]:
        """Return what a JSON file holds."""
        content: dict[str, object] = json.loads(self.text(path))
        return content

    def within(self, path: str) -> list[tuple[str, str]]:
        """Return path and fragment of each link of a page that stays on the site."""
        found = []
        for link in self.links[path]:
            parts = urlsplit(link)
            if not parts.scheme:
                target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
                found.append((target if parts.path else path, parts.fragment))
        return found

    def broken(self) -> list[tuple[str, str]]:
        """Return each page with a link of it that leads to no file, to a folder, or to no id of a page."""
        return [
            (path, f"{target}#{fragment}")
            for path in self.links
            for target, fragment in self.within(path)
            if target not in self.files or (fragment and fragment not in self.ids.get(target, ()))
        ]

    def reached(self) -> set[str]:
        """Return the pages that one can come to from the front page."""
        reached, waiting = {"index.html"}, ["index.html"]
        while waiting:
            for target, _ in self.within(waiting.pop()):
                if target in self.links and target not in reached:
                    reached.add(target)
                    waiting.append(target)
        return reached
