"""`sahel source`: lists sources, or shows one source with the records that cite it."""

from typing import Annotated

from sahelcli.cli import list_printing, options
from sahelcli.cli.completion import of_ids


def source(
    data: options.DataSourceOptions,
    filters: options.QueryOptions,
    printing: options.OutputOptions,
    source_id: Annotated[
        str | None,
        options.argument("[ID]", "Its id, the beginning, or words of publisher and title.", of_ids("source")),
    ] = None,
) -> None:
    """Print a source, what rests on it and what on it alone.

    Without ID, list all sources.

    \b
    Examples:
      sahel source seed-2023-09-26
      sahel source "zambian observer troops"
      sahel source --publisher TRT --since 2023-07
    """
    index = data.open(printing.quiet)
    if source_id is None:
        list_printing.show(index, "source", "Sources", filters.query, printing)
    else:
        from sahelcli.answers.record_page import source_page  # here: a list needs none of it, nor completion
        from sahelcli.answers.utterances import in_page
        from sahelcli.index.renderings import id_of

        page, counted = source_page(index, source_id, filters.query)
        query = filters.query
        resting = query._replace(cites=id_of(page.json))
        list_printing.show_page(
            index, "source-page", page, counted, query, printing, lambda: [in_page(index, page, resting)]
        )
