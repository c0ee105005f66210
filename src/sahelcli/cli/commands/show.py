"""`sahel show`: one record in full."""

from typing import TYPE_CHECKING, Annotated

from sahelcli.authoring.record_location import record_location
from sahelcli.cli import list_printing, options
from sahelcli.cli.completion import of_ids
from sahelcli.index.open import Index
from sahelcli.index.record_search import positions
from sahelcli.model import KIND_NAMES
from sahelcli.report import Row
from sahelcli.text.json_text import encode

if TYPE_CHECKING:
    from sahelcli.row_types import RecordRow


def show(
    data: options.DataSourceOptions,
    printing: options.OutputOptions,
    named: Annotated[
        list[str], options.argument("ID...", "An id, the beginning of one, or quote:ID.", of_ids(*KIND_NAMES))
    ],
) -> None:
    """Print a record in full, with its sources and what refers to it.

    The last lines say in which file it is written, and on which line.

    \b
    Examples:
      sahel show 2023-09-24-france-announces-niger-withdrawal
      sahel show event:2023-09-24-france-announces-n --json
    """
    from sahelcli.answers import record_page  # here: completion needs neither
    from sahelcli.answers.utterances import with_others

    index = data.open(printing.quiet)
    located = _located if data.engine is None else _named_by_dataset
    rows = [located(index, record_page.show(index, record_id)) for record_id in named]
    list_printing.show_pages(index, "page", rows, printing, lambda: [with_others(index, row) for row in rows])


def _located(index: Index, page: Row) -> Row:
    """Return the page of a record with its file and the line where it begins."""
    row: RecordRow = page.data()
    location = record_location(index, row["kind"], row["id"])
    return Row(b'%b, "file": %b, "line": %b}' % (page.json[:-1], encode(location.shown), encode(location.line)))


def _named_by_dataset(index: Index, page: Row) -> Row:
    """Return the page of a record of facts: of its file they know no more than what its dataset is called there."""
    row: RecordRow = page.data()
    ((dataset, _),) = positions(index.connection, row["kind"], [row["id"]])
    return Row(b'%b, "file": %b, "line": null}' % (page.json[:-1], encode(dataset)))
