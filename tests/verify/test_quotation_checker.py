"""The verdicts on a set of claims, by which the threshold between altered and unknown was chosen."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from sahelcli.index.open import Index
from sahelcli.query import Query
from sahelcli.verify.claims import QuotationClaim
from sahelcli.verify.names_in_text import NamesInText
from sahelcli.verify.quotation_checker import QuotationChecker, QuotationVerdict


def _cases(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))["cases"]
    return cases


CASES, UNSEEN = _cases("cases.toml"), _cases("unseen_cases.toml")
KINDS = {
    *("whole", "part", "joined", "word", "negation", "order", "shortened", "two"),
    *("paraphrase", "translation", "speaker", "phrase", "other"),
}


def _held(index: Index, cases: list[dict[str, Any]]) -> list[QuotationVerdict]:
    claims = [QuotationClaim(case["text"], 1, 0, len(case["text"])) for case in cases]
    return QuotationChecker(index, Query(), NamesInText).verdicts(claims)


@pytest.fixture(scope="module")
def results(shipped: Index) -> list[QuotationVerdict]:
    """What the shipped dataset holds of each case."""
    return _held(shipped, CASES)


def test_the_cases_are_many_and_of_every_kind() -> None:
    number = Counter(case["kind"] for case in CASES)
    assert number.keys() == KINDS
    assert number.total() >= 120


def test_no_claim_is_exact_that_is_not(results: list[QuotationVerdict]) -> None:
    wrong = [
        case["text"]
        for case, result in zip(CASES, results, strict=True)
        if result.verdict == "exact" != case["verdict"]
    ]
    assert wrong == []


def test_all_that_is_exact_is_found(results: list[QuotationVerdict]) -> None:
    missed = [
        case["text"]
        for case, result in zip(CASES, results, strict=True)
        if case["verdict"] == "exact" != result.verdict
    ]
    assert missed == []


def test_precision_and_recall_of_altered(results: list[QuotationVerdict]) -> None:
    assert min(_precision_and_recall(CASES, results)) >= 0.95


def test_precision_and_recall_of_altered_on_unseen_cases(shipped: Index) -> None:
    verdicts = _held(shipped, UNSEEN)
    precision, recall = _precision_and_recall(UNSEEN, verdicts)
    assert precision >= 0.85
    assert recall >= 0.95
    exact = [case["verdict"] for case, result in zip(UNSEEN, verdicts, strict=True) if result.verdict == "exact"]
    assert exact == ["exact"] * 7


def _precision_and_recall(cases: list[dict[str, Any]], results: list[QuotationVerdict]) -> tuple[float, float]:
    pairs = Counter((case["verdict"], result.verdict) for case, result in zip(cases, results, strict=True))
    right = pairs["altered", "altered"]
    count = sum(number for (_, verdict), number in pairs.items() if verdict == "altered")
    total = sum(number for (verdict, _), number in pairs.items() if verdict == "altered")
    return right / count, right / total


def test_the_nearest_is_the_quotation_that_was_meant(results: list[QuotationVerdict]) -> None:
    for case, result in zip(CASES, results, strict=True):
        if "quotation" in case:
            assert case["quotation"] in [match.row.data()["id"] for match in result.matches], case["text"]


def test_what_two_quotations_make_says_so(results: list[QuotationVerdict]) -> None:
    joined = [
        result.warnings[:1] == ("joined",) for case, result in zip(CASES, results, strict=True) if case["kind"] == "two"
    ]
    assert all(joined)
    others = [
        case["text"]
        for case, result in zip(CASES, results, strict=True)
        if case["kind"] != "two" and "joined" in result.warnings
    ]
    assert others == []
