"""`sahel diff`: what has changed between two states of a dataset."""

import os
from typing import TYPE_CHECKING, Annotated

from sahelcli import options, output
from sahelcli.errors import NoError, UsageError
from sahelcli.files.locate import locate
from sahelcli.phrases import count
from sahelcli.report import Report

if TYPE_CHECKING:
    from sahelcli.answers.changes import Side
    from sahelcli.records.dataset import Dataset


class Different(NoError):
    """--exit-status, and the two are not alike; the output has said how."""

    def __init__(self) -> None:
        super().__init__("")


class Printing(options.Printing):
    """In what form, and where to."""

    exit_status: Annotated[bool, options.option("Output", "-e", "--exit-status", help="Exit with 1 if they differ.")]


def diff(
    data: options.Data,
    printing: Printing,
    old: Annotated[str, options.argument("OLD", "A file or folder, git:REV, or git:REV:PATH.")],
    new: Annotated[str | None, options.argument("[NEW]", "The same; without it, the dataset as it is now.")] = None,
) -> None:
    """Print which records were added, removed and changed, field by field.

    git:REV is the dataset at a revision of git: a commit, a branch or a tag. In what changed, the words that are gone
    stand in [-…-], those that came in {+…+}. The order of records is no difference.

    \b
    Examples:
      sahel diff git:v1.0
      sahel diff git:HEAD my-chronology --exit-status
      sahel diff old.toml new.toml --format markdown
    """
    if data.data and new is not None and not new.startswith("git:"):
        raise UsageError("--data and NEW both say what is new", "leave one of them out")
    from sahelcli.answers.changes import changes  # here and below: `--help` needs no models

    was = _side(old, new, data, printing.quiet)
    now = _side(new, old, data, printing.quiet)
    rows = list(changes(was, now))
    title = " → ".join(["Changes", old, *([new] if new else [])]).replace(" → ", " · ", 1)
    total = len(rows) or None
    report = Report("change", iter(rows), title=title, noun="change", total=total, shown=total)
    output.show(report, printing.shape, protected=(*was.dataset.files, *now.dataset.files))
    if not rows:
        output.note("no changes", quiet=printing.quiet or printing.counted)
    if printing.exit_status and rows:
        raise Different


def _side(named: str | None, other: str | None, data: options.Data, quiet: bool) -> "Side":
    """Return the dataset that is named, or without a name the usual one, and say what of it is not valid."""
    from sahelcli.answers.changes import Side
    from sahelcli.index.cited import Citing
    from sahelcli.index.known import Known
    from sahelcli.index.numbers import Numbers
    from sahelcli.index.rows import RowWriter
    from sahelcli.records.kinds import KINDS

    dataset = _dataset(named, other, data)
    if dataset.left_out and data.strict:
        raise options.Unusable(dataset.left_out)
    if dataset.left_out:
        records = f"{named or 'the dataset'}: {count(dataset.left_out, 'record')} left out as not valid"
        hint = "`sahel check` shows why; files that refer to each other are compared as one folder"
        output.note(f"{records}: {hint}", quiet=quiet)
    records_by_kind = {kind.name: getattr(dataset, kind.table) for kind in KINDS}
    rows = RowWriter()
    rows.know(Known(records_by_kind, Citing(Numbers())))
    return Side(dataset, rows)


def _dataset(named: str | None, other: str | None, data: options.Data) -> "Dataset":
    from sahelcli.files.reader import read_dataset
    from sahelcli.files.revision import PREFIX, Revision, read_revision

    if named is None:
        return read_dataset(locate(data.data, os.environ))
    if not named.startswith(PREFIX):
        return read_dataset(locate((named,), os.environ))
    revision = Revision.read(named)
    if revision.path:
        return read_revision(revision.name, (revision.path,))
    beside = (other,) if other and not other.startswith(PREFIX) else locate(data.data, os.environ)
    return read_revision(revision.name, beside)
