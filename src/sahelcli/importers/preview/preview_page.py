"""Preview page of a table as text: the contents of each column, and the command line to continue with."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from sahelcli.importers.preview import cell_kinds
from sahelcli.importers.preview.mapping_proposal import MappingProposal, known_to
from sahelcli.importers.preview.table_preview import PreviewedColumn, TablePreview
from sahelcli.phrases import count
from sahelcli.text import shell_quoting
from sahelcli.text.cell_width import beginning, cells, padded
from sahelcli.text.quoted_values import with_article
from sahelcli.text.sanitize import one_line

_GAP, _WIDEST = 2, 24  # terminal cells: between name and contents, and of a name
_LINES = 5  # line numbers listed
_ODD = 24  # cells of a value that is unlike most


def page(look: TablePreview, width: int) -> Iterator[str]:
    """Yield the lines of a preview, at most `width` terminal cells wide unless a single word is longer."""
    of = "" if look.is_whole else " were looked at, the first ones"
    names = ", without a row of names" if look.line is None else f", their names in line {look.line}" * (look.line > 0)
    yield f"{count(look.rows, 'row')}{of}, {count(len(look.columns), 'column')}{names}"
    for text in look.above:
        yield beginning(f"above the names: {one_line(text)}", width)
    if look.uneven:
        yield f"of another number of cells: line {', '.join(map(str, look.uneven))}{' …' * (len(look.uneven) > 2)}"
    if look.broken:
        lines = ", ".join(map(str, look.broken[:_LINES])) + " …" * (len(look.broken) > _LINES)
        yield from wrapped(
            f"{count(len(look.broken), 'line')} cannot be read, and would be refused: line {lines}", width
        )
    for text in look.notes:
        yield from wrapped(text, width)
    yield ""
    room = min(max((cells(one_line(column.name)) for column in look.columns), default=0), _WIDEST, width // 3)
    for column in look.columns:
        name = beginning(one_line(column.name) or "(no name)", room)
        for line in _remarks(column, look, width - room - _GAP):
            yield padded(name, room + _GAP) + line
            name = ""


def command(words: Sequence[str], options: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    r"""Yield the lines of a command that can be pasted, each but the last ending with `\`."""
    line = shell_quoting.join(words)
    for option, value in options:
        text = (
            f"{option}={shell_quoting.join((value,))}"
            if value.startswith("-")
            else shell_quoting.join(filter(None, (option, value)))
        )
        if cells(f"{line} {text} \\") > width - 2:
            yield f"  {line} \\"
            line = f"    {text}"
        else:
            line = f"{line} {text}"
    yield f"  {line}"


def known(columns: Sequence[PreviewedColumn], files: Sequence[str]) -> Iterator[str]:
    """Yield the command of the importer made for these columns, if there is one."""
    if name := known_to(columns):
        line = shell_quoting.join(("sahel", "import", name, *files))
        yield f"`{line}` knows what these columns mean, and needs no --map"


def needs(proposal: MappingProposal) -> Iterator[str]:
    """Yield a sentence for each required key that the proposed command does not fill."""
    for key in proposal.lacking:
        if key == "sources":
            yield (
                f"{with_article(proposal.kind)} needs a source, and no column seems to name one: "
                "--map source.publisher=COLUMN --map source.title=COLUMN, "
                "or --set sources=ID for one that the dataset has"
            )
        else:
            whose = "the source" if key.startswith("source.") else with_article(proposal.kind)
            needed = f'{whose} needs "{key.removeprefix("source.")}"'
            yield f"{needed}: --map {key}=COLUMN, or --set {key}=TEXT for all rows alike"


def remarks(proposal: MappingProposal) -> Iterator[str]:
    """Yield a sentence for each question that the proposed command leaves open."""
    yield from proposal.doubts
    if proposal.unused:
        names = ", ".join(one_line(name) for name in proposal.unused)
        yield f"not used: {names}; --map x_NAME=COLUMN keeps a column as your own"


def _remarks(column: PreviewedColumn, look: TablePreview, width: int) -> Iterator[str]:
    """Yield lines on a column, at most `width` cells wide; samples are cut, options to type are not."""
    remarks = [*_forms(column), *_seldom(column)]
    if column.filled:
        yield from wrapped(f"{_kinds(column)}{_how_many(column, look)}", width)
        yield beginning(" · ".join(one_line(sample) for sample in column.samples), width)
    else:
        yield "empty"
    for text in remarks:
        yield from wrapped(text, width)


def wrapped(text: str, width: int) -> list[str]:
    """Return the lines of a text, at most `width` cells wide but for words that are longer."""
    return textwrap.wrap(text, width, break_on_hyphens=False, break_long_words=False)


def _seldom(column: PreviewedColumn) -> Iterator[str]:
    """Yield lines on rare cell contents that may need an option or the reader's attention."""
    for word, number in column.like_empty.most_common():
        option = f"--missing={word}" if word.startswith("-") else shell_quoting.join(("--missing", word))
        yield f"{one_line(word)} in {count(number, 'cell')}: {option} reads it as empty"
    if column.lists:
        yield f"a semicolon in {count(column.lists, 'cell')}: a list is cut there"
    if column.several_links:
        yield f"several links in {count(column.several_links, 'cell')}: each is a source of its own"
    if column.markup:
        yield f"HTML in {count(column.markup, 'cell')}"


def _kinds(column: PreviewedColumn) -> str:
    if len(column.kinds) == 1:
        return column.kind
    (first, number), *others = column.kinds.most_common()
    odd = (f"{number:,} {kind} ({beginning(one_line(column.first[kind]), _ODD)})" for kind, number in others)
    return ", ".join([f"{number:,} {first}", *odd])


def _how_many(column: PreviewedColumn, look: TablePreview) -> str:
    empty = look.rows - column.filled - column.like_empty.total()
    how_many = f", empty in {count(empty, 'row')}" if empty > 0 else ""
    if column.kind == cell_kinds.TEXT and column.filled > len(column.distinct):
        how_many += f", {len(column.distinct):,} different"
    return how_many


def _forms(column: PreviewedColumn) -> Iterator[str]:
    for ways in column.only_forms():
        if ways != (cell_kinds.EDTF,):
            yield " or ".join(way.options() for way in ways)
