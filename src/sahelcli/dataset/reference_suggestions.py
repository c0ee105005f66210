"""What is said of an unknown reference: the id that was meant, found without comparing everything with everything."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import islice

from sahelcli.diagnostics.suggestions import nearest
from sahelcli.text.quoting import shown, with_article

_COMPARED = 2_000  # ids compared in full for one name
_LOOKED_AT = 2_000_000  # ids looked at in all: a file full of wrong references must not take minutes


class ReferenceSuggestions:
    """Hints for unknown references; after many different ones, further ones get none."""

    def __init__(self, known: Mapping[str, Collection[str]]) -> None:
        self._known = known
        self._left = _LOOKED_AT
        self._hints: dict[tuple[tuple[str, ...], str], str | None] = {}

    def hint(self, kinds: tuple[str, ...], name: str) -> str | None:
        """Return what to say of a name that no record of these kinds has as id."""
        if (kinds, name) not in self._hints:
            self._hints[kinds, name] = self._nearest(kinds, name) or self._elsewhere(name)
        return self._hints[kinds, name]

    def _nearest(self, kinds: tuple[str, ...], name: str) -> str | None:
        names = [other for kind in kinds for other in self._known[kind]] if self._left > 0 else []
        self._left -= max(len(names), 1)
        if len(names) > _COMPARED:  # one slip of the pen leaves the first or the second half of a name as it was
            half = len(name) // 2
            names = list(islice((n for n in names if n.startswith(name[:half]) or n.endswith(name[half:])), _COMPARED))
        meant = nearest(name, names)
        return f"did you mean {shown(meant)}?" if meant else None

    def _elsewhere(self, name: str) -> str | None:
        kind = next((kind for kind, names in self._known.items() if name in names), None)
        return f"there is {with_article(kind)} of this id" if kind else None
