"""The index of a site's search, read once more from the description in docs/publish.md: a reference for tests alone."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sahelcli.exporters.site.search.postings import decoded

Record = tuple[str, str]
"""Kind and id."""


class SearchReader:
    """Reads the shards below a folder; `files` are their contents by path."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._shards = dict(_shard(content) for path, content in files.items() if not path.endswith("search.js"))
        self.lists: dict[str, str] = {
            word: text for name, lines in self._shards.items() if name.startswith("words/") for word, text in lines
        }

    @classmethod
    def of(cls, folder: Path) -> SearchReader:
        """Return a reader of the search of a site."""
        scripts = (folder / "search").rglob("*.js")
        return cls({path.relative_to(folder).as_posix(): path.read_bytes() for path in scripts})

    def finds(self, term: str) -> set[Record]:
        """Return the records that have a term."""
        return {
            (line[1], line[2])
            for shard, mask in decoded(self.lists.get(term, "")).items()
            for line in self._shards[f"records/{shard}"]
            if mask >> line[0] & 1
        }

    @property
    def years(self) -> tuple[int, int]:
        """The years in which open ends lie."""
        before, after = dict(self._shards["index"])["years"]
        return before, after

    @property
    def words(self) -> list[str]:
        """The terms that are one word."""
        return [term for term in self.lists if not set(term) & set(": ")]


def _shard(content: bytes) -> tuple[str, Any]:
    match = re.fullmatch(r'shard\(("[^"]*"), (\[.*\])\);\n', content.decode(), re.DOTALL)
    assert match
    return json.loads(match[1]), json.loads(match[2])
