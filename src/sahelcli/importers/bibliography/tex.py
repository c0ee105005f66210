r"""TeX in the fields of a bibliography as plain text: accents, signs and quotation marks; `Caf\'e` is Café.

What is not known stays as it is written: nothing is lost.
"""

from __future__ import annotations

import re
import unicodedata

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "b": "\u0331",
    "d": "\u0323",
}  # fmt: skip
_NAMED = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å",
    "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ",
    "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textbraceleft": "{", "textbraceright": "}",
    "textendash": "–", "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“",
    "textquotedblright": "”", "textquotedbl": '"', "textquotesingle": "'", "guillemotleft": "«",
    "guillemotright": "»", "ldots": "…", "dots": "…", "textellipsis": "…", "S": "§", "copyright": "©", "euro": "€",
    "texteuro": "€", "pounds": "£", "textdegree": "°", "textregistered": "®", "texttrademark": "™",
}  # fmt: skip
_STYLES = "emph|textit|textbf|textsc|textrm|textsf|texttt|textup|textmd|text|url|mkbibquote|mbox"
_LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”", "~": "\u00a0", "?`": "¿", "!`": "¡"}
_TOKEN = re.compile(
    r"\\(?P<accent>[`'^~\"=.]|[uvHckrbd](?![A-Za-z]))\s*(?:\{(?P<braced>\\[ij]|[^\W\d_])\}|(?P<bare>\\[ij]|[^\W\d_]))"
    r"(?:(?<=\\[ij])(?:\s+|\{\}))?"
    rf"|\\(?P<style>{_STYLES})\s*(?=\{{)"
    r"|\\(?P<named>[A-Za-z]+)(?:\{\}|\s+|(?![A-Za-z]))"
    r"|\\(?P<sign>[&%$#_{}])"
    r"|(?P<space>\\[ ,/])"
    r"|(?P<ligature>---|--|``|''|\?`|!`|~)"
    r"|(?P<brace>[{}])"
)


def plain(text: str) -> str:
    """Return the text that TeX would print, on one line."""
    return " ".join(_TOKEN.sub(_read, text).split(" ")) if "\n" not in text else plain(" ".join(text.split()))


def address(text: str) -> str:
    """Return an address, in which a backslash may stand before the signs that TeX gives a meaning."""
    return re.sub(r"\\([&%$#_~{}])", r"\1", text.strip())


def _read(found: re.Match[str]) -> str:
    if found["accent"]:
        letter = (found["braced"] or found["bare"]).removeprefix("\\")
        return unicodedata.normalize("NFC", letter + _ACCENTS[found["accent"]])
    if found["named"]:
        return _NAMED.get(found["named"], found[0])
    if found["ligature"]:
        return _LIGATURES[found["ligature"]]
    return found["sign"] or (" " if found["space"] == "\\ " else "")
