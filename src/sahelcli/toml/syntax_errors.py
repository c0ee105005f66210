"""Syntax errors of TOML in plain words: what the parser's complaint means, and what to write instead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from sahelcli.dates import edtf
from sahelcli.diagnostics.finding import TextFinding
from sahelcli.text.quoted_values import cut, shown
from sahelcli.toml import tokens
from sahelcli.toml.parser_message import ParserMessage

_KEY_AND_VALUE = re.compile(r'[ \t]*(?:[\w-]+|"[^"]*")[ \t]*=[ \t]*(?P<value>[^#\n]*?)[ \t]*(?:#.*)?')
_DATE = re.compile(r"[.0-9X][0-9X.]*[-/][0-9X?~%./-]*")
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{0,2}|u[0-9A-Fa-f]{0,4}|U[0-9A-Fa-f]{0,8}|[\s\S]?)")
_A_LINE = 'a line reads: key = "value"'
_COMMENTS = ("//", "/*", "--", ";")  # as other languages write them
_DOUBLE = "duplicate-key"


def in_plain_words(text: str, message: str, at: int) -> TextFinding:
    """Translate the parser's message about a text; the end of the text is that of its last visible character."""
    complaint = ParserMessage(text, at if at < len(text) else len(text.rstrip()), message)
    if problem := _unseen(complaint):
        return problem
    for beginning, explain in _EXPLANATIONS:
        if complaint.words.startswith(beginning):
            return explain(complaint)
    return complaint.finding("this is not valid TOML")


def _unseen(complaint: ParserMessage) -> TextFinding | None:
    """Return the finding for a sign that looks like a space or cannot be seen at all."""
    sign = complaint.sign
    if sign in " \t\n\r" or sign.isascii() or unicodedata.category(sign) not in ("Zs", "Cf"):
        return None
    if sign == "\ufeff":
        message = "a byte order mark (U+FEFF) in the middle: these files were joined"
        return complaint.finding(message, "take it out: it belongs at the beginning of a file alone, if anywhere")
    name = f"U+{ord(sign):04X}, {unicodedata.name(sign, 'without a name').lower()}"
    if unicodedata.category(sign) == "Cf":
        return complaint.finding(f"a sign that is not seen ({name})", "take it out")
    return complaint.finding(f"a space that is none for TOML ({name})", "write a plain space, or take it out")


def _after_statement(complaint: ParserMessage) -> TextFinding:
    if complaint.sign == "\r":
        return complaint.finding("a carriage return alone ends no line", "save the file with LF or CRLF line ends")
    parts = _KEY_AND_VALUE.fullmatch(complaint.line)
    value = parts["value"] if parts else ""
    start = complaint.line_start + (parts.start("value") if parts else 0)
    if _DATE.fullmatch(value):
        return complaint.finding_at(start, len(value), f"a date without quotes: {cut(value, 40)}", _quoted_date(value))
    if value.startswith(('"', "'")):
        message = f"text after the closing quotation mark: {shown(complaint.rest)}"
        hint = 'a quotation mark inside "…" is written \\"'
        if value.startswith("'"):
            hint = 'a text with an apostrophe stands in "…"'
        return complaint.finding(message, hint, length=len(complaint.rest))
    if re.fullmatch(r"[+-]?0[0-9_]+", value):
        return complaint.finding_at(
            start, len(value), "a number does not begin with 0", "put it in quotes if it is text"
        )
    where = "after the table's header" if complaint.line.lstrip().startswith("[") else "after the value"
    hint = "text goes in quotes, and each key on a line of its own"
    return complaint.finding(f"unexpected {shown(complaint.rest)} {where}", hint, length=len(complaint.rest))


def _quoted_date(text: str) -> str:
    try:
        edtf.parse(text)
    except edtf.DateError as error:
        return f"put dates in quotes; in this one, {error.message}"
    return f'put dates in quotes: "{text}"'


