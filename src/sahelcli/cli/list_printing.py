"""Printing of lists of records on standard output, shared by all commands that have one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from sahelcli import model, output
from sahelcli.cli.options import OutputOptions
from sahelcli.command_hints import OPTIONS, asked_line
from sahelcli.errors import NoRows
from sahelcli.index.open import Index
from sahelcli.index.record_search import Tally
from sahelcli.query import Query, ask, is_shown
from sahelcli.report import Provenance, Report, Row, Title

if TYPE_CHECKING:
    from sahelcli.answers.search import SearchResult
    from sahelcli.index.phrase_search import SearchTerm
    from sahelcli.json_contract import Profile, SourcePage

_T = TypeVar("_T")

NOUNS = model.NOUNS | {"hit": "find", "count": "row", "difference": "difference", "claim": "claim"}
_DATED = ("event", "quote", "figure", "source")


def show(
    index: Index, kind: str, title: str, query: Query, printing: OutputOptions, hints: tuple[str, ...] = ()
) -> None:
    """Print the records of one kind that match the query, under a title with its filters."""
    answer = ask(index, kind, query)
    say_the_rest(index, query, answer.tally, quiet=printing.quiet)
    _note_texts(index, kind, query, answer.total, printing)
    note_days(index, kind, query, answer.total, quiet=printing.quiet)
    named = partial(_heading, index, title, query)
    print_rows(
        index,
        kind,
        named,
        answer.rows,
        printing,
        total=answer.total,
        limit=query.limit,
        hints=hints,
        people=(lambda: _utterances(index, named, query)) if kind == "quote" else None,
    )


def provenance(index: Index) -> Provenance:
    """Return the provenance of an answer: the dataset behind it."""
    title, version, content_hash = map(index.meta, ("title", "version", "content_hash"))
    return Provenance(title, version, f"sha256:{content_hash}", asked_line())


def _heading(index: Index, title: str, query: Query) -> str:
    from sahelcli.cli.headings import heading  # here: machines read no titles

    return heading(index, title, query)


def _utterances(index: Index, title: Title, query: Query) -> Report:
    """Return the report of quotations for people: utterances, each with all its renderings."""
    from sahelcli.answers.utterances import utterances  # here: machines read one quotation after the other
    from sahelcli.phrases import count

    page = utterances(index, query)
    shown = page.total if query.limit is None else min(page.total, query.limit)
    if page.total == page.quotations:
        return Report("quote", page.rows, title=title, noun=NOUNS["quote"], total=page.total, shown=shown)
    within = count(page.quotations, NOUNS["quote"])
    return Report("quote", page.rows, title=title, noun="utterance", total=page.total, shown=shown, within=within)


def say_the_rest(index: Index, query: Query, tally: Tally, *, quiet: bool) -> None:
    """Print on standard error what source filters left out, and which other names may have been meant."""
    for sentence in () if quiet else _so_called(index, query):
        output.note(sentence)
    for sentence, way_out in omissions(query, tally):
        output.note(f"{sentence}: {way_out}", quiet=quiet)


def omissions(query: Query, tally: Tally) -> Iterator[tuple[str, str]]:
    """Yield (omission, hint) for records left out by their sources; the hint names the option that decides it."""
    if tally.undated == 1:
        yield "1 record rests on undated sources alone and is left out", "--undated lets it in"
    elif tally.undated:
        yield f"{tally.undated:,} records rest on undated sources alone and are left out", "--undated lets them in"
    if tally.without == 1:
        yield "1 record rests on the sources left out alone and is left out too", " and ".join(_taken(query))
    elif tally.without:
        way_out = " and ".join(_taken(query))
        yield f"{tally.without:,} records rest on the sources left out alone and are left out too", way_out


def _so_called(index: Index, query: Query) -> list[str]:
    if not (query.publishers or query.agencies or query.not_publishers or query.not_agencies):
        return []
    from sahelcli.index.question_names import also_so_called  # here: few questions name these

    return [
        *also_so_called(index.connection, query.publishers, query.agencies),
        *also_so_called(index.connection, query.not_publishers, query.not_agencies, is_not=True),
    ]


def _taken(query: Query) -> list[str]:
    """Return the options that exclude sources, as typed."""
    from sahelcli.text.shell_quoting import join  # here: few answers leave records out

    fields = ("not_sources", "not_publishers", "not_agencies")
    return [join([OPTIONS[field], value]) for field in fields for value in getattr(query, field)]


def _note_texts(index: Index, kind: str, query: Query, number: int, printing: OutputOptions) -> None:
    if query.texts:
        from sahelcli.index.phrase_search import term  # here, and below: most questions look for no words

        terms = [term(index.connection, text) for text in query.texts]
        note_words(index, terms, NOUNS[kind], number, all_at_once=False, quiet=printing.quiet)


def note_words(
    index: Index, terms: Sequence[SearchTerm], noun: str, number: int, *, all_at_once: bool, quiet: bool
) -> None:
    """Print on standard error why no record has the search words, or that they look like a date."""
    from sahelcli.answers import search_hints

    for sentence in search_hints.hints(index, terms, noun, number, all_at_once=all_at_once):
        output.note(sentence, quiet=quiet)


def note_days(index: Index, kind: str, query: Query, number: int, *, quiet: bool) -> None:
    """Print the dataset's first and last day on standard error, if no record matches because of the dates."""
    if number or quiet or not (query.since or query.until or query.on or query.known_by):
        return
    from sahelcli.answers.unanswerable_questions import outside  # here: most questions are answered

    kinds, noun = ((kind,), NOUNS[kind]) if kind in _DATED else (_DATED, "record")
    if sentence := outside(index, kinds, noun, query):
        output.note(sentence)


