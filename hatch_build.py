"""Build hook for hatchling: README.md as the long description that a package index shows, every link of it whole."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_RELATIVE = re.compile(r"(?P<sign>!?)\[(?P<text>[^\]]*)\]\((?!https?:|mailto:|#)(?P<path>[^)\s]+)\)")
_LABELS = ("source", "repository", "homepage")  # of `[project.urls]`: where the files of a version are found


class ReadmeHook(MetadataHookInterface):
    """Sets `readme`: a link within the repository leads nowhere from the page of an index."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add the text; `metadata` is the table `project`, which has its version already."""
        readme = Path(self.root, "README.md").read_text(encoding="utf-8")
        address = repository(metadata.get("urls", {}))
        text = long_description(readme, address, f"v{metadata['version']}")
        metadata["readme"] = {"content-type": "text/markdown", "text": text}


def repository(urls: Mapping[str, str]) -> str | None:
    """Return the address of the repository, None until the project has one."""
    labelled = {"".join(filter(str.isalnum, label)).lower(): address for label, address in urls.items()}
    return next((labelled[label].rstrip("/") for label in _LABELS if label in labelled), None)


def long_description(readme: str, address: str | None, revision: str) -> str:
    """Return README with links into the repository at a revision; without an address their texts, and no pictures."""

    def whole(link: re.Match[str]) -> str:
        if address is None:
            return "" if link["sign"] else link["text"]
        way = "raw" if link["sign"] else "blob"
        return f"{link['sign']}[{link['text']}]({address}/{way}/{revision}/{link['path']})"

    return _RELATIVE.sub(whole, readme)
