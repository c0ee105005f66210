"""Records that a dataset names and does not have: looked up in files beside it, or called by their ids."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sahelcli.model.actor import Actor, ActorKind
from sahelcli.model.base import parsed
from sahelcli.model.event import Event
from sahelcli.model.kinds import KINDS
from sahelcli.model.place import Place, PlaceKind

if TYPE_CHECKING:
    from sahelcli.model.dataset import Dataset

Beside = Callable[[], Sequence["Dataset"]]
"""Returns the datasets to look in, the first one first; asked only when something is not there."""


class OutsideRecords:
    """What is named and stands in other files; of what is in none, the id stands for the name."""

    def __init__(self, beside: Beside) -> None:
        self._beside = beside

    @cached_property
    def _records(self) -> Mapping[str, Mapping[str, Any]]:
        datasets = self._beside()[::-1]  # the first one has the last word
        records = {
            kind.name: {record.id: record for each in datasets for record in getattr(each, kind.table)}
            for kind in KINDS
        }
        return records | {"tag": {tag: tag for each in datasets for tag in each.tags}}

    def there(self, kind: str, ids: Collection[str]) -> set[str]:
        """Return which of these ids records have."""
        return {name for name in ids if name in self._records[kind]}

    def fetch(self, kind: str, ids: Collection[str]) -> Iterable[Any]:
        """Return these records, or what stands for those that are nowhere; sources only as far as they are there."""
        found = self._records[kind]
        if kind == "source":
            return [found[name] for name in ids if name in found]
        return [found.get(name) or _NAMELESS[kind](name) for name in ids]


_NAMELESS: Mapping[str, Callable[[str], Any]] = {
    "actor": lambda name: Actor.model_construct(id=name, name=name, kind=ActorKind.PERSON, description=name),
    "place": lambda name: Place.model_construct(id=name, name=name, kind=PlaceKind.SITE),
    "event": lambda name: Event.model_construct(id=name, title=name, date=parsed("0000"), sources=()),
}
