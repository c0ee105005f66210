"""Help as text for a terminal: pages of the program, of its commands and of topics, at any width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from sahelcli.cli.reference.description import CommandEntry, Parameter
from sahelcli.cli.reference.program import Program
from sahelcli.cli.reference.topics import TOPICS, Section, Topic

_FEW = 10  # options: so many need no second heading
_WIDEST_NAME = 30  # columns: what a longer name means stands below it
_GAP = 2
_DATES = "DATE is a year, quarter, month or day: `sahel help dates` shows how each is written."


def program_page(program: Program, width: int) -> str:
    """Return the page that `sahel --help` prints."""
    return _page(
        f"Usage: {program.usage}",
        *_blocks((program.summary, *program.paragraphs), width),
        _examples(program.examples),
        *(_rows(heading, rows, width) for heading, rows in program.listed.items()),
        _rows("Topics", [(f"help {topic.name}", topic.summary) for topic in TOPICS], width),
        _rows("Options", [_row(option) for option in program.options], width),
    )


def command_page(command: CommandEntry, width: int) -> str:
    """Return the page that the --help of a command prints: usual options first, the others under one heading."""
    options, more = _parted(command.options)
    text = command.text
    dated = any(option.word == "DATE" for option in command.options)
    return _page(
        f"Usage: {command.usage}",
        *_blocks((text.summary, *text.paragraphs), width),
        *(_listed(each.title, each.items, width) for each in text.lists),
        _examples(text.examples),
        _rows("Arguments", [(argument.value or "", argument.meaning) for argument in command.arguments], width),
        _rows("Options", map(_row, options), width),
        _rows("More options", map(_row, more), width),
        "\n".join(wrap(_DATES, width)) if dated and not command.name.startswith("add") else "",
    )


def topic_page(topic: Topic, width: int) -> str:
    """Return the page that `sahel help` prints for a topic."""
    sections = (block for section in topic.sections for block in _section(section, width))
    return _page(*_blocks((topic.summary,), width, indent=0), *sections)


def label(option: Parameter) -> str:
    """Return how an option is typed: `-n, --limit N`."""
    return " ".join(filter(None, (", ".join(option.names), option.value)))


def meaning(parameter: Parameter) -> str:
    """Return the meaning of a parameter, with its default in words."""
    is_said = isinstance(parameter.default, str)
    return f"{parameter.meaning} [default: {parameter.default}]" if is_said else parameter.meaning


def _parted(options: Sequence[Parameter]) -> tuple[list[Parameter], list[Parameter]]:
    few = len(options) <= _FEW
    return [each for each in options if few or each.is_usual], [each for each in options if not (few or each.is_usual)]


def _row(option: Parameter) -> tuple[str, str]:
    return label(option), meaning(option)


def _page(*blocks: str) -> str:
    return "\n\n".join(filter(None, blocks))


def _blocks(paragraphs: Iterable[str], width: int, indent: int = 2) -> Iterator[str]:
    for paragraph in paragraphs:
        yield "\n".join(_wrapped(paragraph, width, " " * indent))


def _wrapped(text: str, width: int, indent: str) -> list[str]:
    return wrap(
        text,
        max(width, len(indent) + 20),
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _examples(examples: Sequence[str]) -> str:
    lines = (f"    {line}" for example in examples for line in example.splitlines())
    return "\n".join(["  Examples:" if len(examples) > 1 else "  Example:", *lines]) if examples else ""


def _listed(title: str, items: Sequence[tuple[str, str]], width: int) -> str:
    return "\n".join([f"  {title}:", *_columns(items, width, "    ")])


def _rows(heading: str, rows: Iterable[tuple[str, str]], width: int) -> str:
    lines = _columns(list(rows), width, "  ")
    return "\n".join([f"{heading}:", *lines]) if lines else ""


def _section(section: Section, width: int) -> Iterator[str]:
    """Yield the blocks of a section: its title stands on what comes first."""
    title = [f"{section.title}:"] if section.title else []
    rows = _columns([(entry.name, entry.meaning, entry.example) for entry in section.entries], width, "  ")
    if section.text:
        yield "\n".join([*title, *_wrapped(section.text, width, "  " if title else "")])
        yield "\n".join(rows)
    else:
        yield "\n".join([*title, *rows])


def _columns(rows: Sequence[tuple[str, ...]], width: int, indent: str) -> list[str]:
    """Return two columns: names, and beside each, or below a long one, its meaning and its example."""
    fitting = [len(row[0]) for row in rows if len(row[0]) <= min(_WIDEST_NAME, width // 2)]
    start = len(indent) + max(fitting, default=4) + _GAP
    lines: list[str] = []
    for name, text, *example in rows:
        beside = _wrapped(text, width, " " * start)
        first = f"{indent}{name}".ljust(start)
        fits = len(first) <= start
        lines += [f"{first}{beside[0].lstrip()}", *beside[1:]] if fits and beside else [first.rstrip(), *beside]
        lines += [f"{' ' * start}$ {line}" for line in example if line]
    return lines
