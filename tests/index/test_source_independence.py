"""Sources that share a name depend on each other."""

from __future__ import annotations

from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sahelcli.index.source_independence import independent, names, same
from sahelcli.text.normalize import key
from tests import naive


def test_behind_a_source_are_its_publisher_and_its_agency_however_they_are_spelt() -> None:
    assert names("Le Monde", None) == names("LE-MONDE", "le monde") == {"lemonde"}
    assert names("Boursier.com", "Reuters") == {"boursier.com", "reuters"}


@pytest.mark.parametrize(
    ("sources", "number"),
    [
        ([], 0),
        (["a"], 1),
        (["a", "a"], 1),
        (["a", "b"], 2),
        (["ax", "bx"], 1),
        (["ax", "bx", "x"], 1),
        (["ax", "bx", "ay", "by"], 2),
        (["ab", "bc", "cd"], 2),
        (["ab", "bc", "ca"], 1),
        (["a", "b", "c", "d"], 4),
    ],
)
def test_as_many_as_do_not_depend_on_each_other(sources: list[str], number: int) -> None:
    assert independent([frozenset(source) for source in sources]) == number


@pytest.mark.parametrize(
    "spellings",
    [
        ("Canal", "CANAL", "canal"),
        ("L'Œil", "L’ŒIL", "l œil", "l-œil"),
        ("Le Sahélien", "LE SAHELIEN", "Le Sahe\u0301lien", "le-sahélien", "Le\u200b Sahélien"),
        ("İzmir", "IZMIR"),
    ],
)
def test_capitals_latin_accents_spaces_hyphens_and_apostrophes_make_no_other_name(spellings: tuple[str, ...]) -> None:
    assert len({same(name) for name in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Canal", "Canal+"),
        ("???", "—"),
        ("-", "'"),
        ("दिन", "दीन"),
        ("เรา", "เร่า"),
        ("AFP", "A.F.P."),
        ("Вечерняя", "Вечернии"),
    ],
)
def test_any_other_sign_makes_another_name(one: str, other: str) -> None:
    assert same(one) != same(other)
    assert independent([names(one, None), names(other, None)]) == 2


@given(st.text(min_size=1, max_size=12).filter(str.strip))
def test_what_is_compared_is_found_under_the_same_key_as_the_name(name: str) -> None:
    assert same(same(name)) == same(name)
    assert key(same(name)) == key(name)


graphs = st.lists(st.frozensets(st.sampled_from("abcdefghijk"), min_size=1, max_size=2), max_size=11)


@settings(max_examples=400)
@given(graphs)
def test_no_selection_of_sources_is_greater(sources: list[frozenset[str]]) -> None:
    assert independent(sources) == naive.independent(sources)


def test_circles_of_odd_length_within_each_other() -> None:
    """Two triangles on a path, a star of circles, and Petersen's graph, which has a perfect matching."""
    assert independent(map(frozenset, ("ab", "bc", "ca", "cd", "de", "ef", "fd"))) == 3
    petersen = [f"{a}{b}" for a, b in zip("abcde", "bcdea", strict=True)]
    petersen += [f"{a}{b}" for a, b in zip("fghij", "hijfg", strict=True)]
    petersen += [f"{a}{b}" for a, b in zip("abcde", "fghij", strict=True)]
    assert independent(map(frozenset, petersen)) == 5


def test_five_hundred_sources_take_no_noticeable_time() -> None:
    """Each is between two of few names, so that circles abound: trying all selections would take for ever."""
    random = Random(3)
    sources = [frozenset(f"{random.randrange(90)} {random.randrange(2)}" for _ in range(2)) for _ in range(500)]
    began = process_time()
    assert 60 <= independent(sources) <= 90
    assert process_time() - began < 1
