"""Pages in Markdown: a record with what refers to it, a source with what rests on it, an actor with their profile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, cast

from sahelcli.dates.formatting import words
from sahelcli.formats.markdown.escape import block_quotation, code, escaped, link
from sahelcli.formats.markdown.footnotes import Footnotes
from sahelcli.formats.markdown.quotes import quotations, rendering
from sahelcli.formats.markdown.tables import rows_table
from sahelcli.phrases import actor_profile, count, in_order, part, role, sources_of
from sahelcli.phrases.label import label
from sahelcli.phrases.quotation_renderings import also, is_match, matching, more, utterances
from sahelcli.phrases.record import fields, named, nature, referrers, rests_alone, title
from sahelcli.text.sanitize import web_address

if TYPE_CHECKING:
    from sahelcli.json_contract import ActorRow, Profile, SourcePage, SourceRow
    from sahelcli.row_types import FactRow, ListKey, RecordPage, RecordRow, TotalKey

_RESTING: tuple[tuple[ListKey, TotalKey, str], ...] = (
    ("events", "total_events", "Events"),
    ("quotes", "total_quotes", "Quotations"),
    ("figures", "total_figures", "Figures"),
    ("actors", "total_actors", "Actors"),
)


def pages(rows: Iterable[RecordPage], notes: Footnotes) -> Iterator[str]:
    """Yield a page for each record."""
    for row in rows:
        yield from _record(row, notes)
        if sources := sources_of(row):
            yield f"\nSources: {notes.who_says({'sources': sources})}\n"
        if row["kind"] == "quote" and (others := row.get("others")):
            yield f"\n## {more(others).capitalize()}\n"
            for other in others:
                yield from rendering(other, [row, *others], notes)
        if listed := referrers(row):
            yield f"\n## Referred to by {count(len(listed), 'record')}\n\n"
        for item in listed:
            yield _item(item["date"], f"{item['kind'].capitalize()}, ", item["title"], item["id"])
            yield from (
                f"  - {escaped(also(other, item['row']))} {code(other['id'])}\n" for other in item.get("others", ())
            )


def source_pages(rows: Iterable[SourcePage], notes: Footnotes) -> Iterator[str]:
    """Yield a page for each source, with a star at records that cite no other."""
    for row in rows:
        yield from _record(_source_of(row), notes)
        for key, total_key, heading in _RESTING:
            if row[key]:
                shown = sum(map(is_match, row["quotes"])) if key == "quotes" else len(row[key])
                yield f"\n## {heading}{part(shown, row[total_key])}\n\n"
                yield from _resting(row, key)
        yield "\n\\* rests on this source alone\n" if row["alone"] else ""


def _source_of(page: SourcePage) -> SourceRow:
    """Return the row of the source itself, without the records that cite it."""
    from sahelcli.json_contract import SourceRow  # here: it is loaded for the page of a source alone

    return cast("SourceRow", {key: value for key, value in page.items() if key in SourceRow.__annotations__})


def _resting(page: SourcePage, key: ListKey) -> Iterator[str]:
    """Yield the records that cite the source; below each utterance's quotation its other renderings."""
    if key != "quotes":
        yield from (_resting_item(item, page["id"]) for item in page[key])
        return
    for renderings in utterances(page["quotes"]):
        listed, others = matching(renderings)
        yield from (_resting_item(item, page["id"]) for item in listed)
        yield from (f"  - {escaped(also(other, listed[0]))} {code(other['id'])}\n" for other in others)


def _resting_item(row: FactRow | ActorRow, source: str) -> str:
    mark = " \\*" if rests_alone(row, source) else ""
    return _item(None if row["kind"] == "actor" else row["date"], "", label(row), row["id"], mark)


def _record(row: RecordRow, notes: Footnotes) -> Iterator[str]:
    yield f"\n# {escaped(title(row))}\n\n{escaped(nature(row))} · `{row['id']}`\n"
    items = []
    for key, value in fields(row):
        if key == "text":
            yield f"\n{block_quotation(value)}\n"
        else:
            text = link(value, value) if web_address(value) else escaped(value.replace("\n", "; "))
            if notes.ids and (records := named(row, key)):
                text = "; ".join(f"{escaped(name)} {code(record_id)}" for name, record_id in records)
            items.append(f"- {key.replace('_', ' ').capitalize()}: {text}\n")
    yield "\n" + "".join(items) if items else ""


def _item(date: str | None, before: str, name: str, record_id: str, mark: str = "") -> str:
    day = f"{words(date)}: " if date else ""
    return f"- {escaped(f'{before}{day}{name}')} {code(record_id)}{mark}\n"


def profiles(rows: Iterable[Profile], notes: Footnotes) -> Iterator[str]:
    """Yield a page for each profile."""
    for row in rows:
        yield f"# {escaped(row['name'])}\n\n{escaped(actor_profile.nature(row))}{notes.identified(row)}\n"
        if row["aliases"]:
            yield f"\nAlso {escaped(', '.join(row['aliases']))}\n"
        yield f"\n{_paragraphs(row['description'])}{''.join(map(notes.cite, in_order(row['sources'])))}\n"
        if row["roles"]:
            yield "\n"
        for item in row["roles"]:
            yield f"- {escaped(', '.join(filter(None, (role(item), actor_profile.role_dates(item)))))}\n"
        yield f"\n{escaped(actor_profile.summary(row))}\n"
        if row["events"]:
            yield f"\n## Events{part(len(row['events']), row['total_events'])}\n\n"
            yield from rows_table("event", row["events"], notes)
        if row["quotes"]:
            yield f"\n## Quotations{part(sum(map(is_match, row['quotes'])), row['total_quotes'])}\n"
            yield from quotations(row["quotes"], notes, level=3)
        if row["figures"]:
            yield f"\n## Figures{part(len(row['figures']), row['total_figures'])}\n\n"
            yield from rows_table("figure", row["figures"], notes)


def _paragraphs(text: str) -> str:
    return block_quotation(text).replace("\n>", "\n").removeprefix("> ")
