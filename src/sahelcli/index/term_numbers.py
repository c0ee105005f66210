"""The number of each term that records are found by."""

from __future__ import annotations

from sahelcli.index.record_order import Ask

_MANY = 50_000  # terms of a role that are remembered


class RoleNumbers(dict[str, int]):
    """The numbers of the terms of one role, by id, each given when it is first asked for."""

    def __init__(self, role: str, numbers: TermNumbers, *, is_whole: bool) -> None:
        super().__init__()
        self._role = role
        self._numbers = numbers
        self._is_whole = is_whole

    def __missing__(self, term_id: str) -> int:
        found = None if self._is_whole else self._numbers.in_index(self._role, term_id)
        self[term_id] = number = found or self._numbers.give(self._role, term_id)
        return number

    def forget(self, most: int) -> None:
        """Forget everything where that is more than `most`: it is in the index."""
        if len(self) > most:
            self.clear()
            self._is_whole = False


class TermNumbers:
    """Gives terms their numbers; those that are in the index, which `ask` asks, keep theirs."""

    def __init__(self, ask: Ask, *, is_new: bool) -> None:
        self._ask = ask
        self._is_new = is_new
        self._last = 0 if is_new else int(ask("SELECT coalesce(max(term), 0) FROM terms", ())[0][0])
        self._new: list[tuple[int, str, str]] = []
        self._roles: dict[str, RoleNumbers] = {}

    def of(self, role: str) -> RoleNumbers:
        """Return the numbers of a role: actor, place, source, tag and so on, as schema.sql lists them."""
        if role not in self._roles:
            self._roles[role] = RoleNumbers(role, self, is_whole=self._is_new)
        return self._roles[role]

    def in_index(self, role: str, term_id: str) -> int | None:
        """Return the number that a term has in the index."""
        found = self._ask("SELECT term FROM terms WHERE role = ? AND id = ?", (role, term_id))
        return int(found[0][0]) if found else None

    def give(self, role: str, term_id: str) -> int:
        """Return the next number, for a term that has none yet."""
        self._last += 1
        self._new.append((self._last, role, term_id))
        return self._last

    def new(self) -> list[tuple[int, str, str]]:
        """Return the terms that are new since this was last asked, to be written now: number, role, id."""
        new, self._new = self._new, []
        self.forget(_MANY)
        return new

    def forget(self, most: int) -> None:
        """Forget the numbers of roles that have more than `most`: they are in the index."""
        for role in self._roles.values():
            role.forget(most)
