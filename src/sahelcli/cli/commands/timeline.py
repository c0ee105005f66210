"""`sahel timeline`: events in order of date."""

from sahelcli.cli import listing, options


def timeline(data: options.DatasetOptions, asked: options.QueryOptions, printing: options.OutputOptions) -> None:
    """Print events in order of date.

    \b
    Examples:
      sahel timeline --since 2023-07 --until 2023-09
      sahel timeline --place niger --tag coup --json
    """
    listing.show(data.open(printing.quiet), "event", "Timeline", asked.query, printing)
