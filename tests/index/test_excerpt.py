"""Where the words of a search stand in a text, and the words around them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sahelcli.index.excerpt import excerpt, spans

ITTE = (("itte",), False)


def found(text: str, *terms: tuple[tuple[str, ...], bool]) -> list[str]:
    return [text[begin:end] for begin, end in spans(text, terms)]


def test_words_are_found_however_they_are_written() -> None:
    assert found("M. Itté, ITTÉ and Ittéville", ITTE) == ["Itté", "ITTÉ"]
    assert found("the French ambassador leaves", (("french", "ambassador"), False)) == ["French ambassador"]
    assert found("ambassadors and embassies", (("ambass",), True)) == ["ambassadors"]
    assert found("nothing here", ITTE) == []


def test_finds_do_not_overlap() -> None:
    assert found("a b c", (("a", "b"), False), (("b", "c"), False)) == ["a b"]


def test_a_short_text_is_whole() -> None:
    assert excerpt("Itté leaves", [(0, 4)]) == ("Itté leaves", [(0, 4)])
    assert excerpt("without a find", []) == ("without a find", [])


@given(st.lists(st.sampled_from(["troops", "left", "Itté", "the", "Niger", "\n"]), max_size=120))
def test_marks_stand_where_the_finds_are(pieces: list[str]) -> None:
    text = " ".join(pieces)
    around, marks = excerpt(text, spans(text, [ITTE]))
    assert all(around[begin:end] == "Itté" for begin, end in marks)
    assert bool(marks) == ("Itté" in text)
    assert around.removeprefix("… ").removesuffix(" …") in text
