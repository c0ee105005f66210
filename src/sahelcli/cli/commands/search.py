"""`sahel search`: words in records of all kinds."""

from functools import partial
from typing import Annotated

from sahelcli.answers import search as finding
from sahelcli.answers.unanswerable_questions import named, refuse_unanswerable
from sahelcli.cli import list_printing, options
from sahelcli.cli.headings import heading
from sahelcli.errors import UsageError
from sahelcli.model import KIND_NAMES
from sahelcli.option_values import stated


def search(
    data: options.DataSourceOptions,
    filters: options.QueryOptions,
    printing: options.OutputOptions,
    words: Annotated[list[str], options.argument("WORD...", 'Words to find, all of them; "a phrase"; a beginning*.')],
    kind: options.Kinds = (),
) -> None:
    """Find records of all kinds by their words, the best finds first.

    Blind to case, accents, apostrophes, hyphens and the grouping of numbers. Quotation marks keep words
    together, in one field, and a star ends a beginning; any other sign is just text.

    \b
    Examples:
      sahel search ambassador itte
      sahel search '"military cooperation"' --kind quote
    """
    _refuse_engine(data.engine)
    index, query, text = data.open(printing.quiet), filters.query, " ".join(words)
    kinds = options.kinds(kind, KIND_NAMES)
    refuse_unanswerable(query, kinds)
    result = finding.search(index, text, kinds, query)
    list_printing.say_the_rest(index, query, result.tally, quiet=printing.quiet)
    list_printing.note_words(index, result.terms, "record", result.total, all_at_once=True, quiet=printing.quiet)
    list_printing.note_days(index, "hit", query, result.total, quiet=printing.quiet)
    title = f"Search · {text} · {named(kinds)}" if kind else f"Search · {text}"
    list_printing.show_finds(index, partial(heading, index, title, query), result, query, printing)


def _refuse_engine(url: str | None) -> None:
    if url is not None:
        stated("--engine", (url,))
        reason = "the order of finds is that of the index of a dataset"
        raise UsageError(f"--engine: {reason}", "ask `sahel timeline --text WORDS`, or quote, troops, source")
