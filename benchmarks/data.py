"""The made-up dataset of a size and the peers' forms of its events, in a folder where they stay."""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import dataset
from forms import JSONL, Event, Form, flat


class Data:
    """What is there of one size: the dataset's folder, its files, and the file of each form."""

    def __init__(self, work: Path, size: int) -> None:
        self.size = size
        self.folder = work / str(size)

    @property
    def files(self) -> list[str]:
        """The files of the dataset."""
        return sorted(map(str, self.folder.rglob("*.toml")))

    def file(self, form: Form) -> Path:
        """Return where the events are in a form."""
        return self.folder.with_name(f"{self.size}.{form.suffix}")

    def make(self, forms: Sequence[Form]) -> None:
        """Make what is not there yet. What an interrupted run has left unfinished is made again."""
        _once(self.folder, partial(dataset.write, self.size, self.folder))
        for form in dict.fromkeys((JSONL, *forms)):
            _once(self.file(form), partial(self._write, form))

    def _write(self, form: Form) -> None:
        form.write(self._events(form), self.file(form))

    def _events(self, form: Form) -> Iterator[Event]:
        if form is JSONL:
            for shard in dataset.shards(self.size):
                yield from map(flat, shard.tables["events"])
        else:
            with self.file(JSONL).open(encoding="utf-8") as lines:
                yield from map(json.loads, lines)


def _once(path: Path, make: Callable[[], None]) -> None:
    """Make something in a process of its own, and leave a mark that it is whole.

    The memory of this process would count as that of the programs that it starts.
    """
    whole = path.with_name(f"{path.name}.whole")
    if whole.exists():
        return
    child = multiprocessing.get_context("fork").Process(target=make)
    child.start()
    child.join()
    if child.exitcode:
        raise SystemExit(f"{path} could not be made")
    whole.touch()
