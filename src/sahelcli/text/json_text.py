"""JSON text as rows hold it: in UTF-8, with characters escaped that a terminal obeys or that break lines."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

# JSON may hold these as they are, but a terminal obeys some and a reader of lines breaks at others.
_HOSTILE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]")
_DELETE = 0x7F
_text_of = json.JSONEncoder(ensure_ascii=False).encode  # `json.dumps` makes an encoder for each value


def distinct(value: Any) -> str:
    """Return a text that no other value of TOML has: 0 is not false, a day not its text, nothing none of them."""
    return json.dumps(value, sort_keys=True, default=repr)


def encode(value: Any) -> bytes:
    """Return a value as JSON in UTF-8: letters as they are, control and direction characters escaped."""
    return utf8(_text_of(value))


def utf8(text: str) -> bytes:
    """Return JSON text in UTF-8 in which control and direction characters are escaped, but for line ends."""
    data = text.encode("utf-8", "surrogatepass")
    if text.isascii():  # what is hostile begins with one of few bytes: to look for these takes a tenth of the time
        may_be = _DELETE in data
    else:
        may_be = 0xC2 in data or 0xE2 in data or 0xEF in data or 0xD8 in data or 0xED in data or _DELETE in data
    if not may_be or text.replace("\n", "").isprintable():
        return data
    return _HOSTILE.sub(lambda match: f"\\u{ord(match[0]):04x}", text).encode()


def all_utf8(texts: Sequence[str]) -> list[bytes]:
    """Return `utf8` of many texts without line ends, faster than one by one."""
    return utf8("\n".join(texts)).split(b"\n") if texts else []
