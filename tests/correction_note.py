"""The correction note of the shipped dataset; `python -m tests.correction_note` writes what `sahel diff` prints now.

The comment in data/CHANGES.md is the command; what stands above it is written by hand and stays.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import tempfile
from pathlib import Path

from tests.readme import ROOT, variables

NOTE = ROOT / "data" / "CHANGES.md"
COMMAND = re.compile(r"^<!-- (sahel diff git:(\w+) [^\n]+) -->\n", re.MULTILINE)


def parts() -> tuple[str, str, str, str]:
    """Return what is written by hand, the command and its revision, and what the command printed."""
    text = NOTE.read_text(encoding="utf-8")
    result = COMMAND.search(text)
    assert result is not None
    return text[: result.end()], result[1], result[2], text[result.end() :]


def has_revision(revision: str) -> bool:
    """Whether the history of this checkout goes back to it."""
    question = ("git", "cat-file", "-e", f"{revision}^{{commit}}")
    try:
        return (
            subprocess.run(question, cwd=ROOT, env={"PATH": os.defpath}, capture_output=True, check=False).returncode
            == 0
        )
    except FileNotFoundError:  # no git
        return False


def printed(command: str, home: Path) -> str:
    """Return what the command prints at the top of the checkout."""
    run = subprocess.run(
        shlex.split(command), cwd=ROOT, env=variables(home), capture_output=True, encoding="utf-8", check=True
    )
    return run.stdout


def main() -> None:
    """Write what the command prints now into the note."""
    by_hand, command, _, _ = parts()
    with tempfile.TemporaryDirectory() as home:
        NOTE.write_text(by_hand + printed(command, Path(home)), encoding="utf-8")


if __name__ == "__main__":
    main()
