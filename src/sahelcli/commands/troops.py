"""`sahel troops`: how many, where, when, and who says so."""

from typing import Annotated, Any

from sahelcli import listing, options
from sahelcli.answers.differences import differences, latest
from sahelcli.errors import UsageError
from sahelcli.index.open import Index
from sahelcli.query import Query, ask
from sahelcli.records.words import words

_MEASURES = "deployed, withdrawn, planned, ordered-out, authorised, killed, wounded or detained."
_LATEST = "Of each force, place and measure only the newest."
_MANY = 1_000  # figures: to compare more only for a hint would be felt
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
    """Print troop figures: how many, where, when, and who says so.

    Figures that differ stand side by side; none is averaged or called the best.

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
        listing.show(index, "figure", "Figures", query, printing, _disagreements(index, everything, printing))


def _disagreements(index: Index, query: Query, printing: options.Printing) -> tuple[str, ...]:
    """Return a closing line if the figures differ among themselves; not where a machine reads or there are many."""
    answer = ask(index, "figure", query)
    if printing.is_for_machines or answer.total > _MANY:
        return ()
    days = list(dict.fromkeys(_days(block.data()) for block in differences(answer.rows)))
    if not days:
        return ()
    named = ", ".join(days[:3]) + (f" and {len(days) - 3} more" if len(days) > 3 else "")
    return (f"Figures differ for {named}: add --differ to see them side by side",)


def _days(block: dict[str, Any]) -> str:
    start, end = block["date_start"], block["date_end"]
    return words(start) if start == end else words(f"{start or '..'}/{end or '..'}")
