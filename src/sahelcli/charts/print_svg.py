"""SVG files for print: a chart with title, axis, legend, notes, sources and dataset, as wide as asked.

Lengths are points (1/72 inch) but where a name says millimetres. No clock and no chance is in it: the same answer has
the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sahelcli import charts
from sahelcli.charts import count_chart, figure_chart
from sahelcli.charts.figure_chart import DrawingSize
from sahelcli.phrases import count
from sahelcli.text.font_width import FAMILIES, width, wrapped
from sahelcli.text.sanitize import one_line

if TYPE_CHECKING:
    from jinja2 import Template

    from sahelcli.charts.figure_panels import Panel
    from sahelcli.json_contract import CountRow

NARROWEST, WIDEST = 60, 420  # millimetres
_POINTS = 72 / 25.4  # in a millimetre
_MARGIN = 4.0
_TWO_COLUMNS = 120  # millimetres, from which on letters are larger
_SAMPLE = 2.6  # how wide and high a sample of the legend is, in letters


class PictureText(NamedTuple):
    """The texts around a drawing: title, unit of the axis, notes on missing data, sources, the dataset."""

    title: str
    axis: str
    notes: tuple[str, ...]
    sources: str
    dataset: str


class _TextStyle(NamedTuple):
    size: float
    leading: float
    is_bold: bool = False


class Item(NamedTuple):
    """An item of the page: a line of text of a `style`, a "drawing", a "sample" of the legend or a "rule"."""

    style: str
    x: float
    y: float
    content: Any = None


class PicturePage:
    """The page that a picture is, filled from above: lines of text, drawings, samples of the legend."""

    margin = _MARGIN

    def __init__(self, kind: str, text: PictureText, millimetres: int) -> None:
        self.kind, self.text, self.millimetres = kind, text, millimetres
        self.width = round(millimetres * _POINTS, 2)
        self.room = round(self.width - 2 * _MARGIN, 2)
        self.font = font = 6.5 if millimetres < _TWO_COLUMNS else 7.0
        self.styles = {
            "title": _TextStyle(1.6 * font, 1.9 * font, is_bold=True),
            "about": _TextStyle(font, 1.35 * font),
            "heading": _TextStyle(1.1 * font, 1.5 * font, is_bold=True),
            "legend": _TextStyle(font, 1.35 * font),
            "note": _TextStyle(font, 1.35 * font),
            "source": _TextStyle(0.92 * font, 1.2 * font),
        }
        self.styles = {name: style._replace(size=round(style.size, 2)) for name, style in self.styles.items()}
        self.items: list[Item] = []  # in the order in which they are read
        self._y = _MARGIN
        self.write(text.title, "title")
        self.write(text.axis, "about")

    @property
    def height(self) -> float:
        """The height of the page, from the items on it."""
        return round(self._y + _MARGIN, 2)

    @property
    def height_in_millimetres(self) -> float:
        """The height of the page in millimetres."""
        return round(self.height / _POINTS, 2)

    @property
    def size(self) -> DrawingSize:
        """The size of a drawing that is as wide as the page, and as high as two of which are wide."""
        return DrawingSize(self.room, round(self.room * (0.58 if self.millimetres < _TWO_COLUMNS else 0.42)), self.font)

    def write(self, text: str, style: str) -> None:
        """Set a text in lines."""
        size, leading, is_bold = self.styles[style]
        for line in wrapped(one_line(text), self.room, size, is_bold=is_bold):
            self._y += leading
            self.items.append(Item(style, _MARGIN, round(self._y - 0.2 * size, 2), line))

    def skip(self, letters: float) -> None:
        """Leave room, so many letters high."""
        self._y += letters * self.font

    def place(self, chart: Any) -> None:
        """Set a drawing."""
        self.items.append(Item("drawing", _MARGIN, round(self._y, 2), chart))
        self._y += chart.size.height

    def explain(self, samples: Iterable[tuple[Any, str]]) -> None:
        """Set the legend: samples with their words, side by side where there is room."""
        leading, row, indent = self.styles["legend"].leading, _SAMPLE * self.font, (_SAMPLE + 0.4) * self.font
        x = self.width
        for mark, text in samples:
            lines = wrapped(text, self.room - indent, self.font)
            end = x + indent + max(width(line, self.font) for line in lines)
            if end > self.width - _MARGIN or len(lines) > 1:
                end, x, self._y = end - x + _MARGIN, _MARGIN, self._y + row
            top = self._y - row
            self.items.append(Item("sample", round(x, 2), round(top, 2), mark))
            for number, line in enumerate(lines):
                y = top + 1.66 * self.font + number * leading
                self.items.append(Item("legend", round(x + indent, 2), round(y, 2), line))
            x = end + 1.5 * self.font
            self._y += (len(lines) - 1) * leading

    def add_note(self, note: str) -> None:
        """Add a note at the foot that only the drawing gives rise to."""
        self.text = self.text._replace(notes=(*self.text.notes, note))

    def finish(self) -> None:
        """Set the texts at the foot: notes, sources, dataset."""
        self.skip(0.4)
        for note in self.text.notes:
            self.write(f"{note[:1].upper()}{note[1:]}.", "note")
        self.skip(0.8)
        self.items.append(Item("rule", _MARGIN, round(self._y, 2)))
        self.skip(0.2)
        for text in filter(None, (self.text.sources, self.text.dataset)):
            self.write(text, "source")


def figure_picture(panels: Sequence[Panel], text: PictureText, millimetres: int) -> str:
    """Return the SVG of figures over time: a drawing for each panel, over the days of all, with a scale of its own."""
    page = PicturePage("figures", text, millimetres)
    days = [row for panel in panels for row in panel.rows]
    left = max((figure_chart.left_of(panel.rows, page.size) for panel in panels), default=0)
    for panel in panels:
        page.skip(0.8)
        page.write(f"{panel.title}: {count(len(panel.rows), 'figure')}", "heading")
        size = page.size._replace(height=_panel_height(page, len(panel.rows), len(panels)))
        page.place(figure_chart.draw(panel.rows, size, days, left))
    drawings = [item.content for item in page.items if item.style == "drawing"]
    marks = [mark for chart in drawings for mark in chart.marks]
    page.skip(0.4)
    page.explain(figure_chart.legend(page.size, marks))
    labels = sum(len(chart.labels) for chart in drawings)
    if labels < len(marks):
        page.add_note(
            f"who says so stands beside {labels:,} of {count(len(marks), 'figure')}: there is no clear room for more"
        )
    return _svg(page)


def _panel_height(page: PicturePage, figures: int, panels: int) -> int:
    """Return the height of one of several drawings: by the figures in it, and lower where there are many."""
    if panels == 1:
        return round(page.size.height)
    share = min(1, 0.25 + figures / 15) * min(1, 4 / panels)
    return round(max(10 * page.font, share * page.size.height))


def period_picture(rows: Sequence[CountRow], text: PictureText, millimetres: int) -> str:
    """Return the SVG of counts over time; each row has a period, as `fits` says that there is room for."""
    page = PicturePage("periods", text, millimetres)
    if rows:
        page.place(count_chart.draw_periods(rows, page.size))
    return _explained(page, rows)


def name_picture(rows: Sequence[CountRow], text: PictureText, millimetres: int) -> str:
    """Return the SVG of counts by name, in the order of the rows."""
    page = PicturePage("names", text, millimetres)
    if rows:
        page.skip(0.8)
        page.place(count_chart.draw_names(rows, page.size))
    return _explained(page, rows)


def fits(rows: Sequence[CountRow], millimetres: int) -> bool:
    """Whether a picture of that width has room for a bar for each period."""
    return count_chart.fits_periods(rows, PicturePage("periods", PictureText("", "", (), "", ""), millimetres).size)


def _explained(page: PicturePage, rows: Sequence[CountRow]) -> str:
    """Return the SVG with the legend of the bars; their sums where no record is in two bars."""
    single, total = sum(row["single_source"] for row in rows), sum(row["total"] for row in rows)
    if rows:
        page.skip(0.4)
        sums = (f": {total - single:,}", f": {single:,}") if page.kind == "periods" else ("", "")
        samples = ((False, f"two or more independent sources{sums[0]}"), (True, f"one independent source{sums[1]}"))
        page.explain((count_chart.one_source_sample(page.size, is_single=is_one), words) for is_one, words in samples)
    return _svg(page)


def _svg(page: PicturePage) -> str:
    page.finish()
    families = ", ".join(f"'{name}'" if " " in name else name for name in FAMILIES)
    return _template().render(page=page, families=families)


def _finalize(value: Any) -> Any:
    """Make text of data harmless on its way into the picture."""
    return one_line(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(list(charts.__path__)),
        autoescape=True,
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("picture.svg")
