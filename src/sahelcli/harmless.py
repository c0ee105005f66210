"""Data made harmless for people's eyes: no control character, no hidden direction, nothing invisible in a word.

What separates lines or columns becomes a space, everything else that could act on a terminal or deceive a reader
becomes `�`, so that it is seen. Four invisible signs stay where writing needs them: the zero-width joiner and
non-joiner between two letters or signs outside ASCII (Persian, Hausa ajami, Devanagari, joined emoji), the direction
marks beside a right-to-left letter, and the variation selectors after a sign they can select for.
"""

from __future__ import annotations

import re

LOST = "\ufffd"

_BREAK = re.compile("\r\n|[\t\n\v\f\r\x85\u2028\u2029]")
_LINE_END = re.compile("\r\n|[\n\v\f\r\x85\u2028\u2029]")
_RTL = "\u0590-\u08ff\ufb1d-\ufdfd\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_SIGN = r"[^\x00-\x7f\s]"
_HAZARD = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # C0, DEL, C1
    "\u202a-\u202e\u2066-\u206f"  # embeddings, overrides, isolates
    "\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u2028\u2029\u2060-\u2065\u3164\ufeff\uffa0"  # nothing to see
    "\ud800-\udfff\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff"  # no characters at all
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
    rf"|(?<!{_SIGN})[\u200c\u200d]|[\u200c\u200d](?!{_SIGN})"
    rf"|(?<![{_RTL}])[\u061c\u200e\u200f](?![{_RTL}])"
    rf"|(?<![0-9#*]|{_SIGN})[\ufe00-\ufe0f]"
)
_ACTING = re.compile("[\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069\ufeff]")
_WEB = re.compile("https?://[^\x00-\x20]+", re.IGNORECASE)
_NOT_IN_URI = re.compile(r'[^\x21-\x7e]|[<>"{}|\\^`]')  # RFC 3986, section 2
_HAZARD_ON_SCREEN = re.compile(rf"(?!\n|\t|\r\n)(?:{_HAZARD.pattern})")


def one_line(text: str) -> str:
    """Return the text as one line: each line end or tab a space, each hazard `�`."""
    if text.isascii() and text.isprintable():
        return text
    return _HAZARD.sub(LOST, _BREAK.sub(" ", text))


def paragraphs(text: str) -> str:
    """Return the text with its line ends as line feeds, each tab a space, each hazard `�`."""
    return "\n".join(map(one_line, _LINE_END.split(text)))


def spelt_out(text: str) -> str:
    r"""Return the text as one line for a message: line ends, tabs and hazards written as `\n`, `\t` or `\u202e`."""
    if text.isascii() and text.isprintable():
        return text
    return _HAZARD.sub(_spelling, _BREAK.sub(_spelling, text))


def in_strings(document: str) -> str:
    r"""Return a document whose data stands in quoted strings, such as TOML, with what acts in them as `\u202e`."""
    if document.isascii() and "\x7f" not in document:
        return document
    return _ACTING.sub(_spelling, document)


def on_screen(document: str) -> str:
    """Return a piece of a finished document for a terminal: line ends and tabs stay, each hazard is `�`."""
    return _HAZARD_ON_SCREEN.sub(LOST, document)


def web_address(url: str | None) -> str | None:
    """Return an address that may become a link, in printable ASCII (RFC 3986); None where it is not of the web."""
    if not url or not _WEB.fullmatch(url):
        return None
    return _NOT_IN_URI.sub(lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode(errors="replace")), url)


def _spelling(found: re.Match[str]) -> str:
    short = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return "".join(short.get(sign) or _code(ord(sign)) for sign in found[0])


def _code(number: int) -> str:
    if 0xDC80 <= number <= 0xDCFF:  # a byte that is no text, as Python keeps it (PEP 383)
        return f"\\x{number - 0xDC00:02x}"
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"
