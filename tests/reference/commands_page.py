"""The page docs/commands.md: every command with its arguments, options, defaults and examples, in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sahelcli.cli.reference.description import CommandEntry, Parameter
from sahelcli.cli.reference.docstring import NamedList, one_line
from sahelcli.cli.reference.help_page import label, meaning
from sahelcli.cli.reference.program import OPTIONS, SUMMARY
from sahelcli.cli.reference.topics import TOPICS, Section, Topic
from tests.reference.shared import Shared, shared


def commands_page(commands: Sequence[CommandEntry]) -> str:
    """Return the page of all commands."""
    together = shared(commands)
    headings = list(dict.fromkeys(command.heading for command in commands))
    blocks = [
        "<!-- written by `python -m tests.reference` -->\n# Commands",
        f"{SUMMARY} `sahel help COMMAND` prints the same on a terminal, `sahel help --json` all of it for programs.",
        *(_contents(heading, commands) for heading in headings),
        *(block for command in commands for block in _command(command, together)),
        "## Options that commands share",
        *(block for heading, options in together.headings.items() for block in _group(heading, options)),
        *(block for topic in TOPICS for block in _topic(topic)),
    ]
    return "\n\n".join(blocks) + "\n"


def _contents(heading: str, commands: Sequence[CommandEntry]) -> str:
    listed = [command for command in commands if command.heading == heading]
    links = (f"[`{command.name}`](#{_anchor(command)}) {_cell(command.text.summary)}" for command in listed)
    return "\n".join([f"**{heading}**", "", *(f"- {link}" for link in links)])


def _anchor(command: CommandEntry) -> str:
    return f"sahel-{command.name.replace(' ', '-')}"


def _command(command: CommandEntry, together: Shared) -> Iterator[str]:
    yield f"## sahel {command.name}"
    yield f"```text\n{command.usage}\n```"
    yield _cell(command.text.summary)
    yield from map(_cell, command.text.paragraphs)
    yield from map(_listed, command.text.lists)
    own = [(argument.value or "", argument.meaning) for argument in command.arguments]
    own += [_row(option) for option in together.own(command)]
    if own:
        yield _table(own)
    if also := together.also(command):
        named = (f"[{heading}](#{heading.lower().replace(' ', '-')}){_codes(names)}" for heading, names in also)
        yield f"Shared options: {', '.join(named)}."
    if command.text.examples:
        yield "\n".join(["```sh", *map(one_line, command.text.examples), "```"])


def _group(heading: str, options: Sequence[Parameter]) -> Iterator[str]:
    own = [*OPTIONS, *options] if heading == "Other" else options
    yield f"### {heading}"
    yield _table(map(_row, dict.fromkeys(own)))


def _topic(topic: Topic) -> Iterator[str]:
    yield f"## {topic.name.replace('-', ' ').capitalize()}"
    yield topic.summary
    for section in topic.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    if section.title:
        yield f"### {section.title}"
    if section.text:
        yield _cell(section.text)
    if section.entries:
        yield _table((entry.name, entry.meaning, entry.example) for entry in section.entries)


def _row(option: Parameter) -> tuple[str, str]:
    return label(option), meaning(option)


def _listed(each: NamedList) -> str:
    return "\n".join([f"{each.title}:", "", *(f"- `{name}` {_cell(text)}" for name, text in each.items)])


def _table(rows: Iterable[Sequence[str]]) -> str:
    lines = [[f"`{_code(row[0])}`", _cell(row[1]), *(f"`{_code(each)}`" for each in row[2:] if each)] for row in rows]
    width = max(map(len, lines))
    cells = [[*line, *[""] * (width - len(line))] for line in lines]
    return "\n".join(f"| {' | '.join(line)} |" for line in [[""] * width, ["---"] * width, *cells])


def _code(text: str) -> str:
    return text.replace("|", "\\|")


def _codes(names: Iterable[str]) -> str:
    listed = ", ".join(f"`{name}`" for name in names)
    return f" ({listed})" if listed else ""


def _cell(text: str) -> str:
    """Return a text in which no sign is one of Markdown."""
    return "".join(f"\\{sign}" if sign in "\\*_[]<>|`" else sign for sign in text)
