"""`sahel troops`: how many, where, when, and who says so."""

from typing import Annotated

import typer

from sahelcli import listing, options
from sahelcli.answers.differences import differences, latest
from sahelcli.errors import UsageError
from sahelcli.query import ask


def troops(
    data: options.Data,
    when: options.When,
    what: options.What,
    says: options.WhoSays,
    many: options.HowMany,
    printing: options.Printing,
    force: Annotated[str | None, typer.Argument(metavar="[FORCE]", help="Whose forces.", show_default=False)] = None,
    measure: Annotated[tuple[str, ...], options.option("What", "--measure", metavar="WORD", help="deployed, withdrawn, planned, killed ...")] = (),
    newest: Annotated[bool, options.option("How many", "--latest", help="Of each force, place and measure only the newest.")] = False,
    differ: Annotated[bool, options.option("Who says so", "--differ", help="Only where sources differ: one block a disagreement.")] = False,
) -> None:
    """Print troop figures, each with its qualifier, date, place, who says it and source.

    \b
    Examples:
      sahel troops france --on 2023-09
      sahel troops france --place niger --differ
    """
    index = data.open(printing.quiet)
    query = options.query(when, what, says, many)._replace(speaker=force, measures=measure)
    if not (newest or differ):
        listing.show(index, "figure", "Figures", query, printing)
        return
    if newest and differ:
        raise UsageError("--latest and --differ ask two questions", "leave one of them out")
    everything = ask(index, "figure", query._replace(limit=None, reverse=False)).rows
    kind, title, rows = ("difference", "Where figures differ", list(differences(everything))) if differ else ("figure", "Newest figures", list(latest(everything)))
    if query.reverse:
        rows.reverse()
    shown = rows if query.limit is None else rows[: query.limit]
    listing.print_rows(index, kind, listing.heading(index, title, query), iter(shown), printing, total=len(rows), limit=query.limit)
