"""HTML of an answer, for notebooks: the parts of the exported page, in its style, within one element."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from sahelcli.dates.formatting import span
from sahelcli.exporters.html import environment, styles
from sahelcli.exporters.html.page_content import SourceNote
from sahelcli.exporters.html.template_values import anchor
from sahelcli.exporters.selection import Row
from sahelcli.formats.cells import cell
from sahelcli.phrases import claims, counted, part
from sahelcli.phrases.actor_profile import summary
from sahelcli.phrases.changes import nearby
from sahelcli.phrases.figure_differences import extent, subject, together
from sahelcli.phrases.figure_numbers import subject_names
from sahelcli.phrases.record import referrers
from sahelcli.phrases.renderings import utterances

_OF_A_SOURCE = {"accessed": None, "note": None}  # what a citation does not say
_OWN_STYLE = """
  & { padding: 0.6rem 1rem; }
  > h4, > ul, > ol, > table { margin-top: 1.2rem; }
  .manner { margin-block: 0.4rem; }
  mark { background: color-mix(in srgb, var(--accent) 22%, transparent); color: inherit; }
"""
_RECORDS = ("event", "quote", "figure", "actor", "place", "source")


class Shown(NamedTuple):
    """What is shown of an answer: its title, rows of one kind, how many of how many they are, and what was noted."""

    kind: str
    rows: Sequence[Row]
    title: str
    total: int
    noun: str
    within: str = ""
    fields: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    single: bool = False

    @property
    def caption(self) -> str:
        """How many there are; of one record nothing."""
        return "" if self.single else counted(self.total, None, self.noun, self.within)


class AnswerPage:
    """What the parts need to know of a page that is one answer: its anchors, and the sources as they are cited.

    Anchors have a beginning of their own, so that those of several answers in one document do not meet.
    """

    has_years = False

    def __init__(self, shown: Shown) -> None:
        digest = hashlib.sha256(json.dumps([shown.kind, shown.title, shown.rows]).encode()).hexdigest()
        self.prefix = f"sahel-{digest[:12]}-"
        self.anchors = {anchor(row) for row in _records(shown.rows)}
        self.notes: list[SourceNote] = []
        self._numbers: dict[str, int] = {}
        self._identified: Counter[str] = Counter()

    def identify(self, row: Row) -> str:
        """Return the anchor at which a record stands; where it stands again, one that nothing leads to."""
        name = self.prefix + anchor(row)
        self._identified[name] += 1
        again = self._identified[name]
        return name if again == 1 else f"{name}-{again}"

    def number(self, source: Row) -> int:
        """Return the number of a source, which is noted when it is cited first."""
        if source["id"] not in self._numbers:
            self._numbers[source["id"]] = len(self.notes) + 1
            self.notes.append(SourceNote(len(self.notes) + 1, source | _OF_A_SOURCE, []))
        return self._numbers[source["id"]]

    def note(self, source: Row, number: int) -> SourceNote:
        """Return a source that is a row itself."""
        return SourceNote(number, source, [])

    def facets(self, _row: Row) -> str:
        """Return what a record can be filtered by: nothing, as there is no filter."""
        return ""


def render(shown: Shown) -> str:
    """Return the answer as one element of HTML that loads nothing."""
    template = environment().get_template("answer.html")
    return template.render(page=AnswerPage(shown), shown=shown, style=Markup(_within(styles())), **_PHRASES)  # noqa: S704  # our own file, not data


def _within(style: str) -> str:
    """Return the style of the page for one element (CSS Nesting, section 2): its root and body are that element."""
    own = style.replace(":root {", "& {").replace("\nbody {", "\n& {")
    return f".sahel {{\n{own}\n{_OWN_STYLE}}}"


def _records(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the records that are shown with an anchor: rows, and those within a page."""
    for row in rows:
        if row.get("kind") in _RECORDS and "id" in row:
            yield row
        for inner in ("events", "quotes", "figures", "actors"):
            if isinstance(listed := row.get(inner), list) and "referred_by" not in row:
                yield from (record for record in listed if isinstance(record, dict) and "kind" in record)


def excerpt(hit: Row) -> list[tuple[str, bool]]:
    """Return the words around a find in pieces, and which of them were looked for."""
    pieces, at = [], 0
    for begin, end in hit["marks"]:
        pieces += [(hit["excerpt"][at:begin], False), (hit["excerpt"][begin:end], True)]
        at = end
    return [*pieces, (hit["excerpt"][at:], False)]


def compared(match: Row) -> list[tuple[str, str]]:
    """Return the words of a quotation and of the claim that is not it, in pieces; none where they are the same."""
    if not claims.is_told_apart({"matches": [match]}):
        return []
    return list(nearby(map(tuple, match["words"])))


def differing(blocks: Sequence[Row]) -> list[tuple[str, str, list[str], Row]]:
    """Return of each block of figures that differ its title, how far apart they are, and which of them go together."""
    whose = subject_names(blocks)
    days = [span(row["date_start"], row["date_end"]) for row in blocks]
    titles = [", ".join(filter(None, (subject(row, whose), said))) for row, said in zip(blocks, days, strict=True)]
    return [(title, extent(row), together(row), row) for title, row in zip(titles, blocks, strict=True)]


_PHRASES: dict[str, Any] = {
    "cell": cell,
    "claims": claims,
    "compared": compared,
    "differing": differing,
    "excerpt": excerpt,
    "part": part,
    "referrers": referrers,
    "summary": summary,
    "utterances": utterances,
}
