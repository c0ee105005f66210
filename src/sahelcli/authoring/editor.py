"""Text editor of the user: a draft opened in it, and the file that keeps what was typed until it is in the dataset."""

from __future__ import annotations

import os
import shlex
import tempfile
from collections.abc import Mapping
from pathlib import Path

from sahelcli.authoring.editor_line_flags import arguments
from sahelcli.errors import SahelError
from sahelcli.text.quoting import shown

_MARK = "#|"  # lines that begin so are ours: they explain, and are not kept


class NoEditor(SahelError):
    """No editor is named, or it does not run."""

    def __init__(self, why: str, hint: str = "name one first: export EDITOR=nano") -> None:
        super().__init__(why, hint)


def drafts_folder() -> Path:
    """Return the folder for drafts, created if missing: the user's state folder, else the one for temporary files."""
    from platformdirs import user_state_path

    folder = user_state_path("sahel") / "drafts"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.gettempdir())
    return folder if os.access(folder, os.W_OK) else Path(tempfile.gettempdir())


def keep(kind: str, text: str) -> Path:
    """Write a draft to a new file and return its path; OSError if it cannot be written."""
    descriptor, name = tempfile.mkstemp(prefix=f"{kind}-", suffix=".toml", dir=drafts_folder())
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
    return Path(name)


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


def explained(text: str, lines: list[str]) -> str:
    """Return a draft below explanatory comment lines, which `without_explanation` removes."""
    return "".join(f"{_MARK} {line}".rstrip() + "\n" for line in lines) + text


def without_explanation(text: str) -> str:
    """Return a draft without the explanatory lines; "" if only blank lines and comments remain."""
    own = "".join(line for line in text.splitlines(keepends=True) if not line.startswith(_MARK)).strip("\n")
    lines = [line for line in own.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return f"{own}\n" if lines else ""
