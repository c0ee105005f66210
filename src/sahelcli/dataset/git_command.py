"""Git commands on a repository: offline, and running nothing that its configuration names."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from functools import cache

from sahelcli.errors import SahelError
from sahelcli.text.quoted_values import shown

Done = subprocess.CompletedProcess[bytes]

_QUIETLY = ("--no-pager", "--no-optional-locks", "--literal-pathspecs", "-c", "core.fsmonitor=false")
_NO_HOOKS = ("-c", f"core.hooksPath={os.devnull}")
_OFFLINE = {
    "GIT_ALLOW_PROTOCOL": "none",  # a clone that lacks objects would fetch them, with programs that its settings name
    "GIT_NO_LAZY_FETCH": "1",  # since git 2.44: it does not even try
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_TOLD = re.compile(r"^(?:fatal|error): (.*)", re.MULTILINE)
_SAFE = re.compile(r"^\s*(git config --global --add safe\.directory \S.*)$", re.MULTILINE)


class GitMissing(SahelError):
    """The program git is not installed."""

    def __init__(self) -> None:
        super().__init__("git is needed for this, and is not installed", "compare files or folders instead")


class GitFailed(SahelError):
    """Git could not do what was asked of it."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(f"git: {message}", hint)


class MissingObject(GitFailed):
    """The repository has no object for the revision, and git is not asked to fetch it."""

    def __init__(self, name: str, *, is_partial: bool) -> None:
        if is_partial:
            what = "this is a partial clone, and sahel goes to no network"
            super().__init__(f"object {name} is missing: {what}", "`git fetch --refetch --no-filter` brings it")
        else:
            super().__init__(f"object {name} is missing", "`git fsck` says what else is")


class NoRepository(SahelError):
    """The path lies in no repository, or in one that git does not open."""

    def __init__(self, path: str, message: str, way_out: str | None) -> None:
        if way_out:
            super().__init__(f"git: {message}", way_out)
        else:
            reason = f": {message}" if message and "not a git repository" not in message else ""
            super().__init__(f"{shown(path, 150)} is in no git repository{reason}", "name the path: git:REV:PATH")


def top_of(folder: str, path: str) -> str:
    """Return the top of the repository that a folder lies in; NoRepository, of the path that the user gave."""
    done = run(folder, "rev-parse", "--show-toplevel")
    if done.returncode:
        way_out = _SAFE.search(done.stderr.decode(errors="replace"))
        raise NoRepository(path, failure_message(done), way_out[1] if way_out else None)
    return os.path.realpath(os.fsdecode(done.stdout).rstrip("\n"))


def ask(top: str, *arguments: str, feed: bytes = b"") -> bytes:
    """Return the output of git; GitFailed with its own words."""
    done = run(top, *arguments, feed=feed)
    if done.returncode == 0:
        return done.stdout
    message = failure_message(done)
    if missing := re.search(
        r"could not fetch ([0-9a-f]{40,64}) from promisor remote", done.stderr.decode(errors="replace")
    ):
        raise MissingObject(missing[1], is_partial=True)
    raise GitFailed(message)


def run(folder: str, *arguments: str, feed: bytes = b"") -> Done:
    """Run git in a folder, whatever repository the variables of a hook name."""
    command = ("git", *_QUIETLY, *_NO_HOOKS, "-C", folder, *arguments)
    return _run(command, feed, {name: value for name, value in os.environ.items() if name not in _of_a_repository()})


def failure_message(done: Done) -> str:
    """Return the first error that git printed."""
    lines = done.stderr.decode(errors="replace")
    match = _TOLD.search(lines)
    return match[1] if match else lines.partition("\n")[0] or f"it ended with code {done.returncode}"


@cache
def _of_a_repository() -> frozenset[str]:
    """Return the variables that say which repository is meant: hooks set them, and the folder says it here."""
    return frozenset(_run(("git", "rev-parse", "--local-env-vars"), b"", os.environ).stdout.decode().split())


def _run(command: tuple[str, ...], feed: bytes, environment: Mapping[str, str]) -> Done:
    own = {**environment, **_OFFLINE}
    try:
        return subprocess.run(command, input=feed, capture_output=True, env=own, check=False)  # noqa: S603
    except OSError as error:
        raise GitMissing from error
