"""Options shared by commands, each defined once with its spelling and meaning."""

import os
from typing import Annotated, Any, NamedTuple

import typer

from sahelcli.cli.completion import DATASET, FILES, KEYS, Offer, of_hints, of_ids, of_names, of_words
from sahelcli.dataset.locate import VARIABLE, locate, passed_over
from sahelcli.errors import SahelError, UsageError
from sahelcli.formats import Format
from sahelcli.incompleteness import Incompleteness
from sahelcli.index.open import Index, open_index
from sahelcli.model import KIND_NAMES
from sahelcli.option_values import SEPARATORS, ExcludeEachOther, bounded, choice, number, period, stated
from sahelcli.output import note, output_options
from sahelcli.output.output_options import COLORS
from sahelcli.query import Query

_WHICH_DATA, _WHEN, _WHAT, _WHO_SAYS, _HOW_MANY, _SHAPE = "Data", "When", "What", "Who says so", "How many", "Output"
_ACTORS, _PLACES, _TAGS, _EITHER = of_names("actor"), of_names("place"), of_names("tag"), of_names("actor", "place")
_PUBLISHERS, _AGENCIES, _SOURCES = of_names("publisher"), of_names("agency"), of_ids("source")
_PICTURE_WIDTH, _PICTURE_WIDTHS = 174, (60, 420)  # millimetres


def argument(metavar: str, help_text: str, offer: Offer | None = None) -> Any:
    """Return the declaration of an argument with its completions; `metavar` is in brackets if it is optional."""
    return _described(typer.Argument(metavar=metavar, help=help_text, show_default=False), offer)


def option(panel: str, *names: str, offer: Offer | None = None, usual: bool = False, **more: Any) -> Any:
    """Return the declaration of an option, with its help heading and completions.

    Options marked `usual` come first in the help of a command, all others below.
    """
    return _described(typer.Option(*names, rich_help_panel=panel, show_default=False, **more), offer, usual)


def _described(declared: Any, offer: Offer | None, usual: bool = False) -> Any:
    """Return a declaration with attributes that only `reference.description` reads, not Typer."""
    declared.offer, declared.is_usual = offer, usual
    return declared


def output_file(panel: str) -> Any:
    """Return the declaration of `--output`, under a help heading."""
    return option(
        panel,
        "-o",
        "--output",
        metavar="FILE",
        offer=FILES,
        usual=True,
        help="Write to a file, whole or not at all.",
    )


def without_notes(panel: str) -> Any:
    """Return the declaration of `--quiet`, under a help heading."""
    return option(panel, "-q", "--quiet", help="No notes on standard error.")


class IncompleteDataset(SahelError):
    """--strict, and the dataset has records that are not valid, or files that cannot be read."""

    def __init__(self, lacking: Incompleteness) -> None:
        super().__init__(f"the dataset is not whole: {lacking.in_short()}", "`sahel check` shows each, with its line")


class DatasetOptions(NamedTuple):
    """Which dataset."""

    data: Annotated[
        tuple[str, ...],
        option(
            _WHICH_DATA,
            "-d",
            "--data",
            metavar="PATH",
            offer=DATASET,
            usual=True,
            help="A TOML file, a folder of them, shipped, or - for standard input; may be repeated.",
        ),
    ] = ()
    strict: Annotated[
        bool, option(_WHICH_DATA, "--strict", help="Stop with exit code 3 if anything of it is not valid.")
    ] = False

    @property
    def paths(self) -> tuple[str, ...]:
        """The selected files and folders."""
        return locate(self.data, os.environ)

    def open(self, quiet: bool) -> Index:
        """Open the index and print on standard error what answers lack; IncompleteDataset if `strict`."""
        paths = self.paths
        index = open_index(paths)
        self.say(index.lacking, quiet)
        say_passed_over(self.data, paths, quiet)
        return index

    def say(self, lacking: Incompleteness, quiet: bool) -> None:
        """Print on standard error what answers lack; SahelError if nothing can be answered, or if `strict`."""
        lacking.refuse()
        if lacking.errors and self.strict:
            raise IncompleteDataset(lacking)
        for line in lacking.notes():
            note(line, quiet=quiet)


