"""The commands, one module each, in the order in which `sahel --help` names them."""

from collections.abc import Callable
from importlib import import_module
from keyword import iskeyword
from typing import NamedTuple

from sahelcli.model import KIND_NAMES


class Command(NamedTuple):
    """A command as typed, the panel of `--help` it stands in, and its module, loaded when it is needed.

    One that has `parts` is called with one of them; its module has a `part(name)` that returns the function of each.
    `rows` are the kinds of rows that it prints as JSON (`json_contract.ROWS`).
    """

    name: str
    panel: str
    parts: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()

    def load(self) -> Callable[..., None]:
        """Import the module and return its function, which is named after it; where Python has the word, with a _."""
        name = f"{self.name}_" if iskeyword(self.name) or self.name in _OF_PYTHON else self.name
        function: Callable[..., None] = getattr(import_module(f"sahelcli.cli.commands.{name}"), name)
        return function

    def load_part(self, name: str) -> Callable[..., None]:
        """Import the module and return the function of one of its parts."""
        function: Callable[..., None] = import_module(f"sahelcli.cli.commands.{self.name}").part(name)
        return function


_OF_PYTHON = ("help", "open")  # built-in functions, which no module of ours is to hide
ASK = "Ask"
KEEP = "Keep"
LEARN = "Learn"

COMMANDS = (
    Command("timeline", ASK, rows=("event",)),
    Command("quote", ASK, rows=("quote",)),
    Command("actor", ASK, rows=("actor", "profile")),
    Command("troops", ASK, rows=("figure", "difference")),
    Command("verify", ASK, rows=("claim",)),
    Command("search", ASK, rows=("hit",)),
    Command("show", ASK, rows=("page",)),
    Command("source", ASK, rows=("source", "source-page")),
    Command("open", ASK, rows=("address",)),
    Command("cite", ASK, rows=("reference",)),
    Command("stats", ASK, rows=("count",)),
    Command("sql", ASK, ("timeline", "quote", "troops", "stats", "actor", "source", "show")),
    Command("init", KEEP),
    Command("add", KEEP, KIND_NAMES),
    Command("edit", KEEP),
    Command("check", KEEP),
    Command("diff", KEEP, rows=("change",)),
    Command("merge", KEEP),
    Command("index", KEEP),
    Command("schema", KEEP),
    Command("export", "Exchange"),
    Command("import", "Exchange"),
    Command("mcp", "Exchange"),
    Command("help", LEARN),
    Command("completion", LEARN),
)
