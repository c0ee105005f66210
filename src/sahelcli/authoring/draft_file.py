"""Draft file: keeps what was typed until it is in the dataset; above it lines may stand that explain it."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TextIO

from sahelcli.errors import SahelError
from sahelcli.filesystem.decoding import decode
from sahelcli.filesystem.discovery import STANDARD_INPUT
from sahelcli.text.quoted_values import shown

_MARK = "#|"  # lines that begin so are ours: they explain, and are not kept


class UnreadableDraft(SahelError):
    """The file of a draft cannot be read."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"--draft {shown(name, 150)}: {why}", "name the file that was said when it was kept")


def read_draft(name: str) -> str:
    """Return the text of a draft; `-` is standard input."""
    try:
        data = _standard_input() if name == STANDARD_INPUT else Path(name).read_bytes()
    except (OSError, ValueError) as error:
        raise UnreadableDraft(name, str(getattr(error, "strerror", None) or error).lower()) from error
    text, problem = decode(data)
    if problem:
        raise UnreadableDraft(name, problem.message)
    return text if text.endswith("\n") or not text else f"{text}\n"


def _standard_input() -> bytes:
    stream: TextIO | None = sys.stdin
    return stream.buffer.read() if stream else b""  # None where it was closed before the start


def drafts_folder() -> Path:
    """Return the folder for drafts, created if missing: the user's state folder, else the one for temporary files."""
    from platformdirs import user_state_path

    folder = user_state_path("sahel") / "drafts"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.gettempdir())
    return folder if os.access(folder, os.W_OK) else Path(tempfile.gettempdir())


def keep_draft(kind: str, text: str) -> Path:
    """Write a draft to a new file and return its path; OSError if it cannot be written."""
    descriptor, name = tempfile.mkstemp(prefix=f"{kind}-", suffix=".toml", dir=drafts_folder())
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
    return Path(name)


def explained(text: str, lines: list[str]) -> str:
    """Return a draft below explanatory comment lines, which `without_explanation` removes."""
    return "".join(f"{_MARK} {line}".rstrip() + "\n" for line in lines) + text


def without_explanation(text: str) -> str:
    """Return a draft without the explanatory lines; "" if only blank lines and comments remain."""
    own = "".join(line for line in text.splitlines(keepends=True) if not line.startswith(_MARK)).strip("\n")
    lines = [line for line in own.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return f"{own}\n" if lines else ""
