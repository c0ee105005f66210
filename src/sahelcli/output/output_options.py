"""Output options: format, fields and the file an answer goes to, checked before anything is written."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from sahelcli.dataset.locate import is_shipped
from sahelcli.errors import UsageError
from sahelcli.formats import SUFFIXES, Format
from sahelcli.option_values import ExcludeEachOther, choice, form
from sahelcli.text.quoted_values import shown

# What is no list of records, by the suffix of its files.
_EXPORTS = {
    **dict.fromkeys((".html", ".htm"), "html"),
    **dict.fromkeys((".ics", ".ical"), "ics"),
    ".bib": "bibtex",
    ".geojson": "geojson",
    **dict.fromkeys((".sqlite", ".sqlite3", ".db"), "sqlite"),
    ".parquet": "parquet",
    ".xlsx": "xlsx",
}
_DOCUMENTS = (".docx", ".doc", ".odt", ".rtf", ".pdf", ".epub", ".tex", ".pptx")
_SHEETS = (".xls", ".ods", ".numbers")
PICTURES = (".svg", ".png", ".pdf")  # suffixes of a chart that is a picture
_SAYS_PROVENANCE = (Format.CSV, Format.TSV, Format.MARKDOWN)
_FOR_PEOPLE = (Format.TABLE, Format.MARKDOWN)
_SOURCELESS = {
    "count": "counts cite no sources",
    "source": "each row is a source, with its publisher, date and address",
}


class InvalidFileName(UsageError):
    """The name of the file to write cannot be one."""

    def __init__(self, name: str) -> None:
        super().__init__(f"--output {shown(name)}: this names no file", "name a file, or - for standard output")


class WritesShippedDataset(UsageError):
    """The file to write lies in the dataset that comes with `sahel`."""

    def __init__(self) -> None:
        super().__init__("the dataset that comes with sahel is never written to", "write to a file elsewhere")


COLORS = ("auto", "always", "never")


class OutputOptions(NamedTuple):
    """In what form an answer is printed, and where to: the options of a command, as they were typed."""

    format: str | None = None
    json: bool = False
    output: str | None = None  # a file; `-` and None are standard output
    fields: tuple[str, ...] = ()
    sources: bool = False
    ids: bool = False
    provenance: bool = False
    no_provenance: bool = False
    counted: bool = False
    exit_status: bool = False
    excel: bool = False
    separator: str | None = None
    color: str = "auto"
    no_pager: bool = False
    quiet: bool = False

    @property
    def is_for_machines(self) -> bool:
        """Whether a format was asked for that is no table."""
        return self.json or self.format not in (None, "table")

    @property
    def cell_separator(self) -> str:
        """The sign between the cells of CSV; UsageError for a word that names none."""
        if self.separator is None:
            return ","
        from sahelcli.option_values import separator_of  # here: commas need no word

        return separator_of(self.separator)

    @property
    def when_colored(self) -> str:
        """When colours are printed: auto, always or never; UnknownValue for another word."""
        return choice("--color", self.color, COLORS)

    @property
    def path(self) -> Path | None:
        """The file to write, None for standard output; UsageError for what names no file."""
        if self.output is None or self.output == "-":
            return None
        if "\0" in self.output or not self.output.strip():
            raise InvalidFileName(self.output)
        if is_shipped(self.output):
            raise WritesShippedDataset
        return Path(self.output)

    @property
    def picture(self) -> str | None:
        """The suffix of the file to write where it is that of a picture, None where it is not."""
        suffix = "" if self.path is None else self.path.suffix.lower()
        return suffix if suffix in PICTURES else None


class UnknownSuffix(UsageError):
    """The name of the file does not say which format is meant, and nothing else does."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"--output {shown(path)}: no list is written in the form {shown(path.suffix)}", _instead(path))


def _instead(path: Path) -> str:
    """Return how a file of such a name can be had, or which suffixes there are."""
    from sahelcli.text import shell_quoting  # here: most names are understood

    suffix, name = path.suffix.lower(), str(path)
    if form := _EXPORTS.get(suffix):
        return f"`{shell_quoting.join(['sahel', 'export', form, '-o', name])}` writes that, with the same options"
    if suffix in PICTURES and suffix not in _DOCUMENTS:
        return "`sahel troops`, `timeline` and `stats` draw a picture: add --chart"
    if suffix in _DOCUMENTS:
        markdown = str(path.with_suffix(".md"))
        made = shell_quoting.join(
            ["pandoc", "-f", "markdown-smart", markdown, "-o", name]
        )  # no sign of a quotation is bent
        return f"write Markdown, of which Pandoc makes that: -o {shell_quoting.join([markdown])}, then `{made}`"
    if suffix in _SHEETS:
        return f"write CSV, which such programs open: -o {shell_quoting.join([str(path.with_suffix('.csv'))])} --excel"
    return f"say it with --format, or end the name with {', '.join(SUFFIXES)}"


class RowsExcluded(UsageError):
    """A drawing was asked for, together with an option for rows."""

    def __init__(self, option: str, other: str) -> None:
        super().__init__(
            f"{option} is one drawing to look at, and {other} is for rows", f"leave {option} out to have the rows"
        )


