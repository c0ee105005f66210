"""CITATION.cff of a dataset (Citation File Format 1.2.0): how whoever uses it cites it.

Who made it no dataset says: its editors stand as an entity. It has no date of release, which would need a clock.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sahelcli.exporters.site.folder_writer import SiteFile
from sahelcli.exporters.site.licences import licence_address
from sahelcli.text.sanitize import one_line, paragraphs, web_address

if TYPE_CHECKING:
    from sahelcli.exporters.site.site import Site

NAME = "CITATION.cff"


def citation_file(site: Site) -> Iterator[SiteFile]:
    """Yield the file: YAML whose values are JSON, which YAML holds."""
    lines = (f"{key}: {_value(value)}\n" for key, value in _fields(site).items() if value)
    yield SiteFile(NAME, "".join(lines).encode())


def _fields(site: Site) -> dict[str, Any]:
    about, title = site.document.dataset, site.document.title
    is_known = licence_address(about.licence) is not None
    licence = f" Licence: {one_line(about.licence)}." if about.licence and not is_known else ""
    return {
        "cff-version": "1.2.0",
        "message": f"If you use this dataset, please cite it, and the sources of the records you use.{licence}",
        "type": "dataset",
        "title": one_line(title),
        "authors": [{"name": one_line(f"The editors of {title}")}],
        "version": one_line(about.version),
        "license": about.licence if is_known else None,
        "abstract": paragraphs(about.description.strip()),
        "keywords": list(site.tags),
        "url": site.options.base or web_address(about.homepage),
        "identifiers": [
            {"type": "other", "value": f"sha256:{about.content_hash}", "description": "The hash of the records."}
        ],
    }


def _value(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
