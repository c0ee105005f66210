"""CSL-JSON export (Citation Style Language 1.0.2): the sources, for Zotero, Pandoc and word processors.

The first item is the dataset itself, to be cited, and says what was selected.
"""

from __future__ import annotations

from typing import IO

from sahelcli.citations.csl_items import Item, item
from sahelcli.exporters.selection import ExportSelection
from sahelcli.text.json_text import encode
from sahelcli.text.sanitize import web_address

DATASET = "sahel:dataset"  # the key of the dataset itself, which no slug can be


def export(document: ExportSelection, out: IO[bytes]) -> tuple[str, ...]:
    """Write the items as one array, one item a line; the id of a source is its citation key."""
    out.write(b"[\n%b" % _encoded(_dataset(document)))
    for source in document.sources:
        out.write(b",\n%b" % _encoded(item(source)))
    out.write(b"\n]\n")
    return ()


def _encoded(item: Item) -> bytes:
    return encode({name: value for name, value in item.items() if value not in (None, "")})


def _dataset(document: ExportSelection) -> Item:
    provenance = document.provenance_for_people()
    rest = [f"{name}: {provenance[name]}" for name in ("selection", "incomplete") if name in provenance]
    return {
        "id": DATASET,
        "type": "dataset",
        "title": document.title,
        "version": provenance.get("version"),
        "license": provenance.get("licence"),
        "URL": web_address(provenance.get("homepage")),
        "note": "; ".join([provenance["content_hash"], *rest]),
    }