class DataSourceOptions(NamedTuple):
    """Which dataset is queried, or which engine that has its facts."""

    dataset: DatasetOptions
    engine: Annotated[
        str | None,
        option(
            _WHICH_DATA,
            "--engine",
            metavar="URL",
            help="Ask exported facts that an engine has: duckdb:FOLDER, clickhouse://HOST/DATABASE/TABLE, …",
        ),
    ] = None

    def open(self, quiet: bool) -> Index:
        """Open the index of the dataset, or the engine in its place, and print what answers lack."""
        if self.engine is None:
            return self.dataset.open(quiet)
        _refuse_two_datasets(self.dataset.data)
        from sahelcli.engines.open import open_facts  # here: most questions are asked of the index

        index = open_facts(self.engine)
        if (lacking := index.lacking).errors:
            if self.dataset.strict:
                raise IncompleteDataset(lacking)
            left_out = lacking.in_short("was left out as not valid", "were left out as not valid")
            note(f"{left_out} when these facts were exported", quiet=quiet)
        return index


def _refuse_two_datasets(data: tuple[str, ...]) -> None:
    if data:
        raise ExcludeEachOther("--data", "--engine")
    if os.environ.get(VARIABLE):
        raise UsageError(f"--engine: {VARIABLE} names another dataset", f"ask without it: env -u {VARIABLE} sahel …")


def say_passed_over(data: tuple[str, ...], paths: tuple[str, ...], quiet: bool) -> None:
    """Print on standard error that a folder without TOML files was skipped for the shipped dataset."""
    if not data and (folder := passed_over(paths, os.environ)):
        note(f"{folder} holds no TOML file: the dataset that comes with sahel takes its place", quiet=quiet)


class DateOptions(NamedTuple):
    """Which days."""

    since: Annotated[
        str | None,
        option(
            _WHEN,
            "--since",
            "--from",
            metavar="DATE",
            usual=True,
            help="From the first day of this year, quarter, month or day on.",
        ),
    ] = None
    until: Annotated[
        str | None,
        option(
            _WHEN,
            "--until",
            "--to",
            metavar="DATE",
            usual=True,
            help="To the last day of it: 2023-09 includes all of September.",
        ),
    ] = None
    on: Annotated[
        str | None, option(_WHEN, "--on", metavar="DATE", usual=True, help="Only this year, quarter, month or day.")
    ] = None
    certain: Annotated[
        bool, option(_WHEN, "--certain", help="Only what surely lies inside; without it ≈ marks what may not.")
    ] = False


class SubjectOptions(NamedTuple):
    """Which subjects. One option repeated is either, different options are both."""

    about: Annotated[
        tuple[str, ...],
        option(
            _WHAT,
            "--about",
            metavar="NAME",
            offer=_EITHER,
            usual=True,
            help="Only what has to do with this actor or place, in whatever role.",
        ),
    ] = ()
    actor: Annotated[
        tuple[str, ...],
        option(
            _WHAT,
            "--actor",
            metavar="NAME",
            offer=_ACTORS,
            usual=True,
            help="Only what names this actor; of a quotation, the speaker.",
        ),
    ] = ()
    place: Annotated[
        tuple[str, ...],
        option(
            _WHAT,
            "--place",
            metavar="NAME",
            offer=_PLACES,
            usual=True,
            help="Only what is there, or anywhere inside it.",
        ),
    ] = ()
    tag: Annotated[
        tuple[str, ...], option(_WHAT, "--tag", metavar="TAG", offer=_TAGS, usual=True, help="Only what has this tag.")
    ] = ()
    text: Annotated[
        tuple[str, ...],
        option(
            _WHAT,
            "--text",
            metavar="WORDS",
            usual=True,
            help="Only what has these words next to each other, in one field.",
        ),
    ] = ()
    not_about: Annotated[
        tuple[str, ...],
        option(_WHAT, "--not-about", metavar="NAME", offer=_EITHER, help="Nothing that has to do with it."),
    ] = ()
    not_actor: Annotated[
        tuple[str, ...],
        option(_WHAT, "--not-actor", metavar="NAME", offer=_ACTORS, help="Nothing that names this actor."),
    ] = ()
    not_place: Annotated[
        tuple[str, ...],
        option(_WHAT, "--not-place", metavar="NAME", offer=_PLACES, help="Nothing there, or anywhere inside it."),
    ] = ()
    not_tag: Annotated[
        tuple[str, ...], option(_WHAT, "--not-tag", metavar="TAG", offer=_TAGS, help="Nothing that has this tag.")
    ] = ()


