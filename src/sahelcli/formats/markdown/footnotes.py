"""Footnotes in Markdown, one for each source however often it is cited, as GitHub and Pandoc read them; ids as code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sahelcli.dates.formatting import words
from sahelcli.formats.markdown.escape import code, escaped, link
from sahelcli.phrases import NO_SOURCE, account_of, in_order, publisher
from sahelcli.report import Provenance
from sahelcli.text.sanitize import one_line

if TYPE_CHECKING:
    from sahelcli.json_contract import Citation
    from sahelcli.row_types import Identified, Sourced


class Footnotes:
    """The footnotes of one document, numbered as they are first cited; `ids` says that rows and sources have theirs."""

    def __init__(self, *, ids: bool = False) -> None:
        self.ids = ids
        self._numbers: dict[str, int] = {}
        self._texts: list[str] = []

    def cite(self, source: Citation) -> str:
        """Return the reference to a source, `[^1]`."""
        if source["id"] not in self._numbers:
            self._numbers[source["id"]] = len(self._numbers) + 1
            self._texts.append(_text(source) + self.identified(source))
        return f"[^{self._numbers[source['id']]}]"

    def who_says(self, row: Sourced) -> str:
        """Return whose account it is and each publisher with its footnote: `Niger's army, via Atlasinfo[^1]`."""
        named = [escaped(publisher(source)) + self.cite(source) for source in in_order(row["sources"])]
        via = ", ".join(named) or NO_SOURCE
        account = account_of(row)
        return f"{escaped(account)}, via {via}" if account else via

    def identified(self, row: Identified) -> str:
        """Return ` · ` and the id of a row as code where ids are asked for; else nothing."""
        return f" · {code(row['id'])}" if self.ids else ""

    def close(self, provenance: Provenance) -> str:
        """Return the reference to a last footnote: the dataset, its version and hash, and the options of the query."""
        options = f": {_as_code(provenance.options)}" if provenance.options else ""
        self._texts.append(f"{escaped(provenance.in_short)}{options}")
        return f"[^{len(self._texts)}]"

    def definitions(self) -> Iterator[str]:
        """Yield the lines of the footnotes: publisher, title with its address, date, archived copy."""
        for number, text in enumerate(self._texts, start=1):
            yield f"[^{number}]: {text}\n"


def _as_code(command: str) -> str:
    """Return a command line as code, so that no hyphen of it becomes a dash; as text where it holds a backtick."""
    return escaped(command) if "`" in command else f"`{one_line(command)}`"


def _text(source: Citation) -> str:
    parts = [escaped(publisher(source)), link(source["title"], source["url"])]
    if source["author"]:
        parts.insert(0, escaped(source["author"]))
    if source["published"]:
        parts.append(escaped(words(source["published"])))
    if source["archive_url"]:
        parts.append(link("archived copy", source["archive_url"]))
    return ", ".join(parts)
