"""What records refer to that nobody has described: named once, when all rows were read, with the command for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sahelcli import shell
from sahelcli.phrases import count
from sahelcli.records.kinds import KINDS, Kind
from sahelcli.records.references import references

_FIRST = 6  # names that are said
_NEEDED = {
    "actor": ("name", "kind", "description"),
    "place": ("name", "kind"),
    "source": ("publisher", "title"),
}
"""The keys that a record needs besides its id, of the kinds that a column of names can make; that name comes first."""


class Unknown:
    """Collects the ids that records of a kind refer to; `importer` is the name of the one that reads `columns`."""

    def __init__(self, kind: Kind, columns: Mapping[str, str], importer: str) -> None:
        self._importer = importer
        fields = [(field.path[0], field.kinds[0]) for field in references(kind.model) if len(field.path) == 1]
        self._fields = [(key, named) for key, named in fields if named != "tag"]
        self._columns = columns
        self._named: dict[str, dict[str, None]] = {kind.name: {} for kind in KINDS}

    def collect(self, keys: Mapping[str, Any]) -> None:
        """Remember what a record refers to."""
        for key, kind in self._fields:
            if value := keys.get(key):
                self._named[kind].update(dict.fromkeys([value] if isinstance(value, str) else value))

    def said(self, known: Mapping[str, Collection[str]], files: tuple[str, ...]) -> Iterator[str]:
        """Yield how many of each kind are not known, the first of them, and the commands that make them."""
        lacking = {kind: [name for name in ids if name not in known[kind]] for kind, ids in self._named.items()}
        lacking = {kind: names for kind, names in lacking.items() if names}
        if not lacking:
            return
        numbers = ", ".join(count(len(names), kind) for kind, names in lacking.items())
        names = [name for names in lacking.values() for name in names]
        more = f" and {len(names) - _FIRST} more" if len(names) > _FIRST else ""
        yield (
            f"the records refer to {numbers} that are neither in this file nor in --data: "
            f"{', '.join(names[:_FIRST])}{more}; what refers to them is shown once they are there"
        )
        yield f"hint: make them with {', '.join(f'`{self._command(kind, files)}`' for kind in lacking)}"

    def _command(self, kind: str, files: tuple[str, ...]) -> str:
        """Return the command that makes records of a kind from the column that names them, else the one to add one."""
        column = next((self._columns[key] for key, named in self._fields if named == kind and key in self._columns), "")
        if not column or kind not in _NEEDED:
            return shell.join(("sahel", "add", kind))
        name, *others = _NEEDED[kind]
        words = [
            "sahel",
            "import",
            self._importer,
            *files,
            "--as",
            kind,
            "--map",
            f"id={column}",
            "--map",
            f"{name}={column}",
        ]
        return shell.join(words) + "".join(f" --set {key}=…" for key in others)
