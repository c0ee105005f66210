"""`sahel search`: words in records of all kinds."""

from typing import Annotated

import typer

from sahelcli import listing, options
from sahelcli.answers import search as finding


def search(
    data: options.Data,
    when: options.When,
    what: options.What,
    says: options.WhoSays,
    many: options.HowMany,
    printing: options.Printing,
    words: Annotated[list[str], typer.Argument(metavar="WORD...", help="All of these; \"a phrase\"; a beginning*.", show_default=False)],
    kind: options.Kinds = (),
) -> None:
    """Find records of all kinds by their words, the best finds first.

    Blind to case, accents, apostrophes and hyphens. Quotation marks keep words together and a star ends a
    beginning; any other sign is just text.

    \b
    Examples:
      sahel search ambassador itte
      sahel search '"military cooperation"' --kind quote
    """
    index = data.open(printing.quiet)
    query = options.query(when, what, says, many)
    found = finding.search(index, " ".join(words), options.kinds(kind, finding.KINDS), query)
    listing.print_rows(index, "hit", f"Search · {' '.join(words)}", found.rows, printing, total=found.total, limit=query.limit)
