"""Rows of the claims of an article: each with its verdict and the matching records of the dataset."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from sahelcli.index.open import Index
from sahelcli.query import Query
from sahelcli.report import Row
from sahelcli.text.json_text import encode
from sahelcli.verify import quotation_checker
from sahelcli.verify.article import Article
from sahelcli.verify.claims import Claim, DayClaim, NumberClaim, QuotationClaim
from sahelcli.verify.dataset_evidence import EvidenceFinder
from sahelcli.verify.days import days
from sahelcli.verify.numbers import numbers
from sahelcli.verify.quotation_checker import QuotationChecker
from sahelcli.verify.quotations import quotations

if TYPE_CHECKING:
    from sahelcli.json_contract import Citation, ClaimMatch, ClaimRow, FigureRow, QuoteRow
    from sahelcli.row_types import Sourced


def find_claims(article: Article) -> list[Claim]:
    """Return the claims of an article in the order of its text."""
    return sorted([*quotations(article), *numbers(article), *days(article)], key=attrgetter("start", "end"))


def claim_rows(index: Index, query: Query, article: Article) -> list[Row]:
    """Return a row (`json_contract.ClaimRow`) for each claim of an article, in the order of its text."""
    claims = find_claims(article)
    finder = EvidenceFinder(index, query, article.text, (claim.date for claim in claims if isinstance(claim, DayClaim)))
    quotations = [claim for claim in claims if isinstance(claim, QuotationClaim)]
    verdicts = iter(QuotationChecker(index, query, lambda: finder.named).verdicts(quotations))
    return [
        _quotation(claim, next(verdicts)) if isinstance(claim, QuotationClaim) else _record(claim, finder)
        for claim in claims
    ]


def _quotation(claim: QuotationClaim, verdict: quotation_checker.QuotationVerdict) -> Row:
    matches: list[ClaimMatch] = [
        {"row": match.row.data(), "words": list(match.compared.words)} for match in verdict.matches
    ]
    renderings: list[QuoteRow] = [row.data() for row in verdict.renderings]
    return _row(claim, verdict.verdict, matches, len(matches), warnings=verdict.warnings, renderings=renderings)


def _record(claim: Claim, finder: EvidenceFinder) -> Row:
    if not isinstance(claim, NumberClaim | DayClaim):
        raise TypeError(claim)
    verdict = finder.verdict(claim)
    matches: list[ClaimMatch] = [{"row": row.data(), "words": []} for row in verdict.matches]
    others: list[FigureRow] = [row.data() for row in verdict.others]
    return _row(claim, verdict.verdict, matches, verdict.total, others=others)


def _row(
    claim: Claim,
    verdict: str,
    matches: Sequence[ClaimMatch],
    total: int,
    *,
    warnings: Sequence[str] = (),
    renderings: Sequence[QuoteRow] = (),
    others: Sequence[FigureRow] = (),
) -> Row:
    row: ClaimRow = {
        "kind": "claim",
        "type": claim.type,
        "text": claim.text,
        "line": claim.line,
        "start": claim.start,
        "end": claim.end,
        "verdict": verdict,
        "warnings": [*warnings],
        "matches": [*matches],
        "total_matches": total,
        "renderings": [*renderings],
        "others": [*others],
        "sources": _sources(match["row"] for match in matches),
    }
    return Row(encode(row))


def _sources(rows: Iterable[Sourced]) -> list[Citation]:
    """Return the sources of records, once each."""
    return list({source["id"]: source for row in rows for source in row["sources"]}.values())
