"""`sahel sql`: a question as a SQL statement, for people who have a client of their own."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from sahelcli.answers.stats import KINDS, By
from sahelcli.answers.unanswerable_questions import refuse_unanswerable, refuse_uncountable
from sahelcli.cli import options
from sahelcli.cli.completion import of_hints, of_ids, of_names, of_words
from sahelcli.errors import UsageError
from sahelcli.index.selection import Compared
from sahelcli.model import KIND_NAMES
from sahelcli.model.choices import Measure
from sahelcli.option_values import ExcludeEachOther, choice, stated
from sahelcli.output import streams
from sahelcli.query import Query, resolved, selections_of

if TYPE_CHECKING:
    from sahelcli.engines.statements import Statements

PARTS = ("timeline", "quote", "troops", "stats", "actor", "source", "show")
_MEASURES = f"{', '.join((*Measure,)[:-1])} or {(*Measure,)[-1]}."
_LATEST = "Of each force, place and measure only the newest."
_DIFFER = "Only where figures may differ."
_DIALECTS = ("duckdb", "clickhouse", "spark", "trino", "postgres", "bigquery")


class StatementOptions(NamedTuple):
    """The dialect of a statement, and its table of facts."""

    dialect: Annotated[
        str,
        options.option(
            "Output",
            "--dialect",
            metavar="NAME",
            offer=of_words(*_DIALECTS),
            usual=True,
            help=f"{', '.join(_DIALECTS)}.",
        ),
    ] = "duckdb"
    table: Annotated[
        str,
        options.option(
            "Output",
            "--table",
            metavar="NAME",
            offer=of_hints("facts"),
            usual=True,
            help="The table that has the facts: facts, or DATABASE.TABLE.",
        ),
    ] = "facts"

    def print(self, statement: "Callable[[Statements], str]") -> None:
        """Print what `statement` returns for the dialect and the table."""
        chosen = choice("--dialect", self.dialect, _DIALECTS)
        (table,) = stated("--table", (self.table,))
        from sahelcli.engines.statements import Statements  # here: `--help` needs no Ibis

        streams.print_out([statement(Statements(chosen, table))], "utf-8")


def sql(context: typer.Context) -> None:
    """Print a question as a statement of SQL over exported facts.

    It is what engines are asked. Names are those of the dataset; the statement holds their ids. It looks at one
    table alone, as `sahel export facts` fills it.

    \b
    Examples:
      sahel sql timeline --place niger --known-by 2023-09 --min-sources 2
      sahel sql stats --by month --dialect clickhouse --table news.facts
    """
    if context.invoked_subcommand is None:
        raise UsageError("the statement of which question?", f"one of {', '.join(PARTS)}: `sahel sql timeline`")


def part(name: str) -> Callable[..., None]:
    """Return the command that prints the statement of one question."""
    return _COMMANDS[name]


def _timeline(data: options.DatasetOptions, filters: options.QueryOptions, statement: StatementOptions) -> None:
    """Print the statement for events in order of date.

    \b
    Examples:
      sahel sql timeline --place niger --on 2023-09
    """
    _print_list(data, statement, "event", filters.query)


def _quote(
    data: options.DatasetOptions,
    filters: options.QueryOptions,
    statement: StatementOptions,
    speaker: Annotated[str | None, options.argument("[SPEAKER]", "Whose words.", of_names("actor"))] = None,
) -> None:
    """Print the statement for quotations.

    \b
    Examples:
      sahel sql quote macron --since 2023-07
    """
    _print_list(data, statement, "quote", filters.query._replace(speaker=speaker))


def _troops(
    data: options.DatasetOptions,
    filters: options.QueryOptions,
    statement: StatementOptions,
    force: Annotated[str | None, options.argument("[FORCE]", "Whose forces.", of_names("actor"))] = None,
    measure: Annotated[
        tuple[str, ...],
        options.option("What", "--measure", metavar="WORD", offer=of_words(*Measure), usual=True, help=_MEASURES),
    ] = (),
    newest: Annotated[bool, options.option("How many", "--latest", usual=True, help=_LATEST)] = False,
    differ: Annotated[bool, options.option("Who says so", "--differ", usual=True, help=_DIFFER)] = False,
) -> None:
    """Print the statement for troop figures.

    With --differ those on one subject, whose days hang together, among which not all ranges meet: `sahel troops
    --differ` puts them side by side.

    \b
    Examples:
      sahel sql troops france --place niger --latest
    """
    if newest and differ:
        raise ExcludeEachOther("--latest", "--differ")
    query = filters.query._replace(speaker=force, measures=stated("--measure", measure))
    _print_list(data, statement, "figure", query, "differ" if differ else "latest" if newest else "")


def _stats(
    data: options.DatasetOptions,
    filters: options.QueryOptions,
    statement: StatementOptions,
    by: Annotated[
        str, options.option("What", "--by", metavar="WORD", offer=of_words(*By), usual=True, help=f"{', '.join(By)}.")
    ] = "kind",
    kind: options.Kinds = (),
) -> None:
    """Print the statement for counts of records.

    \b
    Examples:
      sahel sql stats --by month --on 2023
    """
    chosen, kinds, query = choice("--by", by, tuple(By)), options.kinds(kind, KINDS), filters.query
    refuse_unanswerable(query, kinds)
    refuse_uncountable(chosen, kinds)
    index = data.open(quiet=False)
    selections = [resolved(index, each, query) for each in kinds]
    statement.print(lambda statements: statements.counts(selections, chosen))


def _actor(
    data: options.DatasetOptions,
    filters: options.QueryOptions,
    statement: StatementOptions,
    name: Annotated[
        str | None, options.argument("[NAME]", "What names this actor; without it, all actors.", of_names("actor"))
    ] = None,
) -> None:
    """Print the statement for what names an actor, or for the list of actors.

    \b
    Examples:
      sahel sql actor tchiani
    """
    query = filters.query
    if name is None:
        _print_list(data, statement, "actor", query)
    else:
        _print_lists(data, statement, KINDS, query._replace(speaker=name, reverse=not query.reverse))


def _source(
    data: options.DatasetOptions,
    filters: options.QueryOptions,
    statement: StatementOptions,
    source_id: Annotated[
        str | None, options.argument("[ID]", "What rests on this source; without it, all.", of_ids("source"))
    ] = None,
) -> None:
    """Print the statement for what rests on a source, or for the list of sources.

    \b
    Examples:
      sahel sql source seed-2023-09-26
    """
    if source_id is None:
        _print_list(data, statement, "source", filters.query)
    else:
        _print_lists(data, statement, (*KINDS, "actor"), filters.query, source_id)


def _show(
    data: options.DatasetOptions,
    statement: StatementOptions,
    named: Annotated[
        list[str], options.argument("ID...", "An id, the beginning of one, or quote:ID.", of_ids(*KIND_NAMES))
    ],
) -> None:
    """Print the statement for records in full.

    \b
    Examples:
      sahel sql show place:niger
    """
    from sahelcli.answers.record_page import identify  # here: `--help` needs none of it

    index = data.open(quiet=False)
    ids = [identify(index, text) for text in named]
    statement.print(lambda statements: statements.records(ids))


def _print_list(
    data: options.DatasetOptions, statement: StatementOptions, kind: str, query: Query, compared: Compared = ""
) -> None:
    if kind == "figure":
        refuse_unanswerable(query, (kind,))
    selection, naming = selections_of(data.open(quiet=False), kind, query)
    statement.print(lambda statements: statements.listed(selection._replace(compared=compared), naming))


def _print_lists(
    data: options.DatasetOptions,
    statement: StatementOptions,
    kinds: tuple[str, ...],
    query: Query,
    source: str | None = None,
) -> None:
    index = data.open(quiet=False)
    if source is not None:
        from sahelcli.index.source_lookup import resolve_source  # here: most questions name no source

        query = query._replace(cites=resolve_source(index.connection, source))
    selections = [selections_of(index, kind, query) for kind in kinds]
    statement.print(lambda statements: statements.listed_by_kind(selections))


_COMMANDS: dict[str, Callable[..., None]] = {
    "timeline": _timeline,
    "quote": _quote,
    "troops": _troops,
    "stats": _stats,
    "actor": _actor,
    "source": _source,
    "show": _show,
}
