"""Which dataset is meant: what the user names, else the folder `data` here, else the one that comes with `sahel`."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from sahelcli.errors import SahelError, UsageError
from sahelcli.files.walk import STANDARD_INPUT, Entry, entries
from sahelcli.records.diagnostic import shown

VARIABLE = "SAHEL_DATA"
_HERE = "data"
_HEADER = re.compile(rb"\s*\[\[?\s*(events|quotes|figures|actors|places|sources)\s*\]")


class NoSuchDataset(SahelError):
    """A dataset was named that is not there."""

    def __init__(self, path: str) -> None:
        super().__init__(f"no such file or folder: {shown(path, 200)}", "a dataset is a TOML file or a folder of them")


class EmptyDatasetName(UsageError):
    """A dataset was named by an empty text."""

    def __init__(self, where: str) -> None:
        super().__init__(f'{where} "": this names nothing', "give a file, a folder, or - for standard input")


def locate(data: Sequence[str], environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return the paths of the dataset: files, folders, or `-` for standard input.

    `data` are the values of `--data`. Without any, SAHEL_DATA counts (several are separated as in PATH), then `./data`
    if one of its TOML files has a header of ours, then the shipped dataset. EmptyDatasetName is raised for an empty
    text, NoSuchDataset for a path that does not exist.
    """
    if data:
        return _checked(data, "--data")
    if VARIABLE in environ:
        return _checked(environ[VARIABLE].split(os.pathsep), VARIABLE)
    return (_HERE,) if _holds_dataset(_HERE) else (str(shipped()),)


def shipped() -> Path:
    """Return the folder of the dataset that comes with `sahel`: inside the package, or beside `src` in a checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "data"
    return inside if inside.is_dir() else package.parents[1] / "data"


def _checked(paths: Sequence[str], where: str) -> tuple[str, ...]:
    for path in paths:
        if not path:
            raise EmptyDatasetName(where)
        if path != STANDARD_INPUT and not os.path.lexists(path):
            raise NoSuchDataset(path)
    return tuple(dict.fromkeys(paths))


def _holds_dataset(folder: str) -> bool:
    return Path(folder).is_dir() and any(
        isinstance(entry, Entry) and _has_header(entry.path) for entry in entries(folder)
    )


def _has_header(path: str) -> bool:
    try:
        with Path(path).open("rb") as lines:
            return any(_HEADER.match(line) for line in lines)
    except OSError:
        return False
