"""Output: picks the format, opens the file, stream or pager, and says on standard error what is not data.

What only some answers need is imported where it is used: every run passes through here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, TextIO, cast

from sahelcli.command_hints import with_data
from sahelcli.errors import SahelError
from sahelcli.formats import Format, Piece, Style, render
from sahelcli.output import streams
from sahelcli.output.output_options import (
    OutputOptions,
    chosen_fields,
    chosen_format,
    refuse_idle,
    refuse_protected,
    refuse_rows,
)
from sahelcli.report import Report, Row
from sahelcli.text.quoted_values import shown
from sahelcli.text.unencodable_characters import encodable

if TYPE_CHECKING:
    from sahelcli.output.capture import Capture

__all__ = ["OutputOptions", "captured", "complain", "note", "show", "show_drawing", "show_picture", "stored"]

captured: ContextVar[Capture | None] = ContextVar("captured", default=None)
"""What takes answers and notes in the place of the streams, where a program asks and not a command line."""

_LONGEST_LINE = 300  # characters of a message
_LONGEST_PATH = 200  # of a path in it


def show(report: Report, options: OutputOptions, protected: Sequence[str] = ()) -> bool:
    """Print an answer as the options ask; a faulty option is refused before anything is written.

    `protected` are the files of the dataset, which are never written to. A reader that closes early ends it quietly:
    False is returned.
    """
    color = options.when_colored
    refuse_protected(options, protected)
    refuse_idle(report.kind, options)
    path, chosen, fields = options.path, chosen_format(options), chosen_fields(report.kind, options)
    if capture := captured.get():
        _say_the_rest(capture.take(report, fields), is_plain=False)
        return True
    screen = None if path else streams.screen(sys.stdout, color, os.environ)
    style = Style(
        fields,
        sources=options.sources,
        ids=options.ids,
        provenance=options.provenance or (chosen is Format.MARKDOWN and not options.no_provenance),
        excel=options.excel,
        separator=options.cell_separator,
        color=color == "always",
        screen=screen,
    )
    is_for_people = chosen is Format.MARKDOWN or (screen is not None and chosen is Format.TABLE)
    if report.people and is_for_people and not fields and not options.counted:
        report = report.people()._replace(provenance=report.provenance)
    if options.quiet:
        report = report._replace(hints=())
    if not options.counted:
        report = report._replace(rows=_begun(report.rows))
    pieces: Iterator[Piece] = iter([f"{_number(report)}\n"]) if options.counted else render(chosen, report, style)
    if path:
        with stored(path, options.quiet) as file:
            streams.write(pieces, file, "utf-8")
        taken = True
    elif screen and chosen is Format.TABLE and not options.counted:
        taken = _fill_screen(cast("Iterator[str]", pieces), options)
    elif screen and chosen in (Format.CSV, Format.TSV):
        taken = _print(_harmless(cast("Iterator[str]", pieces)), chosen)
    else:
        taken = _print(pieces, chosen)
    if taken and not options.counted and not options.quiet:
        _say_the_rest(report, is_plain=chosen is Format.TABLE and not (screen or path))
    return taken


def _begun(rows: Iterable[Row]) -> Iterable[Row]:
    """Return rows of which the first has been read: where that fails, nothing has been printed."""
    remaining = iter(rows)
    return chain([*islice(remaining, 1)], remaining)


def show_drawing(
    draw: Callable[[int], str], option: str, options: OutputOptions, protected: Sequence[str] = ()
) -> None:
    """Print a drawing, `draw(width)`, as wide as the terminal; elsewhere as COLUMNS says, or 80.

    UsageError, naming the option that asked for it, where the options ask for what only rows have.
    """
    color = options.when_colored
    refuse_rows(option, options)
    refuse_protected(options, protected)
    screen = None if options.path else streams.screen(sys.stdout, color, os.environ)
    pieces = iter([draw(screen.width if screen else streams.columns(os.environ))])
    if options.path:
        with stored(options.path, options.quiet) as file:
            streams.write(pieces, file, "utf-8")
    elif screen:
        _fill_screen(pieces, options)
    else:
        _print(pieces, Format.TABLE)


def show_picture(draw: Callable[[], str], option: str, options: OutputOptions, protected: Sequence[str] = ()) -> None:
    """Write a picture, `draw()` as SVG, into the file that the options name, in the form of its suffix.

    UsageError, naming the option that asked for it, where the options ask for what only rows have.
    """
    from sahelcli.charts.picture_file import letters_without_font, picture_bytes  # here: few answers are pictures

    refuse_rows(option, options)
    refuse_protected(options, protected)
    svg = draw()
    content = picture_bytes(svg, options.picture or "")
    letters = "" if options.picture == ".svg" else letters_without_font(svg)
    if options.path:
        with stored(options.path, options.quiet) as file:
            file.write(content)
    if letters:
        note(
            f"no font here has {' '.join(letters[:20])}: boxes stand in the picture for what is written with these",
            quiet=options.quiet,
        )


@contextmanager
def stored(path: Path, quiet: bool = False) -> Iterator[IO[bytes]]:
    """Yield a file to write, whole or not at all; CannotWrite where it fails, and a note on lost attributes."""
    from sahelcli.filesystem.atomic_write import whole_file

    with streams.writing(shown(path, _LONGEST_PATH)), whole_file(path, partial(note, quiet=quiet)) as file:
        yield file


def note(text: str, quiet: bool = False) -> None:
    """Print a note on standard error: one line, harmless, unless `quiet`."""
    if quiet:
        return
    if capture := captured.get():
        capture.notes.append(_one_line(with_data(text)))
    else:
        _tell(with_data(text))


def complain(error: SahelError, color: str = "auto") -> None:
    """Print an error on standard error and, where there is one, the way out."""
    stream: TextIO | None = sys.stderr
    if not error.message or stream is None:
        return
    strong = streams.has_color(stream, color, os.environ)
    _tell(error.message, "\x1b[1;31merror:\x1b[0m " if strong else "error: ")
    if error.hint:
        _tell(with_data(error.hint), "\x1b[1mhint:\x1b[0m " if strong else "hint: ")


def _number(report: Report) -> int:
    return sum(1 for _ in report.rows) if report.total is None else report.total


def _harmless(pieces: Iterator[str]) -> Iterator[str]:
    from sahelcli.text.sanitize import on_screen

    return map(on_screen, pieces)


def _fill_screen(pieces: Iterator[str], options: OutputOptions) -> bool:
    from sahelcli.output import pager

    encoding = sys.stdout.encoding
    if not options.no_pager and (words := pager.command(os.environ)):
        fits, pieces = pager.fits(pieces, streams.terminal_size(sys.stdout, os.environ)[1])
        if not fits and pager.page(pieces, words, encoding, os.environ):
            return True
    return streams.print_out(pieces, encoding)


def _print(pieces: Iterator[Piece], format: Format) -> bool:
    return streams.print_out(pieces, None if format is Format.TABLE else "utf-8")


def _say_the_rest(report: Report, is_plain: bool) -> None:
    if report.total == 0:
        note(f"no {report.noun or 'record'}s match")
    elif report.total is not None and report.shown is not None and report.shown < report.total:
        from sahelcli.phrases import counted

        note(f"shown {counted(report.total, report.shown, report.noun, report.within)}")
    for hint in report.hints if is_plain else ():
        note(hint)


def _tell(text: str, label: str = "") -> None:
    stream: TextIO | None = sys.stderr
    if stream is None:
        return
    with suppress(OSError, ValueError):  # there is nowhere left to say it
        encoding = stream.encoding or "utf-8"  # a text in memory has none
        stream.write(f"{label}{encodable(_one_line(text), encoding)}\n")
        stream.flush()


def _one_line(text: str) -> str:
    from sahelcli.text.sanitize import spelt_out

    line = spelt_out(text)
    return line if len(line) <= _LONGEST_LINE else f"{line[: _LONGEST_LINE - 1]}…"
