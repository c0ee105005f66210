"""Unencodable characters: a stand-in of the same width for each that a stream's encoding lacks."""

from __future__ import annotations

import codecs

STAND_IN = "sahel-stand-in"  # the name of the error handler, as `errors=` of an encoder takes it

_SIGNS = {
    **dict.fromkeys("“”„«»″", '"'),
    **dict.fromkeys("‘’‚‹›′", "'"),
    **dict.fromkeys("‐‑‒–—―−·─", "-"),
    **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f", " "),
    **dict.fromkeys("│║", "|"),
    **dict.fromkeys("┌┐└┘├┤┬┴┼", "+"),
    **dict(zip("↑↓←→", "^v<>", strict=True)),
    "≈": "~",
    "•": "*",
    "×": "x",
    "▸": ">",
    "…": "...",
}


def encodable(text: str, encoding: str) -> str:
    """Return the text with a stand-in for each sign the encoding has not: `"` for “, `-` for –, `?` for a letter."""
    return text if text.isascii() else text.encode(encoding, STAND_IN).decode(encoding)


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(_SIGNS.get(sign) or _question(sign) for sign in lost), error.end


def _question(sign: str) -> str:
    import unicodedata  # here, because nearly all streams are UTF-8

    if unicodedata.combining(sign):
        return ""
    return "??" if unicodedata.east_asian_width(sign) in ("W", "F") else "?"


codecs.register_error(STAND_IN, _stand_in)
