"""Revision of a dataset in git, read from the repository without touching the working tree."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sahelcli.dataset import git_command
from sahelcli.dataset.file_content import FileContent
from sahelcli.dataset.git_tree import GitTree
from sahelcli.dataset.reader import read_file
from sahelcli.dataset.snapshot import Snapshot
from sahelcli.diagnostics.finding import Diagnostic, Finding, Location, Severity
from sahelcli.errors import NoError, UsageError
from sahelcli.filesystem import git_lfs
from sahelcli.filesystem.discovery import is_folder
from sahelcli.text.quoted_values import shown
from sahelcli.toml.source_file import SourceFile

PREFIX = "git:"


class Revision(NamedTuple):
    """The parts of `git:REV` or `git:REV:PATH`; without a path the caller decides."""

    name: str
    path: str | None

    @classmethod
    def read(cls, text: str) -> Revision:
        """Take a text that begins with `git:` apart; UsageError where it names no revision."""
        name, _, path = text.removeprefix(PREFIX).partition(":")
        if not name.strip() or "\0" in text:
            raise UsageError(f"{shown(text)} names no revision", "git:HEAD, git:v1.0 or git:v1.0:data")
        return cls(name, path or None)


class UnknownRevision(NoError):
    """The repository has no such revision, or not any more."""

    def __init__(self, name: str, tags: Sequence[str], *, is_shallow: bool) -> None:
        hint = f"the newest tags are {', '.join(tags)}" if tags else "`git log` names the commits"
        if is_shallow:
            hint = "this clone is shallow and has its newest commits only: `git fetch --unshallow` brings the others"
        super().__init__(f"the repository has no revision {shown(name)}", hint)


class NothingAtRevision(NoError):
    """The path did not exist at that revision; `from_top` names one that did, from the top of the repository."""

    def __init__(self, revision: str, path: str, from_top: str | None) -> None:
        hint = "git:REV:PATH names another"
        if from_top:
            hint = f"a path counts from the folder one stands in: {PREFIX}{revision}:{from_top}"
        super().__init__(f"at revision {shown(revision)} there was no {shown(path, 150)}", hint)


def read_revision(name: str, paths: Sequence[str]) -> Snapshot:
    """Return the files below the paths at a revision, files named `git:REV:PATH` in findings.

    Links are followed within the repository. What leads out of it, and submodules, are warnings among the findings.
    """
    contents: list[FileContent] = []
    findings: list[Diagnostic] = []
    for path in paths:
        for read in _read(name, path):
            if isinstance(read, FileContent):
                contents.append(read)
            else:
                findings.append(read)
    return Snapshot(tuple(contents), tuple(findings))


def _read(name: str, path: str) -> Iterator[FileContent | Diagnostic]:
    top = git_command.top_of(_folder(path), path)
    below = _below(top, path)
    tree = GitTree(top, _commit(top, name))
    entries = tree.files(below)
    files = [file for file in entries if file.reason is None]
    for other in entries:
        if other.reason:
            place = Location(f"{PREFIX}{name}:{other.path}")
            yield Finding(place, f"{other.reason} and was passed over", "unreadable", severity=Severity.WARNING)
    if not entries:
        raise NothingAtRevision(name, below, _path_from_top(tree, top, path))
    for file, data in zip(files, tree.contents([file.blob for file in files]), strict=True):
        yield _content(top, name, f"{PREFIX}{name}:{file.path}", data)


def _content(top: str, revision: str, path: str, data: bytes) -> FileContent:
    if oid := git_lfs.pointed_to(data):
        folder = os.fsdecode(git_command.ask(top, "rev-parse", "--path-format=absolute", "--git-common-dir")).rstrip(
            "\n"
        )
        real = git_lfs.fetched(folder, oid)
        if real is None:
            page = SourceFile(path, data)
            problem = git_lfs.not_there(f"`git lfs fetch origin {revision}` brings it")
            return FileContent(page, blind=True, left_out=1, diagnostics=(page.report(problem),))
        data = real
    return read_file(path, data)


def _folder(path: str) -> str:
    folder = Path(os.path.realpath(path))
    while not is_folder(folder):
        folder = folder.parent
    return str(folder)


def _below(top: str, path: str) -> str:
    """Return a path as it counts from the top, its links as they are: they may have led elsewhere then."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100  # `resolve` follows the links
    for folder in (absolute, *absolute.parents):
        if os.path.realpath(folder) == top:
            return _slashes(os.path.relpath(absolute, folder))
    return _slashes(os.path.relpath(os.path.realpath(path), top))


def _slashes(path: str) -> str:
    return "" if path == "." else path.replace(os.sep, "/")


def _path_from_top(tree: GitTree, top: str, path: str) -> str | None:
    """Return how the path is named from here if it was meant from the top, as git itself counts."""
    at_top = _slashes(os.path.normpath(path))
    if Path(path).is_absolute() or at_top.startswith("..") or not tree.has(at_top):
        return None
    return os.path.relpath(os.path.join(top, at_top), os.path.realpath("."))  # noqa: PTH118  # of texts


def _commit(top: str, name: str) -> str:
    done = git_command.run(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if done.returncode:
        tags = os.fsdecode(git_command.ask(top, "tag", "--list", "--sort=-creatordate")).split()[:3]
        is_shallow = git_command.ask(top, "rev-parse", "--is-shallow-repository").strip() == b"true"
        raise UnknownRevision(name, tags, is_shallow=is_shallow)
    return done.stdout.decode().strip()
