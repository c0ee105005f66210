"""Preview of a table of any kind: where the names of its columns stand, and counts of what each column holds."""

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
_DISTINCT = 1_000  # values that are told apart
_DASHES = frozenset({"--", "—", "–", "?", "??", "n.d.", "s.d.", "s.o."})
LIKE_EMPTY = SUSPECT | _DASHES
"""Words that people and programs write where a value is missing."""


@dataclass(slots=True)
class PreviewedColumn:
    """What the cells of a column hold: `kinds` counts them by what they look like, `forms` dates by their forms."""

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
        """What most cells look like; "" where none is filled."""
        return max(self.kinds, key=lambda kind: self.kinds[kind], default="")

    def only_forms(self) -> list[tuple[DateFormatHint, ...]]:
        """Return the forms that read its dates, most frequent first; two together where nothing tells which it is.

        A date that can be read in two ways is read in the one that dates beside it must have, if that is one alone.
        """
        forms = self._in_fewest_languages()
        sure = {ways[0] for ways in forms if len(ways) == 1}
        fitting_forms: Counter[tuple[DateFormatHint, ...]] = Counter()
        for ways, number in forms.items():
            fitting = tuple(way for way in ways if way in sure)
            fitting_forms[fitting if len(fitting) == 1 else ways] += number
        return [ways for ways, _number in fitting_forms.most_common()]

    def _in_fewest_languages(self) -> Counter[tuple[DateFormatHint, ...]]:
        """Return the dates by their forms, names of months in the language that reads most of those in the column."""
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
    """A table as it looks: its path, the line of the names, the rows below it that were looked at.

    `line` is None where no row has names, and 0 where they stand in no line, as those of JSON and Parquet.

    `is_whole` says that there are no more rows; `above` are the texts of lines above the names.
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
    """No line below the names of a table can be cut into cells."""

    def __init__(self, path: str, line: int) -> None:
        super().__init__(
            f"{Location(path, line)}: no line from here on can be cut into cells",
            'a quotation mark that opens a cell stands again at its end, and one inside it is written ""',
        )


def look(path: str, rows: Iterable[object]) -> TablePreview:
    """Look at a table, given all its rows from the first on; EmptyTable or NothingCut where it has none."""
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
    """Yield the rows that are not empty; `broken` gets the lines that cannot be cut into cells, `notes` the notes."""
    for row in rows:
        if isinstance(row, Row):
            if any(map(str.strip, row.cells)):
                yield row
        elif isinstance(row, Finding):
            broken.append(row.place.line)
        elif isinstance(row, Note):
            notes.append(row.text)


def _names_at(rows: Sequence[Row]) -> int:
    """Return which of the rows has the names: the first that is as full as most; -1 where it looks like values."""
    filled = [sum(1 for cell in row.cells if cell.strip()) for row in rows]
    if not rows:
        return -1
    usual = sorted(filled)[len(filled) // 2]
    place = next(number for number, cells in enumerate(filled) if 2 * cells > usual)
    kinds = {cell_kinds.kind_of(cell.strip()) for cell in rows[place].cells if cell.strip()}
    return place if kinds <= {cell_kinds.TEXT, cell_kinds.YEAR} else -1
