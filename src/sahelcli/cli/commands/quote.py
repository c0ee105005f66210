"""`sahel quote`: who said exactly what."""

from typing import Annotated

from sahelcli.cli import list_printing, options
from sahelcli.cli.completion import of_names


def quote(
    data: options.DataSourceOptions,
    filters: options.QueryOptions,
    printing: options.OutputOptions,
    speaker: Annotated[str | None, options.argument("[SPEAKER]", "Whose words.", of_names("actor"))] = None,
) -> None:
    """Print quotations: who said exactly what, when and as what.

    Each stands with the role the speaker held on that day, its language and its source. On a terminal and in Markdown
    an utterance has all its renderings, whichever matches, and --limit counts utterances. A quotation has the places
    and tags of the event it belongs to. SPEAKER and --actor are whose words they are; --about also finds what others
    said of somebody.

    \b
    Examples:
      sahel quote macron
      sahel quote --text ambassador --since 2023-09
    """
    query = filters.query._replace(speaker=speaker)
    list_printing.show(data.open(printing.quiet), "quote", "Quotations", query, printing)
