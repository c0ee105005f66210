"""`sahel diff`: what has changed between two states of a dataset."""

from typing import Annotated

from sahelcli import output
from sahelcli.cli import options
from sahelcli.cli.compared_datasets import side
from sahelcli.cli.completion import DATASET
from sahelcli.errors import NoError, Printed, UsageError
from sahelcli.filesystem.discovery import STANDARD_INPUT
from sahelcli.option_values import ExcludeEachOther
from sahelcli.output.output_options import refuse_faulty
from sahelcli.report import Report


class DatasetsDiffer(Printed, NoError):
    """With --exit-status: the two datasets differ; the output has shown how."""


class DiffOutputOptions(options.OutputOptions):
    """In what form, and where to."""

    exit_status: Annotated[
        bool, options.option("Output", "-e", "--exit-status", usual=True, help="Exit with 1 if they differ.")
    ]


def diff(
    data: options.DatasetOptions,
    printing: DiffOutputOptions,
    old: Annotated[str, options.argument("OLD", "A file or folder, git:REV, or git:REV:PATH.", DATASET)],
    new: Annotated[
        str | None, options.argument("[NEW]", "The same; without it, the dataset as it is now.", DATASET)
    ] = None,
) -> None:
    """Print which records were added, removed and changed, field by field.

    git:REV is the dataset at a revision of git: a commit, a branch or a tag. In what changed, the words that are gone
    stand in [-…-], those that came in {+…+}. The order of records is no difference, nor are comments. A record that is
    not valid is compared as it is written.

    \b
    Examples:
      sahel diff git:v1.0
      sahel diff git:HEAD my-chronology --exit-status
      sahel diff old.toml new.toml --format markdown
    """
    if data.data and new is not None and not new.startswith("git:"):
        raise ExcludeEachOther("--data", "NEW")
    if [old, *((new,) if new else data.data)].count(STANDARD_INPUT) > 1:
        raise UsageError("standard input can be read once, and is named twice", "compare it with a file or folder")
    refuse_faulty("change", printing)
    from sahelcli.comparison.changes import changes  # here: `--help` needs no models

    was = side(old, new, data, printing.quiet)
    now = side(new, old, data, printing.quiet)
    rows = list(changes(was, now))
    title = " → ".join(["Changes", old, *([new] if new else [])]).replace(" → ", " · ", 1)
    total = len(rows) or None
    report = Report("change", iter(rows), title=lambda: title, noun="change", total=total, shown=total)
    output.show(report, printing, protected=(*was.dataset.files, *now.dataset.files))
    if not rows:
        output.note("no changes", quiet=printing.quiet or printing.counted)
    if printing.exit_status and rows:
        raise DatasetsDiffer
