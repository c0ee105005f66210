"""`sahel source`: who says so, and what rests on it."""

from typing import Annotated

import typer

from sahelcli import listing, options, output
from sahelcli.answers.pages import source_page
from sahelcli.report import Report


def source(
    data: options.Data,
    when: options.When,
    what: options.What,
    says: options.WhoSays,
    many: options.HowMany,
    printing: options.Printing,
    id: Annotated[str | None, typer.Argument(metavar="[ID]", help="A source; without it, all.", show_default=False)] = None,
) -> None:
    """Print a source, everything that rests on it, and what rests on it alone; without ID, the list by date of publication.

    \b
    Examples:
      sahel source seed-2023-09-26
      sahel source --publisher "Le Monde" --since 2023-07
    """
    index = data.open(printing.quiet)
    if id is None:
        listing.show(index, "source", "Sources", options.query(when, what, says, many), printing)
    else:
        output.show(Report("source-page", (source_page(index, id),), single=True), printing.shape, protected=index.files)
