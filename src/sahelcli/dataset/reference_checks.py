"""Checks of references: one that leads to nothing is reported once, with the id that was meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import NamedTuple

from sahelcli.dataset.file_content import FileContent
from sahelcli.dataset.record_pool import RecordPool
from sahelcli.diagnostics.finding import Diagnostic, Finding
from sahelcli.diagnostics.suggestions import did_you_mean, nearest
from sahelcli.model.reference_fields import ReferenceField, references
from sahelcli.text.quoted_values import shown, with_article

_COMPARED = 2_000  # ids compared in full for one name
_LOOKED_AT = 2_000_000  # ids looked at in all: a file full of wrong references must not take minutes


class ReferenceSuggestions:
    """Hints for unknown references; after many different ones, further ones get none."""

    def __init__(self, known: Mapping[str, Collection[str]]) -> None:
        self._known = known
        self._left = _LOOKED_AT
        self._hints: dict[tuple[tuple[str, ...], str], str | None] = {}

    def hint(self, kinds: tuple[str, ...], name: str) -> str | None:
        """Return the message about a name that no record of these kinds has as id."""
        if (kinds, name) not in self._hints:
            self._hints[kinds, name] = self._nearest(kinds, name) or self._elsewhere(name)
        return self._hints[kinds, name]

    def _nearest(self, kinds: tuple[str, ...], name: str) -> str | None:
        names = [other for kind in kinds for other in self._known[kind]] if self._left > 0 else []
        self._left -= max(len(names), 1)
        if len(names) > _COMPARED:  # one slip of the pen leaves the first or the second half of a name as it was
            half = len(name) // 2
            names = list(islice((n for n in names if n.startswith(name[:half]) or n.endswith(name[half:])), _COMPARED))
        suggestion = nearest(name, names)
        return did_you_mean([shown(suggestion)]) if suggestion else None

    def _elsewhere(self, name: str) -> str | None:
        kind = next((kind for kind, names in self._known.items() if name in names), None)
        return f"there is {with_article(kind)} of this id" if kind else None


Elsewhere = Callable[[str, Collection[str]], Collection[str]]
"""Returns which of some ids records of a kind have that are not among those at hand."""


def nowhere(_kind: str, _ids: Collection[str]) -> Collection[str]:
    """Return no ids: the dataset has no records but those that were read."""
    return ()


class ReferenceTargets:
    """The records of all kinds, and what their references may lead to, by kind; `elsewhere` tells of further ones."""

    def __init__(
        self, pools: Mapping[str, RecordPool], tags: Collection[str] | None, elsewhere: Elsewhere = nowhere
    ) -> None:
        self.pools = pools
        self._elsewhere = elsewhere
        self.ids: dict[str, Collection[str]] = {name: pool.ids for name, pool in pools.items()}
        if tags is not None:  # without a table of tags any slug goes
            self.ids["tag"] = tags

    def fields(self) -> Iterator[tuple[RecordPool, ReferenceField]]:
        """Return all reference fields whose targets are known."""
        for pool in self.pools.values():
            for field in references(pool.kind.model):
                if all(kind in self.ids for kind in field.kinds):
                    yield pool, field

    def missing(self, kinds: Sequence[str], names: Iterable[str]) -> set[str]:
        """Return which of these names no record of these kinds has as id."""
        left = set(names).difference(*(self.ids[kind] for kind in kinds))
        for kind in kinds:
            left.difference_update(self._elsewhere(kind, left) if left else ())
        return left


def unknown_references(
    targets: ReferenceTargets, contents: Sequence[FileContent], lost: Collection[str] | None
) -> Iterator[Diagnostic]:
    """Remove records that refer to nothing, and report each such reference, also of records that are not valid.

    `lost` are the ids that other errors have cost, None where these cannot be known: what refers to them is not told.
    """
    suggestions = ReferenceSuggestions(targets.ids)
    for pool, field in targets.fields():
        missing = targets.missing(field.kinds, chain.from_iterable(map(field.ids, pool.records)))
        for use in _uses(pool, field, missing):
            pool.removed.add(use.position)
            if lost is not None and use.name not in lost:
                message = _unknown(field.kinds, use.name, suggestions)
                yield pool.diagnose(use.position, field.keys(use.number), *message)
    if lost is None:
        return
    for content in contents:
        for kinds, name, way, about in content.loose:
            is_known = all(kind in targets.ids for kind in kinds)
            if is_known and name not in lost and targets.missing(kinds, [name]):
                message = _unknown(kinds, name, suggestions)
                yield content.page.report(Finding(content.page.span(way), *message, about=about))


def _unknown(kinds: tuple[str, ...], name: str, suggestions: ReferenceSuggestions) -> tuple[str, str, str | None]:
    """Return message, code and hint for a reference that leads to nothing."""
    message = f"unknown {' or '.join(kinds)} {shown(name)}"
    return message, "unknown-tag" if kinds == ("tag",) else "unknown-reference", suggestions.hint(kinds, name)


def remove_dependents(targets: ReferenceTargets) -> None:
    """Remove what refers to removed records, and what refers to that, until every reference leads to a record."""
    gone = [(pool, position) for pool in targets.pools.values() for position in pool.removed if pool.is_first(position)]
    if not gone:
        return
    left = {kind: set(ids) for kind, ids in targets.ids.items()}
    users = _users(targets)
    while gone:
        pool, position = gone.pop()
        name = pool.records[position].id
        left[pool.kind.name].discard(name)
        for user, its_position, field in users[name]:
            if its_position not in user.removed and not any(name in left[kind] for kind in field.kinds):
                user.removed.add(its_position)
                if user.is_first(its_position):
                    gone.append((user, its_position))


class _Use(NamedTuple):
    position: int
    number: int
    name: str


def _uses(pool: RecordPool, field: ReferenceField, names: Collection[str]) -> Iterator[_Use]:
    """Return where records use one of the names."""
    if names:
        for position, record in enumerate(pool.records):
            for number, name in enumerate(field.ids(record)):
                if name in names:
                    yield _Use(position, number, name)


def _users(targets: ReferenceTargets) -> dict[str, list[tuple[RecordPool, int, ReferenceField]]]:
    """Return for every id the records that refer to it, and by which field."""
    users: dict[str, list[tuple[RecordPool, int, ReferenceField]]] = defaultdict(list)
    for pool, field in targets.fields():
        for position, record in enumerate(pool.records):
            for name in field.ids(record):
                users[name].append((pool, position, field))
    return users
