"""Charts of the command line: counts and figures as text for a terminal, or as a picture for print into a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from sahelcli import output
from sahelcli.answers import stats as counting
from sahelcli.answers.unanswerable_questions import named
from sahelcli.cli import list_printing
from sahelcli.cli.headings import heading
from sahelcli.cli.options import ChartOptions, OutputOptions
from sahelcli.errors import NoRows, UsageError
from sahelcli.index.open import Index
from sahelcli.model import NOUNS
from sahelcli.output.output_options import refuse_rows
from sahelcli.phrases import count, distinct, publisher
from sahelcli.query import Query, ask, left_out

if TYPE_CHECKING:
    from sahelcli.charts.print_svg import PictureText
    from sahelcli.index.record_search import Tally
    from sahelcli.json_contract import CountRow, FigureRow

_LONGEST = 900  # letters of the publishers beneath a picture
_MOST_BARS = 40  # beside names
_PERIODS = (counting.By.MONTH, counting.By.QUARTER, counting.By.YEAR)


class NoRoomForPeriods(UsageError):
    """There are more periods than bars that fit into a picture."""

    def __init__(self, by: str, millimetres: int) -> None:
        super().__init__(
            f"the {by}s are too many for a picture {millimetres} millimetres wide",
            "narrow them with --since and --until, or give it more --width",
        )


def show_figures_picture(
    index: Index,
    rows: Sequence[FigureRow],
    query: Query,
    title: str,
    notes: Sequence[str],
    width: int,
    printing: OutputOptions,
) -> None:
    """Write a picture of figures over time into the file that is named; `notes` say which are not drawn."""
    from sahelcli.charts.figure_panels import panels
    from sahelcli.charts.print_svg import PictureText, figure_picture

    shown, others = panels(rows)
    more = "1 force or place more is" if others == 1 else f"{others:,} forces or places more are"
    notes = [*notes, *([f"{more} not drawn"] if others else [])]
    tally = ask(index, "figure", query._replace(limit=0)).tally
    text = PictureText(
        title,
        "Number of people, as the sources give it: nothing is averaged" if rows else "No figures match.",
        (*notes, *_maybe_outside(sum(not row["certain"] for row in rows), "figure"), *_lacking(index, query, tally)),
        _publishers(Counter(publisher(source) for row in rows for source in distinct(row["sources"]))),
        _dataset(index),
    )
    output.show_picture(lambda: figure_picture(shown, text, width), "--chart", printing, index.files)
    if others:
        output.note(f"{more} not drawn: name a force, or a --place", quiet=printing.quiet)


def show_events_chart(index: Index, query: Query, printing: OutputOptions, chart: ChartOptions) -> None:
    """Print or write a chart of events over time: by month, or by what fits the width of a picture."""
    if query.limit is not None or query.reverse:
        option = "--reverse" if query.limit is None else "--limit"
        raise UsageError(f"{option} is for a list, and --chart draws all that match", f"leave {option} or --chart out")
    show_counts_chart(index, _PERIODS, ("event",), query, printing, chart)


def show_counts_chart(
    index: Index,
    by: Sequence[counting.By],
    kinds: tuple[str, ...],
    query: Query,
    printing: OutputOptions,
    chart: ChartOptions,
) -> None:
    """Print or write a chart of counts; of several periods a picture takes the first that fits.

    Without a picture file it is the table of `sahel stats`, with its bars.
    """
    width = chart.millimetres(printing)
    refuse_rows("--chart", printing)
    list_printing.say_the_rest(index, query, left_out(index, kinds, query), quiet=printing.quiet)
    if printing.picture:
        number = _show_counts_picture(index, by, kinds, query, width, printing)
        if not number:
            output.note(f"no {named(kinds)} match", quiet=printing.quiet)
            list_printing.note_days(index, kinds[0], query, 0, quiet=printing.quiet)
        if printing.exit_status and not number:
            raise NoRows
        return
    counts, number = counting.stats(index, by[0], kinds, query)
    rows = (counting.as_row(index, by[0], each) for each in counts)
    list_printing.show_rows(index, "count", _title(by[0], kinds), rows, number, query, printing)


def _title(by: counting.By, kinds: tuple[str, ...]) -> str:
    what = named(kinds)
    return f"{what[:1].upper()}{what[1:]} by {by}"


def _show_counts_picture(
    index: Index,
    by: Sequence[counting.By],
    kinds: tuple[str, ...],
    query: Query,
    width: int,
    printing: OutputOptions,
) -> int:
    """Write the picture, and return how many counts there are."""
    from sahelcli.charts import print_svg

    chosen, rows, number = _fitting(index, by, kinds, query, width)
    is_over_time = chosen in _PERIODS
    drawn = _precise(rows) if is_over_time else rows[: query.limit or _MOST_BARS]
    looked_at = len(rows) if is_over_time else len(drawn)
    notes = [*_imprecise(rows, chosen, kinds), *([f"{looked_at:,} of {number:,} are drawn"] * (looked_at < number))]
    text = _text_of_counts(index, chosen, kinds, query, drawn, notes)
    draw = print_svg.period_picture if is_over_time else print_svg.name_picture
    output.show_picture(partial(draw, drawn, text, width), "--chart", printing, index.files)
    way_out = ": --limit draws more" if looked_at == len(drawn) < len(rows) else ""
    for note in notes:
        output.note(f"{note}{way_out}", quiet=printing.quiet)
    return number


def _fitting(
    index: Index, by: Sequence[counting.By], kinds: tuple[str, ...], query: Query, width: int
) -> tuple[counting.By, list[CountRow], int]:
    """Return the first period whose bars fit, its counts, and their number."""
    from sahelcli.charts.print_svg import fits

    for each in by:
        counts, number = counting.stats(index, each, kinds, query)
        rows: list[CountRow] = [counting.as_row(index, each, counted).data() for counted in counts]
        if each not in _PERIODS or fits(_precise(rows), width):
            return each, rows, number
    raise NoRoomForPeriods(by[-1], width)


def _precise(rows: Sequence[CountRow]) -> list[CountRow]:
    return [row for row in rows if row["value"] != counting.IMPRECISE]


def _imprecise(rows: Sequence[CountRow], by: counting.By, kinds: Sequence[str]) -> Iterator[str]:
    for row in rows:
        if row["value"] == counting.IMPRECISE:
            of = count(row["total"], NOUNS[kinds[0]] if len(kinds) == 1 else "record")
            verbs = ("has", "is") if row["total"] == 1 else ("have", "are")
            yield f"{of} {verbs[0]} no {by} of {'its' if row['total'] == 1 else 'their'} own and {verbs[1]} not drawn"


def _text_of_counts(
    index: Index,
    by: counting.By,
    kinds: tuple[str, ...],
    query: Query,
    drawn: Sequence[CountRow],
    notes: Sequence[str],
) -> PictureText:
    from sahelcli.charts.print_svg import PictureText

    publishers, _ = counting.stats(index, counting.By.PUBLISHER, kinds, query._replace(limit=None, reverse=False))
    rows: list[CountRow] = [counting.as_row(index, counting.By.PUBLISHER, each).data() for each in publishers]
    return PictureText(
        heading(index, _title(by, kinds), query),
        f"Number of {named(kinds)}, and how many of these rest on one source" if drawn else f"No {named(kinds)} match.",
        (*notes, *_maybe_outside_of(index, kinds, query), *_lacking(index, query, left_out(index, kinds, query))),
        _publishers(Counter({row["name"]: row["total"] for row in rows})),
        _dataset(index),
    )


def _maybe_outside_of(index: Index, kinds: Sequence[str], query: Query) -> Iterator[str]:
    if query.certain or not (query.since or query.until or query.on):
        return
    every = query._replace(limit=0)
    number = sum(ask(index, kind, every).total - ask(index, kind, every._replace(certain=True)).total for kind in kinds)
    yield from _maybe_outside(number, NOUNS[kinds[0]] if len(kinds) == 1 else "record")


def _maybe_outside(number: int, noun: str) -> Iterator[str]:
    if number:
        yield f"{count(number, noun)} may also lie outside the days asked for"


def _lacking(index: Index, query: Query, tally: Tally) -> Iterator[str]:
    """Yield notes on records that the picture omits, as they are also printed on standard error."""
    if index.lacking.errors:
        yield index.lacking.in_short("was left out as not valid", "were left out as not valid")
    yield from (sentence for sentence, _ in list_printing.omissions(query, tally))


def _publishers(named_: Counter[str]) -> str:
    """Return the publishers as text, most cited first, with the number of those left out if there are too many."""
    names = sorted(named_, key=lambda name: (-named_[name], name))
    line = ""
    for place, name in enumerate(names):
        longer = f"{line}, {name}" if line else name
        if len(longer) > _LONGEST:
            return f"Sources: {line} and {count(len(names) - place, 'more publisher')}"
        line = longer
    return f"Sources: {line}" if line else ""


def _dataset(index: Index) -> str:
    """Return the dataset with version, hash and licence."""
    return " · ".join(filter(None, (f"Data: {list_printing.provenance(index).in_short}", index.meta("licence"))))
