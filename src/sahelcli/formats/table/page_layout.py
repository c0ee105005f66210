"""Page layout on a terminal: width, columns, indents, and the one way by which text from data comes onto the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from rich.cells import cell_len
from rich.console import RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text

from sahelcli.formats.table.line_wrap import spans
from sahelcli.phrases import NO_SOURCE, account_of, citation, distinct, in_order, more, publisher, rewording, sources_of
from sahelcli.text.bidi import without_any_turn
from sahelcli.text.sanitize import LOST, one_line, paragraphs, web_address
from sahelcli.text.unencodable_characters import encodable

if TYPE_CHECKING:
    from sahelcli.json_contract import QuoteRow
    from sahelcli.row_types import Identified, Sourced

GAP = 2  # cells between columns
GUTTER = 2  # cells before dates, for the sign of what may lie outside the window; the years hang into it


@dataclass(frozen=True, slots=True)
class PageLayout:
    """The page a painter fills: `width` cells wide; `sources` and `ids` say whether these follow each row."""

    width: int
    sources: bool = False
    ids: bool = False
    links: bool = False
    encoding: str = "utf-8"

    def text(self, value: str, style: str = "", url: str | None = None) -> Text:
        """Return a value as one line, harmless and in signs the terminal has, linked to an address of the web."""
        link = web_address(url) if self.links else None
        text = encodable(one_line(value), self.encoding)
        return Text(text, style=Style.parse(style) + Style(link=link) if link else style)

    def words(self, value: str) -> Text:
        """Return text that may hold paragraphs."""
        return Text(encodable(paragraphs(value), self.encoding))

    def join(self, parts: Iterable[str | Text], between: str = "", style: str = "") -> Text:
        """Return the parts in one text; empty ones are left out."""
        texts = [part if isinstance(part, Text) else self.text(part) for part in parts]
        joined = self.text(between).join(text for text in texts if text.plain)
        return Text(style=style, end="").append_text(joined)

    def who_says(self, row: Sourced, most: int | None = None) -> Text:
        """Return whose account it is and the publishers, each linked to its page, as `phrases.who_says` has them."""
        sources = distinct(row["sources"])
        shown = [self.text(publisher(source), url=source["url"]) for source in sources[:most]]
        via = self.join(shown or [NO_SOURCE], ", ", "dim").append(more(len(sources), most))
        account = account_of(row)
        return self.join([self.text(account), self.join([", via ", via], style="dim")]) if account else via

    def citations(self, row: QuoteRow) -> Text:
        """Return publisher and date of every source of a quotation, after "reworded by" where they reworded it."""
        cite = rewording if row["reworded"] else citation
        cited = [self.text(cite(source), url=source["url"]) for source in in_order(row["sources"])]
        joined = self.join(cited or [NO_SOURCE], "; ", "dim")
        return self.join(["reworded by ", joined], style="dim") if row["reworded"] else joined

    def beneath(self, row: Mapping[str, object], indent: int) -> Iterator[Text]:
        """Yield the id of a row with `--ids`, and its sources with `--sources`."""
        if self.ids:
            yield self.identifier(cast("Identified", row)["id"], indent)
        yield from self.source_lines(row, indent)

    def identifier(self, record_id: str, indent: int) -> Text:
        """Return an id as a line of its own, to be copied: whole, indented no further than a narrow page has room."""
        name = self.text(record_id, "dim")
        return self.join([" " * min(indent, max(0, self.width - cell_len(name.plain))), name])

    def source_lines(self, row: Mapping[str, object], indent: int) -> Iterator[Text]:
        """Yield the sources asked for with `--sources`: publisher and date, the whole address below, never broken."""
        for source in in_order(sources_of(row)) if self.sources else ():
            yield self.fill(self.text(citation(source), "dim"), indent)
            if source["url"]:
                address = self.text(source["url"], "dim", source["url"])
                yield self.join([" " * indent, address])
            if self.ids:
                yield self.identifier(source["id"], indent)

    def fill(self, text: Text, indent: int = 0, *, fold: bool = False) -> Text:
        """Return the text broken into lines for the page, each indented."""
        margin = Text(" " * indent)
        return Text("\n").join(margin + line for line in broken(text, self.width - indent, fold=fold))

    def stack(self, parts: Iterable[Text]) -> Text:
        """Return the parts one below the other; empty ones are left out."""
        return Text("\n").join(part for part in parts if part.plain)

    def between(self, left: Text, right: Text) -> Text:
        """Return one line with a text at each edge, or two lines where they do not fit side by side."""
        free = self.width - cell_len(left.plain) - cell_len(right.plain)
        if free < GAP or not right.plain:
            return self.stack([self.fill(left), self.fill(right)])
        return Text(end="").join([left, Text(" " * free), right])


def broken(text: Text, width: int, *, fold: bool = False) -> list[Text]:
    """Return the lines of a text, its styles and links kept."""
    return [text[start:end] if end > start else Text() for start, end in spans(text.plain, width, fold=fold)]


def cell(text: Text, width: int, *, right: bool = False) -> Text:
    """Return a text as the cell of a column `width` cells wide: nothing of it is lost, a longer word is folded."""
    lines = broken(text, width, fold=True)
    if len(lines) > 1 and (unturned := without_any_turn(text.plain, LOST)) != text.plain:
        text = text.copy()  # what turns the direction in one line, and is closed in the next, would turn other columns
        text.plain = unturned
        lines = broken(text, width, fold=True)
    if right:
        lines = [Text(" " * (width - cell_len(line.plain))) + line for line in lines]
    return Text("\n").join(lines)


def columns(widths: Sequence[int]) -> Table:
    """Return an empty table of columns of these widths, without lines."""
    table = Table.grid(padding=(0, GAP, 0, 0))
    for width in widths:
        table.add_column(width=width, no_wrap=True, overflow="ignore")
    return table


Painted = Iterator[RenderableType]
