"""Text encoding of a table: given by the user, known by the first bytes, or valid UTF-8 throughout; never guessed."""

from __future__ import annotations

import codecs
from typing import IO

from sahelcli.diagnostics.finding import Location
from sahelcli.diagnostics.suggestions import UnknownValue
from sahelcli.errors import SahelError
from sahelcli.text.quoted_values import shown

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8, as its byte order mark says"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16, as its byte order mark says"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16, as its byte order mark says"),
)
_SHEET = "a spreadsheet is read with `sahel import xlsx`"
_TABLE = "copy its table into a spreadsheet, and save that as CSV"
_OTHER_FILES = {
    b"PK\x03\x04": ("a zip file, or a spreadsheet, which is one", f"unpack it; {_SHEET}"),
    b"\x1f\x8b": ("a gzip file", "unpack it"),
    b"\xd0\xcf\x11\xe0": ("an old Office document", _SHEET),
    b"%PDF-": ("a PDF file", _TABLE),
    b"SQLite format 3\0": ("an SQLite database", "write its table as CSV: sqlite3 -header -csv FILE 'SELECT …'"),
    b"PAR1": ("a Parquet file", "`sahel import parquet` reads it"),
}
_PAGE = (b"<!doctype html", b"<html", b"<table")
_CANDIDATES = ("windows-1252", "mac-roman", "cp850", "windows-1256", "windows-1250")
_PIECE = 1 << 20


class NotTextTable(SahelError):
    """The file is not a text table, but JSON, HTML, a spreadsheet or another known format."""

    def __init__(self, path: str, what: str, hint: str) -> None:
        super().__init__(f"{Location(path)} is {what}, not a table as text", hint)


class NotInEncoding(SahelError):
    """Bytes are invalid in the encoding; `readings` shows the place as other encodings read it."""

    def __init__(self, path: str, line: int, byte: int, name: str, readings: str, *, is_named: bool = False) -> None:
        advice = "it is another encoding than the one named" if is_named else "if you know the encoding, name it"
        hint = f"{advice}: {readings or '--encoding NAME'}"
        super().__init__(f"{Location(path, line)}: byte 0x{byte:02X} is not {name}", hint)


class UnknownEncoding(UnknownValue):
    """The value of --encoding is no known encoding."""

    def __init__(self, name: str) -> None:
        super().__init__("--encoding", name, (), f"such as utf-8, utf-16, {', '.join(_CANDIDATES)}")


def encoding_of(file: IO[bytes], path: str, named: str) -> tuple[str, str]:
    """Return the codec that decodes the whole file, and how it was determined, in words.

    `named` is the value of --encoding, or "". The file is read through once, in chunks. Raises NotTextTable,
    NotInEncoding or UnknownEncoding.
    """
    beginning = file.read(64)
    for mark, (what, hint) in _OTHER_FILES.items():
        if beginning.startswith(mark):
            raise NotTextTable(path, what, hint)
    if beginning.removeprefix(codecs.BOM_UTF8).lstrip().lower().startswith(_PAGE):
        raise NotTextTable(path, "a page of HTML", f"open it in a spreadsheet program, or {_TABLE}")
    codec, words = _named(named) if named else _by_mark(beginning)
    if _is_utf_16(beginning) and not codec.startswith(("utf-16", "utf-32")):
        raise NotInEncoding(
            path, 1, 0, "text in UTF-8: the file seems to be UTF-16", "--encoding utf-16-le or utf-16-be"
        )
    _read_through(file, path, codec, words.partition(",")[0], is_named=bool(named))
    return codec, words


def _is_utf_16(beginning: bytes) -> bool:
    """Whether as many bytes are NUL as in UTF-16, where each ASCII character has one; a single NUL is damage."""
    return b"\0" in beginning and beginning.count(b"\0") >= len(beginning) // 8


def _named(name: str) -> tuple[str, str]:
    try:
        codec = codecs.lookup(name)
        "".encode(codec.name)  # a LookupError for codecs that are not of text, such as base64
    except (LookupError, ValueError):
        raise UnknownEncoding(name) from None
    codec_name = "utf-8-sig" if codec.name == "utf-8" else codec.name
    return codec_name, f"{name}, as named"


def _by_mark(beginning: bytes) -> tuple[str, str]:
    for mark, codec, words in _MARKS:
        if beginning.startswith(mark):
            return codec, words
    return "utf-8", "UTF-8"


def _read_through(file: IO[bytes], path: str, codec: str, name: str, *, is_named: bool) -> None:
    decoder = codecs.getincrementaldecoder(codec)()
    file.seek(0)
    lines, before = 0, b""
    while True:
        piece = file.read(_PIECE)
        try:
            decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as error:
            data = before + error.object
            at = len(before) + error.start
            line = lines + error.object[: error.start].count(b"\n") + 1
            byte, readings = error.object[error.start], _readings(data, at)
            raise NotInEncoding(path, line, byte, name, readings, is_named=is_named) from None
        if not piece:
            return
        lines += piece.count(b"\n")
        before = piece[-80:]


def _readings(data: bytes, at: int) -> str:
    """Return the word at an offset as other encodings read it, without equal readings: `windows-1252 ("Ménaka"), …`."""
    word = _word(data, at)
    readings: dict[str, str] = {}
    for name in _CANDIDATES:
        try:
            text = word.decode(name)
        except UnicodeDecodeError:
            continue
        if text.isprintable() and text not in readings.values():
            readings[name] = text
    return ", ".join(f"--encoding {name} reads {shown(text, 24)}" for name, text in list(readings.items())[:3])


def _word(data: bytes, at: int) -> bytes:
    ends = b" \t\r\n,;|\"'()."
    start = next((place + 1 for place in range(at - 1, max(at - 20, -1), -1) if data[place] in ends), max(at - 19, 0))
    end = next((place for place in range(at, min(at + 20, len(data))) if data[place] in ends), min(at + 20, len(data)))
    return data[start:end]