def _double_key(complaint: ParserMessage) -> TextFinding:
    keys = _keys_before(complaint)
    if not keys:
        return complaint.finding("a key stands twice in its table", "keep one", code=_DOUBLE)
    last = keys[-1]
    first = next(key for key in keys if key["key"] == last["key"])
    above = complaint.text.count("\n", first.start(), last.start())
    hint = f"the first is {above} {'line' if above == 1 else 'lines'} above: keep one" if above else "keep one"
    message = f"key {shown(last['key'])} stands twice in its table"
    return complaint.finding_at(last.start("key"), len(last["key"]), message, hint, _DOUBLE)


def _keys_before(complaint: ParserMessage) -> list[re.Match[str]]:
    """Return the keys at the beginnings of lines between the last header and the place."""
    header = complaint.text.rfind("\n[", 0, complaint.at)
    starts = re.compile(r"^[ \t]*", re.MULTILINE).finditer(complaint.text, header + 1, complaint.at)
    matches = (tokens.KEY_AND_EQUALS.match(complaint.text, start.end()) for start in starts)
    return [key for key in matches if key]


def double_table(complaint: ParserMessage) -> TextFinding:
    """Return the finding for a table header that appears twice, at the line of the message."""
    header = complaint.line.strip()
    records = re.fullmatch(r"\[\s*(events|quotes|figures|actors|places|sources)\s*\].*", header)
    hint = f"each record begins with [[{records[1]}]], in double brackets" if records else "keep one"
    return complaint.whole_line(f"the table {shown(header)} stands twice", hint, _DOUBLE)


def _clash(complaint: ParserMessage) -> TextFinding:
    message = f"{shown(complaint.line.strip())} adds to something that is complete already"
    return complaint.whole_line(message, "write each table once, in one form", _DOUBLE)


def _double_in_braces(complaint: ParserMessage) -> TextFinding:
    key = complaint.words.removeprefix("Duplicate inline table key ").strip("'\"")
    return complaint.finding(f"key {shown(key)} stands twice between the braces", "keep one", code=_DOUBLE)


def _illegal_character(complaint: ParserMessage) -> TextFinding:
    if complaint.sign in ("\n", ""):
        return _open_string(complaint)
    message = f"a control character: {shown(complaint.sign)}"
    return complaint.finding(message, 'take it out, or write it as an escape in "…", such as \\u001b')


def _open_string(complaint: ParserMessage) -> TextFinding:
    start = complaint.opened_string()
    if start is None:
        return complaint.finding("a text is not closed", "close it with a quotation mark")
    sign = complaint.text[start]
    if complaint.text.startswith(sign * 3, start):
        return complaint.finding_at(start, 3, "this text over several lines has no end", f"close it with {sign * 3}")
    hint = f"close it with {sign}, or use {sign * 3} around several lines"
    return complaint.finding_at(start, 1, "this text has no closing quotation mark on its line", hint)


def _no_statement(complaint: ParserMessage) -> TextFinding:
    if re.fullmatch(r"<{7} .*|\|{7} .*|={7}|>{7} .*", complaint.line):
        hint = "choose one of its sides and delete the lines of signs"
        return complaint.whole_line("a line that a merge of git has left", hint, "unsolved-merge")
    if complaint.line.lstrip().startswith(_COMMENTS):
        return _no_comment(complaint)
    return complaint.finding(f"a line cannot begin with {shown(complaint.sign)}", _A_LINE)


def _no_comment(complaint: ParserMessage) -> TextFinding:
    return complaint.whole_line("this is no comment in TOML", "a comment begins with #")


def _no_equals(complaint: ParserMessage) -> TextFinding:
    if complaint.line.lstrip().startswith(_COMMENTS):
        return _no_comment(complaint)
    message = '":" stands where "=" belongs' if complaint.sign == ":" else '"=" is missing after the key'
    return complaint.finding(message, _A_LINE)


