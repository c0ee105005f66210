"""CITATION.cff of a dataset (Citation File Format 1.2.0): how whoever uses it cites it, and under which licence.

Who made it no dataset says: its editors stand as an entity. It has no date of release, which would need a clock.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sahelcli.exporters.site.folder_writer import SiteFile
from sahelcli.text.sanitize import one_line, paragraphs, web_address

if TYPE_CHECKING:
    from sahelcli.exporters.site.site import Site

NAME = "CITATION.cff"
_CREATIVE_COMMONS = re.compile(r"CC-(BY(?:-(?:NC|ND|SA|NC-SA|NC-ND))?)-(\d\.\d)")
_OTHER_LICENCES = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "PDDL-1.0": "https://opendatacommons.org/licenses/pddl/1-0/",
    "ODC-By-1.0": "https://opendatacommons.org/licenses/by/1-0/",
    "ODbL-1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
}


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


def licence_address(name: str) -> str | None:
    """Return the address of a licence that data have, None for one that is not known here."""
    if match := _CREATIVE_COMMONS.fullmatch(name):
        return f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/"
    return _OTHER_LICENCES.get(name)
