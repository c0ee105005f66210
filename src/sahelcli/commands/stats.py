"""`sahel stats`: how many, of what."""

from typing import Annotated

import typer

from sahelcli import listing, options
from sahelcli.answers import stats as counting


def stats(
    data: options.Data,
    when: options.When,
    what: options.What,
    says: options.WhoSays,
    many: options.HowMany,
    printing: options.Printing,
    by: Annotated[str, typer.Option("--by", metavar="WHAT", help="kind, year, quarter, month, actor, place, tag, publisher or measure.")] = "kind",
    kind: options.Kinds = (),
) -> None:
    """Count events, quotations and figures, and how many of them rest on a single source.

    An imprecise date is counted once: in the period it surely lies in, or else under "imprecise".

    \b
    Examples:
      sahel stats --by month --on 2023
      sahel stats --by publisher --place niger
    """
    index = data.open(printing.quiet)
    query = options.query(when, what, says, many)
    chosen = options.choice("--by", by, tuple(counting.By))
    rows = list(counting.stats(index, chosen, options.kinds(kind, counting.KINDS), query))
    if query.reverse:
        rows.reverse()
    shown = rows if query.limit is None else rows[: query.limit]
    title = listing.heading(index, f"Counts by {chosen}", query)
    listing.print_rows(index, "count", title, iter(shown), printing, total=len(rows), limit=query.limit)
