"""Web addresses (URLs) in cells: several in one cell are split, equal ones matched, invalid ones warned about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sahelcli.importers.row_errors import Warn, row_error
from sahelcli.model.web_addresses import fault_of
from sahelcli.text.sanitize import web_address


def address_of(url: str) -> str:
    """Return a URL without its scheme and final slash, to match addresses of the same page.

    "" if the text is no web address.
    """
    return re.sub("^https?://", "", web_address(url.strip()) or "").rstrip("/")


def each_address(source: dict[str, Any], separator: str) -> list[dict[str, Any]]:
    """Return one source for each address in `url`, equal in all other keys; the source itself for one or none.

    An address ends at blanks, a line break or the separator only if another address follows, since it may contain them.
    """
    if "url" not in source:
        return [source]
    between = rf"\s*{re.escape(separator)}\s*"
    addresses = re.split(rf"(?:{between}|\s+)(?=https?://)", source["url"].strip(), flags=re.IGNORECASE)
    if len(addresses) == 1:
        return [source]
    addresses[-1] = re.sub(f"{between}$", "", addresses[-1])
    return [source | {"url": address} for address in dict.fromkeys(addresses)]


def warn_of(source: Mapping[str, Any], warn: Warn) -> None:
    """Warn about invalid addresses in a source, as `sahel check` does."""
    for key in ("url", "archive_url"):
        if (address := source.get(key)) and (fault := fault_of(address)):
            warn(row_error(f"{key}: {fault[0]}", "web-address", fault[1]))
