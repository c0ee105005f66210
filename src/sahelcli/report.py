"""Report: an answer before it has a form, which every command makes and every format prints."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple


class Row(NamedTuple):
    """One row of the JSON contract, ready to print: UTF-8 (RFC 8259, section 8.1) without a line end.

    `certain` is said in it, and nothing in it misleads.
    """

    json: bytes

    def data(self) -> Any:
        """Return the row as a dictionary of the shape its kind has in `json_contract`."""
        import json  # here: rows that are printed as they are need no parser

        return json.loads(self.json.decode())


DIGITS_FOR_PEOPLE = 12  # of a content hash, its first: what people compare; programs have all of them


class Provenance(NamedTuple):
    """Where an answer comes from: the dataset by title and version, "" where it has none, and what was asked of it.

    `content_hash` is "sha256:" and 64 digits, `options` the command line that selects the rows, whatever their form.
    """

    dataset: str
    version: str
    content_hash: str
    options: str = ""

    @property
    def in_short(self) -> str:
        """The dataset, its version, and as much of the hash as people compare."""
        version = f"version {self.version}" if self.version else ""
        content = self.content_hash[: len("sha256:") + DIGITS_FOR_PEOPLE]
        return ", ".join(filter(None, (self.dataset or "Chronology", version, content)))


Title = Callable[[], str]
"""Makes what stands above an answer, "" for nothing: names are looked up for it, and machines read no titles."""


class Report(NamedTuple):
    """An answer: rows of one kind (a key of `json_contract.ROWS`), read once, and what people see around them.

    `single` says that the answer is one record, an object in JSON and a page on a terminal, not a list.
    `total` is how many rows match, `shown` how many `rows` will give; both None when nobody counted.
    `noun` names the rows in the singular ("event"), `within` says what else they hold ("19 quotations"); `hints` are
    closing lines for people, never data. `people` makes the report that people read instead, where these rows are not
    what they should: with all renderings of an utterance, whichever match. `title` and `provenance` are asked for where
    they are printed.
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
    provenance: Callable[[], Provenance] | None = None
