"""`sahel verify`: an article's quotations, numbers of people and days, held to the dataset."""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from sahelcli import output
from sahelcli.cli import list_printing, options
from sahelcli.cli.completion import FILES
from sahelcli.cli.headings import heading
from sahelcli.diagnostics.finding import Finding
from sahelcli.errors import NoError, Printed, SahelError, UsageError
from sahelcli.filesystem.directory_entries import read_bytes
from sahelcli.filesystem.discovery import STANDARD_INPUT
from sahelcli.option_values import as_text
from sahelcli.output import streams
from sahelcli.output.output_options import refuse_faulty, refuse_protected
from sahelcli.phrases.claims import summary
from sahelcli.query import Query, left_out
from sahelcli.report import Report
from sahelcli.text.quoted_values import shown

if TYPE_CHECKING:
    from sahelcli.index.open import Index
    from sahelcli.json_contract import ClaimRow
    from sahelcli.verify.article import Article

_KINDS = ("event", "quote", "figure")


class NotAllConfirmed(Printed, NoError):
    """With --exit-status: a quotation is altered or unknown; the output has shown which."""


class ArticleUnread(SahelError):
    """The file of the article cannot be read."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"no article can be read from {shown(name)}: {why}",
            "name a file of text, Markdown or HTML, or - for standard input",
        )


class VerifyOutputOptions(options.OutputOptions):
    """In what form, and where to."""

    exit_status: Annotated[
        bool,
        options.option(
            "Output", "-e", "--exit-status", usual=True, help="Exit with 1 if a quotation is altered or unknown."
        ),
    ]


def verify(
    data: options.DatasetOptions,
    filters: options.QueryOptions,
    printing: VerifyOutputOptions,
    file: Annotated[
        str | None, options.argument("[FILE]", "Text, Markdown or HTML; - or nothing for standard input.", FILES)
    ] = None,
) -> None:
    """Hold an article's words and numbers to the dataset.

    Each quotation of four words or more is compared word by word, blind to typography: exact, altered or unknown. What
    was altered stands in [-…-] as the dataset has it, in {+…+} as the article does, and beside it who said it, where
    it is printed, and how others print the same words. A number or day is found or unknown. It is never said what is
    true: only what the dataset holds.

    The options of time, subject and sources say what it is compared with: --not-source holds an article to all others.
    Offsets in JSON are code points of the article as it stands.

    \b
    Examples:
      sahel verify article.txt
      sahel verify article.txt --not-source seed-2023-09-26 --json
      sahel verify article.txt --format markdown > held.md
    """
    name = _named(file, data)
    query = filters.query
    refuse_faulty("claim", printing)  # before an article is typed
    refuse_protected(printing, () if name == STANDARD_INPUT else (name,), "the article to be checked")
    _print_claims(_article(name), name, data, query, printing)


def verify_text(
    data: options.DatasetOptions,
    filters: options.QueryOptions,
    printing: VerifyOutputOptions,
    article: Annotated[str, options.argument("ARTICLE", "The text of an article.")],
) -> None:
    """Compare a text with the dataset, as `verify` does standard input; NotText for one that is not valid Unicode."""
    from sahelcli.verify.article_reader import read_article  # here, and below: `--help` reads nothing

    query = filters.query
    _print_claims(read_article(as_text("ARTICLE", article).encode()), STANDARD_INPUT, data, query, printing)


def _print_claims(
    article: "Article", name: str, data: options.DatasetOptions, query: Query, printing: options.OutputOptions
) -> None:
    index = data.open(printing.quiet)
    from sahelcli.verify.claim_rows import claim_rows  # here: `--help` compares nothing

    rows = claim_rows(index, query, article)
    list_printing.say_the_rest(index, query, left_out(index, _KINDS, query), quiet=printing.quiet)
    read: list[ClaimRow] = [row.data() for row in rows]
    shown_rows = list_printing.part(rows, query)
    report = Report(
        "claim",
        iter(shown_rows),
        title=partial(_title, index, query, name),
        noun=list_printing.NOUNS["claim"],
        total=len(rows),
        shown=len(shown_rows),
        hints=(summary(read),) if rows else (),
        provenance=partial(list_printing.provenance, index),
    )
    output.show(report, printing, protected=index.files)
    if printing.exit_status and any(
        row["verdict"] in ("altered", "unknown") for row in read if row["type"] == "quotation"
    ):
        raise NotAllConfirmed


def _title(index: "Index", query: Query, name: str) -> str:
    """Return the title and version of the dataset that the article is held against."""
    version = index.meta("version")
    against = f"Held to “{index.meta('title')}” {version}".strip()
    article = () if name == STANDARD_INPUT else (Path(name).name,)
    return " · ".join([heading(index, against, query), *article])


def _named(file: str | None, data: options.DatasetOptions) -> str:
    """Return the file of the article, `-` for standard input; UsageError where there is none to read."""
    if file is None and streams.is_terminal(sys.stdin):
        raise UsageError("there is no article to read", "name a file, or pipe a text: `sahel verify article.txt`")
    name = STANDARD_INPUT if file is None else file
    if name == STANDARD_INPUT and STANDARD_INPUT in data.data:
        raise UsageError("FILE and --data are both standard input", "name a file for one of them")
    return name


def _article(name: str) -> "Article":
    from sahelcli.verify.article_reader import read_article

    content = read_bytes(name)
    if isinstance(content, Finding):
        raise ArticleUnread(name, content.message)
    return read_article(content, "" if name == STANDARD_INPUT else name)
