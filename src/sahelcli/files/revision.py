"""A dataset as it was at a revision of git, read from the repository without touching the working tree."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from sahelcli.errors import NoError, SahelError, UsageError
from sahelcli.files.link import link
from sahelcli.files.reader import read_file
from sahelcli.files.there import is_folder
from sahelcli.files.walk import LEAVINGS, SUFFIX
from sahelcli.records.dataset import Dataset
from sahelcli.records.diagnostic import shown

PREFIX = "git:"
_FILES = ("100644", "100755")  # modes of git's trees: no links, no modules


class Revision(NamedTuple):
    """What `git:REV` or `git:REV:PATH` names; without a path it is up to others what is meant."""

    name: str
    path: str | None

    @classmethod
    def read(cls, text: str) -> Revision:
        """Take a text that begins with `git:` apart; UsageError where it names no revision."""
        name, _, path = text.removeprefix(PREFIX).partition(":")
        if not name.strip() or "\0" in text:
            raise UsageError(f"{shown(text)} names no revision", "git:HEAD, git:v1.0 or git:v1.0:data")
        return cls(name, path or None)


class NoGit(SahelError):
    """The program git is not there."""

    def __init__(self) -> None:
        super().__init__("git is needed for this, and is not installed", "compare files or folders instead")


class NoRepository(SahelError):
    """The path lies in no repository."""

    def __init__(self, path: str, said: str) -> None:
        reason = f": {said}" if said and "not a git repository" not in said else ""
        super().__init__(f"{shown(path, 150)} is in no git repository{reason}", "name the path: git:REV:PATH")


class UnknownRevision(NoError):
    """The repository has no such revision."""

    def __init__(self, name: str, tags: Sequence[str]) -> None:
        hint = f"the newest tags are {', '.join(tags)}" if tags else "`git log` names the commits"
        super().__init__(f"the repository has no revision {shown(name)}", hint)


class NothingAtRevision(NoError):
    """The path was not there at that revision."""

    def __init__(self, revision: str, path: str) -> None:
        super().__init__(f"at revision {shown(revision)} there was no {shown(path, 150)}", "git:REV:PATH names another")


class GitFailed(SahelError):
    """Git could not do what was asked of it."""

    def __init__(self, said: str) -> None:
        super().__init__(f"git: {said.removeprefix('fatal: ')}")


def read_revision(name: str, paths: Sequence[str]) -> Dataset:
    """Return the dataset that the paths held at a revision, its files named `git:REV:PATH` in findings.

    Links and modules of a repository are passed over, and so is what a dataset's folder passes over.
    """
    contents = [read_file(f"{PREFIX}{name}:{path}", data) for asked in paths for path, data in _files(name, asked)]
    return link(contents)


def _files(name: str, path: str) -> Iterator[tuple[str, bytes]]:
    top = _top(path)
    below = os.path.relpath(os.path.realpath(path), top).replace(os.sep, "/")
    commit = _commit(top, name)
    listed = _git(top, "ls-tree", "-r", "-z", "--full-tree", commit, *([] if below == "." else [below]))
    entries = [entry.partition("\t") for entry in os.fsdecode(listed).split("\0") if entry]
    blobs = [(file, about.split()[2]) for about, _, file in entries if about.split()[0] in _FILES]
    wanted = [(file, blob) for file, blob in blobs if file == below or _is_ours(file, below)]
    if not wanted:
        raise NothingAtRevision(name, path)
    held = _blobs(top, [blob for _, blob in wanted])
    yield from sorted(zip((file for file, _ in wanted), held, strict=True), key=lambda pair: os.fsencode(pair[0]))


def _is_ours(file: str, below: str) -> bool:
    parts = PurePosixPath(file).relative_to(below).parts
    return file.endswith(SUFFIX) and not any(part.startswith(LEAVINGS) for part in parts)


def _top(path: str) -> str:
    folder = Path(os.path.realpath(path))
    while not is_folder(folder):
        folder = folder.parent
    done = _run(str(folder), "rev-parse", "--show-toplevel")
    if done.returncode:
        raise NoRepository(path, _said(done))
    return os.path.realpath(os.fsdecode(done.stdout).rstrip("\n"))


def _commit(top: str, name: str) -> str:
    done = _run(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if done.returncode:
        tags = os.fsdecode(_git(top, "tag", "--list", "--sort=-creatordate")).split()[:3]
        raise UnknownRevision(name, tags)
    return done.stdout.decode().strip()


def _blobs(top: str, names: Sequence[str]) -> Iterator[bytes]:
    """Return what the blobs hold, in the form of `git cat-file --batch`: name, type and size, then the bytes."""
    stream = _git(top, "cat-file", "--batch", feed="".join(f"{name}\n" for name in names).encode())
    at = 0
    for name in names:
        end = stream.index(b"\n", at)
        words = stream[at:end].split()
        if len(words) < 3:  # a clone without all objects
            raise GitFailed(f"object {name} is missing")
        size = int(words[2])
        yield stream[end + 1 : end + 1 + size]
        at = end + 1 + size + 1


def _git(top: str, *arguments: str, feed: bytes = b"") -> bytes:
    done = _run(top, *arguments, feed=feed)
    if done.returncode:
        raise GitFailed(_said(done))
    return done.stdout


def _run(folder: str, *arguments: str, feed: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = ["git", "--literal-pathspecs", "-C", folder, *arguments]
    elsewhere = ("GIT_DIR", "GIT_WORK_TREE")  # set within hooks; the folder says which repository is meant
    own = {name: value for name, value in os.environ.items() if name not in elsewhere}
    environment = {**own, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        return subprocess.run(command, input=feed, capture_output=True, env=environment, check=False)  # noqa: S603
    except OSError as error:
        raise NoGit from error


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    """Return the first line of what git complained of."""
    lines = done.stderr.decode(errors="replace").splitlines()
    return lines[0].removeprefix("fatal: ") if lines else f"it ended with code {done.returncode}"
