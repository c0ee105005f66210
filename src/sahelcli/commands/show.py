"""`sahel show`: one record in full."""

from typing import Annotated

import typer

from sahelcli import options, output
from sahelcli.answers import pages
from sahelcli.report import Report


def show(
    data: options.Data,
    printing: options.Printing,
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="An id, the beginning of one, or quote:ID.", show_default=False)],
) -> None:
    """Print a record in full, with its sources and what refers to it.

    \b
    Examples:
      sahel show 2023-09-24-france-announces-niger-withdrawal
      sahel show event:2023-09-24-france --json
    """
    index = data.open(printing.quiet)
    rows = [pages.show(index, record_id) for record_id in ids]
    output.show(Report("page", rows, single=len(rows) == 1, total=len(rows), shown=len(rows)), printing.shape, protected=index.files)
