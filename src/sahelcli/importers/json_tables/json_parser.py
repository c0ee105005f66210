"""JSON parser (RFC 8259), element by element: yields each array member with its line number.

Numbers keep their digits as written. A duplicate name in an object, or NaN, is an error of the element that contains
it; invalid JSON is one error for the whole text, with its line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sahelcli.diagnostics.finding import Location
from sahelcli.errors import SahelError
from sahelcli.importers.row_errors import RowError, row_error
from sahelcli.text.quoted_values import shown

_BLANK = re.compile(r"[ \t\n\r]*")


class JsonNumber(str):
    """A number with its digits as written in the file."""

    __slots__ = ()


class JsonElement(NamedTuple):
    """A JSON value, its first line (from 1), and the errors inside it."""

    line: int
    value: Any
    faults: tuple[RowError, ...]


class NotJson(SahelError):
    """The text is not valid JSON."""

    def __init__(self, path: str, line: int, what: str) -> None:
        self.what = what
        super().__init__(f"{Location(path, line)}: {what}", "the file may be cut off: fetch or copy it again")


class NoArray(Exception):
    """There is no array at the given keys."""


class JsonReader:
    """Reads JSON values from a text, starting at a position."""

    def __init__(self, text: str, path: str) -> None:
        self.place = 0  # behind the last element, in characters
        self._text, self._path = text, path
        self._faults: list[RowError] = []
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._object, parse_float=JsonNumber, parse_int=JsonNumber, parse_constant=self._constant
        )
        self._line, self._counted = 1, 0

    def document(self) -> Any:
        """Return the single value of the text."""
        value, end = self._value(0)
        if (end := self._after_blank(end)) != len(self._text):
            raise self._wrong("something stands behind the end of the JSON", end)
        return value

    def element(self, text: str, line: int) -> JsonElement:
        """Return the single value of a text that is one line of a file, with its errors."""
        self._text = text
        self._faults.clear()
        try:
            return JsonElement(line, self.document(), tuple(self._faults))
        except NotJson as error:
            return JsonElement(line, None, (row_error(error.what, "syntax"),))

    def elements(self, keys: Sequence[str] = ()) -> Iterator[JsonElement]:
        """Yield the members of the array under these keys, or of the text itself without keys; NoArray if none."""
        place = self._at(keys)
        if self._text[place : place + 1] != "[":
            raise NoArray
        place = self._after_blank(place + 1)
        while self._text[place : place + 1] != "]":
            line = self._line_of(place)
            self._faults.clear()
            value, place = self._value(place)
            self.place = place
            yield JsonElement(line, value, tuple(self._faults))
            place = self._past(place, ",", "]")

    def _at(self, keys: Sequence[str]) -> int:
        place = self._after_blank(0)
        for key in keys:
            place = self._member(place, key)
        return place

    def _member(self, place: int, wanted: str) -> int:
        """Return the position at which the value of an object's key begins."""
        if self._text[place : place + 1] != "{":
            raise NoArray
        place = self._after_blank(place + 1)
        while self._text[place : place + 1] == '"':
            key, place = self._value(place)
            place = self._past(place, ":", "")
            if key == wanted:
                return place
            place = self._past(self._value(place)[1], ",", "}")
        raise NoArray

    def _past(self, place: int, sign: str, last: str) -> int:
        """Return the position after a required sign and blanks, or of `last` if the list or object ends here."""
        place = self._after_blank(place)
        next_sign = self._text[place : place + 1]
        if next_sign == sign:
            return self._after_blank(place + 1)
        if next_sign and next_sign == last:
            return place
        raise self._wrong(f'the JSON lacks a "{sign}"' if next_sign else "the JSON ends before its end", place)

    def _value(self, place: int) -> tuple[Any, int]:
        try:
            return self._decoder.raw_decode(self._text, place)
        except json.JSONDecodeError as error:
            what = "the JSON ends before its end" if error.pos >= len(self._text) else "this is no JSON"
            raise self._wrong(what, error.pos) from None
        except RecursionError:
            raise self._wrong("the JSON is nested too deep", place) from None

    def _after_blank(self, place: int) -> int:
        match = _BLANK.match(self._text, place)
        return match.end() if match else place

    def _line_of(self, place: int) -> int:
        self._line += self._text.count("\n", self._counted, place)
        self._counted = place
        return self._line

    def _wrong(self, what: str, place: int) -> NotJson:
        return NotJson(self._path, self._text.count("\n", 0, place) + 1, what)

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        table = dict(pairs)
        if len(table) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            self._faults.append(row_error(f"the name {shown(twice)} stands twice in one object", "duplicate-key"))
        return table

    def _constant(self, name: str) -> str:
        self._faults.append(row_error(f"{name} is no number that JSON knows", "number"))
        return name