class SourceOptions(NamedTuple):
    """Which sources."""

    source: Annotated[
        tuple[str, ...],
        option(_WHO_SAYS, "--source", metavar="ID", offer=_SOURCES, help="Only what cites this source."),
    ] = ()
    min_sources: Annotated[
        str | None,
        option(
            _WHO_SAYS,
            "--min-sources",
            metavar="N",
            help="Only what has N or more sources that do not depend on each other.",
        ),
    ] = None
    max_sources: Annotated[
        str | None,
        option(
            _WHO_SAYS,
            "--max-sources",
            metavar="N",
            help="Only what has at most N such sources: 1 for what rests on one alone.",
        ),
    ] = None
    publisher: Annotated[
        tuple[str, ...],
        option(
            _WHO_SAYS,
            "--publisher",
            metavar="NAME",
            offer=_PUBLISHERS,
            help="Only what cites this publisher.",
        ),
    ] = ()
    agency: Annotated[
        tuple[str, ...],
        option(
            _WHO_SAYS,
            "--agency",
            metavar="NAME",
            offer=_AGENCIES,
            help="Only what cites a source that carries this agency's copy.",
        ),
    ] = ()
    not_source: Annotated[
        tuple[str, ...],
        option(_WHO_SAYS, "--not-source", metavar="ID", offer=_SOURCES, help="As if this source were not there."),
    ] = ()
    not_publisher: Annotated[
        tuple[str, ...],
        option(
            _WHO_SAYS,
            "--not-publisher",
            metavar="NAME",
            offer=_PUBLISHERS,
            help="As if nothing of this publisher were there.",
        ),
    ] = ()
    not_agency: Annotated[
        tuple[str, ...],
        option(
            _WHO_SAYS,
            "--not-agency",
            metavar="NAME",
            offer=_AGENCIES,
            help="As if no source that carries its copy were there.",
        ),
    ] = ()
    known_by: Annotated[
        str | None,
        option(
            _WHO_SAYS,
            "--known-by",
            metavar="DATE",
            help="Only what a source had published by then; later sources are not shown.",
        ),
    ] = None
    undated: Annotated[
        bool, option(_WHO_SAYS, "--undated", help="With --known-by: also what rests on undated sources alone.")
    ] = False


class LimitOptions(NamedTuple):
    """How many, and from which end."""

    limit: Annotated[
        str | None, option(_HOW_MANY, "-n", "--limit", metavar="N", usual=True, help="Print at most N.")
    ] = None
    reverse: Annotated[bool, option(_HOW_MANY, "--reverse", help="Begin at the end: the newest first.")] = False


class OutputOptions(output_options.OutputOptions):
    """In what form, and where to."""

    format: Annotated[
        str | None,
        option(
            _SHAPE,
            "-f",
            "--format",
            metavar="FORMAT",
            offer=of_words(*Format),
            usual=True,
            help="table, json, jsonl, csv, tsv or markdown; otherwise by the suffix of --output.",
        ),
    ]
    json: Annotated[bool, option(_SHAPE, "--json", usual=True, help="The same as --format json.")]
    output: Annotated[
        str | None,
        output_file(_SHAPE),
    ]
    fields: Annotated[
        tuple[str, ...],
        option(_SHAPE, "--fields", metavar="A,B", offer=KEYS, help="Only these keys of the row, in this order."),
    ]
    sources: Annotated[
        bool, option(_SHAPE, "--sources", help="Publisher, date and address of each source under each row.")
    ]
    ids: Annotated[bool, option(_SHAPE, "--ids", help="The id of each row beneath it, whole, for the next command.")]
    provenance: Annotated[
        bool,
        option(_SHAPE, "--provenance", help="CSV and TSV: which dataset, version, hash and options, as columns."),
    ]
    no_provenance: Annotated[
        bool, option(_SHAPE, "--no-provenance", help="Markdown: without the last footnote, which says these.")
    ]
    counted: Annotated[bool, option(_SHAPE, "--count", help="Print only how many there are.")]
    exit_status: Annotated[bool, option(_SHAPE, "-e", "--exit-status", help="Exit with 1 if there is none.")]
    excel: Annotated[bool, option(_SHAPE, "--excel", help="CSV as Excel opens it, with formulas made harmless.")]
    separator: Annotated[
        str | None,
        option(
            _SHAPE,
            "--separator",
            metavar="SIGN",
            offer=of_hints(*SEPARATORS.values()),
            help="Between cells of CSV: semicolon, tab, pipe; else comma.",
        ),
    ]
    color: Annotated[
        str, option(_SHAPE, "--color", metavar="WHEN", offer=of_words(*COLORS), help="auto, always or never.")
    ]
    no_pager: Annotated[bool, option(_SHAPE, "--no-pager", help="Never page.")]
    quiet: Annotated[bool, without_notes(_SHAPE)]


