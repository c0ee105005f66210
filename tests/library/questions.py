"""Command lines as calls of the Python interface, and the command lines that README and docs show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sahelcli
from sahelcli import Answer, Dataset
from sahelcli.cli.commands import COMMANDS
from sahelcli.cli.reference.description import Parameter
from sahelcli.library.option_values import described
from tests.readme import PAGES, examples

ASKING = ("timeline", "quote", "actor", "troops", "search", "show", "source", "cite", "stats", "check", "verify")
_PRINTED = {
    *("chart", "json", "format", "output", "sources", "counted", "exit_status", "excel", "separator", "color"),
    *("no_pager", "quiet", "ids", "width"),
}


@dataclass(frozen=True)
class Call:
    """A command line as a call: the method, the dataset, words and options; `argv` asks the same with `--json`."""

    command: str
    data: list[str] = field(default_factory=list)
    strict: bool = False
    words: list[str] = field(default_factory=list)
    options: dict[str, Any] = field(default_factory=dict)
    argv: list[str] = field(default_factory=list)

    def answer(self) -> Answer[Any]:
        """Ask it of the Python interface."""
        dataset: Dataset = sahelcli.open(*self.data, strict=self.strict)
        words: list[Any] = [Path(word) for word in self.words] if self.command == "verify" else self.words
        return getattr(dataset, self.command)(*words, **self.options)  # type: ignore[no-any-return]


def call(argv: Sequence[str]) -> Call:
    """Return a command line as a call; what has to do with printing is left away."""
    name, *typed = argv
    command = next(command for command in COMMANDS if command.name == name).load()
    known = {name: option for option in described(command).options for name in option.names}
    made = Call(name, argv=[name])
    rest = iter(typed)
    for word in rest:
        option, _, value = word.partition("=") if word.startswith("--") else (word, "", "")
        if option not in known:
            assert not option.startswith("-"), f"{option} is no option of {name}"
            _add_word(made, word)
            continue
        given = True if known[option].value is None else value or next(rest)
        _add_option(made, known[option], option, given)
    return Call(made.command, made.data, "--strict" in argv, made.words, made.options, [*made.argv, "--json"])


def _add_word(made: Call, word: str) -> None:
    made.argv.append(word)
    (made.data if made.command == "check" else made.words).append(word)


def _add_option(made: Call, parameter: Parameter, option: str, given: Any) -> None:
    if parameter.parameter in _PRINTED:
        return
    made.argv.extend([option] if given is True else [option, given])
    if parameter.parameter == "data":
        made.data.append(given)
    elif parameter.parameter != "strict":
        long = next(name for name in parameter.names if name.startswith("--"))
        word = long.removeprefix("--").replace("-", "_")
        made.options[word] = [*made.options.get(word, ()), given] if parameter.repeatable else given


def shown_lines() -> Iterator[str]:
    """Yield the command lines that ask, of README and docs: of examples, of blocks for a shell, and within the text."""
    seen: dict[str, None] = {}
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        typed = [example.command for example in examples(text)]
        for block in re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            typed += block.replace("\\\n", " ").splitlines()
        typed += re.findall(r"`(sahel [^`\n]+)`", text.replace("\\`", "`"))
        for line in typed:
            for part in re.split(r"\s(?:\||>|&&|;|2>)\s?", line):
                is_of_other = re.search(" --(?:explain|list|engine)\\b", part)  # of rules or facts, not of a dataset
                if part.strip().startswith(tuple(f"sahel {name}" for name in ASKING)) and not is_of_other:
                    seen[part.strip()] = None
    yield from seen
