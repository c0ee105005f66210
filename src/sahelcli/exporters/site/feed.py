"""Atom feed of a site (RFC 4287): new records and corrected ones, with dates from the data alone.

A record is as new as the last day on which one of its sources was published or looked up. When somebody corrected it no
data says: a correction has the last of all these days. Where only a month or a year is known its first day stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from heapq import nlargest
from typing import TYPE_CHECKING, NamedTuple
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from sahelcli import __version__
from sahelcli.dates.calendar import iso
from sahelcli.dates.edtf import parse
from sahelcli.dates.formatting import words
from sahelcli.exporters.site.folder_writer import SiteFile
from sahelcli.exporters.site.page_addresses import folder, linked
from sahelcli.model import KIND_NAMES, NOUNS
from sahelcli.phrases import quoted, sources_of, who_says
from sahelcli.phrases.label import label
from sahelcli.text.sanitize import one_line, paragraphs, web_address

if TYPE_CHECKING:
    from sahelcli.exporters.site.site import Site
    from sahelcli.json_contract import ChangeRow, SourceRow
    from sahelcli.row_types import FactRow, RecordRow

FEED = "feed.atom"
LATEST = 100  # records, where no earlier version tells which are new
_FACTS = ("event", "quote", "figure")
_YEARS = range(1, 10_000)  # that a moment of RFC 3339 can have

SourceDays = Mapping[str, tuple[int, ...]]
"""The days on which each source was published and looked up, as far as they are known; by its id."""


class FeedEntry(NamedTuple):
    """A record in the feed: the day from which it is new, its last source, whether it was corrected, and what in."""

    updated: int
    published: int
    row: RecordRow
    corrected: tuple[str, ...] = ()


def feed(site: Site) -> Iterator[SiteFile]:
    """Yield the feed; nothing where no source of the site has a day, for a feed has to say when."""
    days = source_days(site.records.rows("source"))
    newest = max((day for known in days.values() for day in known), default=None)
    if newest is None:
        return
    corrections = site.options.corrections
    entries = list(_changed(site, corrections.rows, days, newest) if corrections else _latest(site, days))
    entries.sort(key=lambda entry: (-entry.updated, -entry.published, entry.row["kind"], entry.row["id"]))
    updated = max((entry.updated for entry in entries), default=newest)
    title = escape(one_line(site.document.title), {'"': "&quot;"})
    site.head.append(f'<link rel="alternate" type="application/atom+xml" title="{title}" href="{linked(FEED)}">')
    yield SiteFile(FEED, "".join(_document(site, entries, updated)).encode())


def source_days(sources: Iterable[SourceRow]) -> dict[str, tuple[int, ...]]:
    """Return the days of each source, as numbers, by its id."""
    return {
        source["id"]: tuple(day for text in (source["published"], source["accessed"]) if (day := _day(text)))
        for source in sources
    }


def _day(text: str | None) -> int | None:
    """Return the number of the first day of a date, None where none is known, or no feed can say it."""
    first = parse(text).first if text else None
    return first if first is not None and int(iso(first)[:-6]) in _YEARS else None


def _latest(site: Site, days: SourceDays) -> list[FeedEntry]:
    """Return the newest events, quotations and figures; those without a day of a source are left out."""
    rows = (row for kind in _FACTS for row in site.records.rows(kind))
    entries = (entry for row in rows if (entry := _entry(row, days)))
    return nlargest(LATEST, entries, key=lambda entry: (entry.updated, entry.published, entry.row["id"]))


def _changed(site: Site, changes: Iterable[ChangeRow], days: SourceDays, newest: int) -> Iterator[FeedEntry]:
    """Yield the records that were added and changed since an earlier version and are on the site."""
    for change in changes:
        kind, name = change["of"], change["id"]
        if kind not in KIND_NAMES or not site.records.has(kind, name):
            continue
        row = site.records.row(kind, name)
        if change["change"] == "changed":
            yield FeedEntry(newest, newest, row, tuple(each["field"] for each in change["fields"]))
        elif kind in _FACTS and (entry := _entry(row, days)):
            yield entry


def _entry(row: FactRow, days: SourceDays) -> FeedEntry | None:
    known = [day for source in row["sources"] for day in days.get(source["id"], ())]
    return FeedEntry(max(known), min(known), row) if known else None


def _document(site: Site, entries: Iterable[FeedEntry], updated: int) -> Iterator[str]:
    dataset, base = site.document.dataset, site.options.base
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dcterms="http://purl.org/dc/terms/" xml:lang="en">\n'
    yield f"<id>{_identity(site)}</id>\n<title>{_text(site.document.title)}</title>\n"
    if dataset.description:
        yield f"<subtitle>{_text(dataset.description)}</subtitle>\n"
    yield f"<updated>{_moment(updated)}</updated>\n"
    if base:
        yield f'<link rel="self" type="application/atom+xml" href={quoteattr(f"{base}{FEED}")}/>\n'
    yield f'<link rel="alternate" type="text/html" href={quoteattr(_address(base, ""))}/>\n'
    yield f"<author><name>The editors of {_text(site.document.title)}</name></author>\n"
    if dataset.licence:
        yield f"<rights>{_text(dataset.licence)}</rights>\n"
    yield f'<generator version="{__version__}">sahel</generator>\n'
    for entry in entries:
        yield from _entry_lines(site, entry)
    yield "</feed>\n"


def _entry_lines(site: Site, entry: FeedEntry) -> Iterator[str]:
    row, date = entry.row, _date(entry.row)
    page = _address(site.options.base, folder(row["kind"], row["id"]))
    yield f"<entry>\n<id>{_identity(site, row)}</id>\n<title>{_text(_title(entry, date))}</title>\n"
    yield f"<updated>{_moment(entry.updated)}</updated>\n"
    if not entry.corrected:
        yield f"<published>{_moment(entry.published)}</published>\n"
    yield f'<link rel="alternate" type="text/html" href={quoteattr(page)}/>\n'
    for address in _via(row):
        yield f'<link rel="via" href={quoteattr(address)}/>\n'
    for category in (NOUNS[row["kind"]], *(row["tags"] if row["kind"] == "event" else ())):
        yield f"<category term={quoteattr(category)}/>\n"
    if date:
        yield f"<dcterms:temporal>{_text(date)}</dcterms:temporal>\n"
    yield f"<summary>{escape(paragraphs(_summary(entry)))}</summary>\n</entry>\n"


def _date(row: RecordRow) -> str | None:
    match row["kind"]:
        case "event" | "quote" | "figure":
            return row["date"]
        case _:
            return None


def _title(entry: FeedEntry, date: str | None) -> str:
    title = f"{words(date)}: {label(entry.row)}" if date else label(entry.row)
    return f"Corrected: {title}" if entry.corrected else title


def _summary(entry: FeedEntry) -> str:
    """Return the summary of an entry: the record in words, who says so, and the corrections."""
    lines = [*_account(entry.row), *([f"Corrected in: {', '.join(entry.corrected)}"] if entry.corrected else [])]
    return "\n\n".join(lines) or label(entry.row)


def _account(row: RecordRow) -> Iterator[str]:
    match row["kind"]:
        case "event":
            yield from filter(None, [row["summary"], who_says(row)])
        case "quote":
            yield from (quoted(row, row["text"]), who_says(row))
        case "figure":
            yield who_says(row)
        case _:
            pass


def _via(row: RecordRow) -> Iterator[str]:
    addresses = (web_address(source["url"]) for source in sources_of(row))
    yield from dict.fromkeys(address for address in addresses if address)


def _identity(site: Site, row: RecordRow | None = None) -> str:
    """Return the permanent id of a record, whatever the site's address: a UUID of its dataset, kind and id."""
    dataset = site.document.dataset.homepage or site.document.title
    of = f" {row['kind']} {row['id']}" if row else ""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{dataset}{of}')}"


def _address(base: str, folder_path: str) -> str:
    """Return the address of a page; below an unknown one, from where the feed lies."""
    path = f"{folder_path}/" if folder_path else ""
    return f"{base}{path}" or "./"


def _moment(day: int) -> str:
    return f"{iso(day)}T00:00:00Z"


def _text(text: str) -> str:
    return escape(one_line(text))
