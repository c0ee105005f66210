"""Standard streams: what each of them can show, and writing to them so that no failure is a surprise."""

from __future__ import annotations

import errno
import os
import sys
from codecs import getincrementalencoder
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO, TextIO

from sahelcli.errors import SahelError
from sahelcli.formats import Piece, Screen
from sahelcli.text.unencodable_characters import STAND_IN

_BLOCK = 1 << 16  # bytes that are written at once
_WITHOUT_STYLES = ("dumb", "unknown")
_OFF = ("0", "false")  # as supports-color reads FORCE_COLOR
_WITHOUT_LINKS = ("linux", "vt100", "vt220")  # terminals that would print the address of a link, or worse


class WriteFailed(SahelError):
    """Output could not be printed or stored."""

    def __init__(self, where: str, reason: OSError | str) -> None:
        why = reason if isinstance(reason, str) else reason.strerror or str(reason)
        super().__init__(f"cannot write {where}: {why[:1].lower()}{why[1:]}", _way_out(reason))


def _way_out(reason: OSError | str) -> str | None:
    if isinstance(reason, str):
        return None
    from sahelcli.filesystem.atomic_write import way_out  # here: writing goes well as a rule

    return way_out(reason)


@contextmanager
def writing(where: str) -> Iterator[None]:
    """Turn a failure to write into its message; a closed pipe stays a BrokenPipeError."""
    try:
        yield
    except OSError as error:
        if isinstance(error, BrokenPipeError) or error.errno == errno.EPIPE:
            raise BrokenPipeError from error
        raise WriteFailed(where, error) from error


def print_out(pieces: Iterable[Piece], encoding: str | None = None) -> bool:
    """Print a document on standard output, text in its own encoding or another; False where the pipe was closed.

    WriteFailed if it is closed, or the device full.
    """
    stream: TextIO | None = sys.stdout
    if stream is None or stream.closed:
        raise WriteFailed("standard output", "it is closed")
    try:
        with writing("standard output"):
            stream.flush()
            write(pieces, stream.buffer, encoding or stream.encoding)
            stream.buffer.flush()
    except BrokenPipeError:
        _silence(stream)
        return False
    except WriteFailed:
        _silence(stream)
        raise
    return True


def write(pieces: Iterable[Piece], out: IO[bytes], encoding: str) -> None:
    """Write a document, text in an encoding, with a stand-in for what that lacks; many pieces at once, whole ones."""
    encode = getincrementalencoder(encoding)(STAND_IN).encode
    block = bytearray()
    for piece in pieces:
        block += piece if isinstance(piece, bytes) else encode(piece)
        if len(block) >= _BLOCK:
            _write_whole(block, out)
    _write_whole(block, out)


def _write_whole(block: bytearray, out: IO[bytes]) -> None:
    """Write a block, and empty it: a stream without a buffer of its own (`python -u`) may take a part at a time."""
    while block:
        taken: int | None = out.write(block)
        if not taken:
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        del block[:taken]


def screen(stream: TextIO | None, color: str, environ: Mapping[str, str]) -> Screen | None:
    """Return the terminal that a stream writes to, None where it writes elsewhere."""
    if stream is None or not is_terminal(stream):
        return None
    styles = has_color(stream, color, environ)
    links = styles and environ.get("TERM") not in _WITHOUT_LINKS
    return Screen(terminal_size(stream, environ)[0], styles, links, stream.encoding)


def has_color(stream: TextIO, choice: str, environ: Mapping[str, str]) -> bool:
    """Whether a stream is coloured: `always` and `never` decide; else a terminal, unless the environment objects.

    NO_COLOR (no-color.org) takes them away, and so does FORCE_COLOR that is `0` or `false`; another one gives them to a
    terminal that calls itself dumb.
    """
    if choice != "auto":
        return choice == "always"
    forced = environ.get("FORCE_COLOR", "")
    if not is_terminal(stream) or environ.get("NO_COLOR") or forced.lower() in _OFF:
        return False
    return bool(forced) or environ.get("TERM") not in _WITHOUT_STYLES


def is_terminal(stream: TextIO | None) -> bool:
    """Say whether a stream ends at a terminal; one that is closed, or was from the start (None), does not."""
    return stream is not None and not stream.closed and stream.isatty()


def terminal_size(stream: TextIO, environ: Mapping[str, str]) -> tuple[int, int]:
    """Return columns and lines: as COLUMNS and LINES say, else as the terminal does, else 80 and 24."""
    try:
        size = os.get_terminal_size(stream.fileno())
    except (OSError, ValueError):
        size = os.terminal_size((0, 0))
    return _number(environ.get("COLUMNS")) or size.columns or 80, _number(environ.get("LINES")) or size.lines or 24


def columns(environ: Mapping[str, str]) -> int:
    """Return how wide text is set where there is no terminal: as COLUMNS says, else 80."""
    return _number(environ.get("COLUMNS")) or 80


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def _silence(stream: TextIO) -> None:
    """Lead a stream nowhere, so that what its buffer still holds fails no more when the interpreter ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
