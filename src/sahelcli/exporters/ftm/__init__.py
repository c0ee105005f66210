"""FollowTheMoney export: entities as JSON lines, for Aleph, OpenAleph and whatever else reads that model.

Ids are made of those of the records, so that a file loaded again takes the place of the one before. The first entity is
the dataset itself. What is not known of a date, or lies outside the years there are, is not made up: the date stands in
words, and as EDTF, in the notes of its entity.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import chain
from typing import IO, TYPE_CHECKING

from sahelcli.exporters.ftm.entity import Entity, span
from sahelcli.exporters.ftm.records import Present, actor, fact, place, source
from sahelcli.exporters.selection import ExportSelection
from sahelcli.phrases import count
from sahelcli.text.sanitize import web_address

if TYPE_CHECKING:
    from sahelcli.row_types import FactRow


def export(document: ExportSelection, out: IO[bytes]) -> tuple[str, ...]:
    """Write an entity a line; return how many have a date that FollowTheMoney cannot say."""
    places = {row["id"]: row for row in document.places}
    present = Present({row["id"] for row in document.events}, {row["id"] for row in document.actors}, places)
    undated = 0
    out.write(_dataset(document).encoded())
    for row in _facts(document):
        undated += not any(span(row["date"]))
        _write(fact(row, present), out)
    for each in document.actors:
        _write(actor(each, present), out)
    for each_place in places.values():
        _write(place(each_place, present), out)
    for each_source in document.sources:
        out.write(source(each_source).encoded())
    dates = "its date in words alone: FollowTheMoney" if undated == 1 else "their dates in words alone: FollowTheMoney"
    has = "has" if undated == 1 else "have"
    return (f"{count(undated, 'record')} {has} {dates} has the years from 1000 to 2999",) if undated else ()


def _facts(document: ExportSelection) -> Iterable[FactRow]:
    facts: Iterable[FactRow] = chain(document.events, document.quotes, document.figures)
    return facts


def _write(entities: Iterator[Entity], out: IO[bytes]) -> None:
    out.writelines(entity.encoded() for entity in entities)


def _dataset(document: ExportSelection) -> Entity:
    """Return the dataset as an article, with what was selected; its id is made of its title, which versions share."""
    entity = Entity(f"sahel.dataset.{sha256(document.title.encode()).hexdigest()[:12]}", "Article")
    entity.add("title", document.title)
    entity.add("description", document.dataset.description)
    entity.add("sourceUrl", web_address(document.dataset.homepage))
    entity.note(*(f"{name.replace('_', ' ')}: {value}" for name, value in document.provenance().items()))
    return entity
