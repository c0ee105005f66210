"""Claims of an article: found, and each as a row that has what the dataset holds of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

from sahelcli.index.open import Index
from sahelcli.query import Query
from sahelcli.report import Row
from sahelcli.text.json_text import encode
from sahelcli.verify import quotation_verdicts
from sahelcli.verify.article import Article
from sahelcli.verify.claims import Claim, DayClaim, NumberClaim, QuotationClaim
from sahelcli.verify.dataset_evidence import EvidenceFinder
from sahelcli.verify.days import days
from sahelcli.verify.numbers import numbers
from sahelcli.verify.quotation_verdicts import QuotationChecker
from sahelcli.verify.quotations import quotations


def find_claims(article: Article) -> list[Claim]:
    """Return what an article claims, in the order of the text."""
    return sorted([*quotations(article), *numbers(article), *days(article)], key=attrgetter("start", "end"))


def claim_rows(index: Index, query: Query, article: Article) -> list[Row]:
    """Return a row (`json_rows.ClaimRow`) for each claim of an article, in the order of its text."""
    claims = find_claims(article)
    holder = EvidenceFinder(index, query, article.text, (claim.date for claim in claims if isinstance(claim, DayClaim)))
    quotations = [claim for claim in claims if isinstance(claim, QuotationClaim)]
    verdicts = iter(QuotationChecker(index, query, lambda: holder.named).held(quotations))
    return [
        _quotation(claim, next(verdicts)) if isinstance(claim, QuotationClaim) else _record(claim, holder)
        for claim in claims
    ]


def _quotation(claim: QuotationClaim, held: quotation_verdicts.QuotationVerdict) -> Row:
    matches = [{"row": match.row.data(), "words": match.compared.words} for match in held.matches]
    renderings = [row.data() for row in held.renderings]
    return _row(claim, held.verdict, matches, len(matches), warnings=held.warnings, renderings=renderings)


def _record(claim: Claim, holder: EvidenceFinder) -> Row:
    if not isinstance(claim, NumberClaim | DayClaim):
        raise TypeError(claim)
    held = holder.held(claim)
    matches = [{"row": row.data(), "words": ()} for row in held.matches]
    return _row(claim, held.verdict, matches, held.total, others=[row.data() for row in held.others])


def _row(
    claim: Claim,
    verdict: str,
    matches: Sequence[Any],
    total: int,
    *,
    warnings: Sequence[str] = (),
    renderings: Sequence[Any] = (),
    others: Sequence[Any] = (),
) -> Row:
    data = {
        "kind": "claim",
        "type": claim.type,
        "text": claim.text,
        "line": claim.line,
        "start": claim.start,
        "end": claim.end,
        "verdict": verdict,
        "warnings": warnings,
        "matches": matches,
        "total_matches": total,
        "renderings": renderings,
        "others": others,
        "sources": _sources(match["row"] for match in matches),
    }
    return Row(encode(data))


def _sources(rows: Iterable[Any]) -> list[Any]:
    """Return the sources of records, once each."""
    return list({source["id"]: source for row in rows for source in row["sources"]}.values())
