"""`sahel search`: words in records of all kinds; nothing typed is a syntax error."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sahelcli.text.normalize import fold
from tests.terminal import Sahel, Terminal


def test_all_words_must_be_there(sahel: Sahel) -> None:
    rows = sahel("search", "ambassador", "hostage", "--json").json()
    assert "2023-09-15-macron-ambassador-hostage" in [row["id"] for row in rows]
    alone = sahel("search", "ambassador", "--json").json()
    assert {row["id"] for row in rows} < {row["id"] for row in alone}
    assert {row["of"] for row in alone} >= {"event", "quote", "actor", "source"}


def test_a_find_says_where_it_is(sahel: Sahel) -> None:
    for row in sahel("search", "ambassadeur", "--json").json():
        begin, end = row["marks"][0]
        assert fold(row["excerpt"][begin:end]) == "ambassadeur"
        assert row["field"]
        assert row["title"]


@pytest.mark.parametrize(
    ("words", "others"),
    [
        (("état",), ("ETAT",)),
        (("d'état",), ("d’Etat",)),
        (("n'djamena",), ("ndjamena",)),
        (("hostage", "ambassador"), ("ambassador", "hostage")),
        (("goïta",), ("GOITA",)),
        (("goi\u0308ta",), ("goïta",)),
        (("go\u200bita",), ("goita",)),
    ],
)
def test_spellings_of_the_same(sahel: Sahel, words: tuple[str, ...], others: tuple[str, ...]) -> None:
    result = {row["id"] for row in sahel("search", *words, "--json").json()}
    assert result
    assert result == {row["id"] for row in sahel("search", *others, "--json").json()}


def test_a_phrase_and_a_beginning(sahel: Sahel) -> None:
    def ids(*words: str) -> set[str]:
        return {row["id"] for row in sahel("search", *words, "--json").json()}

    assert ids('"military cooperation"') < ids("military", "cooperation")
    assert ids("ambassad*") > ids("ambassador")
    assert ids("ambassad*") >= ids("ambassadeur")


def test_filters_and_kinds(sahel: Sahel) -> None:
    rows = sahel("search", "withdrawal", "--kind", "event", "--on", "2023-09", "--json").json()
    assert rows
    assert {row["of"] for row in rows} == {"event"}
    assert all(row["date"] <= "2023-10" for row in rows)
    assert sahel("search", "macron", "--on", "1990", "--json").json() == []  # what has no date is in no window
    assert sahel("search", "macron", "--kind", "verb").stderr.startswith('error: unknown value "verb" for --kind')


def test_nothing_to_look_for(sahel: Sahel) -> None:
    result = sahel("search", '"!"')
    assert (result.code, result.output) == (2, b"")
    assert result.stderr.startswith("error: nothing to look for in")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20))
def test_nothing_typed_is_a_syntax_error(sahel: Sahel, text: str) -> None:
    result = sahel("search", "--json", "--", text)
    assert result.code == (0 if fold(text) else 2)
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "text", ["a OR b", "NEAR(a b)", "title:macron", "a -b", "a^2", "(", '"', "*", "+a", "a AND", "{a}"]
)
def test_the_syntax_of_the_index_is_just_text(sahel: Sahel, text: str) -> None:
    assert sahel("search", "--", text).code in (0, 2)
    assert sahel("timeline", "--text", text).code in (0, 2)


def test_on_a_terminal_a_find_in_a_quotation_says_whose_words_they_are(terminal: Terminal) -> None:
    """Words of one who is not named could be anybody's, and a paraphrase the speaker's own."""
    own = terminal("search", "calmly", "--kind", "quote").text
    assert "\nEmmanuel Macron\n  … with the putschists because we want things to happen calmly,\n" in own
    output = terminal("search", "continue working", "--kind", "quote").text
    assert "\nCatherine Colonna, reported speech, reworded\n  he will continue working for as long as" in output
