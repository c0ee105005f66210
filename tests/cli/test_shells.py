"""Completion in real shells on a terminal: what a line becomes when Tab is pressed, as the shell then reads it."""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.test_completion import CHRONICLE
from tests.dialogue import Dialogue
from tests.reference.files import SHARE
from tests.terminal import run_child

SHELLS = {
    "bash": ("--norc", "--noprofile", "-i"),
    "zsh": ("-f", "-i"),
    "fish": ("--no-config", "--interactive"),
}
BEFORE = {"bash": "", "zsh": "autoload -Uz compinit; compinit -u -d $HOME/zcompdump; ", "fish": ""}
TABS = {"bash": 3, "zsh": 2, "fish": 1}  # after the first some complete, and list at the next
PAUSE = {"bash": 0.2, "zsh": 0.7, "fish": 0.2}  # seconds after each; zsh lists nothing while more is typed
SOURCE = {
    "bash": 'eval "$(sahel completion bash)"',
    "zsh": 'eval "$(sahel completion zsh)"',
    "fish": "sahel completion fish | source",
}


class Shell:
    """A shell that completes `sahel`, in a folder with a dataset and other files."""

    def __init__(self, name: str, dialogue: Dialogue, home: Path, before: str) -> None:
        self.home = home
        self.name, self._dialogue, self._times = name, dialogue, 0
        dialogue.type(f"{before}\n")
        self._wait()

    def completed(self, line: str) -> list[str]:
        """Type a line and Tab; return the words of the line as the shell reads them, `sahel` not among them."""
        self._dialogue.type(f"{line}\t\x01printf '<%s>\\n' \x05\n")
        message = self._wait()
        words = re.findall(r"^<(.*)>$", message.replace("\r", "\n"), re.MULTILINE)
        assert words[:1] == ["sahel"], message
        return words[1:]

    def listed(self, line: str, awaited: str = "") -> str:
        """Type a line and Tab, some times or until something is shown; return what was, and throw the line away."""
        before = len(self._dialogue.said)
        self._dialogue.type(line)
        time.sleep(0.3)
        for times in range(1, 60):
            self._dialogue.type("\t")
            self._look_until(awaited, before)
            if awaited in self._dialogue.said[before:] if awaited else times == TABS[self.name]:
                break
        self._dialogue.type("\x05\x15")
        self._wait()
        return self._dialogue.said[before:]

    def _look_until(self, awaited: str, before: int) -> None:
        """Look for a while at what is on the screen, and no longer than until something is there."""
        end = time.monotonic() + PAUSE[self.name]
        while time.monotonic() < end:
            time.sleep(0.05)
            self._dialogue.look()
            if awaited and awaited in self._dialogue.said[before:]:
                return

    def _wait(self) -> str:
        """Wait until everything typed so far is done."""
        self._times += 1
        self._dialogue.type(f"echo do''ne{self._times}.\n")
        return self._dialogue.expect(f"done{self._times}.")


