"""A site made without the command line: of which dataset, at which address, since which changes."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from sahelcli.dataset.locate import locate
from sahelcli.exporters.selection import gather
from sahelcli.exporters.site import SiteOptions, export_site
from sahelcli.exporters.site.site import Corrections
from sahelcli.index.open import open_index
from sahelcli.json_contract import ChangeRow
from sahelcli.query import EVERYTHING, Query

_BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@dataclass(frozen=True)
class MadeSite:
    """The folder of a site."""

    folder: Path

    def bytes(self, path: str) -> bytes:
        """Return a file."""
        return self.folder.joinpath(path).read_bytes()

    def text(self, path: str) -> str:
        """Return a file of text."""
        return self.bytes(path).decode()

    def has(self, path: str) -> bool:
        """Say whether there is a file."""
        return self.folder.joinpath(path).is_file()

    def structured(self, path: str) -> list[Any]:
        """Return the data blocks of a page."""
        return [json.loads(block) for block in _BLOCK.findall(self.text(path))]

    def links(self, path: str) -> list[str]:
        """Return where the links of a page lead."""
        return [unescape(address) for address in re.findall(r'href="([^"]*)"', self.text(path))]


def make_site(
    folder: Path,
    paths: Sequence[str] = (),
    *,
    base: str = "",
    changes: Sequence[ChangeRow] | None = None,
    query: Query = EVERYTHING,
) -> MadeSite:
    """Make the site of a dataset, of the shipped one where none is named."""
    index = open_index(locate(tuple(paths), {}))
    corrections = None if changes is None else Corrections("v1", changes)
    document = gather(index, query, is_read=True, is_whole=True)
    export_site(document, index, folder, SiteOptions(base=base, corrections=corrections, lacking=index.lacking))
    index.connection.close()
    return MadeSite(folder)
