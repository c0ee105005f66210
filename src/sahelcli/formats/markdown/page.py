"""A record in full in Markdown: all that it says and what refers to it; a source, with everything that rests on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sahelcli.dates.formatting import words
from sahelcli.formats.markdown.escape import block_quotation, code, escaped, link
from sahelcli.formats.markdown.footnotes import Footnotes
from sahelcli.formats.markdown.quotes import rendering
from sahelcli.json_rows import SourceRow
from sahelcli.phrases import count, part
from sahelcli.phrases.label import called
from sahelcli.phrases.record import fields, named, nature, referrers, rests_alone, title
from sahelcli.phrases.renderings import also, matching, more, utterances
from sahelcli.text.sanitize import web_address

_RESTING = (("events", "Events"), ("quotes", "Quotations"), ("figures", "Figures"), ("actors", "Actors"))

Row = dict[str, Any]


def pages(rows: Iterable[Row], notes: Footnotes) -> Iterator[str]:
    """Yield a page for each record."""
    for row in rows:
        yield from _record(row, notes)
        if row.get("sources"):
            yield f"\nSources: {notes.who_says({'sources': row['sources']})}\n"
        others: list[Row] = row.get("others", [])
        if others:
            yield f"\n## {more(others).capitalize()}\n"
        for other in others:
            yield from rendering(other, [row, *others], notes)
        if listed := referrers(row):
            yield f"\n## Referred to by {count(len(listed), 'record')}\n\n"
        for item in listed:
            yield _item(f"{item['kind'].capitalize()}, ", item, item["title"])
            yield from (
                f"  - {escaped(also(other, item['row']))} {code(other['id'])}\n" for other in item.get("others", ())
            )


def source_pages(rows: Iterable[Row], notes: Footnotes) -> Iterator[str]:
    """Yield a page for each source, with a star for what rests on it alone."""
    for row in rows:
        yield from _record({key: value for key, value in row.items() if key in SourceRow.__annotations__}, notes)
        for key, heading in _RESTING:
            yield f"\n## {heading}{part(row, key)}\n\n" if row[key] else ""
            for renderings in utterances(row[key]) if key == "quotes" else ([item] for item in row[key]):
                listed, others = matching(renderings)
                for item in listed:
                    yield _item("", item, called(item), " \\*" if rests_alone(item, row["id"]) else "")
                yield from (f"  - {escaped(also(other, listed[0]))} {code(other['id'])}\n" for other in others)
        yield "\n\\* rests on this source alone\n" if row["alone"] else ""


def _record(row: Row, notes: Footnotes) -> Iterator[str]:
    yield f"\n# {escaped(title(row))}\n\n{escaped(nature(row))} · `{row['id']}`\n"
    items = []
    for key, said in fields(row):
        if key == "text":
            yield f"\n{block_quotation(said)}\n"
        else:
            text = link(said, said) if web_address(said) else escaped(said.replace("\n", "; "))
            if notes.ids and (records := named(row, key)):
                text = "; ".join(f"{escaped(name)} {code(record_id)}" for name, record_id in records)
            items.append(f"- {key.replace('_', ' ').capitalize()}: {text}\n")
    yield "\n" + "".join(items) if items else ""


def _item(before: str, row: Row, name: str, mark: str = "") -> str:
    date = f"{words(row['date'])}: " if row.get("date") else ""
    return f"- {escaped(f'{before}{date}{name}')} {code(row['id'])}{mark}\n"
