"""Manifest of exported facts: which datasets a folder holds, in which state, and whether their files are whole.

A dataset of a folder F is the folder `F/dataset=NAME`. Its manifest says which files are its own, how long each is and
how it ends: a Parquet file ends with its schema and with what it is an export of, so that a file that is missing, cut
off or of another export is found without reading it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from sahelcli.engines.facts_schema import VERSION
from sahelcli.errors import SahelError
from sahelcli.filesystem.folder_replacement import places_of_moved_away
from sahelcli.text.json_text import utf8
from sahelcli.text.quoted_values import shown

MANIFEST, NAMES = "_manifest.json", "names.parquet"  # what begins with `_` is no data to those who read whole folders
DATASET = "dataset="
_END = 16_384  # bytes of a file's end that are compared
_SHOWN = 150
_AGAIN = "export it again: `sahel export facts -o {}`"


class NoFacts(SahelError):
    """A folder holds no facts, or there is none."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"{shown(folder, _SHOWN)} {reason}", _AGAIN.format("FOLDER").replace("it again", "facts"))


class BrokenFacts(SahelError):
    """The facts of a dataset differ from those exported: they may be incomplete and are not used."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{shown(path, _SHOWN)} {reason}", _AGAIN.format(shown(_root_of(path), _SHOWN)))


class FactsFile(NamedTuple):
    """A file of an export: where it is below the folder of its dataset, its bytes, its rows, and a hash of its end."""

    path: str
    bytes: int
    rows: int
    end: str


class DatasetFacts(NamedTuple):
    """The facts of one dataset: its name in the folder, its description of itself, and its files.

    `content_hash` is that of its records, `incomplete` what is to be said of records and files that are not in it, a
    line each; `rows` has the number of records of each kind, `sample` some ids of each, by which a later export tells
    whether it is of the same dataset.
    """

    name: str
    folder: Path
    provenance: Mapping[str, str]
    incomplete: tuple[str, ...]
    rows: Mapping[str, int]
    listed: tuple[FactsFile, ...]
    sample: Mapping[str, Sequence[str]]

    @property
    def files(self) -> list[Path]:
        """The files of records."""
        return [self.folder / file.path for file in self.listed if file.path != NAMES]

    @property
    def names(self) -> Path:
        """The file of names."""
        return self.folder / NAMES


def read_folder(folder: Path) -> tuple[DatasetFacts, ...]:
    """Return the datasets of a folder of facts, by name, each of them whole; NoFacts, BrokenFacts."""
    if not folder.is_dir():
        raise NoFacts(folder, "is no folder of facts" if folder.exists() else "is not there")
    _refuse_unfinished(folder)
    folders = sorted(path for path in folder.glob(f"{DATASET}*") if path.is_dir())
    if not folders:
        raise NoFacts(folder, "holds no facts")
    return tuple(map(_checked, folders))


def read_manifest(folder: Path) -> DatasetFacts:
    """Return the manifest in the folder of a dataset; BrokenFacts if missing, unreadable or of another schema."""
    try:
        made = json.loads((folder / MANIFEST).read_bytes())
        version = made["schema"]
    except FileNotFoundError:
        raise BrokenFacts(folder, f"is not whole: it has no {MANIFEST}") from None
    except (OSError, ValueError, KeyError, TypeError):
        raise BrokenFacts(folder / MANIFEST, "cannot be read") from None
    if version != VERSION:
        raise BrokenFacts(
            folder, f"has facts of version {shown(version, 20)} of their schema, and this sahel reads {VERSION}"
        )
    try:
        files = tuple(FactsFile(**file) for file in made["files"])
        sample = {kind: [*map(str, ids)] for kind, ids in made.get("sample", {}).items()}
        return DatasetFacts(
            made["name"], folder, made["provenance"], tuple(made["incomplete"]), made["rows"], files, sample
        )
    except (KeyError, TypeError, AttributeError):
        raise BrokenFacts(folder / MANIFEST, "cannot be read") from None


def write_manifest(
    folder: Path,
    name: str,
    provenance: Mapping[str, str],
    incomplete: Sequence[str],
    rows: Mapping[str, int],
    files: Mapping[str, int],
    sample: Mapping[str, Sequence[str]],
) -> None:
    """Write the manifest of a dataset whose files are in place, with the rows of each, and with some of its ids."""
    made: dict[str, Any] = {
        "schema": VERSION,
        "name": name,
        "provenance": dict(provenance),
        "incomplete": list(incomplete),
        "rows": dict(rows),
        "files": [_described(folder, path, number)._asdict() for path, number in sorted(files.items())],
        "sample": dict(sample),
    }
    (folder / MANIFEST).write_bytes(utf8(json.dumps(made, ensure_ascii=False, indent=1)) + b"\n")


def _described(folder: Path, path: str, rows: int) -> FactsFile:
    file = folder / path
    return FactsFile(path, file.stat().st_size, rows, _end_of(file))


def _end_of(file: Path) -> str:
    with file.open("rb") as stream:
        stream.seek(max(0, stream.seek(0, 2) - _END))
        return sha256(stream.read()).hexdigest()


def _checked(folder: Path) -> DatasetFacts:
    facts = read_manifest(folder)
    if folder.name != f"{DATASET}{facts.name}":
        raise BrokenFacts(folder, f"is that of {shown(facts.name)}")
    for problem in _problems(facts):
        raise problem
    return facts


def _problems(facts: DatasetFacts) -> Iterator[BrokenFacts]:
    for listed in facts.listed:
        file = facts.folder / listed.path
        try:
            size = file.stat().st_size
            is_own = size == listed.bytes and _end_of(file) == listed.end
        except FileNotFoundError:
            yield BrokenFacts(file, "is missing")
            continue
        except OSError as error:
            yield BrokenFacts(file, f"cannot be read: {(error.strerror or 'unknown').lower()}")
            continue
        if size < listed.bytes:
            yield BrokenFacts(file, f"is cut off: it has {size:,} of {listed.bytes:,} bytes")
        elif not is_own:
            yield BrokenFacts(file, "is not the file that was exported")


def _refuse_unfinished(folder: Path) -> None:
    """Refuse a folder in which a dataset has been taken away for one that has not come: its writer was ended then."""
    for place in places_of_moved_away(folder):
        raise BrokenFacts(place, "is being replaced at this moment, or whoever did so was ended")


def _root_of(path: Path) -> Path:
    """Return the folder of facts in which a path lies."""
    return next((above.parent for above in (path, *path.parents) if above.name.startswith(DATASET)), path)
