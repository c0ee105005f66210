"""A value written as TOML is read again as it was, by the standard library's reader."""

from __future__ import annotations

import tomllib
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from sahelcli.toml.writer import block, text

TEXTS = some.text(some.characters(codec="utf-8"))
PLAIN = some.one_of(TEXTS, some.integers(-(2**63), 2**63 - 1), some.booleans(), some.floats(allow_nan=False))
TABLES = some.dictionaries(some.from_regex("[a-z_]{1,8}", fullmatch=True), some.one_of(PLAIN, some.lists(TEXTS)))
VALUES = some.one_of(PLAIN, some.lists(TEXTS), some.lists(TABLES), TABLES)


@given(VALUES)
def test_a_value_is_read_as_it_was(value: Any) -> None:
    assert tomllib.loads(f"key = {text(value)}\n") == {"key": value}


def test_a_record_is_written_as_the_shipped_dataset_is() -> None:
    role = {"title": "President", "of": "france", "since": "2017-05-14"}
    written = block(
        "actors", {"id": "emmanuel-macron", "aliases": ["Macron", "EM"], "roles": [role], "note": 'a "b"\nc'}
    )
    assert written == (
        "[[actors]]\n"
        'id = "emmanuel-macron"\n'
        "aliases = [\n"
        '    "Macron",\n'
        '    "EM",\n'
        "]\n"
        "roles = [\n"
        '    { title = "President", of = "france", since = "2017-05-14" },\n'
        "]\n"
        'note = "a \\"b\\"\\nc"\n'
    )
