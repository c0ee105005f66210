"""Appending of records to files: checked with the dataset first, then all of a file's text is written or nothing."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from sahelcli.dataset.reader import read_file
from sahelcli.dataset.snapshot import Snapshot, new_errors
from sahelcli.diagnostics.finding import Diagnostic
from sahelcli.errors import NoError, SahelError
from sahelcli.filesystem.atomic_write import Tell, refuse_protected, way_out, whole_file
from sahelcli.filesystem.discovery import find_files, is_there
from sahelcli.filesystem.lock import SECONDS, locked
from sahelcli.model.dataset import Dataset
from sahelcli.model.kinds import KINDS
from sahelcli.text.quoted_values import shown, with_article
from sahelcli.toml.writer import AppendedText, appended

Judge = Callable[[Sequence[str], Mapping[str, str], Mapping[str, bytes | None]], bool]
"""Says, of the paths of a dataset and a text for the end of each of some files, that it stays right: then nothing else
is read. False says nothing: then everything is read. The third is what the files hold, of those that have been read,
None for one that is not there: of no others may it be said."""

_TRIES = 50  # times that a file may be found changed between reading and writing


class Addition(NamedTuple):
    """A text of one or more records, and the file at whose end it is to stand."""

    path: str
    text: str


class AppendedRecord(NamedTuple):
    """Where an addition stands now: its file and the line, from 1, on which it begins."""

    path: str
    line: int


class AppendFailed(SahelError):
    """The file could not be written; it is as it was."""

    def __init__(self, path: str, reason: OSError | str) -> None:
        why = reason if isinstance(reason, str) else reason.strerror or os.strerror(errno.EIO)
        hint = f"{shown(path, 100)} is as it was"
        if isinstance(reason, OSError) and (more := way_out(reason)):
            hint += f"; {more}"
        super().__init__(f"cannot write {shown(path, 120)}: {why[:1].lower()}{why[1:]}", hint)


class WriteUnconfirmed(SahelError):
    """The file has its new bytes, and the disk does not say that they will last."""

    def __init__(self, path: str, error: OSError) -> None:
        reason = os.strerror(error.errno or errno.EIO).lower()
        super().__init__(
            f"{shown(path, 120)} was written, but the disk did not confirm it: {reason}", "look at the disk"
        )


class FileKeepsChanging(SahelError):
    """Another process changes the file again and again."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{shown(path, 200)} is being changed all the time", "it is as it was; try again later")


class TakenId(NoError):
    """The dataset has a record of that kind and id."""

    def __init__(self, kind: str, name: str, place: str) -> None:
        message = f"{with_article(kind)} has the id {shown(name, 100)} already, at {place}"
        super().__init__(message, "nothing was added; an id of its own is needed")


class AdditionRejected(NoError):
    """With the additions the dataset would have errors that it has not now."""

    def __init__(self, errors: Sequence[Diagnostic]) -> None:
        self.errors = tuple(errors)
        first, *others = errors
        more = f" (and {len(others)} more)" if others else ""
        super().__init__(f"nothing was added: {first.message}{more}", first.hint)


