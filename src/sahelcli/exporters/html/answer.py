"""HTML of an answer, for notebooks: the parts of the exported page, in its style, within one element."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from markupsafe import Markup

from sahelcli.dates.formatting import span
from sahelcli.exporters.html import environment, styles
from sahelcli.exporters.html.embedding import within_element
from sahelcli.exporters.html.page_content import SourceNote
from sahelcli.exporters.html.template_values import anchor
from sahelcli.formats.cells import cell
from sahelcli.phrases import claims, counted, part
from sahelcli.phrases.actor_profile import summary
from sahelcli.phrases.changes import nearby
from sahelcli.phrases.figures import extent, subject, subject_names, together
from sahelcli.phrases.quotation_renderings import is_match, utterances
from sahelcli.phrases.record import referrers
from sahelcli.report import Provenance

if TYPE_CHECKING:
    from sahelcli.json_contract import Citation, DifferenceRow, HitRow, Profile, ReferenceRow, SourcePage, SourceRow
    from sahelcli.row_types import AnyRow, ListedSource, ListKey, QuotationMatch, RecordRow
_OWN_STYLE = """
  & { padding: 0.6rem 1rem; }
  > h4, > ul, > ol, > table { margin-top: 1.2rem; }
  .manner { margin-block: 0.4rem; }
  mark { background: color-mix(in srgb, var(--accent) 22%, transparent); color: inherit; }
"""
_RECORDS = ("event", "quote", "figure", "actor", "place", "source")


class Shown(NamedTuple):
    """The parts of an answer to render: title, rows of one kind, their number and the total, and notes."""

    kind: str
    rows: Sequence[AnyRow]
    title: str
    total: int
    noun: str
    within: str = ""
    fields: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    single: bool = False

    @property
    def caption(self) -> str:
        """The number of records in words, "" for a single record."""
        return "" if self.single else counted(self.total, None, self.noun, self.within)


class AnswerPage:
    """The `page` of the templates for a single answer: its anchors, and the notes of the sources it cites.

    Anchors have a prefix of their own, so that those of several answers in one document do not clash.
    """

    has_notes = True
    has_anchors = True
    has_years = False

    def __init__(self, shown: Shown) -> None:
        digest = hashlib.sha256(json.dumps([shown.kind, shown.title, shown.rows]).encode()).hexdigest()
        self.prefix = f"sahel-{digest[:12]}-"
        self.anchors = {anchor(row) for row in _records(shown.rows)}
        self.notes: list[SourceNote] = []
        self._numbers: dict[str, int] = {}
        self._identified: Counter[str] = Counter()

    def identify(self, row: RecordRow) -> str:
        """Return the anchor of a record; if the record occurs again, a new one that no link uses."""
        name = self.prefix + anchor(row)
        self._identified[name] += 1
        again = self._identified[name]
        return name if again == 1 else f"{name}-{again}"

    def address(self, kind: str, record_id: str) -> str | None:
        """Return the `href` of a link to a record, None where the answer does not show the record."""
        name = f"{kind}-{record_id}"
        return f"#{self.prefix}{name}" if name in self.anchors else None

    def number(self, source: Citation) -> int:
        """Return the number of a source's note, which is added when the source is first cited."""
        if source["id"] not in self._numbers:
            self._numbers[source["id"]] = len(self.notes) + 1
            noted: ListedSource = {**source, "accessed": None, "note": None}
            self.notes.append(SourceNote(len(self.notes) + 1, noted, []))
        return self._numbers[source["id"]]

    def note(self, source: SourceRow, number: int) -> SourceNote:
        """Return the note of a source that is itself a row of the answer."""
        return SourceNote(number, source, [])

    def facets(self, _row: RecordRow) -> str:
        """Return "": an answer has no filters."""
        return ""


def render(shown: Shown) -> str:
    """Return the answer as one element of HTML that loads nothing."""
    template = environment().get_template("answer.html")
    style = Markup(within_element(styles(), ".sahel", _OWN_STYLE))  # noqa: S704  # our own file, not data
    return template.render(page=AnswerPage(shown), shown=shown, style=style, **_PHRASES)


def _records(rows: Sequence[AnyRow]) -> Iterator[RecordRow]:
    """Yield the records that are shown with an anchor: rows, and those within a page."""
    for row in rows:
        if row.get("kind") in _RECORDS and "id" in row:
            yield cast("RecordRow", row)
        for inner in ("events", "quotes", "figures", "actors"):
            if isinstance(listed := row.get(inner), list) and "referred_by" not in row:
                yield from (cast("RecordRow", each) for each in listed if isinstance(each, dict) and "kind" in each)


def excerpt(hit: HitRow) -> list[tuple[str, bool]]:
    """Return the words around a match in pieces, each with whether it is one of the words searched for."""
    pieces, position = [], 0
    for begin, end in hit["marks"]:
        pieces += [(hit["excerpt"][position:begin], False), (hit["excerpt"][begin:end], True)]
        position = end
    return [*pieces, (hit["excerpt"][position:], False)]


def compared(match: QuotationMatch) -> list[tuple[str, str]]:
    """Return the words of a quotation and of a claim that differs from it, in pieces; none where they are the same."""
    return list(nearby(match["words"])) if claims.differs([match]) else []


def part_shown(page: Profile | SourcePage, key: ListKey) -> str:
    """Return how much of a list of a page is shown, where a limit cuts it: `, 1 of 15`; quotations that match count."""
    listed: Sequence[AnyRow] = dict[str, Any](page)[key]
    shown = sum(map(is_match, page["quotes"])) if key == "quotes" else len(listed)
    return part(shown, dict[str, Any](page).get(f"total_{key}", 0))


def provenance(row: ReferenceRow) -> str:
    """Return the title of a reference's dataset with its version and a short form of its hash."""
    return Provenance(row["dataset"] or "", row["version"] or "", row["content_hash"]).in_short


def differing(blocks: Sequence[DifferenceRow]) -> list[tuple[str, str, list[str], DifferenceRow]]:
    """Return for each block of figures that differ its title, how far apart they are, and which of them go together."""
    whose = subject_names(blocks)
    days = [span(row["date_start"], row["date_end"]) for row in blocks]
    titles = [", ".join(filter(None, (subject(row, whose), text))) for row, text in zip(blocks, days, strict=True)]
    return [(title, extent(row), together(row), row) for title, row in zip(titles, blocks, strict=True)]


_PHRASES: dict[str, Any] = {
    "cell": cell,
    "claims": claims,
    "compared": compared,
    "differing": differing,
    "excerpt": excerpt,
    "part": part_shown,
    "provenance": provenance,
    "referrers": referrers,
    "summary": summary,
    "utterances": utterances,
}
