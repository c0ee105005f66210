"""Python interface: queries of a dataset by the commands and options of the command line.

Other modules are imported by the first query, so that importing this one is fast.
"""

from __future__ import annotations

import os

from sahelcli.library.dataset_location import DatasetLocation

TYPE_CHECKING = False  # the name that type checkers know, without the time that `typing` takes to load
if TYPE_CHECKING:
    from typing import Any, Literal, Unpack, overload

    from sahelcli import json_contract
    from sahelcli.formats.findings import FindingRow
    from sahelcli.library import keyword_types
    from sahelcli.library.answer import Answer
else:

    def overload(function: object) -> object:
        """Stand for the decorator of `typing`, which does nothing when a program runs."""
        return function


def open(*paths: str | os.PathLike[str], strict: bool = False) -> Dataset:  # noqa: A001  # as one opens a file
    """Open the dataset that the paths name, files or folders or "shipped"; without any, the usual dataset.

    With `strict`, a query raises SahelError if any file or record is invalid; otherwise its notes say what
    is left out. Raises SahelError for a path that does not exist.
    """
    return Dataset(tuple(os.fspath(path) for path in paths), strict=strict)


class Dataset:
    """A dataset, asked as the command line asks it: each question is answered from its files as they are then.

    A method is a command, a keyword an option (`min_sources=2` is `--min-sources 2`). What may be given several times
    takes a text or a list of them; a date is a text, a year or a day of `datetime`. An answer has rows, a total and
    notes. A method raises SahelError, with its `hint`, where the command line prints an error.
    """

    def __init__(self, paths: tuple[str, ...], *, strict: bool = False) -> None:
        self._location = DatasetLocation(paths)
        self.paths = paths
        self.strict = strict

    def __repr__(self) -> str:
        named = [*map(repr, self.paths), *(["strict=True"] if self.strict else [])]
        return f"sahelcli.open({', '.join(named)})"

    def timeline(self, **options: Unpack[keyword_types.Listing]) -> Answer[json_contract.EventRow]:
        """Events in order of date."""
        return self._ask("timeline", options)

    def quote(
        self, speaker: str | None = None, /, **options: Unpack[keyword_types.Listing]
    ) -> Answer[json_contract.QuoteRow]:
        """Quotations: who said exactly what, when and as what."""
        return self._ask("quote", options, speaker=speaker)

    @overload
    def actor(
        self, name: None = None, /, **options: Unpack[keyword_types.Listing]
    ) -> Answer[json_contract.ActorRow]: ...
    @overload
    def actor(self, name: str, /, **options: Unpack[keyword_types.Listing]) -> Answer[json_contract.Profile]: ...
    def actor(self, name: str | None = None, /, **options: Unpack[keyword_types.Listing]) -> Answer[Any]:
        """Who somebody is, roles with dates, and what names them; without a name, all actors."""
        return self._ask("actor", options, name=name)

    @overload
    def troops(
        self, force: str | None = None, /, *, differ: Literal[False] = False, **options: Unpack[keyword_types.Figures]
    ) -> Answer[json_contract.FigureRow]: ...
    @overload
    def troops(
        self, force: str | None = None, /, *, differ: Literal[True], **options: Unpack[keyword_types.Figures]
    ) -> Answer[json_contract.DifferenceRow]: ...
    def troops(
        self, force: str | None = None, /, *, differ: bool = False, **options: Unpack[keyword_types.Figures]
    ) -> Answer[Any]:
        """Troop figures: how many, where, when, and who says so; with `differ`, where figures differ."""
        return self._ask("troops", {**options, "differ": differ}, force=force)

    def search(self, *words: str, **options: Unpack[keyword_types.Search]) -> Answer[json_contract.HitRow]:
        """Records of all kinds by their words, the best finds first."""
        return self._ask("search", options, words=words)

    def show(self, *ids: str, **options: Unpack[keyword_types.Show]) -> Answer[Any]:
        """Records in full, with their sources and what refers to them: rows of `sahel schema --output page`."""
        return self._ask("show", options, named=ids)

    @overload
    def source(
        self, source_id: None = None, /, **options: Unpack[keyword_types.Listing]
    ) -> Answer[json_contract.SourceRow]: ...
    @overload
    def source(
        self, source_id: str, /, **options: Unpack[keyword_types.Listing]
    ) -> Answer[json_contract.SourcePage]: ...
    def source(self, source_id: str | None = None, /, **options: Unpack[keyword_types.Listing]) -> Answer[Any]:
        """A source, what rests on it and what on it alone; without an id, all sources."""
        return self._ask("source", options, source_id=source_id)

    def cite(self, *ids: str, **options: Unpack[keyword_types.Cite]) -> Answer[json_contract.ReferenceRow]:
        """Records as lines for an article; `style` names one of CSL."""
        return self._ask("cite", options, named=ids)

    def stats(self, **options: Unpack[keyword_types.Stats]) -> Answer[json_contract.CountRow]:
        """How many records there are, of what, and how many of them rest on a single source."""
        return self._ask("stats", options)

    def check(self, **options: Unpack[keyword_types.Check]) -> Answer[FindingRow]:
        """Every mistake of the dataset, with file, line and column."""
        return self._ask("check", options)

    def verify(
        self, article: str | os.PathLike[str], /, **options: Unpack[keyword_types.Listing]
    ) -> Answer[json_contract.ClaimRow]:
        """The words and numbers of an article, held to the dataset: a text, or the path of a file as a `Path`."""
        if isinstance(article, str):
            return self._ask("verify_text", options, article=article)
        path = os.fspath(article)
        return self._ask("verify", options, file="./-" if path == "-" else path)

    def _ask(self, command: str, options: Any, **arguments: Any) -> Answer[Any]:
        from sahelcli.library.question import Question

        return Question(command, self._location.data(), self.strict, options, arguments).answer()
