"""Addresses of pages, as far as two of them lead to the same."""

from __future__ import annotations

import re

from sahelcli.text.sanitize import web_address


def address_of(url: str) -> str:
    """Return what is the same of addresses that lead to one page: without the scheme and a slash at the end.

    "" for what is no address of the web.
    """
    return re.sub("^https?://", "", web_address(url.strip()) or "").rstrip("/")
