"""`sahel troops`: how many, where, when, and who says so."""

from typing import Annotated

from sahelcli import listing, options
from sahelcli.answers.differences import differences, latest
from sahelcli.errors import UsageError
from sahelcli.query import ask

_MEASURES = "deployed, withdrawn, planned, ordered-out, authorised, killed, wounded or detained."
_LATEST = "Of each force, place and measure only the newest."
_DIFFER = "Only where sources differ: one block a disagreement."


def troops(
    data: options.Data,
    asked: options.Asked,
    printing: options.Printing,
    force: Annotated[str | None, options.argument("[FORCE]", "Whose forces.")] = None,
    measure: Annotated[tuple[str, ...], options.option("What", "--measure", metavar="WORD", help=_MEASURES)] = (),
    newest: Annotated[bool, options.option("How many", "--latest", help=_LATEST)] = False,
    differ: Annotated[bool, options.option("Who says so", "--differ", help=_DIFFER)] = False,
) -> None:
    """Print troop figures, each with its qualifier, date, place, who says it and source.

    \b
    Examples:
      sahel troops france --on 2023-09
      sahel troops france --place niger --differ
    """
    if newest and differ:
        raise UsageError("--latest and --differ ask two questions", "leave one of them out")
    index = data.open(printing.quiet)
    query = asked.query._replace(speaker=force, measures=measure)
    everything = query._replace(limit=None, reverse=False)
    if differ:
        blocks = list(differences(ask(index, "figure", everything).rows))
        listing.show_rows(index, "difference", "Where figures differ", blocks, query, printing)
    elif newest:
        rows = list(latest(ask(index, "figure", everything).rows))
        listing.show_rows(index, "figure", "Newest figures", rows, query, printing)
    else:
        listing.show(index, "figure", "Figures", query, printing)
