"""New dataset in a folder: commented files with made-up examples, a README, and the schema for editors."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sahelcli.errors import SahelError, UsageError
from sahelcli.filesystem.discovery import is_folder, is_there
from sahelcli.model.dataset_json_schema import dataset_schema
from sahelcli.text.quoted_values import shown

_STARTER = Path(__file__).with_name("starter")
_SCHEMA = "dataset.schema.json"
_ATTRIBUTES = ".gitattributes"
_DRIVERS = """\
# Under git, `sahel` merges and compares these files record by record; each clone has to say once that it is there:
#   git config merge.sahel.driver "sahel merge %O %A %B --path %P --marker-size %L --base %S --ours %X --theirs %Y"
*.toml merge=sahel diff=sahel
"""
_SCHEMA_LINE = f"#:schema ./{_SCHEMA}\n"  # how Taplo and what is built on it find the schema of a file


class NotEmpty(UsageError):
    """The folder holds something."""

    def __init__(self, folder: Path, name: str) -> None:
        message = f"{shown(str(folder), 150)} is not empty: it holds {shown(name)}"
        super().__init__(message, "nothing was changed; name a new folder, or an empty one")


class NotAFolder(UsageError):
    """The path is a file, or a folder cannot be created there."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{shown(name, 150)} {why}", "name a new folder, or an empty one")


class DatasetNotCreated(SahelError):
    """The files could not be written; any that were written are removed again."""

    def __init__(self, path: Path, error: OSError) -> None:
        reason = os.strerror(error.errno) if error.errno else str(error)
        super().__init__(f"cannot write {shown(str(path), 150)}: {reason.lower()}", "nothing was left behind")


def begin(name: str) -> list[Path]:
    """Write the files of a new dataset into a folder, created if missing, and return their paths.

    NotEmpty if it holds anything but what begins with a dot (as a repository's own folder does), NotAFolder if it is a
    file; DatasetNotCreated takes away again what was written.
    """
    if not name.strip() or "\0" in name:
        raise NotAFolder(name, "names no folder")
    folder = Path(name)
    if is_there(folder) and not is_folder(folder):
        raise NotAFolder(name, "is a file")
    made: list[Path] = []
    path, is_new = folder, not is_there(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        entries = sorted(entry.name for entry in folder.iterdir() if not entry.name.startswith("."))
        if entries:
            raise NotEmpty(folder, entries[0])
        for file, text in _files():
            path = folder / file
            if file == _ATTRIBUTES and is_there(path):  # of a repository begun before
                continue
            with path.open("x", encoding="utf-8", newline="\n") as stream:
                made.append(path)
                stream.write(text)
    except OSError as error:
        for written in made:
            with suppress(OSError):
                written.unlink()
        if is_new:
            with suppress(OSError):
                folder.rmdir()
        raise DatasetNotCreated(path, error) from error
    return made


def _files() -> Iterator[tuple[str, str]]:
    for path in sorted(_STARTER.iterdir()):
        text = path.read_text(encoding="utf-8")
        yield path.name, f"{_SCHEMA_LINE}{text}" if path.suffix == ".toml" else text
    yield _ATTRIBUTES, _DRIVERS
    yield _SCHEMA, f"{json.dumps(dataset_schema(), ensure_ascii=False, indent=2)}\n"
