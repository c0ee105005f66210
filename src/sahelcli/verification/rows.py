"""Rows of the claims of an article: each as it stands, with what the dataset holds of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sahelcli.index.open import Index
from sahelcli.index.rows import encode
from sahelcli.query import Query
from sahelcli.report import Row
from sahelcli.verification.article import Article
from sahelcli.verification.claims import Claim, Quotation
from sahelcli.verification.quoting import Quotations
from sahelcli.verification.reading import find_claims


def claim_rows(index: Index, query: Query, article: Article) -> list[Row]:
    """Return a row (`records.rows.ClaimRow`) for each claim of an article, in the order of its text."""
    claims = find_claims(article)
    quotations = [claim for claim in claims if isinstance(claim, Quotation)]
    held = dict(zip(map(id, quotations), Quotations(index, query).held(quotations), strict=True))
    return [_quotation(claim, held[id(claim)]) for claim in quotations]


def _quotation(claim: Quotation, held: Any) -> Row:
    matches = [{"row": match.row.data(), "words": match.compared.words} for match in held.matches]
    return _row(claim, held.verdict, held.warnings, matches, [row.data() for row in held.renderings], ())


def _row(
    claim: Claim,
    verdict: str,
    warnings: Sequence[str],
    matches: Sequence[Any],
    renderings: Sequence[Any],
    others: Sequence[Any],
) -> Row:
    return Row(
        encode(
            {
                "kind": "claim",
                "type": claim.type,
                "text": claim.text,
                "line": claim.line,
                "start": claim.start,
                "end": claim.end,
                "verdict": verdict,
                "warnings": warnings,
                "matches": matches,
                "renderings": renderings,
                "others": others,
                "sources": _sources(match["row"] for match in matches),
            }
        )
    )


def _sources(rows: Iterable[Any]) -> list[Any]:
    """Return the sources of records, once each."""
    return list({source["id"]: source for row in rows for source in row["sources"]}.values())
