"""Records that a dataset names and does not have: looked up in files beside it, or called by their ids."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sahelcli.index.cited import Citing
from sahelcli.index.known import Known, NamedActor, NamedEvent, NamedPlace
from sahelcli.index.numbers import Numbers
from sahelcli.records.kinds import KINDS

if TYPE_CHECKING:
    from sahelcli.records.dataset import Dataset

Beside = Callable[[], Sequence["Dataset"]]
"""Returns the datasets to look in, the first one first; asked only when something is not there."""


class Elsewhere:
    """What is named and stands in other files; of what is in none, the id stands for the name."""

    def __init__(self, beside: Beside) -> None:
        self.citing = Citing(Numbers())
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

    def fetch(self, kind: str, ids: Collection[str]) -> Mapping[str, Any]:
        """Return what is known of these records."""
        found = self._records[kind]
        if kind == "source":
            return {name: self.citing.cited(found[name]) for name in ids if name in found}
        return {name: found.get(name) or _NAMELESS[kind](name) for name in ids}

    def keep(self, known: Known) -> None:
        """Forget it: nothing comes after."""


_NAMELESS: Mapping[str, Callable[[str], Any]] = {
    "actor": lambda name: NamedActor(name, name, ()),
    "place": lambda name: NamedPlace(name, name, None, None),
    "event": lambda name: NamedEvent(name, name, (), (), ()),
}
