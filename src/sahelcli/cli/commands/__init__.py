"""The commands, one module each, in the order in which `sahel --help` names them."""

import builtins
from collections.abc import Callable
from importlib import import_module
from keyword import iskeyword
from typing import NamedTuple

from sahelcli.model import KIND_NAMES


class Command(NamedTuple):
    """A command as typed, the panel of `--help` it stands in, and its module, loaded when it is needed.

    One that has `parts` is called with one of them; its module has a `part(name)` that returns the function of each.
    """

    name: str
    panel: str
    parts: tuple[str, ...] = ()

    def load(self) -> Callable[..., None]:
        """Import the module and return its function, which is named after it; where Python has the word, with a _."""
        name = f"{self.name}_" if iskeyword(self.name) or hasattr(builtins, self.name) else self.name
        function: Callable[..., None] = getattr(import_module(f"sahelcli.cli.commands.{name}"), name)
        return function

    def load_part(self, name: str) -> Callable[..., None]:
        """Import the module and return the function of one of its parts."""
        function: Callable[..., None] = import_module(f"sahelcli.cli.commands.{self.name}").part(name)
        return function


ASK = "Ask"
KEEP = "Keep"

COMMANDS = (
    Command("timeline", ASK),
    Command("quote", ASK),
    Command("actor", ASK),
    Command("troops", ASK),
    Command("verify", ASK),
    Command("search", ASK),
    Command("show", ASK),
    Command("source", ASK),
    Command("open", ASK),
    Command("stats", ASK),
    Command("init", KEEP),
    Command("add", KEEP, KIND_NAMES),
    Command("check", KEEP),
    Command("diff", KEEP),
    Command("merge", KEEP),
    Command("index", KEEP),
    Command("schema", KEEP),
    Command("export", "Exchange"),
    Command("import", "Exchange"),
)
