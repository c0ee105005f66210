"""Which encoding a table is in: told by the file or by its user, never guessed."""

from __future__ import annotations

import io

import pytest

from sahelcli.importers.tables.text_encoding import NotInEncoding, NotTextTable, UnknownEncoding, encoding_of

TEXT = "Jour;Fait\n2023-01-01;Attaque près de Ménaka\n"


def encoding(data: bytes, named: str = "") -> tuple[str, str]:
    return encoding_of(io.BytesIO(data), "t.csv", named)


@pytest.mark.parametrize(
    ("codec", "expected"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8, as its byte order mark says"),
        ("utf-16", "UTF-16, as its byte order mark says"),
    ],
)
def test_what_the_file_tells(codec: str, expected: str) -> None:
    data = TEXT.encode(codec)
    result, words = encoding(data)
    assert words == expected
    assert data.decode(result) == TEXT


@pytest.mark.parametrize(
    ("data", "message", "hint"),
    [
        (b"%PDF-1.7\n", "t.csv is a PDF file", "copy its table into a spreadsheet, and save that as CSV"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html>\n<table>", "t.csv is a page of HTML", "open it in a spreadsheet program"),
        (b"SQLite format 3\0", "t.csv is an SQLite database", "write its table as CSV"),
        (b"PAR1", "t.csv is a Parquet file", "`sahel import parquet` reads it"),
    ],
)
def test_another_kind_of_file_is_told_with_what_to_do(data: bytes, message: str, hint: str) -> None:
    with pytest.raises(NotTextTable) as caught:
        encoding(data)
    assert caught.value.message.startswith(message)
    assert caught.value.hint
    assert caught.value.hint.startswith(hint)


@pytest.mark.parametrize("codec", ["windows-1252", "mac-roman", "utf-16-le", "UTF-8"])
def test_what_its_user_names(codec: str) -> None:
    result, words = encoding(TEXT.encode(codec), codec)
    assert TEXT.encode(codec).decode(result) == TEXT
    assert words == f"{codec}, as named"


def test_the_line_and_how_others_would_read_it() -> None:
    with pytest.raises(NotInEncoding) as caught:
        encoding(TEXT.encode("windows-1252"))
    assert caught.value.message == "t.csv:2: byte 0xE8 is not UTF-8"
    assert caught.value.hint
    assert '--encoding windows-1252 reads "près"' in caught.value.hint


def test_the_line_is_right_far_into_the_file() -> None:
    data = "é\n".encode() * 600_000 + b"\xe9t\xe9\n"
    with pytest.raises(NotInEncoding, match="byte 0xE9 is not UTF-8") as caught:
        encoding(data)
    assert caught.value.message.startswith("t.csv:600001: ")


def test_a_character_cut_off_at_the_end_is_an_error() -> None:
    with pytest.raises(NotInEncoding, match=r"t\.csv:1: byte 0xC3"):
        encoding("é".encode()[:1])


def test_encodings_that_cannot_read_the_place_are_not_named() -> None:
    with pytest.raises(NotInEncoding) as caught:
        encoding(b"a\x81b\xff\n")
    assert caught.value.hint
    assert "windows-1252" not in caught.value.hint  # it has no 0x81


def test_a_named_encoding_is_held_to() -> None:
    with pytest.raises(NotInEncoding, match="is not ascii") as caught:
        encoding(TEXT.encode(), "ascii")
    assert (caught.value.hint or "").startswith("it is another encoding than the one named: --encoding ")


def test_utf_16_without_a_mark_is_recognised_but_not_read() -> None:
    with pytest.raises(NotInEncoding, match="seems to be UTF-16"):
        encoding(TEXT.encode("utf-16-le"))


@pytest.mark.parametrize(("data", "what"), [(b"PK\x03\x04...", "spreadsheet"), (b"\x1f\x8b\x08", "gzip")])
def test_other_files_are_named(data: bytes, what: str) -> None:
    with pytest.raises(NotTextTable, match=what):
        encoding(data)


@pytest.mark.parametrize("name", ["klingon", "base64", "rot13", "x\0"])
def test_what_names_no_encoding(name: str) -> None:
    with pytest.raises(UnknownEncoding):
        encoding(TEXT.encode(), name)
