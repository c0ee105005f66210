"""Query from a program: calls a command as the command line does, and captures its answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from contextvars import copy_context
from importlib import import_module
from typing import Any, NamedTuple, Self

from sahelcli import command_hints
from sahelcli.cli import options
from sahelcli.cli.option_groups import gather
from sahelcli.errors import SahelError
from sahelcli.index.open import Index
from sahelcli.library.answer import Answer
from sahelcli.library.option_values import MissingArgument, argument, described, typed
from sahelcli.output.capture import Capture, capturing
from sahelcli.progress import embedded


class Question(NamedTuple):
    """A query: the command, values of --data, options by keyword and arguments by name."""

    command: str
    data: tuple[str, ...]
    strict: bool
    options: Mapping[str, Any]
    arguments: Mapping[str, Any]

    def answer(self) -> Answer[Any]:
        """Run the query and return its answer; SahelError where the command line prints an error."""
        return Answer(self.captured(), self.captured)

    def captured(self, at_most: int | None = None) -> Capture:
        """Return the captured output; with `at_most` the version for people, limited to so many rows."""
        return copy_context().run(self._captured, at_most)

    def _captured(self, at_most: int | None) -> Capture:
        command_hints.remember(self.data)
        embedded.set(True)
        function = function_of(self.command)
        try:
            with capturing(at_most) as capture:
                self._call(function, capture)
        except SahelError as error:
            if error.hint:
                error.hint = command_hints.with_data(error.hint)
                error.add_note(f"hint: {error.hint}")
            raise
        return capture

    def _call(self, function: Callable[..., None], capture: Capture) -> None:
        given = typed(self.command, function, self.options)
        arguments = {each.parameter: each for each in described(function).arguments}
        given |= {name: argument(arguments[name], value) for name, value in self.arguments.items() if value is not None}
        for name, each in arguments.items():
            if each.required and not given.get(name):
                raise MissingArgument(each.word, each.meaning)
        gathered = gather(function, {**given, "data": self.data, "strict": self.strict, "json": True})
        with ExitStack() as opened:
            data = gathered["data"]
            if isinstance(data, options.DataSourceOptions):
                gathered["data"] = data._replace(dataset=_Data(*data.dataset).closed_by(opened, capture))
            elif isinstance(data, options.DatasetOptions):
                gathered["data"] = _Data(*data).closed_by(opened, capture)
            try:
                function(**gathered)
            except SahelError as error:
                if error.message or not capture.is_taken:  # else it stands for an exit code
                    raise


def function_of(command: str) -> Callable[..., None]:
    """Return the function of a command; that of `verify_text` is in the module of `verify`."""
    module = import_module(f"sahelcli.cli.commands.{command.partition('_')[0]}")
    function: Callable[..., None] = getattr(module, command)
    return function


class _Data(options.DatasetOptions):
    """Dataset options that close the index after the query, and record the dataset's messages."""

    def closed_by(self, stack: ExitStack, capture: Capture) -> Self:
        """Set the stack that closes the index, and the capture for messages."""
        self.stack, self.capture = stack, capture
        return self

    def open(self, quiet: bool) -> Index:
        """Open the index."""
        index = super().open(quiet)
        self.stack.callback(index.connection.close)
        self.capture.dataset = {name: index.meta(name) for name in ("title", "version", "content_hash")}
        return index
