"""Options that several commands share, told apart from those of one command, so that pages say each once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from sahelcli.cli.reference.description import OTHER, CommandEntry, Parameter

_SEVERAL = 3  # commands


class Shared(NamedTuple):
    """The options that are the same in several commands, by their headings."""

    headings: dict[str, list[Parameter]]

    def own(self, command: CommandEntry) -> list[Parameter]:
        """Return the options that a command does not share."""
        listed = [option for options in self.headings.values() for option in options]
        return [option for option in command.options if option not in listed]

    def also(self, command: CommandEntry) -> list[tuple[str, list[str]]]:
        """Return the headings of those it shares, with their names where it has not all of them."""
        named = []
        for heading, options in self.headings.items():
            names = [option.names[-1] for option in options if option in command.options]
            if names and heading != OTHER:
                named.append((heading, [] if len(names) == len(options) else names))
        return named


def shared(commands: Sequence[CommandEntry]) -> Shared:
    """Return the options that several of the commands share."""
    times = Counter(option for command in commands for option in command.options)
    headings: dict[str, list[Parameter]] = {}
    for option in (option for command in commands for option in command.options):
        listed = headings.setdefault(option.heading, []) if times[option] >= _SEVERAL else None
        if listed is not None and option not in listed:
            listed.append(option)
    return Shared(headings)
