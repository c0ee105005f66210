"""Sources that share a name depend on each other."""

from __future__ import annotations

import pytest

from sahelcli.index.independence import independent, names


def test_behind_a_source_are_its_publisher_and_its_agency_however_they_are_spelt() -> None:
    assert names("Le Monde", None) == names("LE-MONDE", "le monde") == {"lemonde"}
    assert names("Boursier.com", "Reuters") == {"boursiercom", "reuters"}


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