def _no_value(complaint: ParserMessage) -> TextFinding:
    word = re.match(r"[^\s,\]}#]*", complaint.rest)
    value = word[0] if word else ""
    if not value and not complaint.sign and complaint.opened_bracket() is not None:
        return _unclosed(complaint)
    if not value:
        return complaint.finding("a value is missing", 'write one, "…" for text, or take the key out')
    if value[0] in "“”„«‘’":
        hint = 'put straight quotation marks around the whole text: "…"'
        return complaint.finding(f"{shown(value[0])} opens no text in TOML", hint)
    if value.lower() in ("true", "false", "yes", "no"):
        return complaint.finding(f"{shown(value)} is no value", "write true or false", length=len(value))
    return complaint.finding(
        f"text without quotes: {shown(value)}", f"put it in quotes: {shown(value)}", length=len(value)
    )


def _bad_escape(complaint: ParserMessage) -> TextFinding:
    start = max(complaint.text.rfind("\\", 0, complaint.at), 0)
    escape = _ESCAPE.match(complaint.text, start)
    written = escape[0] if escape else "\\"
    hint = "write \\\\ for a backslash, or put the text in '…'"
    return complaint.finding_at(start, len(written), f"{shown(written)} stands for no character", hint)


def _unclosed(complaint: ParserMessage) -> TextFinding:
    start = complaint.opened_bracket()
    if start is None:
        return complaint.finding("a list is not closed", "close it with ]")
    if complaint.text[start] == "[":
        return complaint.finding_at(
            start, 1, "this list is not closed", "put commas between its parts, and ] at its end"
        )
    hint = "put commas between its parts, and } at its end"
    return complaint.finding_at(start, 1, "this inline table is not closed", hint)


def _bad_header(complaint: ParserMessage) -> TextFinding:
    hint = "a record begins with a header in double brackets: [[events]]"
    return complaint.whole_line("the table's header is not closed", hint)


def _bad_key(complaint: ParserMessage) -> TextFinding:
    opened = complaint.opened_bracket()
    is_inside = opened is not None and complaint.text[opened] == "{"
    if is_inside and (complaint.sign == "[" or not complaint.text[complaint.at :].strip()):
        return _unclosed(complaint)
    if complaint.sign == "\n" and not is_inside:
        return _bad_header(complaint)
    hint = "keys are letters, digits, - and _, or text in quotes"
    if complaint.sign in ("}", "\n", ""):
        return complaint.finding("a key is missing", hint)
    return complaint.finding(f"a key cannot begin with {shown(complaint.sign)}", hint)


def _bad_date(complaint: ParserMessage) -> TextFinding:
    written = re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", complaint.rest)
    try:
        edtf.parse(written[0] if written else "")
    except edtf.DateError as error:
        return complaint.finding(error.message, error.hint, length=len(written[0]) if written else 1, code="date")
    return complaint.finding("there is no such time of day", "a date has no clock time", code="date")


_EXPLANATIONS: tuple[tuple[str, Callable[[ParserMessage], TextFinding]], ...] = (
    ("Expected newline or end of document", _after_statement),
    ("Cannot overwrite", _double_key),
    ("Cannot declare", double_table),
    ("Cannot mutate", _clash),
    ("Cannot redefine", _clash),
    ("Duplicate inline table key", _double_in_braces),
    ("Illegal character", _illegal_character),
    ("Found invalid character", _illegal_character),
    ("Unterminated string", _open_string),
    ("Expected \"'", _open_string),
    ("Invalid statement", _no_statement),
    ("Expected '=' after a key", _no_equals),
    ("Invalid value", _no_value),
    ("Unescaped", _bad_escape),
    ("Escaped character", _bad_escape),
    ("Invalid hex value", _bad_escape),
    ("Unclosed", _unclosed),
    ("Expected ']", _bad_header),
    ("Invalid initial character", _bad_key),
    ("Invalid date", _bad_date),
)