class AdditionUnread(NoError):
    """An addition would not be among the records of the dataset, although it has no error itself."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"nothing was added: at the end of {shown(path, 120)} it would not be read",
            "that file, or a record that is referred to, has errors: `sahel check` shows them",
        )


class _ChangedMeanwhileError(Exception):
    """The file is no longer what was read."""


def unjudged(_paths: Sequence[str], _texts: Mapping[str, str], _contents: Mapping[str, bytes | None]) -> bool:
    """Judge nothing: the dataset is read as a whole."""
    return False


def append(
    paths: Sequence[str],
    additions: Sequence[Addition],
    seconds: float = SECONDS,
    tell: Tell = lambda _: None,
    judge: Judge = unjudged,
) -> list[AppendedRecord]:
    """Write each addition at the end of its file and return where each stands.

    `paths` are those of the dataset. Under the lock of its folders all additions are judged, or where the judge says
    nothing read and checked with the whole dataset, before anything is written: TakenId, AdditionRejected and
    AdditionUnread leave every file as it is, and so does LockTimeout, after `seconds` of waiting for other writers.
    AppendFailed leaves that one file as it is. What is to stand in a later file may refer to what
    stands in an earlier one. A file that was changed meanwhile is read again. `tell` is told what of a file, such as
    its access list, could not be kept.
    """
    texts = _by_file(additions)
    lines: dict[str, int] = {}
    with _locks(paths, list(texts), seconds):
        for _ in range(_TRIES):
            files = _checked(paths, texts, judge)
            try:
                for path, (before, after) in files.items():
                    _replace(path, before, after.data, tell)
                    lines[path] = after.line
                    del texts[path]
            except _ChangedMeanwhileError:
                continue
            return list(_placed(additions, lines))
    raise FileKeepsChanging(next(iter(texts)))


def checked(paths: Sequence[str], additions: Sequence[Addition], judge: Judge = unjudged) -> None:
    """Check the additions as `append` does, and write nothing; files are read only where that is needed to judge."""
    texts = _by_file(additions)
    if not judge(paths, texts, {}):
        _checked(paths, texts, unjudged)


def refuse_unwritable(path: str) -> None:
    """Raise AppendFailed for a file that is there and that one may not write."""
    try:
        if is_there(path):
            refuse_protected(Path(path))
    except OSError as error:
        raise AppendFailed(path, error) from error


def _check(before: Dataset, after: Dataset, texts: Mapping[str, str]) -> None:
    had, has = _ids(before), _ids(after)
    added = {path: _ids_in(text) for path, text in texts.items()}
    for names in added.values():
        for kind, name in sorted(names & had.keys()):
            place = before.diagnose(had[kind, name], "id", message="", code="").place
            raise TakenId(kind, name, f"{place.path}:{place.line}")
    if errors := new_errors(before, after):
        raise AdditionRejected(errors)
    for path, names in added.items():
        if not names or not names <= has.keys():
            raise AdditionUnread(path)


def _by_file(additions: Sequence[Addition]) -> dict[str, str]:
    """Return the text for each file, which stands where the last of its additions stood: after all they refer to."""
    texts: dict[str, str] = {}
    for path, text in additions:
        before = texts.pop(path, "")
        texts[path] = f"{before}\n{text}" if before else text
    return texts


def _placed(additions: Sequence[Addition], lines: dict[str, int]) -> Iterator[AppendedRecord]:
    """Yield where each addition stands, from the lines on which the first of each file begins."""
    for path, text in additions:
        yield AppendedRecord(path, lines[path])
        lines[path] += text.count("\n") + 1


def _checked(
    paths: Sequence[str], texts: Mapping[str, str], judge: Judge
) -> dict[str, tuple[bytes | None, AppendedText]]:
    """Return for each file what it holds, None where there is none, and what it is to hold, the dataset being good."""
    before = {path: _bytes(path) for path in texts}
    grown = {path: appended(before[path] or b"", text) for path, text in texts.items()}
    if not judge(paths, texts, before):
        outside = [path for path, data in before.items() if data is not None]
        snapshot = Snapshot.take([*paths, *outside])
        after = snapshot.with_files({path: new.data for path, new in grown.items()})
        _check(snapshot.dataset(), after.dataset(), texts)
    return {path: (before[path], new) for path, new in grown.items()}


def _bytes(path: str) -> bytes | None:
    try:
        if not stat.S_ISREG(Path(path).stat().st_mode):
            raise AppendFailed(path, "it is no file that records could be added to")
        return Path(path).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise AppendFailed(path, error) from error


def _replace(path: str, before: bytes | None, after: bytes, tell: Tell) -> None:
    """Put the file with its new bytes in the place of the one with the old, if that is still as it was read."""
    try:
        with whole_file(Path(path), tell) as stream:
            stream.write(after)
            stream.flush()
            os.fsync(stream.fileno())  # so that nothing lasting lies between the look and the exchange
            if _bytes(path) != before:
                raise _ChangedMeanwhileError
    except OSError as error:
        raise WriteUnconfirmed(path, error) if _bytes(path) == after else AppendFailed(path, error) from error


@contextmanager
def _locks(paths: Sequence[str], targets: Sequence[str], seconds: float) -> Iterator[None]:
    """Hold the locks of the folders written in and, as far as one may write there, of all folders of the dataset.

    The others matter where the same id is added to two files at once. All take them in the same order.
    """
    own = {_folder(path): path for path in targets}
    others = {_folder(path) for path in find_files(paths).files}
    with ExitStack() as stack:
        for folder in sorted(own.keys() | others):
            try:
                stack.enter_context(locked(folder, seconds))
            except OSError as error:
                if folder in own:
                    raise AppendFailed(own[folder], error) from error
        yield


def _folder(path: str) -> Path:
    return Path(os.path.realpath(path)).parent


def _ids(dataset: Dataset) -> dict[tuple[str, str], Any]:
    return {(kind.name, record.id): record for kind in KINDS for record in getattr(dataset, kind.table)}


def _ids_in(text: str) -> set[tuple[str, str]]:
    rows = read_file("", text.encode()).rows
    return {(kind, record.id) for kind, rows_of_kind in rows.items() for record in rows_of_kind.records}
