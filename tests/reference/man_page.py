r"""The man page of `sahel`, in the macros of man(7): `roff` text of ASCII alone, whose signs groff and mandoc know.

A hyphen that is typed is `\-`; any other sign that is not ASCII is its code point, `\[u00E9]`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from sahelcli import __version__
from sahelcli.cli.reference.description import CommandEntry, Parameter
from sahelcli.cli.reference.docstring import one_line
from sahelcli.cli.reference.help_page import label, meaning
from sahelcli.cli.reference.program import EXAMPLES, OPTIONS, PARAGRAPHS, SUMMARY
from sahelcli.cli.reference.topics import TOPICS, Entry, Topic
from tests.reference.shared import Shared, shared

_SIGNS = {"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti"}
_WIDTH = 72  # of a line of text; escapes make it longer
_SECTIONS = {"dates": "DATES", "exit-codes": "EXIT STATUS", "environment": "ENVIRONMENT"}


def man_page(commands: Sequence[CommandEntry]) -> str:
    """Return the page of all commands; it has no date, for it is that of a version."""
    return "\n".join(_lines(commands)) + "\n"


def _lines(commands: Sequence[CommandEntry]) -> Iterator[str]:
    yield r".\" Written by `python -m tests.reference` from the commands themselves."
    yield f'.TH SAHEL 1 "" "sahel {_text(__version__)}" "User Commands"'
    yield from (".SH NAME", rf"sahel \- {_text(SUMMARY[:1].lower() + SUMMARY[1:].rstrip('.'))}")
    yield from (".SH SYNOPSIS", r".B sahel", r"\fICOMMAND\fR [\fIOPTIONS\fR] [\fIARGUMENTS\fR]")
    yield from (".SH DESCRIPTION", *map(_text, PARAGRAPHS), ".PP")
    yield _text("Data is on standard output; counts, notes and errors are on standard error.")
    together = shared(commands)
    yield ".SH COMMANDS"
    for command in commands:
        yield from _command(command, together)
    yield ".SH OPTIONS"
    yield _text("What several commands take; under each command stands which of these it does.")
    for heading, options in together.headings.items():
        own = [*OPTIONS, *options] if heading == "Other" else options
        yield from (f".SS {_text(heading)}", *_options(dict.fromkeys(own)))
    for topic in TOPICS:
        yield from (f".SH {_SECTIONS[topic.name]}", *_topic(topic))
    yield ".SH EXAMPLES"
    yield from _examples(EXAMPLES)
    yield from (".SH SEE ALSO", ".BR jq (1),", ".BR less (1),", ".BR git (1)")


def _command(command: CommandEntry, together: Shared) -> Iterator[str]:
    yield f".SS {_text(command.usage)}"
    yield _text(command.text.summary)
    for paragraph in command.text.paragraphs:
        yield from (".PP", _text(paragraph))
    for each in command.text.lists:
        yield from (".PP", f"{_text(each.title)}:")
        yield from _tagged(each.items)
    yield from _tagged((argument.value or "", argument.meaning) for argument in command.arguments)
    yield from _options(together.own(command))
    if also := together.also(command):
        named = (f"{heading} ({', '.join(names)})" if names else heading for heading, names in also)
        yield from (".PP", _text(f"Shared options, described below: {', '.join(named)}."))
    if command.text.examples:
        yield from (".PP", "Examples:" if len(command.text.examples) > 1 else "Example:", ".PP")
        yield from _examples(command.text.examples)


def _options(options: Iterable[Parameter]) -> Iterator[str]:
    return _tagged((label(option), meaning(option)) for option in options)


def _tagged(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, text in rows:
        yield from (".TP", rf"\fB{_escaped(name)}\fR", _text(text))


def _topic(topic: Topic) -> Iterator[str]:
    yield _text(topic.summary)
    for section in topic.sections:
        yield from (f".SS {_text(section.title)}",) if section.title else (".PP",)
        yield from (_text(section.text),) if section.text else ()
        for entry in section.entries:
            yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    yield from (".TP", rf"\fB{_escaped(entry.name)}\fR", _text(entry.meaning))
    if entry.example:
        yield from (".br", rf"\fI{_escaped(entry.example)}\fR")


def _examples(examples: Sequence[str]) -> Iterator[str]:
    yield from (".RS 4", ".nf", *(_escaped(one_line(example)) for example in examples), ".fi", ".RE")


def _text(text: str) -> str:
    """Return a text as roff prints it, which takes no line for a request."""
    lines = wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
    return "\n".join(rf"\&{line}" if line.startswith(".") else line for line in map(_escaped, lines))


def _escaped(text: str) -> str:
    return "".join(_SIGNS.get(sign) or (sign if sign.isascii() else rf"\[u{ord(sign):04X}]") for sign in text)
