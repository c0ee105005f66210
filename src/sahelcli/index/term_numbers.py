"""Integer ids of search terms that are not records: tags, measures, utterances, publishers and agencies."""

from __future__ import annotations

from sahelcli.index.record_order import Ask

_MANY = 100_000  # terms that are remembered


class TermNumbers(dict[tuple[str, str], int]):
    """The number of each term, by its role and id; a new term gets one at its first look-up.

    Those that are in the index, which `ask` asks, keep theirs.
    """

    def __init__(self, ask: Ask, *, is_new: bool) -> None:
        super().__init__()
        self._ask = ask
        self._is_whole = is_new
        self._last = 0 if is_new else int(ask("SELECT coalesce(max(term), 0) FROM terms", ())[0][0])
        self._new: list[tuple[int, str, str]] = []

    def __missing__(self, term: tuple[str, str]) -> int:
        rows = [] if self._is_whole else self._ask("SELECT term FROM terms WHERE role = ? AND id = ?", term)
        self[term] = number = int(rows[0][0]) if rows else self._give(term)
        return number

    def _give(self, term: tuple[str, str]) -> int:
        self._last += 1
        self._new.append((self._last, *term))
        return self._last

    def new(self) -> list[tuple[int, str, str]]:
        """Return the terms added since the last call, to be written now: number, role, id."""
        new, self._new = self._new, []
        if len(self) > _MANY:  # they are in the index
            self.clear()
            self._is_whole = False
        return new
