"""Pager for what does not fit the terminal: started without a shell, and never a reason to fail."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import chain
from typing import IO, TYPE_CHECKING, cast

from sahelcli.output.streams import write

if TYPE_CHECKING:
    from subprocess import Popen

_DEFAULT = "less -FIRX"
_LINK = re.compile(r"\x1b\]8;[^\x1b]*\x1b\\")
_LESS_WITH_LINKS = 581  # the first release of 2021; older ones print the address


def command(environ: Mapping[str, str]) -> list[str]:
    """Return the pager's command: SAHEL_PAGER, else PAGER, else less; empty where there is to be none.

    None is what an empty variable, `cat`, a terminal without abilities or unbalanced quotation marks ask for.
    """
    if environ.get("TERM") in ("dumb", "unknown"):
        return []
    try:
        words = shlex.split(environ.get("SAHEL_PAGER", environ.get("PAGER", _DEFAULT)))
    except ValueError:
        return []
    if words == ["cat"]:
        return []
    return [*words, "-R"] if _is_less(words) and "LESS" in environ else words  # LESS may be meant for other things


def _is_less(words: list[str]) -> bool:
    return bool(words) and words[0].rpartition("/")[2] == "less"


def fits(pieces: Iterator[str], lines: int) -> tuple[bool, Iterator[str]]:
    """Return whether the text fits that many lines, and the whole text; no more of it is in memory."""
    begun, used = [], 0
    for piece in pieces:
        begun.append(piece)
        used += piece.count("\n")
        if used >= lines:  # the last line is for the prompt
            return False, chain(begun, pieces)
    return True, iter(begun)


def page(pieces: Iterator[str], words: list[str], encoding: str, environ: Mapping[str, str]) -> bool:
    """Show the text in the pager and wait for its end; False, with nothing shown, where it cannot be started."""
    import subprocess

    links = _shows_links(words)
    try:
        pager = subprocess.Popen(words, stdin=subprocess.PIPE, env={"LESS": "FIRX", **environ})  # noqa: S603
    except OSError:
        return False
    try:
        _feed(cast("IO[bytes]", pager.stdin), pieces if links else (_LINK.sub("", piece) for piece in pieces), encoding)
    finally:
        _wait(pager)
    return True


def _feed(stdin: IO[bytes], pieces: Iterator[str], encoding: str) -> None:
    try:
        write(pieces, stdin, encoding)
    except (BrokenPipeError, KeyboardInterrupt):
        pass  # its user has seen enough
    finally:
        with suppress(BrokenPipeError):
            stdin.close()


def _wait(pager: Popen[bytes]) -> None:
    while True:
        try:
            pager.wait()
        except KeyboardInterrupt:
            continue  # it was meant for the pager
        return


def _shows_links(words: list[str]) -> bool:
    if not _is_less(words):
        return False
    import subprocess

    try:
        output = subprocess.run([words[0], "--version"], capture_output=True, check=False, timeout=2).stdout  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False
    version = re.match(rb"less ([0-9]+)", output)
    return version is not None and int(version[1]) >= _LESS_WITH_LINKS
