"""Decoding of bytes to text: UTF-8, with or without a byte order mark, LF or CRLF; else a guessed encoding."""

from __future__ import annotations

from codecs import BOM_UTF8

from sahelcli.diagnostics.finding import Finding, Span, TextFinding
from sahelcli.text.quoted_values import shown

_FORMATS = {
    b"\x1f\x8b": "a gzip file",
    b"PK\x03\x04": "a zip file (or a spreadsheet or document, which is one)",
    b"BZh": "a bzip2 file",
    b"\xfd7zXZ\x00": "an xz file",
    b"\x28\xb5\x2f\xfd": "a Zstandard file",
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip file",
    b"SQLite format 3\x00": "an SQLite database",
    b"%PDF-": "a PDF file",
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"\0GITCRYPT\0": "a file that git-crypt has locked",
    b"\x7fELF": "a program",
}
_SAVE_AS = "save the file as UTF-8 in your editor"


_WAYS_OUT = {"TOML text": "give the TOML file itself, unpacked", "text": "give the text itself, saved as UTF-8"}


def decode(data: bytes) -> tuple[str, TextFinding | None]:
    """Return the text with LF line ends and no byte order mark, and a finding on the bytes, None if all is well.

    With a finding, the text only serves to show the place: U+FFFD stands for unreadable bytes.
    """
    text, problem = decoded(data, "TOML text")
    if problem and (earlier := text.count("\r\n", 0, problem.place.start)):
        start, end = problem.place
        problem = problem.at(Span(start - earlier, end - earlier))
    return (text.replace("\r\n", "\n") if b"\r" in data else text), problem  # bytes are looked through in no time


def decoded(data: bytes, wanted: str) -> tuple[str, TextFinding | None]:
    """Return the text as `decode` does, but with its line ends as they stand; a "TOML text" or a "text" is wanted."""
    problem = None
    data = data.removeprefix(BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        text = data.decode(errors="replace")
        problem = _what_it_is(data, wanted) or _not_utf8(data, error)
    if problem is None and b"\0" in data:
        problem = _what_it_is(data, wanted) or _nul(text)
    return text, problem


def _what_it_is(data: bytes, wanted: str) -> TextFinding | None:
    for beginning, name in _FORMATS.items():
        if data.startswith(beginning):
            return Finding(Span(0, 0), f"this is {name}, not a {wanted}", "encoding", _WAYS_OUT[wanted])
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _every_second_byte_is_nul(data[:100]):
        return Finding(Span(0, 0), "the file seems to be UTF-16, not UTF-8", "encoding", _SAVE_AS)
    return None


def _every_second_byte_is_nul(data: bytes) -> bool:
    return len(data) > 1 and (not any(data[::2]) or not any(data[1::2]))


def _not_utf8(data: bytes, error: UnicodeDecodeError) -> TextFinding:
    before = data[: error.start].decode()
    start = len(before)
    if error.reason == "unexpected end of data":
        return Finding(
            Span(start, start + 1),
            "the file ends within a character: it seems to be cut off",
            "encoding",
            "fetch or copy it again",
        )
    byte = data[error.start]
    guess = bytes([byte]).decode("cp1252", errors="replace")
    guess_text = (
        f"; it seems to be Windows-1252 or Latin-1, where this is {shown(guess)}"
        if guess.isprintable() and guess != "\ufffd"
        else ""
    )
    return Finding(Span(start, start + 1), f"byte 0x{byte:02X} is not UTF-8{guess_text}", "encoding", _SAVE_AS)


def _nul(text: str) -> TextFinding:
    start = text.index("\0")
    return Finding(
        Span(start, start + 1),
        "a NUL byte: the file seems to be damaged, or no text",
        "encoding",
        "fetch or copy it again",
    )
