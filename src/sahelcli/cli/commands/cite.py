"""`sahel cite`: a record as a line for an article."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, NamedTuple

from sahelcli import output
from sahelcli.answers.record_page import identify
from sahelcli.cli import options
from sahelcli.cli.completion import of_hints, of_ids, of_words
from sahelcli.option_values import as_text, form, stated
from sahelcli.output import OutputOptions, streams
from sahelcli.query import record
from sahelcli.report import Report

if TYPE_CHECKING:
    from sahelcli.citations.record_reference import Reference
    from sahelcli.index.open import Index

_KINDS = ("event", "quote", "figure", "source")
_FORMS = ("text", "markdown", "html", "json")
_OUTPUT = "Output"


class ReferenceOutputOptions(NamedTuple):
    """In what form."""

    format: Annotated[
        str | None,
        options.option(
            _OUTPUT, "-f", "--format", metavar="FORMAT", offer=of_words(*_FORMS), help="text, markdown, html or json."
        ),
    ] = None
    json: Annotated[bool, options.option(_OUTPUT, "--json", help="The same as --format json.")] = False
    style: Annotated[
        str | None,
        options.option(
            _OUTPUT,
            "--style",
            metavar="STYLE",
            offer=of_hints("apa", "chicago-author-date"),
            help="Sources in a style of CSL: apa, chicago-author-date …, or a .csl file.",
        ),
    ] = None
    quiet: Annotated[bool, options.without_notes(_OUTPUT)] = False


def cite(
    data: options.DatasetOptions,
    printing: ReferenceOutputOptions,
    named: Annotated[
        list[str], options.argument("ID...", "An id, the beginning of one, or quote:ID.", of_ids(*_KINDS))
    ],
) -> None:
    """Print a line for an article: the words, who says so, and the data.

    ID is an event, a quotation, a figure or a source. A quotation stands with speaker, office on that day, date and
    language, and says where it is reworded; each source with its publisher, whose copy it carries, and its address; the
    dataset with its version and the hash of its content. --style needs `pip install "sahel[cite]"`.

    \b
    Examples:
      sahel cite 2023-09-24-macron-fr-terrorisme
      sahel cite seed-2023-09-26 --style apa --format html
    """
    stated("--style", () if printing.style is None else (printing.style,))
    chosen = form(printing.json, printing.format, _FORMS) or "text"
    index = data.open(printing.quiet)
    from sahelcli.citations.document import as_rows, document  # here: `--help` cites nothing
    from sahelcli.citations.reference_rendering import Form

    references = _references(index, named)
    style = printing.style and as_text("--style", printing.style)
    if chosen == "json":
        output.show(Report("reference", as_rows(references, style)), OutputOptions(json=True))
    else:
        encoding = None if chosen == "text" else "utf-8"
        streams.print_out(document(references, Form(chosen), style), encoding)


def _references(index: "Index", named: Sequence[str]) -> "list[Reference]":
    from sahelcli.citations.record_reference import reference
    from sahelcli.index.dataset_description import dataset_description

    described = dataset_description(index)
    return [reference(record(index, *identify(index, text)).data(), described) for text in named]
