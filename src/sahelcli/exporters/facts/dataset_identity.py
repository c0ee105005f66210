"""Identity of datasets in a folder of facts, told by their ids: whether two exports are of the same dataset.

The name of a dataset there is made of its title, and a title is no identity: two datasets may have the same one, and
one dataset another one tomorrow. So each manifest has a sample of ids, and a later export looks these up in its own
dataset. Where it has fewer than half of them, the sample is another dataset's; else it is its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from sahelcli.engines.facts_manifest import DATASET, BrokenFacts, DatasetFacts, read_manifest
from sahelcli.errors import SahelError
from sahelcli.filesystem.folder_replacement import moved_away
from sahelcli.index.open import Index
from sahelcli.model import KIND_NAMES
from sahelcli.text.quoted_values import shown

_SAMPLE = 200  # ids, or as many more as there are kinds: enough to tell most from few
_LISTED = ("event", "quote", "figure")  # two desks may share actors, places and sources, which are one then
_NUMBER = "SELECT count(*) FROM records WHERE kind = ?"
_IDS = "SELECT id FROM records WHERE kind = ? ORDER BY id"
_HAS = "SELECT count(*) FROM records WHERE kind = ? AND id = ?"
_SHOWN = 150


class OtherDataset(SahelError):
    """Facts of another dataset would be replaced, which has the same name in the folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{shown(folder, _SHOWN)} has the facts of another dataset: most of its ids are not in this one",
            "give this dataset a title of its own in its [dataset] table, or remove that folder to replace it",
        )


def id_sample(index: Index) -> dict[str, list[str]]:
    """Return some ids of a dataset by kind, evenly spaced in their order: of what is listed, else of all it has."""
    for kinds in (_LISTED, KIND_NAMES):
        numbers = {kind: index.ask(_NUMBER, (kind,))[0][0] for kind in kinds}
        if total := sum(numbers.values()):
            step = -(-total // _SAMPLE)
            return {kind: _every(index, kind, step) for kind in kinds if numbers[kind]}
    return {}


def refuse_other_dataset(index: Index, place: Path) -> None:
    """Refuse to replace facts at a place, or moved away from it, that are of another dataset: OtherDataset."""
    facts = _manifest_of(place if place.exists() else moved_away(place))
    if facts and not _has_most(index, facts.sample, if_empty=True):
        raise OtherDataset(facts.folder)


def same_datasets(index: Index, place: Path) -> Iterator[str]:
    """Yield a sentence for each other dataset beside a place that has most of the ids of this one."""
    for folder in sorted(place.parent.glob(f"{DATASET}*")):
        facts = None if folder.name == place.name else _manifest_of(folder)
        if facts and _has_most(index, facts.sample, if_empty=False):
            yield (
                f"{shown(folder.name)} beside {shown(place.name)} has most of its ids there too: both are asked, and"
                " what is in both is listed and counted twice; remove the folder that is out of date, or ask one alone:"
                f" {shown('?' + place.name)}"
            )


def _every(index: Index, kind: str, step: int) -> list[str]:
    return [name for (name,) in islice(index.connection.execute(_IDS, (kind,)), None, None, step)]


def _manifest_of(folder: Path) -> DatasetFacts | None:
    """Return the manifest of a folder, None where it has none that can be read: a new export mends that."""
    try:
        return read_manifest(folder)
    except BrokenFacts:
        return None


def _has_most(index: Index, sample: Mapping[str, Sequence[str]], *, if_empty: bool) -> bool:
    """Say whether a dataset has at least half of these ids."""
    looked_up = [index.ask(_HAS, (kind, name))[0][0] for kind, ids in sample.items() for name in ids]
    return 2 * sum(looked_up) >= len(looked_up) if looked_up else if_empty
