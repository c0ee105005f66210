"""Streams that lack signs get stand-ins, and never an error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahelcli.text.unencodable_characters import STAND_IN, encodable


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        ("“a” – ‘b’ ≈ «c» · d…", "ascii", '"a" - \'b\' ~ "c" - d...'),
        ("“a” – «c» Goïta ≈ ж", "cp1252", "“a” – «c» Goïta ~ ?"),
        ("Goïta", "ascii", "Go?ta"),
        ("Goi\u0308ta 中", "ascii", "Goita ??"),
        ("a\u00a0+2", "ascii", "a +2"),
        ("“Goïta” 中", "utf-8", "“Goïta” 中"),
    ],
)
def test_stand_ins(text: str, encoding: str, shown: str) -> None:
    assert encodable(text, encoding) == shown


@given(st.text(), st.sampled_from(["ascii", "latin-1", "cp1252", "cp437", "utf-8", "shift_jis"]))
def test_every_text_can_be_encoded(text: str, encoding: str) -> None:
    encodable(text, encoding).encode(encoding)


def test_it_is_for_writing_alone() -> None:
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("ascii", STAND_IN)
