"""`sahel troops`: how many, where, when, and who says so."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Annotated

from sahelcli import output
from sahelcli.answers.figure_comparison import days_of_differences, differences, latest
from sahelcli.answers.unanswerable_questions import refuse_unanswerable
from sahelcli.cli import list_printing, options
from sahelcli.cli.completion import of_names, of_words
from sahelcli.cli.headings import heading
from sahelcli.dates.formatting import span
from sahelcli.errors import NoRows
from sahelcli.index.open import Index
from sahelcli.model.choices import Measure
from sahelcli.option_values import ExcludeEachOther, stated
from sahelcli.phrases import count
from sahelcli.query import Query, ask
from sahelcli.report import Row

if TYPE_CHECKING:
    from sahelcli.json_contract import FigureRow

_MEASURES = f"{', '.join((*Measure,)[:-1])} or {(*Measure,)[-1]}."
_LATEST = "Of each force, place and measure only the newest."
_MANY = 1_000  # figures: to compare more only for a hint would be felt
_DIFFER = "Only where figures differ, and which of them go together."


def troops(
    data: options.DataSourceOptions,
    filters: options.QueryOptions,
    printing: options.OutputOptions,
    drawing: options.ChartOptions,
    force: Annotated[str | None, options.argument("[FORCE]", "Whose forces.", of_names("actor"))] = None,
    measure: Annotated[
        tuple[str, ...],
        options.option("What", "--measure", metavar="WORD", offer=of_words(*Measure), usual=True, help=_MEASURES),
    ] = (),
    newest: Annotated[bool, options.option("How many", "--latest", usual=True, help=_LATEST)] = False,
    differ: Annotated[bool, options.option("Who says so", "--differ", usual=True, help=_DIFFER)] = False,
) -> None:
    """Print troop figures: how many, where, when, and who says so.

    Figures differ where their ranges do not meet; "more than 1,000" and 1,016 do meet. None is averaged or called the
    best. A chart shows people deployed, or what --measure asks for.

    \b
    Examples:
      sahel troops france --on 2023-09
      sahel troops france --place niger --differ
      sahel troops france --place niger --chart
    """
    _refuse_two_questions(newest, differ, drawing.chart)
    width = drawing.millimetres(printing)
    query = filters.query._replace(speaker=force, measures=stated("--measure", measure))
    refuse_unanswerable(query, ("figure",))
    index = data.open(printing.quiet)
    everything = query._replace(limit=None, reverse=False)
    if not (differ or drawing.chart or newest):
        list_printing.show(index, "figure", "Figures", query, printing, _differing(index, everything, printing))
        return
    answer = ask(index, "figure", everything, "differ" if differ else "latest" if newest else "")
    list_printing.say_the_rest(index, query, answer.tally, quiet=printing.quiet)
    if differ:
        blocks = list(differences(answer.rows))
        list_printing.show_rows(
            index, "difference", "Where figures differ", list_printing.part(blocks, query), len(blocks), query, printing
        )
    elif drawing.chart:
        title = heading(index, _title(query, newest), query)
        _draw(index, latest(answer.rows) if newest else answer.rows, query, title, printing, width)
    else:
        rows = list(latest(answer.rows))
        list_printing.show_rows(
            index, "figure", "Newest figures", list_printing.part(rows, query), len(rows), query, printing
        )


def _refuse_two_questions(newest: bool, differ: bool, chart: bool) -> None:
    if differ and (newest or chart):
        other = "--latest" if newest else "--chart"
        raise ExcludeEachOther(other, "--differ")


def _differing(index: Index, query: Query, printing: options.OutputOptions) -> tuple[str, ...]:
    """Return a closing line if the figures differ among themselves; not where a machine reads or there are many."""
    if printing.is_for_machines:
        return ()
    answer = ask(index, "figure", query)
    days = "" if answer.total > _MANY else _days_of_differences(answer.rows)
    return (f"Figures differ for {days}: add --differ to see them side by side",) if days else ()


def _days_of_differences(rows: Iterable[Row]) -> str:
    days = list(dict.fromkeys(span(*ends) for ends in days_of_differences(rows)))
    return ", ".join(days[:3]) + (f" and {len(days) - 3} more" if len(days) > 3 else "")


def _title(query: Query, newest: bool) -> str:
    if query.measures:
        return "Newest figures" if newest else "Figures"
    return "People deployed, newest figures" if newest else "People deployed"


def _draw(
    index: Index, answer: Iterable[Row], query: Query, title: str, printing: options.OutputOptions, width: int
) -> None:
    """Print or write a chart of the figures, and say what of them it does not show."""
    figures: list[tuple[Row, FigureRow]] = [(row, row.data()) for row in answer]
    drawable = [figure for figure in figures if query.measures or figure[1]["measure"] == "deployed"]
    chosen = list(islice(reversed(drawable) if query.reverse else drawable, query.limit))
    drawn = [row for _, row in chosen]
    notes = list(_not_drawn(len(figures), len(drawable), len(drawn)))
    if printing.picture:
        from sahelcli.cli.chart_output import show_figures_picture

        days = "" if len(drawn) > _MANY else _days_of_differences(row for row, _ in chosen)
        lines = [*(note for note, _ in notes), *([f"Figures differ for {days}"] if days else [])]
        show_figures_picture(index, drawn, query, title, lines, width, printing)
    else:
        _print(index, drawn, title, printing)
    list_printing.note_days(index, "figure", query, len(figures), quiet=printing.quiet)
    if not figures:
        output.note("no figures match", quiet=printing.quiet)
    for sentence, way_out in notes:
        output.note(f"{sentence}: {way_out}" if way_out else sentence, quiet=printing.quiet)
    if printing.exit_status and not drawn:
        raise NoRows


def _print(index: Index, drawn: "list[FigureRow]", title: str, printing: options.OutputOptions) -> None:
    from sahelcli.charts.terminal_chart import chart_terminal

    output.show_drawing(
        lambda width: chart_terminal(drawn, title, width) if drawn else "", "--chart", printing, index.files
    )


def _not_drawn(matching: int, drawable: int, drawn: int) -> Iterator[tuple[str, str]]:
    """Yield which figures are not drawn, in words, and the option that draws them; "" if the user left them out."""
    if others := matching - drawable:
        if others == 1:
            yield "1 figure is not of people deployed and is not drawn", "--measure draws it"
        else:
            yield f"{others} figures are not of people deployed and are not drawn", "--measure draws them"
    if drawn < drawable:
        yield f"drawn {drawn:,} of {count(drawable, 'figure')}", ""
