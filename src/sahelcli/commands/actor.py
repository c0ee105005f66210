"""`sahel actor`: who somebody is, and everything that names them."""

from typing import Annotated

from sahelcli import listing, options
from sahelcli.answers.profile import profile


def actor(
    data: options.Data,
    asked: options.Asked,
    printing: options.Printing,
    name: Annotated[str | None, options.argument("[NAME]", "Whose profile; without it, all.")] = None,
) -> None:
    """Print a profile: who it is, roles with dates, and the events, quotations and figures that name them.

    \b
    Examples:
      sahel actor tchiani
      sahel actor macron --json
    """
    index = data.open(printing.quiet)
    if name is None:
        listing.show(index, "actor", "Actors", asked.query, printing)
    else:
        listing.show_pages(index, "profile", [profile(index, name, asked.query)], printing)
