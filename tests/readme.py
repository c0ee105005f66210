"""The examples of README.md and docs/, read, run, and with `python -m tests.readme` written as they come out now.

A `console` block holds commands after `$ ` with what they print when piped, standard error among it. A `text` block
below `<!-- terminal: sahel … -->` holds what that command paints on a terminal of 80 columns, without its colours.
An `article.txt` that a command names is the article that started the dataset.
"""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.terminal import run_on_terminal

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
ARTICLE = ROOT / "tests" / "verify" / "seed-article.txt"
PAGES = (README, *sorted((ROOT / "docs").glob("*.md")))
BLOCK = re.compile(
    r"(?:^<!-- terminal: (?P<terminal>[^\n]+) -->\n)?"
    r"^```(?P<language>\w*)\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Example:
    """A command as one would type it, what the page says it prints, and where on it that stands."""

    command: str
    printed: str
    span: tuple[int, int]
    on_terminal: bool

    def run(self, env: Mapping[str, str], folder: Path) -> str:
        """Run the command in `folder` and return what a reader would see, without blanks at line ends."""
        if "article.txt" in self.command:
            shutil.copy(ARTICLE, folder / "article.txt")
        if self.on_terminal:
            with contextlib.chdir(folder):
                seen = run_on_terminal(tuple(shlex.split(self.command)[1:]), env, columns=80, lines=1000).text
        else:
            seen = _piped(self.command, env, folder)
        return "".join(f"{line.rstrip()}\n" for line in seen.splitlines())


def _piped(command: str, env: Mapping[str, str], folder: Path) -> str:
    together = subprocess.STDOUT
    shell = ("sh", "-c", command)
    done = subprocess.run(shell, stdout=subprocess.PIPE, stderr=together, env=env, cwd=folder, timeout=60, check=False)
    return done.stdout.decode()


def examples(text: str) -> Iterator[Example]:
    """Read the examples of a page, in their order."""
    for block in BLOCK.finditer(text):
        start = block.start("body")
        if block["terminal"]:
            yield Example(block["terminal"], block["body"], block.span("body"), on_terminal=True)
        elif block["language"] == "console":
            for part in re.finditer(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", block["body"], re.MULTILINE):
                span = (start + part.start(2), start + part.end(2))
                yield Example(part[1], part[2], span, on_terminal=False)


def main() -> None:
    """Write what the examples print now into the pages."""
    with tempfile.TemporaryDirectory() as folder:
        env = variables(Path(folder))
        for page in PAGES:
            text = page.read_text(encoding="utf-8")
            for example in reversed(list(examples(text))):
                start, end = example.span
                text = text[:start] + example.run(env, Path(folder)) + text[end:]
            page.write_text(text, encoding="utf-8")


def variables(home: Path) -> dict[str, str]:
    """Return the environment in which examples run: a plain one, with this interpreter's `sahel` first."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.defpath))
    return {"HOME": str(home), "PATH": path, "LANG": "C.UTF-8", "TERM": "xterm-256color"}


if __name__ == "__main__":
    main()
