"""The verdicts on a set of claims, by which the threshold between altered and unknown was chosen."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from sahelcli.index.open import open_index
from sahelcli.query import Query
from sahelcli.verification.claims import Quotation
from sahelcli.verification.names import Named
from sahelcli.verification.quoting import Held, Quotations

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["cases"]
DATA = Path(__file__).parents[2] / "data"
KINDS = {
    *("whole", "part", "joined", "word", "negation", "order", "shortened", "two"),
    *("paraphrase", "translation", "speaker", "phrase", "other"),
}


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> list[Held]:
    """What the shipped dataset holds of each case."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        index = open_index([str(DATA)])
    claims = [Quotation(case["text"], 1, 0, len(case["text"])) for case in CASES]
    return Quotations(index, Query(), Named).held(claims)


def test_the_cases_are_many_and_of_every_kind() -> None:
    number = Counter(case["kind"] for case in CASES)
    assert number.keys() == KINDS
    assert number.total() >= 120


def test_no_claim_is_exact_that_is_not(held: list[Held]) -> None:
    wrong = [
        case["text"] for case, found in zip(CASES, held, strict=True) if found.verdict == "exact" != case["verdict"]
    ]
    assert wrong == []


def test_all_that_is_exact_is_found(held: list[Held]) -> None:
    missed = [
        case["text"] for case, found in zip(CASES, held, strict=True) if case["verdict"] == "exact" != found.verdict
    ]
    assert missed == []


def test_precision_and_recall_of_altered(held: list[Held]) -> None:
    pairs = Counter((case["verdict"], found.verdict) for case, found in zip(CASES, held, strict=True))
    right = pairs["altered", "altered"]
    said = sum(number for (_, verdict), number in pairs.items() if verdict == "altered")
    meant = sum(number for (verdict, _), number in pairs.items() if verdict == "altered")
    assert right / said >= 0.95
    assert right / meant >= 0.95


def test_the_nearest_is_the_quotation_that_was_meant(held: list[Held]) -> None:
    for case, found in zip(CASES, held, strict=True):
        if "quotation" in case:
            assert case["quotation"] in [match.row.data()["id"] for match in found.matches], case["text"]


def test_what_two_quotations_make_says_so(held: list[Held]) -> None:
    joined = [
        found.warnings[:1] == ("joined",) for case, found in zip(CASES, held, strict=True) if case["kind"] == "two"
    ]
    assert all(joined)
    others = [
        case["text"]
        for case, found in zip(CASES, held, strict=True)
        if case["kind"] != "two" and "joined" in found.warnings
    ]
    assert others == []
