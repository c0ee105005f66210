"""The made-up dataset of a size and the peers' forms of its events, in a folder where they stay."""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks import dataset
from benchmarks.forms import Event, Form, as_line, flat


class Data:
    """What is there of one size: the dataset's folder, its files, and the file of each form."""

    def __init__(self, work: Path, size: int) -> None:
        self.size = size
        self.folder = work / str(size)
        self._lines = work / f"{size}.events"  # a file of JSON lines for each shard

    @property
    def files(self) -> list[str]:
        """The files of the dataset."""
        return sorted(map(str, self.folder.rglob("*.toml")))

    def file(self, form: Form) -> Path:
        """Return where the events are in a form."""
        return self.folder.with_name(f"{self.size}.{form.suffix}")

    def make(self, forms: Sequence[Form]) -> None:
        """Make what is not there yet. What an interrupted run has left unfinished is made again."""
        self._lines.mkdir(exist_ok=True)
        shards = range(-(-self.size // dataset.SHARD))
        _each(self._make_shard, ((number, self._shard(number)) for number in shards))
        _each(self._make_form, ((form, self.file(form)) for form in dict.fromkeys(forms)))

    def _make_shard(self, number: int) -> None:
        shard = dataset.shard(number, self.size)
        dataset.write(shard, self.folder)
        with self._shard(number).open("w", encoding="utf-8") as stream:
            stream.writelines(as_line(flat(event)) for event in shard.tables["events"])

    def _make_form(self, form: Form) -> None:
        form.write(self._events(), self.file(form))

    def _shard(self, number: int) -> Path:
        return self._lines / f"{number:03d}.jsonl"

    def _events(self) -> Iterator[Event]:
        for path in sorted(self._lines.glob("*.jsonl")):
            with path.open(encoding="utf-8") as lines:
                yield from map(json.loads, lines)


def _each(make: Callable[[Any], None], wanted: Iterable[tuple[Any, Path]]) -> None:
    """Make some things, each of which ends with a file, on all processors, and leave a mark that each is whole.

    In other processes: the memory of this one counts as that of the programs it starts.
    """
    missing = [(what, path) for what, path in wanted if not _mark(path).exists()]
    if missing:
        with multiprocessing.get_context("fork").Pool(maxtasksperchild=1) as pool:
            for done in [pool.apply_async(_whole, (make, what, path)) for what, path in missing]:
                done.get()


def _whole(make: Callable[[Any], None], what: Any, path: Path) -> None:
    make(what)
    _mark(path).touch()


def _mark(path: Path) -> Path:
    return path.with_name(f"{path.name}.whole")
