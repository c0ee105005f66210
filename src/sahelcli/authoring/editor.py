"""Text editor of the user: the command that the environment names, and its flags to open a file at a line and wait."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from sahelcli.errors import SahelError
from sahelcli.text.quoted_values import shown


class NoEditor(SahelError):
    """No editor is named, or it does not run."""

    def __init__(self, why: str, hint: str = "name one first: export EDITOR=nano") -> None:
        super().__init__(why, hint)


def command(environ: Mapping[str, str]) -> list[str]:
    """Return the words of the editor's command: VISUAL, else EDITOR; NoEditor where neither can be used."""
    for variable in ("VISUAL", "EDITOR"):
        text = environ.get(variable, "")
        try:
            words = shlex.split(text)
        except ValueError:
            raise NoEditor(f"{variable} {shown(text)}: a quotation mark is not closed") from None
        if words:
            return words
    raise NoEditor("no editor is set")


def edit(path: Path, words: list[str], line: int | None = None) -> None:
    """Open a file in the editor, at a line if the editor is a known one, and wait until it exits.

    Raises NoEditor if the editor cannot be started or exits with an error.
    """
    import subprocess

    try:
        done = subprocess.run([*words, *arguments(words, path, line)], check=False)  # noqa: S603  # what the user's environment names
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise NoEditor(f"the editor {shown(words[0])} does not start: {reason.lower()}") from error
    if done.returncode:
        why = f"the editor {shown(words[0])} ended with code {done.returncode}"
        raise NoEditor(why, "try again, or name another: export EDITOR=nano")


class _Family(NamedTuple):
    """Editors with the same line-number syntax; `waits` are the flags that make them wait until the file is closed."""

    names: tuple[str, ...]
    at: Callable[[str, int], list[str]]
    waits: tuple[str, ...] = ()


def _plus(path: str, line: int) -> list[str]:
    return [f"+{line}", path]


def _colon(path: str, line: int) -> list[str]:
    return [f"{path}:{line}"]


def _goto(path: str, line: int) -> list[str]:
    return ["--goto", f"{path}:{line}"]


def _option(path: str, line: int) -> list[str]:
    return ["--line", str(line), path]


_FAMILIES = (
    _Family(("vi", "vim", "nvim", "view", "ex", "vise", "nano", "rnano", "pico", "emacs", "emacsclient", "mg"), _plus),
    _Family(("joe", "jmacs", "jpico", "jstar", "ne", "kak", "micro", "mcedit", "jed", "zile", "tilde"), _plus),
    _Family(("gvim", "mvim"), _plus, ("--nofork", "-f")),
    _Family(("gedit", "xed", "pluma", "bbedit"), _plus, ("--wait", "-w")),
    _Family(("code", "code-insiders", "code-oss", "codium", "vscodium", "cursor", "windsurf"), _goto, ("--wait", "-w")),
    _Family(("hx", "helix"), _colon),
    _Family(("subl", "sublime_text", "zed", "zeditor"), _colon, ("--wait", "-w")),
    _Family(("mate", "idea", "pycharm"), _option, ("--wait", "-w")),
    _Family(("kate", "kwrite"), _option, ("--block", "-b")),
)
_BY_NAME = {name: family for family in _FAMILIES for name in family.names}


def arguments(words: Sequence[str], path: Path, line: int | None) -> list[str]:
    """Return the arguments that make an editor's command open a file at a line, counted from 1.

    For an unknown editor, or without a line, the path is the only argument.
    """
    file = str(path)
    if file.startswith(("-", "+")):  # which an editor would take for an option
        file = os.path.join(os.curdir, file)  # noqa: PTH118  # pathlib would take the dot away
    family = _BY_NAME.get(Path(words[0]).name.lower().partition(".")[0])  # vim.basic, code.cmd
    if family is None:
        return [file]
    waits = family.waits[:1] if not set(family.waits) & set(words) else ()
    return [*waits, *(family.at(file, line) if line else [file])]
