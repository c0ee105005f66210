"""The number of each term that records are found by."""

from __future__ import annotations

from sahelcli.index.order import Ask


class Role(dict[str, int]):
    """The numbers of the terms of one role, by id, each given when it is first asked for."""

    def __init__(self, role: str, numbers: Numbers) -> None:
        super().__init__()
        self._role = role
        self._numbers = numbers

    def __missing__(self, term_id: str) -> int:
        self[term_id] = number = self._numbers.number(self._role, term_id)
        return number


class Numbers:
    """Gives terms their numbers; those of an index that is added to, which `ask` asks, keep theirs."""

    def __init__(self, ask: Ask | None = None) -> None:
        self._ask = ask
        self._last = int(ask("SELECT coalesce(max(term), 0) FROM terms", ())[0][0]) if ask else 0
        self._new: list[tuple[int, str, str]] = []
        self._roles: dict[str, Role] = {}

    def of(self, role: str) -> Role:
        """Return the numbers of a role: actor, place, source, tag and so on, as schema.sql lists them."""
        if role not in self._roles:
            self._roles[role] = Role(role, self)
        return self._roles[role]

    def number(self, role: str, term_id: str) -> int:
        """Return the number of a term that has not been asked for before."""
        if self._ask:
            found = self._ask("SELECT term FROM terms WHERE role = ? AND id = ?", (role, term_id))
            if found:
                return int(found[0][0])
        self._last += 1
        self._new.append((self._last, role, term_id))
        return self._last

    def new(self) -> list[tuple[int, str, str]]:
        """Return the terms that are new since this was last asked: number, role, id."""
        new, self._new = self._new, []
        return new
