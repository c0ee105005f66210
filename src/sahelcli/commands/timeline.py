"""`sahel timeline`: events in order of date."""

from sahelcli import listing, options


def timeline(
    data: options.Data,
    when: options.When,
    what: options.What,
    says: options.WhoSays,
    many: options.HowMany,
    printing: options.Printing,
) -> None:
    """Print events in order of date.

    \b
    Examples:
      sahel timeline --since 2023-07 --until 2023-09
      sahel timeline --place niger --tag coup --json
    """
    listing.show(data.open(printing.quiet), "event", "Timeline", options.query(when, what, says, many), printing)