def show_finds(index: Index, title: Title, result: SearchResult, query: Query, printing: OutputOptions) -> None:
    """Print search results; for people, one result per utterance with all its renderings."""

    def people() -> Report:
        from sahelcli.answers.utterances import finds  # here: machines read one record after the other
        from sahelcli.phrases import count

        rows, total = finds(index, result, query)
        shown = total if query.limit is None else min(total, query.limit)
        within = count(result.total, "record") if total != result.total else ""
        return Report("hit", rows, title=title, noun=NOUNS["hit"], total=total, shown=shown, within=within)

    total, limit = result.total, query.limit
    print_rows(index, "hit", title, result.rows, printing, total=total, limit=limit, people=people)


def part(rows: Sequence[_T], query: Query) -> Sequence[_T]:
    """Return the rows within the query's limit, from the end if it asks so."""
    return (rows[::-1] if query.reverse else rows)[: query.limit]


def show_rows(
    index: Index, kind: str, title: str, rows: Iterable[Row], total: int, query: Query, printing: OutputOptions
) -> None:
    """Print rows that are not records, within the query's limit; `total` is their number before the limit."""
    _note_texts(index, kind, query, total, printing)
    note_days(index, "figure" if kind == "difference" else kind, query, total, quiet=printing.quiet)
    named = partial(_heading, index, title, query)
    print_rows(index, kind, named, iter(rows), printing, total=total, limit=query.limit)


def show_pages(
    index: Index,
    kind: str,
    pages: list[Row],
    printing: OutputOptions,
    people: Callable[[], list[Row]] | None = None,
    title: Title = str,
) -> None:
    """Print records in full, or their version for people; a single record is not printed as a list."""
    number = len(pages)
    report = Report(
        kind,
        pages,
        title=title,
        single=number == 1,
        noun="record",
        total=number,
        shown=number,
        provenance=partial(provenance, index),
    )
    if people:
        report = report._replace(people=lambda: report._replace(rows=people()))
    output.show(report, printing, protected=index.files)


def show_page(
    index: Index,
    kind: str,
    page: Row,
    counted: Tally,
    query: Query,
    printing: OutputOptions,
    people: Callable[[], list[Row]],
) -> None:
    """Print one page with its lists filtered by a query; note the omissions, and how much a limit cuts."""
    from sahelcli.cli.headings import asked_for  # here: most answers are lists

    say_the_rest(index, query, counted, quiet=printing.quiet)
    _say_itself(index, page.data(), query, quiet=printing.quiet)
    show_pages(index, kind, [page], printing, people, lambda: " · ".join(asked_for(index, query)))
    if query.limit is not None and not printing.quiet and (cut := list(_cut(page.data()))):
        output.note(f"shown {', '.join(cut)}")


def _say_itself(index: Index, page: Profile | SourcePage, query: Query, *, quiet: bool) -> None:
    """Print on standard error that the source filters would exclude the subject of a page itself."""
    if is_shown(index, page["kind"], page["id"], query):
        return
    known = (f"--known-by {query.known_by.text}",) if query.known_by else ()
    options = " and ".join((*known, *_taken(query)))
    if page["kind"] == "source":
        output.note(f"this source is itself left out by {options}: nothing rests on it here", quiet=quiet)
    else:
        output.note(f"who this actor is rests on sources that are left out by {options}", quiet=quiet)


def _cut(page: Any) -> Iterator[str]:
    """Yield a note for each list of a page that the limit cuts: how many rows it shows."""
    from sahelcli.phrases import count

    for noun in ("event", "quote", "figure", "actor"):
        total = page.get(f"total_{noun}s", 0)
        if len(page.get(f"{noun}s", ())) < total:
            yield f"{len(page[f'{noun}s']):,} of {count(total, NOUNS[noun])}"


def print_rows(
    index: Index,
    kind: str,
    title: Title,
    rows: Iterator[Row],
    printing: OutputOptions,
    *,
    total: int,
    limit: int | None,
    hints: tuple[str, ...] = (),
    people: Callable[[], Report] | None = None,
) -> None:
    """Print rows of one kind, or the report for people; `total` is the number of matches, `limit` the most to print."""
    shown = total if limit is None else min(total, limit)
    report = Report(
        kind,
        rows,
        title=title,
        noun=NOUNS[kind],
        total=total,
        shown=shown,
        hints=hints,
        people=people,
        provenance=partial(provenance, index),
    )
    output.show(report, printing, protected=index.files)
    if printing.exit_status and not total:
        raise NoRows
