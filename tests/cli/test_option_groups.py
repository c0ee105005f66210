"""Groups of options: a named tuple in the signature, options on the command line."""

import inspect
from typing import Annotated, NamedTuple

import typer

from sahelcli.cli.option_groups import spread


class Inner(NamedTuple):
    """A group."""

    names: Annotated[tuple[str, ...], typer.Option("--name")] = ()
    loud: Annotated[bool, typer.Option("--loud")] = False


class Outer(NamedTuple):
    """A group of a group and an option."""

    inner: Inner
    size: Annotated[str, typer.Option("--size")] = "small"


def command(outer: Outer, last: Annotated[str | None, typer.Option("--last")] = None) -> None:
    """Say what was given."""
    GIVEN.append((outer, last))


GIVEN: list[tuple[Outer, str | None]] = []


def test_each_field_is_a_parameter() -> None:
    parameters = inspect.signature(spread(command)).parameters
    assert {name: parameter.default for name, parameter in parameters.items()} == {
        "names": [],
        "loud": False,
        "size": "small",
        "last": None,
    }
    assert parameters["names"].annotation.__origin__ == list[str]
    assert spread(command).__doc__ == "Say what was given."
    assert spread(command).__name__ == "command"


def test_the_command_gets_its_groups_back() -> None:
    spread(command)(names=["a", "b"], loud=True, size="large", last="x")
    assert GIVEN.pop() == (Outer(Inner(("a", "b"), loud=True), "large"), "x")