class UnknownPicture(UsageError):
    """The name of the file to draw into ends as neither a picture does nor text."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"--output {shown(path)}: no chart is drawn in the form {shown(path.suffix)}",
            f"end the name with {', '.join(PICTURES)}, or .txt for text",
        )


class WritesOverInput(UsageError):
    """The file to write is one of those that are read; `role` says what it is to the command."""

    def __init__(self, path: Path, role: str) -> None:
        super().__init__(f"--output {shown(path)} is {role}", "write to another file")


def chosen_format(options: OutputOptions) -> Format:
    """Return the format asked for, else that of the file's suffix, else `table`; UsageError where it makes no sense."""
    chosen = form(options.json, options.format, tuple(Format)) or _by_suffix(options.path)
    if options.provenance and options.no_provenance:
        raise ExcludeEachOther("--provenance", "--no-provenance")
    if options.excel and chosen not in (Format.CSV, Format.TSV):
        raise UsageError(f"--excel is for csv and tsv, not for {chosen}", "add --format csv")
    if options.provenance and chosen not in _SAYS_PROVENANCE:
        raise UsageError(f"--provenance is for csv, tsv and markdown, not for {chosen}", "`sahel index` has the hash")
    if options.no_provenance and chosen is not Format.MARKDOWN:
        raise UsageError(f"--no-provenance is for markdown, not for {chosen}", "leave it out: there is none")
    if options.cell_separator and options.separator is not None and chosen is not Format.CSV:
        raise UsageError(f"--separator is for csv, not for {chosen}", "add --format csv")
    return chosen


def refuse_faulty(kind: str, options: OutputOptions) -> None:
    """Raise UsageError for an option that rows of this kind cannot be printed with, before they are looked for."""
    choice("--color", options.color, COLORS)
    refuse_idle(kind, options)
    chosen_format(options)
    chosen_fields(kind, options)


def refuse_rows(option: str, options: OutputOptions) -> None:
    """Raise RowsExcluded where the options ask for rows, beside a drawing that `option` asks for."""
    try:
        chosen = chosen_format(options._replace(output=None) if options.picture else options)
    except UnknownSuffix:
        raise UnknownPicture(Path(options.output or "")) from None
    row_options = {
        f"the format {chosen}": chosen is not Format.TABLE,
        "--fields": options.fields,
        "--sources": options.sources,
        "--ids": options.ids,
        "--provenance": options.provenance,
        "--count": options.counted,
    }
    for other, given in row_options.items():
        if given:
            raise RowsExcluded(option, other)


def refuse_idle(kind: str, options: OutputOptions) -> None:
    """Raise UsageError for options of rows where only a number is printed, or of sources where rows have none."""
    of_rows = {
        "--fields": options.fields,
        "--sources": options.sources,
        "--ids": options.ids,
        "--provenance": options.provenance,
    }
    for option, given in of_rows.items():
        if options.counted and given:
            raise UsageError(f"--count prints a number, and {option} is for rows", f"leave {option} or --count out")
    if options.sources and kind in _SOURCELESS:
        raise UsageError(f"--sources: {_SOURCELESS[kind]}", "leave --sources out")
    if options.provenance and kind == "change":
        raise UsageError("--provenance: a comparison is of two datasets", "leave --provenance out")
    if options.ids and options.fields:
        _refuse_ids(kind, chosen_format(options))


def _refuse_ids(kind: str, chosen: Format) -> None:
    """Raise UsageError where the rows of chosen fields can have no id beneath them."""
    from sahelcli.json_contract import ROWS  # here, because most answers are whole

    if "id" not in ROWS[kind].__annotations__:
        raise UsageError(f"--ids with --fields: a {kind} has no id of its own", "leave --ids or --fields out")
    if chosen not in _FOR_PEOPLE:
        raise UsageError(f"--ids with --fields is for people, not for {chosen}", "add id to --fields")


def chosen_fields(kind: str, options: OutputOptions) -> tuple[str, ...]:
    """Return the fields asked for, each once; UnknownValue where the rows of this kind have no such key."""
    if not options.fields:
        return ()
    from sahelcli.json_contract import ROWS  # here, because most answers are whole

    known = ROWS[kind].__annotations__
    fields = [name.strip() for names in options.fields for name in names.split(",")]
    for field in fields:
        if field not in known:
            from sahelcli.diagnostics.suggestions import UnknownValue

            raise UnknownValue("--fields", field, known, f"the keys are {', '.join(known)}")
    return tuple(dict.fromkeys(fields))


def refuse_protected(options: OutputOptions, protected: Iterable[str], role: str = "a file of the dataset") -> None:
    """Raise WritesOverInput if the file to write, or what it links to, is one of the protected files, of that role."""
    path = options.path
    if path and any(_is_same(Path(file), path) for file in protected):
        raise WritesOverInput(path, role)


def _is_same(file: Path, other: Path) -> bool:
    if os.path.realpath(file) == os.path.realpath(other):
        return True
    try:
        return file.samefile(other)
    except OSError:  # one of them is not there, or cannot be: no file is the same
        return False


def _by_suffix(path: Path | None) -> Format:
    if path is None or not path.suffix:
        return Format.TABLE
    named = SUFFIXES.get(path.suffix.lower())
    if named is None:
        raise UnknownSuffix(path)
    return named
