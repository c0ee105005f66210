"""`sahel schema`: prints the JSON Schema of dataset files or of output rows."""

import json
from typing import Annotated

from sahelcli.cli import options
from sahelcli.cli.completion import of_words
from sahelcli.formats.findings import FindingRow
from sahelcli.json_contract import ROWS
from sahelcli.model.row_json_schema import row_schema
from sahelcli.option_values import choice
from sahelcli.output import streams

_ROWS = {**ROWS, "finding": FindingRow}


def schema(
    output: Annotated[
        str | None,
        options.option(
            "Output",
            "--output",
            metavar="KIND",
            offer=of_words(*_ROWS),
            help=f"Of one row that comes out: {', '.join(_ROWS)}.",
        ),
    ] = None,
) -> None:
    """Print the JSON Schema of a dataset's files, for editors.

    An editor that knows it completes and checks keys and values as they are typed. With --output KIND, that of one row
    of --json: lists are arrays of these, --format jsonl prints one a line.

    \b
    Examples:
      sahel schema > dataset.schema.json
      sahel schema --output event
    """
    if output is None:
        from sahelcli.model.dataset_json_schema import dataset_schema  # here: the rows are known without the models

        document = dataset_schema()
    else:
        document = row_schema(_ROWS[choice("--output", output, tuple(_ROWS))])
    streams.print_out([f"{json.dumps(document, ensure_ascii=False, indent=2)}\n"], "utf-8")
