"""`sahel actor`: who somebody is, and everything that names them."""

from typing import Annotated

from sahelcli.cli import list_printing, options
from sahelcli.cli.completion import of_names


def actor(
    data: options.DataSourceOptions,
    filters: options.QueryOptions,
    printing: options.OutputOptions,
    name: Annotated[
        str | None, options.argument("[NAME]", "Whose profile; without it, all.", of_names("actor"))
    ] = None,
) -> None:
    """Print who somebody is, roles with dates, and what names them.

    Without NAME, list all actors. The lists of a profile begin with the newest, with --reverse with the oldest.

    \b
    Examples:
      sahel actor tchiani
      sahel actor macron --json
    """
    index = data.open(printing.quiet)
    if name is None:
        list_printing.show(index, "actor", "Actors", filters.query, printing)
    else:
        from sahelcli.answers.actor_profile import as_read, profile  # here: a list needs neither, nor completion

        page, counted = profile(index, name, filters.query)
        query = filters.query
        list_printing.show_page(index, "profile", page, counted, query, printing, lambda: [as_read(index, page, query)])
