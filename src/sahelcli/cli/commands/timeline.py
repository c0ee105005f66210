"""`sahel timeline`: events in order of date."""

from sahelcli.cli import listing, options


def timeline(data: options.Data, asked: options.Asked, printing: options.Printing) -> None:
    """Print events in order of date.

    \b
    Examples:
      sahel timeline --since 2023-07 --until 2023-09
      sahel timeline --place niger --tag coup --json
    """
    listing.show(data.open(printing.quiet), "event", "Timeline", asked.query, printing)
