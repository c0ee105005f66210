"""Findings of a check as they are printed: for people with the line and a caret, as JSON, and for GitHub."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, TypedDict

from sahelcli.diagnostics.finding import LONGEST_LINE, Diagnostic, Excerpt, Severity
from sahelcli.formats import Screen
from sahelcli.report import Report, Row
from sahelcli.text.cell_width import beginning, cells
from sahelcli.text.json_text import encode
from sahelcli.text.quoted_values import cut
from sahelcli.text.sanitize import on_screen
from sahelcli.text.unencodable_characters import encodable

if TYPE_CHECKING:
    from sahelcli.rules import Rule

_GUTTER = 8  # cells before the line: five of its number, and ` | `
_NARROWEST = 20  # cells of a line that are shown on any screen
_COLORS = {Severity.ERROR: "1;31", Severity.WARNING: "1;35"}  # red and magenta read on light grounds and on dark ones


class FindingFormat(StrEnum):
    """The values of `sahel check --format`."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


class FindingRow(TypedDict):
    """A finding of `sahel check`; line and column count from 1, in characters, null where a whole file is meant.

    `kind` and `id` are of the record that it is about, null where that is none, or not known.
    """

    rule: str
    severity: str
    file: str
    line: int | None
    column: int | None
    kind: str | None
    id: str | None
    message: str
    hint: str | None


def report(rows: Iterable[bytes]) -> Report:
    """Return findings, each `in_json`, as the rows that `--json` prints."""
    return Report("finding", map(Row, rows))


def in_json(finding: Diagnostic) -> bytes:
    """Return a finding as JSON in UTF-8."""
    return encode(row(finding))


def as_text(findings: Iterable[Diagnostic], screen: Screen | None, encoding: str) -> Iterator[str]:
    """Yield a paragraph for each finding."""
    return parted(paragraph(finding, screen, encoding) for finding in findings)


def parted(paragraphs: Iterable[str]) -> Iterator[str]:
    """Yield paragraphs, an empty line between one and the next."""
    between = ""
    for text in paragraphs:
        yield between + text
        between = "\n"


def paragraph(finding: Diagnostic, screen: Screen | None, encoding: str) -> str:
    """Return where and what, the line with its mark, and the way out."""
    lines = [_head(finding, screen)]
    if finding.excerpt:
        lines += _marked_line(finding, finding.excerpt, screen, encoding)
    if finding.hint:
        lines.append(f"{_styled('hint:', '1', screen)} {cut(finding.hint, LONGEST_LINE - len('hint: '))}")
    return "\n".join(lines) + "\n"


def _head(finding: Diagnostic, screen: Screen | None) -> str:
    line = finding.one_line()
    if screen is None:
        return line
    place, severity, message = line.partition(f": {finding.severity}: ")
    return (
        f"{_styled(place, '1', screen)}: {_styled(finding.severity, _COLORS[finding.severity], screen)}: {message}"
        if severity
        else line
    )


def _marked_line(finding: Diagnostic, excerpt: Excerpt, screen: Screen | None, encoding: str) -> Iterator[str]:
    """Yield the line of the file and the carets below the faulty part, both cut to the screen."""
    start, end = excerpt.offset, excerpt.offset + excerpt.length
    parts = (excerpt.text[:start], excerpt.text[start:end], excerpt.text[end:])
    before, marked, after = (encodable(part, encoding) for part in parts)
    if screen:
        dots = encodable("…", encoding)
        room = max(screen.width - _GUTTER - 1, _NARROWEST)
        before = _end(before, room // 2, dots)
        after = beginning(after, max(room - cells(before + marked), 0), dots)
        marked = beginning(marked, room - cells(before), dots)
    carets = "^" * max(cells(marked), 1)
    yield f"{finding.place.line:>5} | {before}{marked}{after}".rstrip()
    yield f"      | {' ' * cells(before)}{_styled(carets, _COLORS[finding.severity], screen)}"


def _end(text: str, room: int, dots: str) -> str:
    return "".join(reversed(beginning(text[::-1], room, dots)))


def _styled(text: str, style: str, screen: Screen | None) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if screen and screen.styles else text


def row(finding: Diagnostic) -> FindingRow:
    """Return a finding as the object that `--json` prints."""
    return {
        "rule": finding.code,
        "severity": finding.severity.value,
        "file": finding.place.path,
        "line": finding.place.line or None,
        "column": finding.place.column or None,
        "kind": finding.about.kind if finding.about else None,
        "id": finding.about.id if finding.about else None,
        "message": finding.message,
        "hint": finding.hint,
    }


def workflow_command(finding: Diagnostic) -> str:
    """Return a finding as a command of GitHub's workflows, which shows it beside the line."""
    place = {
        "file": finding.place.path,
        "line": finding.place.line,
        "col": finding.place.column,
        "title": finding.code,
    }
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in place.items() if value)
    message = f"{finding.message}\nhint: {finding.hint}" if finding.hint else finding.message
    return f"::{finding.severity} {properties}::{_data(message)}\n"


def _data(text: str) -> str:
    return on_screen(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def in_short(rules: Iterable[Rule], screen: Screen | None) -> Iterator[str]:
    """Yield a line for each rule; on a terminal a long line is wrapped and indented."""
    for rule in rules:
        label = f"{rule.code:<20} {rule.severity:<8} "
        if screen and screen.width >= 2 * len(label):
            yield f"{_filled(rule.in_short, screen.width - len(label), label)}\n"
        else:
            yield f"{label}{rule.in_short}\n"


def explained(rule: Rule, screen: Screen | None) -> Iterator[str]:
    """Yield the description of a rule, an example that breaks it with its message, and one that obeys it."""
    from sahelcli.rules import found_in_example  # here: most findings need no explanation

    law = rule.law if screen is None else "\n\n".join(_filled(part, screen.width) for part in _paragraphs(rule.law))
    yield f"{rule.code} ({rule.severity})\n\n{law}\n"
    bad, good = rule.example("bad"), rule.example("good")
    if bad is not None and good is not None:
        yield f"\nWrong:\n\n{_indented(bad)}\n"
        yield from as_text(found_in_example(rule), None, "utf-8")
        yield f"\nRight:\n\n{_indented(good)}"


def _paragraphs(text: str) -> list[str]:
    return [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]


def _filled(text: str, width: int, label: str = "") -> str:
    """Return the text in lines of at most so many cells, a label before the first and as much space before others."""
    from textwrap import wrap

    lines = wrap(text, max(width, 20), break_long_words=False, break_on_hyphens=False)
    return label + f"\n{' ' * len(label)}".join(lines)


def _indented(example: bytes) -> str:
    text = on_screen(example.decode(errors="replace"))
    return "".join(f"    {line}".rstrip() + "\n" for line in text.splitlines())
