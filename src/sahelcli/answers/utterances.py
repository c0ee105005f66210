"""Utterances: quotations as people read them, each with all its renderings, whichever of them match."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from sahelcli.answers.search import SearchHit, SearchResult, found_row
from sahelcli.index.open import Index
from sahelcli.index.renderings import Renderings, id_of, utterance_of
from sahelcli.phrases.label import said_by
from sahelcli.query import Query, as_row, ask, record, resolved
from sahelcli.report import Row
from sahelcli.text.json_text import encode

if TYPE_CHECKING:
    from sahelcli.json_contract import QuoteRow
    from sahelcli.row_types import ProfileForPeople, RecordPage, SourcePageForPeople


_AT_ONCE = 256  # utterances whose renderings are looked up together


class Utterances(NamedTuple):
    """How many utterances have a rendering that matches, how many quotations match, and the rows to read.

    These are those of quotations, the renderings of one utterance together; `matched` says of each whether it matches.
    """

    rows: Iterator[Row]
    total: int
    quotations: int


class UtteranceGroups:
    """Groups quotations with the other renderings of their utterances, as far as a query leaves these."""

    def __init__(self, index: Index, query: Query) -> None:
        self._selection = resolved(index, "quote", query)
        self._renderings = Renderings(index.connection, self._selection)

    def all_of(self, matching: Sequence[Row]) -> list[Row]:
        """Return all renderings of one utterance, of which these match."""
        ids = {id_of(row.json) for row in matching}
        renderings = self._renderings.of(matching[0].json)
        if not renderings:
            return list(matching)
        rows = (as_row(hit, self._selection).json for hit in renderings)
        return [Row(_marked(row, is_matching=id_of(row) in ids)) for row in rows]

    def look_up(self, rows: Iterable[Row]) -> None:
        """Find the renderings of the utterances of several quotations at once."""
        self._renderings.look_up(row.json for row in rows)

    def others(self, row: Row) -> list[Row]:
        """Return the other renderings of the utterance of one quotation."""
        own = id_of(row.json)
        return [other for other in self.all_of([row]) if id_of(other.json) != own]


def utterances(index: Index, query: Query) -> Utterances:
    """Answer a query with utterances, as many as its limit says."""
    groups = grouped(ask(index, "quote", query._replace(limit=None)).rows)
    together = UtteranceGroups(index, query)
    taken = groups[: query.limit]
    rows = (row for some in _together(taken, together) for group in some for row in together.all_of(group))
    return Utterances(rows, len(groups), sum(map(len, groups)))


def _together(groups: Sequence[list[Row]], together: UtteranceGroups) -> Iterator[Sequence[list[Row]]]:
    """Yield groups of quotations, many at a time, whose renderings have been looked up at once."""
    for start in range(0, len(groups), _AT_ONCE):
        some = groups[start : start + _AT_ONCE]
        together.look_up(group[0] for group in some)
        yield some


def with_others(index: Index, page: Row) -> Row:
    """Return the page of a record as people read it.

    A quotation has its other renderings in full, as `others`; so has each that refers to the record, itself as `row`.
    """
    together = UtteranceGroups(index, Query())
    content: RecordPage = page.data()
    on_page = {item["id"] for item in content["referred_by"] if item["kind"] == "quote"}
    if content["kind"] == "quote":
        content["others"] = [row.data() for row in together.others(page)]
        on_page.update([content["id"], *(row["id"] for row in content["others"])])
    for item in content["referred_by"]:
        if item["kind"] == "quote":
            own = record(index, "quote", item["id"])
            others: list[QuoteRow] = [row.data() for row in together.others(own) if id_of(row.json) not in on_page]
            on_page.update(row["id"] for row in others)
            item["row"], item["others"] = own.data(), others
    return Row(encode(content))


def in_page(index: Index, page: Row, query: Query) -> Row:
    """Return a profile, or the page of a source, as people read it: what the query finds in place of its quotations.

    They have all renderings, as many utterances as the limit says.
    """
    spoken = utterances(index, query)
    content: ProfileForPeople | SourcePageForPeople = page.data()
    content["quotes"] = [row.data() for row in spoken.rows]
    content["total_utterances"] = spoken.total
    return Row(encode(content))


def finds(index: Index, result: SearchResult, query: Query) -> tuple[Iterator[Row], int]:
    """Return the results of a search as people read them, one for each utterance, and how many there are.

    The best of those in one utterance stands for it, and has the `renderings`, itself first. Quotations say `said_by`.
    """
    by_utterance: dict[tuple[str, str], list[SearchHit]] = {}
    for find in result.finds():
        stored, kind = find.hit.row, find.chosen.kind
        utterance = utterance_of(stored) if kind == "quote" else ""
        by_utterance.setdefault(("utterance", utterance) if utterance else (kind, id_of(stored)), []).append(find)
    together = UtteranceGroups(index, query)
    taken = islice(by_utterance.values(), query.limit)
    return (_find(group, result, together) for group in taken), len(by_utterance)


def _find(group: list[SearchHit], result: SearchResult, together: UtteranceGroups) -> Row:
    best = found_row(group[0], result.terms)
    if group[0].chosen.kind != "quote":
        return best
    quote: QuoteRow = group[0].row.data()
    best = Row(b'%b, "said_by": %b}' % (best.json[:-1], encode(said_by(quote))))
    if not utterance_of(group[0].hit.row):
        return best
    renderings = together.all_of([find.row for find in group])
    own = id_of(best.json)
    first = [rendering.json for rendering in renderings if id_of(rendering.json) == own]
    others = [rendering.json for rendering in renderings if id_of(rendering.json) != own]
    return Row(b'%b, "renderings": [%b]}' % (best.json[:-1], b", ".join([*first, *others])))


def grouped(rows: Iterable[Row]) -> list[list[Row]]:
    """Return the rows of quotations, those of one utterance together, in the order of the first of each."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        utterance = utterance_of(row.json)
        groups.setdefault(("utterance", utterance) if utterance else ("quote", id_of(row.json)), []).append(row)
    return list(groups.values())


def _marked(row: bytes, *, is_matching: bool) -> bytes:
    return b'%b, "matched": %b}' % (row[:-1], b"true" if is_matching else b"false")