@pytest.fixture(scope="module", params=list(SHELLS))
def shell(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """A shell that is installed; where one is not, its tests are passed over."""
    program = shutil.which(request.param)
    if program is None:
        pytest.skip(f"{request.param} is not installed")
    home = tmp_path_factory.mktemp(request.param)
    lay_out(home)
    environment = variables(home)
    for data in ("shipped", str(home / "chron")):
        assert (
            run_child(("timeline", "--data", data), environment, b"", home).code == 0
        )  # from here on there is an index
    with Dialogue(SHELLS[request.param], environment, home, (program,)) as dialogue:
        yield Shell(request.param, dialogue, home, f"{BEFORE[request.param]}{SOURCE[request.param]}")


def variables(home: Path) -> dict[str, str]:
    """Return the environment of a shell, in which `sahel` is that of this interpreter."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.defpath))
    return {"HOME": str(home), "PATH": path, "TERM": "xterm", "LANG": "C.UTF-8"}


def lay_out(home: Path) -> None:
    """Write a dataset beside files that are none."""
    (home / "chron").mkdir()
    (home / "chron" / "all.toml").write_text(CHRONICLE, "utf-8")
    (home / "chron" / "article.txt").touch()
    (home / "one table.csv").touch()
    (home / "other notes").mkdir()
    (home / "other notes" / "élan.toml").touch()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("sahel timel", "timeline"),
        ("sahel timeline --publi", "timeline --publisher"),
        ("sahel quote Mac", "quote macron"),
        ("sahel timeline --place Nia", "timeline --place niamey"),
        ("sahel timeline --place=Ouagad", "timeline --place=ouagadougou"),
        ("sahel quote --actor Itt", "quote --actor itte"),
        ("sahel actor --data ~/chron da", "actor --data HOME/chron dan-bello"),
        ("sahel actor --data $HOME/chron da", "actor --data HOME/chron dan-bello"),
        ("sahel actor --data=~/chron da", "actor --data=~/chron dan-bello"),
        ("sahel actor --data=$HOME/chron da", "actor --data=HOME/chron dan-bello"),
        ("sahel show quote:2023-09-24-macron-fr-t", "show quote:2023-09-24-macron-fr-terrorisme"),
        ("sahel timeline --fields date,ti", "timeline --fields date,title"),
        ("sahel stats --by mo", "stats --by month"),
        ("sahel import uc", "import ucdp-ged"),
        ("sahel add ev", "add event"),
        ("sahel help exi", "help exit-codes"),
        ("sahel timeline --data ~/chron/a", "timeline --data HOME/chron/all.toml"),
        ("sahel timeline --data=chron/a", "timeline --data=chron/all.toml"),
        ("sahel check chron/a", "check chron/all.toml"),
        ("sahel timeline -o chron/ar", "timeline -o chron/article.txt"),
        ("sahel verify chron/ar", "verify chron/article.txt"),
        ("sahel timeline --since al", "timeline --since al"),
        ("sahel timeline --since 202", "timeline --since 202"),
        ("sahel timeline --limit chr", "timeline --limit chr"),
        ("sahel timeline --text chr", "timeline --text chr"),
    ],
)
def test_a_line_becomes(shell: Shell, line: str, words: str) -> None:
    home = shell.home
    assert " ".join(shell.completed(line)) == words.replace("HOME", str(home))


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ('sahel timeline --place "Burkina F', "Burkina Faso"),
        ("sahel timeline --place 'burkina f", "Burkina Faso"),
        (r"sahel timeline --place Burkina\ F", "Burkina Faso"),
        ("sahel timeline --data chron --publisher Le", "Le Téléphone Ivoirien"),
        ("sahel timeline --data chron --publisher 'le tele", "Le Téléphone Ivoirien"),
        ("sahel timeline --data chron --publisher 'Le Télé", "Le Téléphone Ivoirien"),
        ("sahel timeline --data chron --agency ag", "Agence Éburnie"),
        ("sahel timeline --data chron --place Té", "Téra"),
        ("sahel import csv one", "one table.csv"),
        ("sahel init oth", "other notes/"),
        ("sahel timeline --data other", "other notes/"),
        (r"sahel timeline --data other\ notes/", "other notes/élan.toml"),
    ],
)
def test_a_word_with_blanks_or_accents_is_one_word(shell: Shell, line: str, word: str) -> None:
    if shell.name == "fish" and "tele" in line:
        pytest.skip("fish keeps an offer only where it has the letters that are typed, accents and all")
    last = shell.completed(line)[-1]
    assert last.rstrip("/") == word.rstrip("/")  # zsh takes away the slash where the line ends there


@pytest.mark.parametrize("begun", ["Le", "Af"])  # L'Essor and Le Monde, AFP and Africa 24
def test_no_letter_that_is_typed_is_taken_away(shell: Shell, begun: str) -> None:
    assert shell.completed(f"sahel timeline --publisher {begun}")[-1].startswith(begun)


def test_what_there_is_to_choose_from_is_shown(shell: Shell) -> None:
    shown = shell.listed("sahel timeline --place nig", "nigeria")
    assert "nigeria" in shown
    assert ("Nigeria" in shown) == (shell.name != "bash")  # which shows no more than what it inserts
    assert "table.csv" not in shown


def test_a_folder_is_searched_for_datasets_alone(shell: Shell) -> None:
    shown = shell.listed("sahel timeline --data ", "other")
    assert "chron" in shown
    assert "other" in shown
    assert "table.csv" not in shown


@pytest.mark.parametrize(
    "line", ["sahel timeline --since ", "sahel timeline ", "sahel quote macron ", "sahel index -n "]
)
def test_where_no_path_is_meant_none_is_shown(shell: Shell, line: str) -> None:
    shown = shell.listed(line)
    assert "chron" not in shown
    assert "table.csv" not in shown


INSTALLED = {
    "bash": "source {share}/bash-completion/completions/sahel",
    "zsh": "fpath=({share}/zsh/site-functions $fpath); autoload -Uz compinit; compinit -u -d $HOME/zcompdump",
    "fish": "set -p fish_complete_path {share}/fish/vendor_completions.d",
}


@pytest.mark.parametrize("name", list(SHELLS))
def test_a_script_that_is_installed_is_found_by_its_shell(name: str, tmp_path: Path) -> None:
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"{name} is not installed")
    lay_out(tmp_path)
    with Dialogue(SHELLS[name], variables(tmp_path), tmp_path, (program,)) as dialogue:
        shell = Shell(name, dialogue, tmp_path, INSTALLED[name].format(share=SHARE))
        assert shell.completed("sahel timel") == ["timeline"]
        assert shell.completed("sahel check chron/a") == ["check", "chron/all.toml"]
