"""Options of `sahel import`: how a table is written and what its columns mean."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, NamedTuple, get_args, get_type_hints

from sahelcli.cli import options
from sahelcli.cli.completion import of_hints, of_words
from sahelcli.errors import UsageError
from sahelcli.importers import IMPORTERS, Importer
from sahelcli.importers.cells.date_format import has_names, has_two_digits
from sahelcli.importers.cells.month_names import ENGLISH, names
from sahelcli.importers.cells.numbers import thousands_of
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.mapping import column_names
from sahelcli.model import KIND_NAMES
from sahelcli.option_values import SEPARATORS, choice, separator_of, stated
from sahelcli.progress import Advance
from sahelcli.text import shell_quoting
from sahelcli.text.quoted_values import shown

_TABLE, _CSV = "Table", "Mapping"


class InvalidPair(UsageError):
    """--map or --set is not written KEY=TEXT."""

    def __init__(self, option: str, text: str) -> None:
        super().__init__(f"{option} {shown(text)} names no key and what fills it", f"write {option} date=Date")


class TableOptions(NamedTuple):
    """How the table is written."""

    separator: Annotated[
        str | None,
        options.option(
            _TABLE,
            "--separator",
            metavar="SIGN",
            offer=of_hints(*SEPARATORS.values()),
            help="comma, semicolon, tab, pipe or a sign; else the one that fits.",
        ),
    ] = None
    encoding: Annotated[
        str | None,
        options.option(
            _TABLE, "--encoding", metavar="NAME", help="Such as windows-1252; else UTF-8, or what a mark says."
        ),
    ] = None
    sheet: Annotated[
        str | None,
        options.option(_TABLE, "--sheet", metavar="NAME", help="Which sheet of a spreadsheet; else the one that fits."),
    ] = None
    records: Annotated[
        str | None,
        options.option(_TABLE, "--records", metavar="PATH", help="Where the list stands in JSON: response.results."),
    ] = None
    header_row: Annotated[
        str | None,
        options.option(
            _TABLE, "--header-row", metavar="N", help="The line of the columns' names, or none; else the one that fits."
        ),
    ] = None
    columns: Annotated[
        str | None,
        options.option(_TABLE, "--columns", metavar="A,B,C", help="Names of the columns, where the table has none."),
    ] = None
    date_format: Annotated[
        tuple[str, ...],
        options.option(
            _TABLE,
            "--date-format",
            metavar="FORM",
            usual=True,
            help="How dates are written: %d/%m/%Y, or d MMMM yyyy; repeated.",
        ),
    ] = ()
    century: Annotated[
        str | None,
        options.option(
            _TABLE, "--century", metavar="NN", help="What stands before two-digit years: 19 is 1900 to 1999."
        ),
    ] = None
    language: Annotated[
        tuple[str, ...],
        options.option(
            _TABLE, "--language", metavar="CODE", help="Whose names months have: fr; else English; repeated."
        ),
    ] = ()
    thousands: Annotated[
        str | None,
        options.option(_TABLE, "--thousands", metavar="SIGN", help="What stands between groups of digits: , or ."),
    ] = None
    missing: Annotated[
        tuple[str, ...],
        options.option(_TABLE, "--missing", metavar="WORD", help="What stands where a value is missing; repeated."),
    ] = ()
    release: Annotated[
        str | None,
        options.option(_TABLE, "--release", metavar="TEXT", help="Which release it is, as the dataset's version."),
    ] = None


class MappingOptions(NamedTuple):
    """What the columns of a table of any kind mean."""

    becomes: Annotated[
        str,
        options.option(
            _CSV,
            "--as",
            metavar="KIND",
            offer=of_words(*KIND_NAMES),
            usual=True,
            help="What a row becomes: event, quote, figure, actor, place, source.",
        ),
    ] = "event"
    map: Annotated[
        tuple[str, ...],
        options.option(_CSV, "--map", metavar="KEY=COLUMN", usual=True, help="Fill a key from columns; repeated."),
    ] = ()
    set: Annotated[
        tuple[str, ...],
        options.option(_CSV, "--set", metavar="KEY=TEXT", usual=True, help="Fill a key of every record alike."),
    ] = ()
    list_separator: Annotated[
        str, options.option(_CSV, "--list-separator", metavar="SIGN", help="Between the parts of a list in a cell.")
    ] = ";"
    allow_unknown: Annotated[
        bool, options.option(_CSV, "--allow-unknown", help="Rows that refer to what is not there are records too.")
    ] = False


def import_options(
    importer: Importer, reading: TableOptions, mapping: MappingOptions, advance: Advance
) -> ImportOptions:
    """Return the options of an import; UsageError for invalid or contradictory ones."""
    _refuse_unheeded(importer, mapping)
    _refuse_elsewhere(importer, reading)
    if not mapping.list_separator:
        raise UsageError('--list-separator "" separates nothing', 'name a sign: --list-separator "|"')
    encoding, release = _stated("--encoding", reading.encoding), _stated("--release", reading.release)
    return ImportOptions(
        kind=choice("--as", mapping.becomes, KIND_NAMES),
        maps=tuple(_pair("--map", text) for text in mapping.map),
        sets=tuple(_pair("--set", text) for text in mapping.set),
        separator="" if reading.separator is None else separator_of(reading.separator),
        encoding=encoding,
        date_formats=reading.date_format,
        century=_century(reading, mapping),
        languages=_languages(reading, mapping),
        thousands="" if reading.thousands is None else thousands_of(reading.thousands),
        list_separator=mapping.list_separator,
        missing=stated("--missing", reading.missing) if reading.missing else (),
        release=release,
        header_row=_header_row(reading.header_row),
        columns=_names(reading.columns),
        allow_unknown=mapping.allow_unknown,
        sheet=_stated("--sheet", reading.sheet),
        records=_stated("--records", reading.records),
        advance=advance,
    )


def _refuse_unheeded(importer: Importer, mapping: MappingOptions) -> None:
    heeded = {"--set"} if importer.is_set else {"--allow-unknown"} if importer.is_printed else set[str]()
    given = dict.fromkeys(option for option, _value in _typed(mapping) if option not in heeded)
    if importer.is_mapped or not given:
        return
    others = ", ".join(each.name for each in IMPORTERS if each.is_mapped)
    verb = "is" if len(given) == 1 else "are"
    raise UsageError(
        f"{' and '.join(given)} {verb} for {others}, not for {importer.name}", "leave out what is not for it"
    )


def _refuse_elsewhere(importer: Importer, reading: TableOptions) -> None:
    for option, text, importers in (
        ("--sheet", reading.sheet, ("xlsx", "ucdp-ged", "acled", "timelinejs")),
        ("--records", reading.records, ("json", "ucdp-ged", "acled")),
    ):
        if text is not None and importer.name not in importers:
            raise UsageError(f"{option} is for {', '.join(importers)}, not for {importer.name}", "leave it out")


def _stated(option: str, text: str | None) -> str:
    """Return the text of an option, "" if it is not given; UsageError if it is empty."""
    return "" if text is None else stated(option, (text,))[0]


def _header_row(text: str | None) -> int | None:
    """Return the number of the header line, 0 if there is none, None without the option."""
    if text is None:
        return None
    if text.casefold() == "none":
        return 0
    if not re.fullmatch("[1-9][0-9]{0,5}", text):
        message = f"--header-row must be the number of a line or none, not {shown(text)}"
        raise UsageError(message, "--header-row 3, where two lines stand above the names")
    return int(text)


def _names(text: str | None) -> tuple[str, ...]:
    """Return the column names of an option, () for none; a name with a comma must be quoted."""
    if text is None:
        return ()
    names = column_names.cut(text)
    if not any(names):
        raise UsageError(f"--columns {shown(text)} names no column", "--columns date,title,source")
    return names


def _century(reading: TableOptions, mapping: MappingOptions) -> str:
    """Return the century of two-digit years, "" if they are not read; UsageError for an invalid one."""
    if reading.century is None:
        return ""
    if not re.fullmatch("[0-9]{2}", reading.century):
        message = f"--century must be the first two digits of a year, not {shown(reading.century)}"
        raise UsageError(message, "--century 19 reads two-digit years as 1900 to 1999")
    if not any(map(has_two_digits, reading.date_format)) and not _has_parts(mapping):
        raise UsageError("--century is for years of two digits, and no --date-format has them", "%y, as in %d/%m/%y")
    return reading.century


def _languages(reading: TableOptions, mapping: MappingOptions) -> tuple[str, ...]:
    """Return the languages of month names; UsageError for an unknown one, or if no date format has month names."""
    for language in stated("--language", reading.language):
        names(language)
    if reading.language and not any(map(has_names, reading.date_format)) and not _has_parts(mapping):
        message = "--language is for names of months, and no --date-format has them"
        raise UsageError(message, shell_quoting.join(("--date-format", "%d %B %Y")))
    return reading.language or (ENGLISH,)


def _has_parts(mapping: MappingOptions) -> bool:
    """Whether a key is mapped to several columns, such as a date with separate year, month and day."""
    keys = [text.partition("=")[0].strip() for text in mapping.map]
    return len(set(keys)) < len(keys) or any("," in text for text in mapping.map)


def _pair(option: str, text: str) -> tuple[str, str]:
    key, _, value = text.partition("=")
    if not key.strip() or not value.strip():
        raise InvalidPair(option, text)
    return key.strip(), value


def typed(reading: TableOptions, mapping: MappingOptions) -> list[tuple[str, str]]:
    """Return (option, value) pairs of the options given, as typed; the value of a switch is ""."""
    return [pair for group in (reading, mapping) for pair in _typed(group)]


def _typed(group: TableOptions | MappingOptions) -> Iterator[tuple[str, str]]:
    names = option_names(type(group))
    for field, value in group._asdict().items():
        if value != group._field_defaults[field]:
            values = ("",) if isinstance(value, bool) else value if isinstance(value, tuple) else (value,)
            yield from ((names[field], each) for each in values)


def option_names(group: type[Any]) -> dict[str, str]:
    """Return {field: option as typed} for the fields of a group."""
    hints = get_type_hints(group, include_extras=True)
    written = {field: get_args(hint)[1] for field, hint in hints.items()}
    return {field: (option.default, *option.param_decls)[0] for field, option in written.items()}
