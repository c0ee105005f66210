"""`sahel actor`: who somebody is, and everything that names them."""

from typing import Annotated

from sahelcli import listing, options
from sahelcli.answers.profile import profile
from sahelcli.answers.utterances import in_page
from sahelcli.completion import of_names


def actor(
    data: options.Data,
    asked: options.Asked,
    printing: options.Printing,
    name: Annotated[
        str | None, options.argument("[NAME]", "Whose profile; without it, all.", of_names("actor"))
    ] = None,
) -> None:
    """Print who somebody is, roles with dates, and what names them.

    Without NAME, list all actors.

    \b
    Examples:
      sahel actor tchiani
      sahel actor macron --json
    """
    index = data.open(printing.quiet)
    if name is None:
        listing.show(index, "actor", "Actors", asked.query, printing)
    else:
        page, counted = profile(index, name, asked.query)
        query = asked.query
        spoken = query._replace(speaker=name, reverse=True)
        listing.show_page(index, "profile", page, counted, query, printing, lambda: [in_page(index, page, spoken)])
