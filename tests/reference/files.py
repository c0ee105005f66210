"""The files that are made of the description of the command line, and where they are kept.

Those below `share` are installed with the wheel, where man and the shells look for them.
"""

from __future__ import annotations

from pathlib import Path

from sahelcli.cli.commands import COMMANDS
from sahelcli.cli.reference.completion_scripts import SCRIPTS
from sahelcli.cli.reference.description import describe
from tests.reference.commands_page import commands_page
from tests.reference.man_page import man_page

ROOT = Path(__file__).parents[2]
SHARE = ROOT / "share"
SCRIPT_FILES = {
    "bash": SHARE / "bash-completion" / "completions" / "sahel",
    "zsh": SHARE / "zsh" / "site-functions" / "_sahel",
    "fish": SHARE / "fish" / "vendor_completions.d" / "sahel.fish",
    "powershell": SHARE / "powershell" / "completions" / "sahel.ps1",
}


def files() -> dict[Path, str]:
    """Return the text of each file as it is to be."""
    commands = list(describe(COMMANDS))
    return {
        SHARE / "man" / "man1" / "sahel.1": man_page(commands),
        ROOT / "docs" / "commands.md": commands_page(commands),
        **{SCRIPT_FILES[shell]: script for shell, script in SCRIPTS.items()},
    }
