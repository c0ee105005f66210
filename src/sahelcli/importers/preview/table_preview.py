"""Table preview data, for any file format: the position of the column names, and counts of each column's contents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from sahelcli.diagnostics.finding import Finding, Location
from sahelcli.errors import UsageError
from sahelcli.importers.cells.date_format import has_names
from sahelcli.importers.cells.date_format_hints import DateFormatHint
from sahelcli.importers.cells.missing_values import SUSPECT
from sahelcli.importers.preview import cell_kinds
from sahelcli.importers.tables.column_layout import EmptyTable
from sahelcli.importers.tables.table import Note, Row

MOST = 10_000  # rows that are looked at
_FIRST = 50  # rows among which the names are looked for
_SAMPLES = 3
_DISTINCT = 1_000  # most different values counted
_DASHES = frozenset({"--", "—", "–", "?", "??", "n.d.", "s.d.", "s.o."})
LIKE_EMPTY = SUSPECT | _DASHES
"""Words that people and programs write where a value is missing."""


@dataclass(slots=True)
class PreviewedColumn:
    """Statistics of a column: `kinds` counts its cells by apparent type, `forms` its dates by format."""

    name: str
    filled: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    forms: Counter[tuple[DateFormatHint, ...]] = field(default_factory=Counter)
    like_empty: Counter[str] = field(default_factory=Counter)
    samples: dict[str, None] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)  # of each kind
    distinct: set[str] = field(default_factory=set)
    lists: int = 0  # cells with a semicolon between words
    several_links: int = 0  # cells with more than one
    markup: int = 0  # cells with HTML

    def take(self, cell: str) -> None:
        """Count a cell."""
        text = cell.strip()
        if text in LIKE_EMPTY:
            self.like_empty[text] += 1
        elif text:
            self.filled += 1
            self._count(text)

    def _count(self, text: str) -> None:
        kind = cell_kinds.kind_of(text)
        self.kinds[kind] += 1
        self.first.setdefault(kind, text)
        if kind == cell_kinds.DATE:
            self.forms[cell_kinds.forms_of(text)] += 1
        if len(self.samples) < _SAMPLES:
            self.samples[text] = None
        if len(self.distinct) < _DISTINCT:
            self.distinct.add(text)
        self.lists += kind == cell_kinds.TEXT and ";" in text.strip(";")
        self.several_links += kind == cell_kinds.LINK and len(text.split()) > 1
        self.markup += cell_kinds.has_markup(text)

    @property
    def kind(self) -> str:
        """The apparent type of most cells; "" if all are empty."""
        return max(self.kinds, key=lambda kind: self.kinds[kind], default="")

    def only_forms(self) -> list[tuple[DateFormatHint, ...]]:
        """Return the formats that read its dates, most frequent first; two together if nothing decides between them.

        A date that two formats read counts for the format that the column's unambiguous dates have, if it is only one.
        """
        forms = self._in_fewest_languages()
        sure = {ways[0] for ways in forms if len(ways) == 1}
        fitting_forms: Counter[tuple[DateFormatHint, ...]] = Counter()
        for ways, number in forms.items():
            fitting = tuple(way for way in ways if way in sure)
            fitting_forms[fitting if len(fitting) == 1 else ways] += number
        return [ways for ways, _number in fitting_forms.most_common()]

    def _in_fewest_languages(self) -> Counter[tuple[DateFormatHint, ...]]:
        """Return the dates by format, month names in the language that reads most of the column."""
        read = Counter[str]()
        for ways, number in self.forms.items():
            for way in ways:
                read[way.language] += number if way != cell_kinds.EDTF and has_names(way.form) else 0
        forms: Counter[tuple[DateFormatHint, ...]] = Counter()
        for ways, number in self.forms.items():
            language = max(ways, key=lambda way: read[way.language]).language
            forms[tuple(way for way in ways if way.language == language)] += number
        return forms


@dataclass(frozen=True, slots=True)
class TablePreview:
    """The preview of a table: its path, the line of the column names, and the rows below that were examined.

    `line` is None if no row has names, and 0 if they are on no line, as in JSON and Parquet.

    `is_whole` means that there are no more rows; `above` are the texts of lines above the names.
    """

    path: str
    line: int | None
    columns: tuple[PreviewedColumn, ...]
    rows: int
    is_whole: bool
    above: tuple[str, ...] = ()
    uneven: tuple[int, ...] = ()  # lines whose row has more or fewer cells than there are columns
    broken: tuple[int, ...] = ()  # lines that cannot be cut into cells
    notes: tuple[str, ...] = ()  # what the rows themselves could only be told with


class NothingCut(UsageError):
    """No line below the column names of a table can be split into cells."""

    def __init__(self, path: str, line: int) -> None:
        super().__init__(
            f"{Location(path, line)}: no line from here on can be cut into cells",
            'a quotation mark that opens a cell stands again at its end, and one inside it is written ""',
        )


def look(path: str, rows: Iterable[object]) -> TablePreview:
    """Return the preview of a table, given all its rows from the first; EmptyTable or NothingCut if it has none."""
    broken, notes = list[int](), list[str]()
    those = _filled(rows, broken, notes)
    first = list(islice(those, _FIRST))
    if not first and not broken:
        raise EmptyTable(path)
    place = _names_at(first)
    named = first[place] if 0 <= place < len(first) else None
    width = len(named.cells) if named else max((len(row.cells) for row in first), default=0)
    names = [cell.strip() for cell in named.cells] if named else [str(number + 1) for number in range(width)]
    while names and not names[-1]:
        names.pop()
    columns = tuple(map(PreviewedColumn, names))
    number, more = 0, False
    uneven: list[int] = []
    for row in (*first[place + 1 :], *islice(those, MOST)):
        if number == MOST:
            more = True
            break
        number += 1
        if len(row.cells) != width and len(uneven) < _SAMPLES:
            uneven.append(row.line)
        for column, cell in zip(columns, row.cells, strict=False):
            column.take(cell)
    if broken and not number:
        raise NothingCut(path, broken[0])
    above = tuple(" ".join(filter(None, map(str.strip, row.cells))) for row in first[: max(place, 0)])
    line, faults = named.line if named else None, (tuple(uneven), tuple(broken))
    return TablePreview(path, line, columns, number, not more, above, *faults, tuple(notes))


def _filled(rows: Iterable[object], broken: list[int], notes: list[str]) -> Iterator[Row]:
    """Yield the non-empty rows; append lines that cannot be split into cells to `broken`, notes to `notes`."""
    for row in rows:
        if isinstance(row, Row):
            if any(map(str.strip, row.cells)):
                yield row
        elif isinstance(row, Finding):
            broken.append(row.place.line)
        elif isinstance(row, Note):
            notes.append(row.text)


def _names_at(rows: Sequence[Row]) -> int:
    """Return the index of the header row, the first at least half as full as usual; -1 if it looks like values."""
    filled = [sum(1 for cell in row.cells if cell.strip()) for row in rows]
    if not rows:
        return -1
    usual = sorted(filled)[len(filled) // 2]
    place = next(number for number, cells in enumerate(filled) if 2 * cells > usual)
    kinds = {cell_kinds.kind_of(cell.strip()) for cell in rows[place].cells if cell.strip()}
    return place if kinds <= {cell_kinds.TEXT, cell_kinds.YEAR} else -1
