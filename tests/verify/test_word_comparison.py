"""Laws of the comparison: a quotation of the shipped dataset, cut or re-typeset, is exact; changed it is not."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sahelcli.verify.tokens import GAP, words_of
from sahelcli.verify.word_comparison import ComparedText, compare, exactly

DATA = Path(__file__).parents[2] / "data" / "quotes.toml"
TEXTS = [quote["text"] for quote in tomllib.loads(DATA.read_text(encoding="utf-8"))["quotes"]]
LONG = [text for text in TEXTS if len(words_of(text)) >= 12 and GAP not in {word.key for word in words_of(text)}]
PLAIN = [text for text in LONG if "[" not in text]
SIGNS = {"'": "’‘'ʼ", "’": "'ʼ’", "“": '"«„', "”": '"»“', "-": "‐‑–-", " ": " \u00a0\u202f\n", ",": ", ", ".": "."}
NEW = "zanzibar"


@given(st.sampled_from(TEXTS), st.data())
def test_a_quotation_set_in_other_signs_is_exact(text: str, data: st.DataObject) -> None:
    signs = {sign: data.draw(st.sampled_from(others)) for sign, others in SIGNS.items()}
    typeset = "".join(signs.get(sign, sign) for sign in text)
    assert exactly(ComparedText(data.draw(st.sampled_from([typeset, typeset.upper()]))), ComparedText(text))


@given(st.sampled_from(LONG), st.data())
def test_a_part_is_exact(text: str, data: st.DataObject) -> None:
    words = words_of(text)
    begin = data.draw(st.integers(0, len(words) - 4))
    end = data.draw(st.integers(begin + 4, len(words)))
    result = exactly(ComparedText(text[words[begin].start : words[end - 1].end]), ComparedText(text))
    assert result
    assert {sign for sign, _ in result.words} == {"same"}


@given(st.sampled_from(LONG), st.data())
def test_parts_joined_by_an_ellipsis_are_exact_in_their_order_alone(text: str, data: st.DataObject) -> None:
    words = words_of(text)
    cut = data.draw(st.integers(4, len(words) - 4))
    first, second = text[: words[cut - 1].end], text[words[cut].start :]
    assert exactly(ComparedText(f"{first} […] {second}"), ComparedText(text))
    if sorted(word.key for word in words[:cut]) != sorted(word.key for word in words[cut:]):
        assert not exactly(ComparedText(f"{second} […] {first}"), ComparedText(text))


@given(st.sampled_from(PLAIN), st.data())
def test_another_word_is_marked(text: str, data: st.DataObject) -> None:
    words = words_of(text)
    changed = words[data.draw(st.integers(0, len(words) - 1))]
    claim = f"{text[: changed.start]}{NEW}{text[changed.end :]}"
    result = compare(ComparedText(claim), ComparedText(text))
    assert result
    assert not result.is_exact
    assert any(sign == "added" and NEW in message for sign, message in result.words)
    assert any(sign == "removed" and changed.text in message for sign, message in result.words)
    assert "".join(message for sign, message in result.words if sign != "removed") == claim


@given(st.sampled_from(PLAIN), st.data())
def test_a_word_that_is_left_out_is_marked(text: str, data: st.DataObject) -> None:
    words = words_of(text)
    gone = words[data.draw(st.integers(1, len(words) - 2))]
    result = compare(ComparedText(f"{text[: gone.start]} {text[gone.end :]}"), ComparedText(text))
    assert result
    assert not result.is_exact or _is_said_twice(gone.key, [word.key for word in words])
    assert result.is_exact or any(sign == "removed" for sign, _ in result.words)


def _is_said_twice(key: str, keys: list[str]) -> bool:
    return any(one == other == key for one, other in pairwise(keys))


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    result = compare(ComparedText(one), ComparedText(other))
    if result:
        assert "".join(message for sign, message in result.words if sign != "removed") == one
        assert 0 < result.likeness <= 1


@given(st.text(alphabet="ab […]()1,.5’-?", max_size=80))
def test_words_stand_where_they_say(text: str) -> None:
    words = words_of(text)
    assert all(text[word.start : word.end] == word.text for word in words)
    assert all(one.end <= other.start for one, other in pairwise(words))
