"""Reference to a record for an article: the statement, its sources, and the dataset with version and content hash."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sahelcli.dates.formatting import words
from sahelcli.errors import NoError
from sahelcli.index.dataset_description import DatasetDescription
from sahelcli.phrases import in_order, publisher, quoted, role, tongue
from sahelcli.phrases.label import label
from sahelcli.report import Provenance
from sahelcli.text.sanitize import web_address

CITED = ("event", "quote", "figure", "source")
_REWORDED = "reworded, not the speaker's own words"

if TYPE_CHECKING:
    from sahelcli.json_contract import Citation, EventRow, FigureRow, QuoteRow
    from sahelcli.row_types import RecordRow


class NotCited(NoError):
    """The record is of a kind that cannot be cited: an actor or a place."""

    def __init__(self, kind: str, record_id: str) -> None:
        named = "quote" if kind == "actor" else "timeline --place"
        super().__init__(
            f"{kind}:{record_id} is no statement that could be cited",
            f"name an event, a quotation, a figure or a source: `sahel {named} {record_id} --ids` lists some",
        )


class Part(NamedTuple):
    """A piece of a reference: our own text, or exact words in a `language`; `url` is the page it leads to."""

    text: str
    url: str | None = None
    language: str | None = None


class Reference(NamedTuple):
    """A record as an article refers to it: the statement (none where the record is a source), sources, the dataset."""

    kind: str
    id: str
    statement: tuple[Part, ...]
    sources: tuple[Citation, ...]
    dataset: DatasetDescription

    @property
    def data(self) -> str:
        """The dataset with its version, a short content hash, and the id of the record."""
        return f"{data_line(self.dataset)}, {self.id}"

    def parts(self) -> list[Part]:
        """Return the pieces of the whole line."""
        sources = [part for source in self.sources for part in (Part("; "), *source_parts(source))][1:]
        label = [Part("Source: ")] if self.statement and self.sources else []
        before = [*self.statement, Part(". ")] if self.statement else []
        return [*before, *label, *sources, Part(f". Data: {self.data}.")]


def data_line(dataset: DatasetDescription) -> str:
    """Return `Foreign forces in the Sahel, version 1.1.0, sha256:5df8c3abfede`, without the parts that are unknown."""
    content_hash = f"sha256:{dataset.content_hash}" if dataset.content_hash else ""
    return Provenance(dataset.title, dataset.version, content_hash).in_short


def reference(row: RecordRow, dataset: DatasetDescription) -> Reference:
    """Return the reference to a record; NotCited for an actor or a place."""
    if row["kind"] == "actor" or row["kind"] == "place":
        raise NotCited(row["kind"], row["id"])
    sources: list[Citation] = [row] if row["kind"] == "source" else in_order(row["sources"])
    return Reference(row["kind"], row["id"], tuple(_statement(row)), tuple(sources), dataset)


def _statement(row: RecordRow) -> list[Part]:
    if row["kind"] == "quote":
        return _quotation(row)
    if row["kind"] == "event":
        return _event(row)
    return _figure(row) if row["kind"] == "figure" else []


def _event(row: EventRow) -> list[Part]:
    return [Part(f"{row['title']}, {words(row['date'], long=True)}{_account(row)}")]


def _figure(row: FigureRow) -> list[Part]:
    counts = f" ({row['counts']})" if row["force"] and row["counts"] else ""
    parts = [Part(f"{label(row)}{counts}, {words(row['date'], long=True)}{_account(row)}")]
    if row["wording"]:
        parts += [Part(", in the words of the source: “"), Part(row["wording"], language=""), Part("”")]
    return parts


def _quotation(row: QuoteRow) -> list[Part]:
    """Return the words and who says them, as what, when and where; reported speech has no quotation marks."""
    who = [row["speaker"]["name"], row["speaker_label"], "; ".join(map(role, row["roles"]))]
    day = [words(row["date"], long=True), row["venue"]]
    manner = ["reported speech" if row["reported"] else None, _REWORDED if row["reworded"] else None]
    attribution = ", ".join(filter(None, [*who, *day, f"in {tongue(row)}", *manner]))
    return [Part(quoted(row, row["text"]), language=row["language"]), Part(f" — {attribution}")]


def _account(row: EventRow | FigureRow) -> str:
    return f", according to {row['attributed_to']}" if row["attributed_to"] else ""


def source_parts(source: Citation) -> list[Part]:
    """Return a source: who printed it and whose copy it is, its title where nothing else leads there, day and address.

    A source that is cited itself always has its title and author.
    """
    address, archived = web_address(source["url"]), web_address(source["archive_url"])
    is_whole = "kind" in source or not address  # a source's own row, or no page to lead to
    author = f"{source['author']}, " if is_whole and source["author"] else ""
    title = f"“{source['title']}”, " if is_whole else ""
    date = words(source["published"], long=True) if source["published"] else ""
    named = Part(f"{author}{title}{publisher(source)}", url=address)
    copy = [Part(", "), Part("archived copy", url=archived)] if archived else []
    return [named, Part(f", {date}" if date else ""), *copy]
