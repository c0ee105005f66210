"""An answer before it has a form: what every command makes and every format prints."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple


class Row(NamedTuple):
    """One row of the JSON contract, ready to print: UTF-8 (RFC 8259, section 8.1) without a line end.

    `certain` is said in it, and nothing in it misleads.
    """

    json: bytes

    def data(self) -> Any:
        """Return the row as a dictionary of the shape its kind has in `json_rows`."""
        import json  # here: rows that are printed as they are need no parser

        return json.loads(self.json.decode())


Title = Callable[[], str]
"""Makes what stands above an answer, "" for nothing: names are looked up for it, and machines read no titles."""


class Report(NamedTuple):
    """An answer: rows of one kind (a key of `json_rows.ROWS`), read once, and what people see around them.

    `single` says that the answer is one record, an object in JSON and a page on a terminal, not a list.
    `total` is how many rows match, `shown` how many `rows` will give; both None when nobody counted.
    `noun` names the rows in the singular ("event"), `within` says what else they hold ("19 quotations"); `hints` are
    closing lines for people, never data. `people` makes the report that people read instead, where these rows are not
    what they should: with all renderings of an utterance, whichever match. `title` is asked for where it is printed.
    """

    kind: str
    rows: Iterable[Row]
    title: Title = str
    noun: str = ""
    single: bool = False
    total: int | None = None
    shown: int | None = None
    within: str = ""
    hints: tuple[str, ...] = ()
    people: "Callable[[], Report] | None" = None
