"""The value of an option that is none of those there are."""

from __future__ import annotations

from collections.abc import Collection

from sahelcli.errors import UsageError
from sahelcli.text.quoting import shown


class UnknownValue(UsageError):
    """A word that an option does not know; the hint has the nearest of those it knows, and names or lists them all."""

    def __init__(self, name: str, given: str, known: Collection[str], lists: str | None = None) -> None:
        from sahelcli.diagnostics.suggestions import nearest  # here: most values are known

        near = nearest(given, known)
        listed = lists or f"one of {', '.join(known)}"
        super().__init__(
            f"unknown value {shown(given)} for {name}", f"did you mean {shown(near)}? {listed}" if near else listed
        )
