"""Git tree: the files of a repository as a commit has them; links are followed within it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import PurePosixPath
from typing import NamedTuple

from sahelcli.dataset.git_command import MissingObject, ask
from sahelcli.filesystem.discovery import LEAVINGS, is_toml
from sahelcli.filesystem.sync_copies import originals_of
from sahelcli.text.quoted_values import shown

_LINK, _MODULE = "120000", "160000"  # modes of git's trees; all others are files
_MOST_LINKS = 40  # on the way to one file, as for Linux


class TreeEntry(NamedTuple):
    """An entry of a git tree: its mode, and the name of the object."""

    mode: str
    blob: str


class TreeFile(NamedTuple):
    """A file at or below a path, as it is named and where it is: a blob to read, or the reason why there is none."""

    path: str
    real: str
    blob: str
    reason: str | None = None


class GitTree:
    """A commit's files by their paths from the top of the repository, which is ""."""

    def __init__(self, top: str, commit: str) -> None:
        self._top, self._commit = top, commit

    def files(self, path: str) -> list[TreeFile]:
        """Return the TOML files at or below a path, and what was passed over.

        As in the folders of a working copy, hidden files are no part of it, nor are the copies of a file beside it, and
        a file that two links lead to is one.
        """
        unlike: dict[tuple[str, str | None], TreeFile] = {}
        for entry in self._below(path):
            is_wanted = entry.path == path or is_toml(entry.path)
            if (is_wanted or entry.reason in _PASSED) and not _is_hidden(entry.path, path):
                unlike.setdefault((entry.real, entry.reason), entry)
        named = sorted(unlike.values(), key=lambda entry: os.fsencode(entry.path))
        originals = originals_of([entry.path for entry in named if not entry.reason])
        return [
            entry._replace(reason=f"this is a copy of {shown(PurePosixPath(originals[entry.path]).name)}")
            if entry.path in originals and entry.path != path
            else entry
            for entry in named
        ]

    def has(self, path: str) -> bool:
        """Whether the commit has a file or folder at the path."""
        return bool(self._listed(path))

    def contents(self, blobs: Sequence[str]) -> Iterator[bytes]:
        """Yield the bytes of each blob; `git cat-file --batch` prints name, type and size before them."""
        stream = ask(self._top, "cat-file", "--batch", feed="".join(f"{blob}\n" for blob in blobs).encode())
        at = 0
        for blob in blobs:
            end = stream.index(b"\n", at)
            words = stream[at:end].split()
            if len(words) < 3:  # "missing"
                raise MissingObject(blob, is_partial=False)
            at = end + 1 + int(words[2]) + 1
            yield stream[end + 1 : at - 1]

    def _below(self, path: str) -> Iterator[TreeFile]:
        listed = self._listed(path)
        is_plain = listed and all(entry.mode != _LINK for entry in listed.values())
        if not is_plain:
            listed = self._all_entries
        folders = set[str]()
        pending = [(path, path if is_plain else self._real(path))]
        while pending:
            name, real = pending.pop()
            if real is None:
                yield TreeFile(name, name, "", _OUT)
            elif real in listed:
                mode, blob = listed[real]
                yield TreeFile(name, real, blob, _SUBMODULE if mode == _MODULE else None)
            elif real not in folders:
                folders.add(real)
                inside = [inner for inner in listed if _is_in(inner, real)]
                for inner in inside:
                    at = self._real(inner) if listed[inner].mode == _LINK else inner
                    pending.append((str(PurePosixPath(name, PurePosixPath(inner).relative_to(real))), at))
                if not inside and (name, real) != (path, path):
                    yield TreeFile(name, real, "", _NOWHERE)

    def _real(self, path: str) -> str | None:
        """Return where a path leads to when its links are followed, None where that is out of the repository."""
        followed, done = 0, list[str]()
        left = path.split("/")[::-1]
        while left:
            part = left.pop()
            if part == ".." and not done:
                return None
            if part == "..":
                done.pop()
            elif part not in ("", "."):
                done.append(part)
                if (target := self._links.get("/".join(done))) is not None:
                    followed += 1
                    if target.startswith("/") or followed > _MOST_LINKS:
                        return None
                    done.pop()
                    left += target.split("/")[::-1]
        return "/".join(done)

    @cached_property
    def _all_entries(self) -> Mapping[str, TreeEntry]:
        return self._listed("")

    @cached_property
    def _links(self) -> Mapping[str, str]:
        links = {name: entry.blob for name, entry in self._all_entries.items() if entry.mode == _LINK}
        return dict(zip(links, map(os.fsdecode, self.contents(list(links.values()))), strict=True))

    def _listed(self, path: str) -> Mapping[str, TreeEntry]:
        listed = ask(self._top, "ls-tree", "-r", "-z", "--full-tree", self._commit, *([path] if path else []))
        lines = (line.partition("\t") for line in os.fsdecode(listed).split("\0") if line)
        return {name: TreeEntry(about.split()[0], about.split()[2]) for about, _, name in lines}


_OUT = "this link leads out of the repository"
_SUBMODULE = "this is a submodule"
_NOWHERE = "this link leads nowhere"
_PASSED = (_OUT, _SUBMODULE)  # whatever their names are, TOML files may stand behind them


def _is_in(inner: str, folder: str) -> bool:
    return not folder or inner.startswith(f"{folder}/")


def _is_hidden(path: str, top: str) -> bool:
    return any(part.startswith(LEAVINGS) for part in PurePosixPath(path).relative_to(top).parts)
