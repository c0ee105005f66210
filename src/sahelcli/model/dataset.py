"""Dataset in memory: the valid records, what it says of itself, and what was found wrong with the rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from sahelcli.diagnostics.finding import About, Diagnostic, Finding, Severity, TablePlace
from sahelcli.model.base import FreeText, Record, StrictTable
from sahelcli.model.kinds import KINDS, Actor, Event, Figure, Place, Quote, Source


class DatasetInfo(StrictTable):
    """Title, description, version, licence and homepage of a dataset; all may be missing."""

    title: FreeText | None = None
    description: FreeText | None = None
    version: FreeText | None = None
    licence: FreeText | None = None
    homepage: FreeText | None = None


_NAMES = {kind.model: kind.name for kind in KINDS}


class Origins(Protocol):
    """Knows the files the records came from."""

    def locate(self, finding: Finding[TablePlace]) -> Diagnostic:
        """Return a finding at the value of the record it is about, or at the record where its keys lead to nothing.

        Without a record the keys lead from the top of the file that has them: `("tags", "coup")`.
        """
        ...


@dataclass(frozen=True, slots=True)
class Dataset:
    """Records in the order of the files: every reference leads to a record that is here, ids are unique within a kind.

    `diagnostics` stand in the order of the files, then of lines and columns. `left_out` counts the records that have
    errors or refer to ones that have, and one for each file of which nothing can be read. `files` are the paths that
    were read; `unread` and `useless` are the first errors of those of which nothing can be read, and of those that hold
    errors and no valid record; `void` are those that hold neither.
    """

    info: DatasetInfo
    tags: Mapping[str, str]
    events: tuple[Event, ...]
    quotes: tuple[Quote, ...]
    figures: tuple[Figure, ...]
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    sources: tuple[Source, ...]
    diagnostics: tuple[Diagnostic, ...]
    left_out: int
    files: tuple[str, ...]
    origins: Origins
    unread: tuple[Diagnostic, ...] = ()
    useless: tuple[Diagnostic, ...] = ()
    void: frozenset[str] = frozenset()

    def diagnose(
        self,
        record: Record | None,
        *keys: str | int,
        message: str,
        code: str,
        hint: str | None = None,
        severity: Severity = Severity.WARNING,
    ) -> Diagnostic:
        """Return a finding about a value of one of its records, which `keys` lead to, with file, line and column."""
        about = About(_NAMES[type(record)], record.id) if record else None
        return self.origins.locate(Finding(TablePlace(keys), message, code, hint, severity, about))
