"""Web addresses (URLs): validation."""

from __future__ import annotations

import re

from sahelcli.text.quoted_values import shown

_WEB = re.compile(r"https?://(?P<user>[^\s/?#]*@)?[^\s/?#@]+(?:[/?#]\S*)?", re.IGNORECASE)  # RFC 3986, section 3


def fault_of(address: str) -> tuple[str, str] | None:
    """Return the message and hint for a bad address; None for a web address without a user's name."""
    match = _WEB.fullmatch(address)
    if match is None:
        return f"{shown(address)} is not an address of the web", "it begins with https:// or http://, and has no spaces"
    if match["user"]:
        return "the address has a user's name or password in it", "leave out what stands before the @"
    return None
