"""Quotation checker: exact, altered or unknown, with the one or two quotations of the dataset that show it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from sahelcli.index.open import Index
from sahelcli.index.renderings import Renderings, id_of
from sahelcli.index.selection import SelectedRecord
from sahelcli.query import Query, as_row, resolved
from sahelcli.report import Row
from sahelcli.verify.attribution import Attribution
from sahelcli.verify.candidates import Candidates
from sahelcli.verify.claims import QuotationClaim
from sahelcli.verify.names_in_text import NamesInText
from sahelcli.verify.word_comparison import ComparedText, Comparison, compare, parts_in_common

if TYPE_CHECKING:
    from sahelcli.json_contract import QuoteRow

LEAST_OF_BOTH = 0.85
"""The share of the words of a claim that two quotations must have together."""

_LEAST_WORDS = 4  # in a row that each must have and the other not

Joined: TypeAlias = tuple[tuple[int, Comparison], tuple[int, Comparison]]
"""The places of two quotations among the candidates, and how the claim compares with each; its beginning first."""


class _Reach(NamedTuple):
    number: int
    compared: Comparison


def join(claim: ComparedText, quotations: Sequence[ComparedText]) -> Joined | None:
    """Return (index, comparison) of the two quotations that together have nearly all words of a claim, else None."""
    if sum(sorted(len(quotation.words) for quotation in quotations)[-2:]) < LEAST_OF_BOTH * len(claim.words):
        return None
    matches = [
        _Reach(number, compared)
        for number, quotation in enumerate(quotations)
        if (compared := parts_in_common(claim, quotation, _LEAST_WORDS))
    ]
    pairs = [pair for pair in combinations(matches, 2) if _adds(*pair) and _adds(*reversed(pair))]
    best = max(pairs, key=_covered, default=None)
    if best is None or _covered(best) < LEAST_OF_BOTH * len(claim.words):
        return None
    first, second = sorted(best, key=lambda reach: min(reach.compared.covered))
    return (first.number, first.compared), (second.number, second.compared)


def _covered(pair: tuple[_Reach, _Reach]) -> int:
    return len(pair[0].compared.covered | pair[1].compared.covered)


def _adds(one: _Reach, other: _Reach) -> bool:
    return len(one.compared.covered - other.compared.covered) >= _LEAST_WORDS


JOINED = "joined"
"""The warning that a quotation is put together from two."""

_MANNERS: tuple[Literal["reworded", "reported", "translated"], ...] = ("reworded", "reported", "translated")


class QuotationMatch(NamedTuple):
    """A quotation of the dataset, and how a claim compares with it."""

    row: Row
    compared: Comparison


class QuotationVerdict(NamedTuple):
    """The verdict on a quotation, `exact`, `altered` or `unknown`, and its matches, the nearest first.

    `renderings` are the other renderings of what it matches, in the speaker's own language first.
    """

    verdict: str
    matches: tuple[QuotationMatch, ...] = ()
    renderings: tuple[Row, ...] = ()
    warnings: tuple[str, ...] = ()


class QuotationChecker:
    """Compares the quotations of an article with those of a dataset that a query selects."""

    def __init__(self, index: Index, query: Query, named: Callable[[], NamesInText]) -> None:
        self._index, self._named = index, named
        self._selection = resolved(index, "quote", query._replace(limit=None, reverse=False))
        self._candidates = Candidates(index.connection, self._selection)
        self._renderings = Renderings(index.connection, self._selection)
        self._text = lru_cache(4096)(_text)

    def verdicts(self, claims: Sequence[QuotationClaim]) -> list[QuotationVerdict]:
        """Return a verdict for each claim, in order; equal words are compared once."""
        texts = [ComparedText(text) for text in dict.fromkeys(claim.text for claim in claims)]
        candidates = {text.text: hits for text, hits in zip(texts, self._candidates.with_words(texts), strict=True)}
        results = {text.text: self._compare(text, candidates[text.text]) for text in texts}
        others = [text for text in texts if results[text.text][0] != "exact"]
        for text, near in zip(others, self._candidates.near(others), strict=True):
            hits = {hit.pos: hit for hit in (*candidates[text.text], *near)}
            results[text.text] = self._compare(text, [*hits.values()])
        return [self._verdict(claim, *results[claim.text]) for claim in claims]

    def _compare(
        self, text: ComparedText, hits: Sequence[SelectedRecord]
    ) -> tuple[str, Sequence[tuple[SelectedRecord, Comparison]], tuple[str, ...]]:
        """Return the verdict on a text, its matches with their comparisons, and warnings."""
        compared = [(hit, comparison) for hit in hits if (comparison := compare(text, self._text(hit.row)))]
        if exact := [pair for pair in compared if pair[1].is_exact]:
            return "exact", exact, ()
        if together := join(text, [self._text(hit.row) for hit in hits]):
            return "altered", [(hits[number], joined) for number, joined in together], (JOINED,)
        compared.sort(key=lambda pair: -pair[1].likeness)
        return ("altered", compared, ()) if compared else ("unknown", (), ())

    def _verdict(
        self,
        claim: QuotationClaim,
        verdict: str,
        pairs: Sequence[tuple[SelectedRecord, Comparison]],
        also: tuple[str, ...],
    ) -> QuotationVerdict:
        if not pairs:
            return QuotationVerdict(verdict)
        matches = [QuotationMatch(self._row(hit), compared) for hit, compared in pairs]
        if verdict == "exact":
            matches.sort(key=lambda match: _manner(match.row))
        nearest = (
            matches if also else [match for match in matches if match.compared.likeness == matches[0].compared.likeness]
        )
        rows: list[QuoteRow] = [match.row.data() for match in nearest]
        warnings = (*also, *_warnings(rows))
        if self._attribution.names_another(claim.context, {row["speaker"]["id"] for row in rows}):
            warnings = (*warnings, "speaker")
        return QuotationVerdict(verdict, tuple(matches), tuple(self._others(matches)), warnings)

    @cached_property
    def _attribution(self) -> Attribution:
        return Attribution(self._index.connection, self._named())

    def _row(self, hit: SelectedRecord) -> Row:
        return Row(self._renderings.with_renderings(as_row(hit, self._selection).json))

    def _others(self, matches: Sequence[QuotationMatch]) -> list[Row]:
        """Return the renderings of the matched quotations that do not match themselves, each once."""
        matched = {id_of(match.row.json) for match in matches}
        others = [self._row(hit) for match in matches for hit in self._renderings.of(match.row.json)]
        return list({name: row for row in others if (name := id_of(row.json)) not in matched}.values())


def _text(row: bytes) -> ComparedText:
    quote: QuoteRow = Row(row).data()
    return ComparedText(quote["text"])


def _manner(row: Row) -> tuple[bool, ...]:
    quote: QuoteRow = row.data()
    return tuple(quote[manner] for manner in _MANNERS)


def _warnings(rows: Sequence[QuoteRow]) -> tuple[str, ...]:
    """Return the manners that all rows share: reworded, reported or translated."""
    return tuple(manner for manner in _MANNERS if all(row[manner] for row in rows))