class ChartOptions(NamedTuple):
    """Whether the answer is drawn, and how wide a picture is."""

    chart: Annotated[
        bool,
        option(
            _SHAPE,
            "--chart",
            usual=True,
            help="Draw the answer; with -o FILE.svg, .png or .pdf a picture for print, else text.",
        ),
    ] = False
    width: Annotated[
        str | None,
        option(_SHAPE, "--width", metavar="MM", help="With --chart, how wide a picture is, in millimetres; else 174."),
    ] = None

    def millimetres(self, printing: OutputOptions) -> int:
        """The width of the picture in millimetres; UsageError without a picture, or for an invalid width."""
        if self.width is None:
            return _PICTURE_WIDTH
        chosen = number("--width", self.width) or 0
        if not (self.chart and printing.picture):
            raise UsageError("--width is for a picture", "add --chart and -o FILE.svg, .png or .pdf, or leave it out")
        if not _PICTURE_WIDTHS[0] <= chosen <= _PICTURE_WIDTHS[1]:
            narrowest, widest = _PICTURE_WIDTHS
            raise UsageError(
                f"--width {chosen}: a picture is from {narrowest} to {widest} millimetres wide",
                "--width 85 is one column of print, 174 are two",
            )
        return chosen


Kinds = Annotated[
    tuple[str, ...],
    option(
        _WHAT,
        "--kind",
        metavar="KIND",
        offer=of_words(*KIND_NAMES),
        help=f"Only records of this kind: {', '.join(KIND_NAMES)}.",
    ),
]


def kinds(given: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the requested kinds in the order of `known`; all of them if none is requested."""
    wanted = [choice("--kind", kind, known) for kind in given]
    return tuple(kind for kind in known if kind in wanted or not wanted)


class QueryOptions(NamedTuple):
    """What is asked for: the options that every list of records takes."""

    when: DateOptions
    what: SubjectOptions
    says: SourceOptions
    many: LimitOptions

    @property
    def query(self) -> Query:
        """What the options ask for; UsageError, naming the option, for a date or number that is none."""
        when, what, says, many = self
        _refuse_idle(when, says)
        return Query(
            since=bounded("--since", when.since),
            until=bounded("--until", when.until),
            on=period("--on", when.on),
            certain=when.certain,
            about=stated("--about", what.about),
            actors=stated("--actor", what.actor),
            places=stated("--place", what.place),
            tags=stated("--tag", what.tag),
            texts=what.text,
            not_about=stated("--not-about", what.not_about),
            not_actors=stated("--not-actor", what.not_actor),
            not_places=stated("--not-place", what.not_place),
            not_tags=stated("--not-tag", what.not_tag),
            sources=stated("--source", says.source),
            min_sources=number("--min-sources", says.min_sources) or 0,
            max_sources=number("--max-sources", says.max_sources),
            publishers=stated("--publisher", says.publisher),
            agencies=stated("--agency", says.agency),
            not_sources=stated("--not-source", says.not_source),
            not_publishers=stated("--not-publisher", says.not_publisher),
            not_agencies=stated("--not-agency", says.not_agency),
            known_by=bounded("--known-by", says.known_by),
            undated=says.undated,
            limit=number("--limit", many.limit),
            reverse=many.reverse,
        )


def _refuse_idle(when: DateOptions, says: SourceOptions) -> None:
    """Raise UsageError for an option that only modifies another one, which is not given."""
    if when.certain and (when.since, when.until, when.on) == (None, None, None):
        lack = "without --since, --until or --on nothing can lie outside"
        raise UsageError(f"--certain: {lack}", "add one of them, or leave --certain out")
    if says.undated and says.known_by is None:
        lack = "without --known-by nothing undated is left out"
        raise UsageError(f"--undated: {lack}", "add it, or leave --undated out")
