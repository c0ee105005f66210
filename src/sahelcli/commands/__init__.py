"""The commands, one module each, in the order in which `sahel --help` names them."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple


class Command(NamedTuple):
    """A command as typed, the panel of `--help` it stands in, and its module, loaded when it is needed."""

    name: str
    panel: str

    def load(self) -> Callable[..., None]:
        """Import the module and return its function, which is named after it."""
        module = import_module(f"sahelcli.commands.{self.name}")
        function: Callable[..., None] = getattr(module, self.name)
        return function


ASK = "Ask"

COMMANDS = (
    Command("timeline", ASK),
    Command("quote", ASK),
    Command("actor", ASK),
    Command("troops", ASK),
    Command("search", ASK),
    Command("show", ASK),
    Command("source", ASK),
    Command("stats", ASK),
)
