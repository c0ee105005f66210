"""`sahel show`: one record in full."""

from typing import Annotated

from sahelcli.answers import record_page
from sahelcli.answers.utterances import with_others
from sahelcli.cli import listing, options
from sahelcli.cli.completion import of_ids
from sahelcli.model import KIND_NAMES


def show(
    data: options.DatasetOptions,
    printing: options.OutputOptions,
    named: Annotated[
        list[str], options.argument("ID...", "An id, the beginning of one, or quote:ID.", of_ids(*KIND_NAMES))
    ],
) -> None:
    """Print a record in full, with its sources and what refers to it.

    \b
    Examples:
      sahel show 2023-09-24-france-announces-niger-withdrawal
      sahel show event:2023-09-24-france-announces-n --json
    """
    index = data.open(printing.quiet)
    rows = [record_page.show(index, record_id) for record_id in named]
    listing.show_pages(index, "page", rows, printing, lambda: [with_others(index, row) for row in rows])
