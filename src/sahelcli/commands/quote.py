"""`sahel quote`: who said exactly what."""

from typing import Annotated

import typer

from sahelcli import listing, options


def quote(
    data: options.Data,
    when: options.When,
    what: options.What,
    says: options.WhoSays,
    many: options.HowMany,
    printing: options.Printing,
    speaker: Annotated[str | None, typer.Argument(metavar="[SPEAKER]", help="Whose words.", show_default=False)] = None,
) -> None:
    """Print quotations, each with speaker, role on that day, date, language and source.

    A quotation has the places and tags of the event it belongs to.

    \b
    Examples:
      sahel quote macron
      sahel quote --text ambassador --since 2023-09
    """
    query = options.query(when, what, says, many)
    if speaker is not None:
        query = query._replace(speaker=speaker)
    listing.show(data.open(printing.quiet), "quote", "Quotations", query, printing)
