"""Location of the dataset: what the user names, else the one in this folder, else the one that comes with `sahel`."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from sahelcli.errors import SahelError, UsageError
from sahelcli.filesystem.discovery import STANDARD_INPUT, holds_files, is_folder
from sahelcli.text.quoted_values import shown

VARIABLE = "SAHEL_DATA"
SHIPPED = "shipped"  # what the dataset that comes with `sahel` is called; a path of that name is `./shipped`
_COMES_ALONG = f"{SHIPPED} is the one that comes with sahel"
_DESCRIPTION = "dataset.toml"  # the folder that holds it is a dataset
_HERE = "data"


class NoSuchDataset(SahelError):
    """A dataset was named that is not there."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"no such file or folder: {shown(path, 200)}",
            f"a dataset is a TOML file or a folder of them; {_COMES_ALONG}",
        )


class EmptyDatasetName(UsageError):
    """A dataset was named by an empty text, or one of several was."""

    def __init__(self, where: str, list_given: str) -> None:
        fault = "one of its parts is empty" if list_given else "this names nothing"
        hint = f"give a file, a folder, or {STANDARD_INPUT} for standard input; {_COMES_ALONG}"
        super().__init__(f"{where} {shown(list_given, 150)}: {fault}", hint)


def locate(data: Sequence[str], environ: Mapping[str, str], folder: str = "") -> tuple[str, ...]:
    """Return the paths of the dataset: files, folders, or `-` for standard input; seen from `folder`, if one is given.

    `data` are the values of `--data`. Without any, SAHEL_DATA counts (one path, or several that are separated as in
    PATH), then the folder one stands in if it holds `dataset.toml`, then `./data` if it holds a TOML file or cannot be
    opened, then the shipped dataset. EmptyDatasetName is raised for an empty text, NoSuchDataset for a path that does
    not exist.
    """
    if data:
        return _checked(data, folder, "--data", "")
    if VARIABLE in environ:
        listed = environ[VARIABLE]
        return _checked(_parts(listed, folder), folder, VARIABLE, listed)
    if os.path.lexists(_inside(folder, _DESCRIPTION)):
        return (folder or os.curdir,)
    nearby = _inside(folder, _HERE)
    return (nearby,) if holds_files(nearby) else (str(shipped()),)


def passed_over(paths: Sequence[str], environ: Mapping[str, str]) -> str | None:
    """Return the folder that one may take for the dataset, where `locate` was told of none and chose another."""
    is_last = VARIABLE not in environ and tuple(paths) == (str(shipped()),)
    return _HERE if is_last and is_folder(_HERE) else None


def shipped() -> Path:
    """Return the folder of the dataset that comes with `sahel`: inside the package, or beside `src` in a checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "data"
    return inside if inside.is_dir() else package.parents[1] / "data"


def is_shipped(path: str | os.PathLike[str]) -> bool:
    """Say whether a file or folder is one of the dataset that comes with `sahel`, which is never written to."""
    return Path(os.path.realpath(path)).is_relative_to(shipped().resolve())


def named(path: str) -> str:
    """Return how a path is written where a dataset is named: `./shipped` and `./-`, which alone mean something else."""
    return f"./{path}" if path in (SHIPPED, STANDARD_INPUT) else path


def _parts(listed: str, folder: str) -> list[str]:
    """Return the paths that a variable names; a path that is there may hold the sign that separates others."""
    return [listed] if os.path.lexists(_inside(folder, listed)) else listed.split(os.pathsep)


def _checked(paths: Sequence[str], folder: str, where: str, listed: str) -> tuple[str, ...]:
    named = []
    for path in paths:
        if not path:
            raise EmptyDatasetName(where, listed)
        named.append(path_named := _resolved(path, folder))
        if path_named != STANDARD_INPUT and not os.path.lexists(path_named):
            raise NoSuchDataset(path_named)
    return tuple(dict.fromkeys(named))


def _inside(folder: str, path: str) -> str:
    return os.path.join(folder, path)  # noqa: PTH118  # takes what Path does not keep: `./-`, an empty folder


def _resolved(path: str, folder: str) -> str:
    """Return the path that a name stands for: `shipped`, or `~/…` where no shell has put the home in its place."""
    if path == SHIPPED:
        return str(shipped())
    if path == STANDARD_INPUT:
        return path
    inside = _inside(folder, path)
    if path.startswith("~") and not os.path.lexists(inside):
        with suppress(RuntimeError):  # no such user
            return str(Path(path).expanduser())
    return inside
