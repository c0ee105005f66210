"""`sahel stats`: counts records by a field, such as year, place or publisher."""

from typing import Annotated

from sahelcli.answers import stats as counting
from sahelcli.answers.unanswerable_questions import named, refuse_unanswerable, refuse_uncountable
from sahelcli.cli import list_printing, options
from sahelcli.cli.completion import of_words
from sahelcli.errors import UsageError
from sahelcli.option_values import choice
from sahelcli.query import left_out


def stats(
    data: options.DataSourceOptions,
    filters: options.QueryOptions,
    printing: options.OutputOptions,
    drawing: options.ChartOptions,
    by: Annotated[
        str,
        options.option(
            "What", "--by", metavar="WORD", offer=of_words(*counting.By), usual=True, help=f"{', '.join(counting.By)}."
        ),
    ] = "kind",
    kind: options.Kinds = (),
) -> None:
    """Count records, and how many of them rest on a single source.

    An imprecise date is counted once: in the period it surely lies in, or else under "imprecise".

    \b
    Examples:
      sahel stats --by month --on 2023
      sahel stats --by publisher --place niger
      sahel stats --by month --on 2023 --chart -o counts.pdf --width 85
    """
    drawing.millimetres(printing)
    index = data.open(printing.quiet)
    chosen = choice("--by", by, tuple(counting.By))
    if printing.ids and chosen not in counting.BY_RECORD:
        raise UsageError(f"--ids: there is no id of a {chosen}", "leave --ids out")
    kinds, query = options.kinds(kind, counting.KINDS), filters.query
    refuse_unanswerable(query, kinds)
    refuse_uncountable(chosen, kinds)
    if drawing.chart:
        from sahelcli.cli.chart_output import show_counts_chart  # here: most questions ask for rows

        show_counts_chart(index, (chosen,), kinds, query, printing, drawing)
        return
    counts, number = counting.stats(index, chosen, kinds, query)
    list_printing.say_the_rest(index, query, left_out(index, kinds, query), quiet=printing.quiet)
    rows = (counting.as_row(index, chosen, count) for count in counts)
    title = f"Counts by {chosen} · {named(kinds)}" if kind else f"Counts by {chosen}"
    list_printing.show_rows(index, "count", title, rows, number, query, printing)
