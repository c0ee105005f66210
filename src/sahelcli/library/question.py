"""Question of a program: a command that is called as the command line calls it, its answer captured."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import copy_context
from importlib import import_module
from sqlite3 import Connection
from typing import Any, NamedTuple

from sahelcli import command_hints
from sahelcli.cli import options
from sahelcli.cli.option_groups import gather
from sahelcli.errors import SahelError
from sahelcli.index.open import Index
from sahelcli.library.answer import Answer
from sahelcli.library.values import several, text, typed
from sahelcli.output.capture import Capture, capturing


class Question(NamedTuple):
    """A command, the dataset as --data names it, and what it is asked: options by their words, arguments by name."""

    command: str
    data: tuple[str, ...]
    strict: bool
    options: Mapping[str, Any]
    arguments: Mapping[str, Any]

    def answer(self) -> Answer[Any]:
        """Return the answer; SahelError where the command line prints an error."""
        return copy_context().run(self._answer)

    def _answer(self) -> Answer[Any]:
        command_hints.remember(self.data)
        try:
            capture = self._captured()
        except SahelError as error:
            if error.hint:
                error.hint = command_hints.with_data(error.hint)
                error.add_note(f"hint: {error.hint}")
            raise
        assert capture.report  # noqa: S101  # a command that ends without an error has answered
        return Answer(capture, capture.report)

    def _captured(self) -> Capture:
        function = _function(self.command)
        given = typed(self.command, function, self.options)
        given |= {name: _argument(name, value) for name, value in self.arguments.items() if value is not None}
        arguments = gather(function, {**given, "data": self.data, "strict": self.strict, "json": True})
        with capturing() as capture, _closing(arguments):
            try:
                function(**arguments)
            except SahelError as error:
                if error.message or not capture.report:  # else it stands for an exit code
                    raise
        return capture


def _function(command: str) -> Callable[..., None]:
    """Return the function of a command; `verify_text` stands beside `verify`."""
    module = import_module(f"sahelcli.cli.commands.{command.partition('_')[0]}")
    function: Callable[..., None] = getattr(module, command)
    return function


def _argument(name: str, value: Any) -> str | list[str]:
    return text(name, value) if isinstance(value, str) else list(several(name, value))


class _Data(options.Data):
    """Which dataset; it knows what was opened of it."""

    opened: list[Connection]

    def open(self, quiet: bool) -> Index:
        """Open the index."""
        index = super().open(quiet)
        self.opened.append(index.connection)
        return index


@contextmanager
def _closing(arguments: dict[str, Any]) -> Iterator[None]:
    """Close what a command opens of its dataset, once it has answered."""
    if not isinstance(arguments["data"], options.Data):
        yield
        return
    data = _Data(*arguments["data"])
    data.opened = []
    arguments["data"] = data
    try:
        yield
    finally:
        for connection in data.opened:
            connection.close()
