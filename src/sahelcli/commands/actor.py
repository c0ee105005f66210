"""`sahel actor`: who somebody is, and everything that names them."""

from typing import Annotated

import typer

from sahelcli import listing, options, output
from sahelcli.answers.profile import profile
from sahelcli.report import Report


def actor(
    data: options.Data,
    when: options.When,
    what: options.What,
    says: options.WhoSays,
    many: options.HowMany,
    printing: options.Printing,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Whose profile; without it, all.", show_default=False)] = None,
) -> None:
    """Print a profile: who it is, roles with dates, and the events, quotations and figures that name them.

    \b
    Examples:
      sahel actor tchiani
      sahel actor macron --json
    """
    index = data.open(printing.quiet)
    query = options.query(when, what, says, many)
    if name is None:
        listing.show(index, "actor", "Actors", query, printing)
        return
    row = profile(index, name, query)
    output.show(Report("profile", (row,), single=True), printing.shape, protected=index.files)
