"""Web addresses (URLs) in cells: several in one cell are cut apart, compared, and what is none is warned of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sahelcli.importers.row_errors import Warn, row_error
from sahelcli.model.web_addresses import fault_of
from sahelcli.text.sanitize import web_address


def address_of(url: str) -> str:
    """Return what is the same of addresses that lead to one page: without the scheme and a slash at the end.

    "" for what is no address of the web.
    """
    return re.sub("^https?://", "", web_address(url.strip()) or "").rstrip("/")


def each_address(source: dict[str, Any], separator: str) -> list[dict[str, Any]]:
    """Return a source for each address in `url`, alike but for it; the source itself where that has one or none.

    An address ends where blanks, a line break or the separator come before the next: a sign alone may be part of it.
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
    """Warn of addresses that lead nowhere: `sahel check` would."""
    for key in ("url", "archive_url"):
        if (address := source.get(key)) and (fault := fault_of(address)):
            warn(row_error(f"{key}: {fault[0]}", "web-address", fault[1]))
