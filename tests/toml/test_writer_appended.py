"""What is put at the end of a file leaves every byte before it, and takes on the file's manner."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sahelcli.filesystem.decoding import decode
from sahelcli.toml.writer import appended

NEW = '[[events]]\nid = "b"\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", b'[[events]]\nid = "b"\n'),
        (b"a = 1\n", b'a = 1\n\n[[events]]\nid = "b"\n'),
        (b"a = 1\n\n", b'a = 1\n\n[[events]]\nid = "b"\n'),
        (b"a = 1", b'a = 1\n\n[[events]]\nid = "b"\n'),
        (b"a = 1 # why", b'a = 1 # why\n\n[[events]]\nid = "b"\n'),
        (b"a = 1\r\n", b'a = 1\r\n\r\n[[events]]\r\nid = "b"\r\n'),
        (b"a = 1\r\nb = 2", b'a = 1\r\nb = 2\r\n\r\n[[events]]\r\nid = "b"\r\n'),
        (b"a = 1\r\n\r\n", b'a = 1\r\n\r\n[[events]]\r\nid = "b"\r\n'),
        (b"\xef\xbb\xbf", b'\xef\xbb\xbf[[events]]\nid = "b"\n'),
        (b"\xef\xbb\xbfa = 1\n", b'\xef\xbb\xbfa = 1\n\n[[events]]\nid = "b"\n'),
    ],
)
def test_the_manner_of_a_file(before: bytes, after: bytes) -> None:
    assert appended(before, NEW).data == after


LINES = some.lists(some.sampled_from(["a = 1", "# ü", "", "b = [", "]"]))
ENDS = some.sampled_from(["\n", "\r\n"])


@given(LINES, ENDS, some.booleans(), some.booleans())
def test_every_byte_stays_and_the_line_is_where_it_begins(lines: list[str], end: str, mark: bool, ended: bool) -> None:
    before = (b"\xef\xbb\xbf" if mark else b"") + (end.join(lines) + (end if ended else "")).encode()
    data, line = appended(before, NEW)
    assert data.startswith(before)
    text = decode(data)[0]
    assert text.endswith(NEW)
    assert text.split("\n")[line - 1] == "[[events]]"
    assert tomllib.loads("\n".join(text.split("\n")[line - 1 :])) == {"events": [{"id": "b"}]}
