"""Where the words of a search stand in a text, and the words around them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sahelcli.index.phrase_search import SearchTerm
from sahelcli.index.snippets import SearchedTexts, apart, excerpt
from sahelcli.text.search_words import connected, split, words

ITTE = SearchTerm((("itte",),))


def spans(text: str, *terms: SearchTerm) -> list[tuple[int, int]]:
    searched = SearchedTexts([text])
    return apart(span for term in terms for span in searched.finds(term))


def found(text: str, *terms: SearchTerm) -> list[str]:
    return [text[begin:end] for begin, end in spans(text, *terms)]


def test_words_are_found_however_they_are_written() -> None:
    assert found("M. Itté, ITTÉ and Ittéville", ITTE) == ["Itté", "ITTÉ"]
    assert found("the French ambassador leaves", SearchTerm((("french", "ambassador"),))) == ["French ambassador"]
    assert found("ambassadors and embassies", SearchTerm((("ambass",),), is_beginning=True)) == ["ambassadors"]
    assert found("at N'Djamena airport", SearchTerm((("ndjam",),), is_beginning=True)) == ["N'Djamena"]
    assert found("Près de 1 500 soldats", SearchTerm((("1500",),))) == ["1 500"]
    assert found("法国从尼日尔撤军", SearchTerm((("尼", "日", "尔"),))) == ["尼日尔"]
    assert found("za su bar ƙasar Nijar", SearchTerm((("kasar",),))) == ["ƙasar"]
    assert found("nothing here", ITTE) == []


def test_finds_do_not_overlap() -> None:
    assert found("a b c", SearchTerm((("a", "b"),)), SearchTerm((("b", "c"),))) == ["a b"]
    assert found("a b c", SearchTerm((("a",),)), SearchTerm((("a", "b"),))) == ["a b"]


def test_words_of_one_name_are_not_next_to_those_of_another() -> None:
    both = SearchedTexts(["Bob Macron", "Niger land"])
    assert both.text == "Bob Macron, Niger land"
    assert list(both.finds(SearchTerm((("macron", "niger"),)))) == []
    assert list(both.finds(SearchTerm((("niger", "land"),)))) == [(12, 22)]


def test_a_short_text_is_whole() -> None:
    assert excerpt("Itté leaves", [(0, 4)]) == ("Itté leaves", [(0, 4)])
    assert excerpt("without a find", []) == ("without a find", [])


@given(st.lists(st.sampled_from(["troops", "left", "Itté", "the", "Niger", "\n"]), max_size=120))
def test_marks_stand_where_the_finds_are(pieces: list[str]) -> None:
    text = " ".join(pieces)
    around, marks = excerpt(text, spans(text, ITTE))
    assert all(around[begin:end] == "Itté" for begin, end in marks)
    assert bool(marks) == ("Itté" in text)
    assert around.removeprefix("… ").removesuffix(" …") in text


@given(st.text(st.sampled_from("aé -'‐’nœ法ก½ŉ⒈㈱15,. \u202f\u0301\u200b") | st.characters(exclude_categories=["Cs"])))
def test_whatever_a_text_is_found_by_stands_somewhere_in_it(text: str) -> None:
    searched = SearchedTexts([text])
    for word in words(text):
        assert list(searched.finds(SearchTerm(((word,),))))
    for together, parts in connected(text):
        assert {*searched.finds(SearchTerm(((together,),)))} & {*searched.finds(SearchTerm((tuple(parts.split()),)))}
    if full := split(text):
        assert list(searched.finds(SearchTerm((tuple(full),))))
