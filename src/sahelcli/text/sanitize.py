"""Sanitizing of data for display: no control character, no hidden direction, nothing invisible in a word.

What separates lines or columns becomes a space, everything else that could act on a terminal or deceive a reader
becomes `�`, so that it is seen. Some invisible signs stay where writing needs them: the zero-width joiner and
non-joiner between two letters or signs outside ASCII (Persian, Hausa ajami, Devanagari, joined emoji), the variation
selectors after a sign they can select for, and signs of direction (see `bidi`).
"""

from __future__ import annotations

import re

from sahelcli.text.bidi import without_any_turn, without_needless

LOST = "\ufffd"

_BREAK = re.compile("\r\n|[\t\n\v\f\r\x85\u2028\u2029]")
_LINE_END = re.compile("\r\n|[\n\v\f\r\x85\u2028\u2029]")
_SIGN = r"[^\x00-\x7f\s]"
_HAZARD = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # C0, DEL, C1
    "\u206a-\u206f"  # deprecated signs of format
    "\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u2028\u2029\u2060-\u2065\u3164\ufeff\uffa0"  # nothing to see
    "\ud800-\udfff\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff"  # no characters at all
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
    rf"|(?<!{_SIGN})[\u200c\u200d]|[\u200c\u200d](?!{_SIGN})"
    rf"|(?<![0-9#*]|{_SIGN})[\ufe00-\ufe0f]"
)
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ACTING = re.compile("[\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069\ufeff]")
_WEB = re.compile("https?://[^\x00-\x20]+", re.IGNORECASE)
_NOT_IN_URI = re.compile(r'[^\x21-\x7e]|[<>"{}|\\^`]')  # RFC 3986, section 2
_HAZARD_IN_DOCUMENT = re.compile(rf"(?!\n|\t|\r\n)(?:{_HAZARD.pattern})")
_FIELD = re.compile(r"[^\t\n,]+")


def one_line(text: str) -> str:
    """Return the text as one line: each line end or tab a space, each hazard `�`."""
    if text.isascii() and text.isprintable():
        return text
    return _seen(_BREAK.sub(" ", without_needless(text, LOST)))


def paragraphs(text: str) -> str:
    """Return the text with its line ends as line feeds, each tab a space, each hazard `�`."""
    if text.isascii() and text.isprintable():
        return text
    lines = _LINE_END.split(without_needless(text, LOST))
    return "\n".join(_seen(_BREAK.sub(" ", line)) for line in lines)


def sign_by_sign(text: str) -> str:
    """Return the text, as long as it was, each hazard `�`; line ends and tabs stay."""
    return _HAZARD_IN_DOCUMENT.sub(LOST, without_needless(text, LOST))


def spelt_out(text: str) -> str:
    r"""Return the text as one line for a message: line ends, tabs, hazards and directions as `\n` or `\u202e`."""
    if text.isascii() and text.isprintable():
        return text
    return _HAZARD.sub(_spelling, _TURNING.sub(_spelling, _BREAK.sub(_spelling, text)))


def in_strings(document: str) -> str:
    r"""Return a document whose data stands in quoted strings, such as TOML, with what acts in them as `\u202e`."""
    if document.isascii() and "\x7f" not in document:
        return document
    return _ACTING.sub(_spelling, document)


def on_screen(document: str) -> str:
    """Return a piece of a finished document for a terminal: line ends and tabs stay, each hazard is `�`.

    Signs of direction are judged field by field, as tabs and commas part them, for one is not the text of another.
    """
    if document.isascii() and document.isprintable():
        return document
    fields = _FIELD.sub(lambda field: without_any_turn(field[0], LOST), document)
    return _HAZARD_IN_DOCUMENT.sub(LOST, fields)


def web_address(url: str | None) -> str | None:
    """Return an address that may become a link, in printable ASCII (RFC 3986); None where it is not of the web."""
    if not url or not _WEB.fullmatch(url):
        return None
    return _NOT_IN_URI.sub(lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode(errors="replace")), url)


def _seen(line: str) -> str:
    return _HAZARD.sub(LOST, line)


def _spelling(match: re.Match[str]) -> str:
    short = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return "".join(short.get(sign) or _code(ord(sign)) for sign in match[0])


def _code(number: int) -> str:
    if 0xDC80 <= number <= 0xDCFF:  # a byte that is no text, as Python keeps it (PEP 383)
        return f"\\x{number - 0xDC00:02x}"
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"
