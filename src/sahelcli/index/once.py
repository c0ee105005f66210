"""What many records need of one key, made once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")
MANY = 100_000  # what is kept of one kind, about


class Once(dict[K, V], Generic[K, V]):
    """What is made of each key when it is first asked for."""

    def __init__(self, make: Callable[[K], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: K) -> V:
        self[key] = made = self._make(key)
        return made

    def tidy(self) -> None:
        """Forget everything where that is much, to be made anew."""
        if len(self) > MANY:
            self.clear()
