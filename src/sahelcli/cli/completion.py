"""What a shell offers for a word that is begun: names from the index, and the words of closed sets.

Nothing is built for it: where there is no true index nothing is offered, and the next question makes one.
"""

import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from sahelcli.dataset.locate import SHIPPED, locate
from sahelcli.errors import SahelError
from sahelcli.index.open import index_at_hand

Offer = Callable[[Any, str], list[str]]
"""From the context of a command line, and the text begun, to what it can become."""


def of_names(*kinds: str) -> Offer:
    """Return what offers names of some kinds of thing: actor, place, tag, source, publisher, agency or measure."""

    def offer(ctx: Any, incomplete: str) -> list[str]:
        from sahelcli.index.name_completion import names_beginning  # here: few command lines are completed

        def names(connection: sqlite3.Connection) -> list[str]:
            return sorted({name for kind in kinds for name in names_beginning(connection, kind, incomplete)})

        return _asked(ctx, names)

    return offer


def of_ids(*kinds: str) -> Offer:
    """Return what offers ids of records of some kinds."""

    def offer(ctx: Any, incomplete: str) -> list[str]:
        from sahelcli.index.name_completion import ids_beginning  # as above

        return _asked(ctx, lambda connection: ids_beginning(connection, kinds, incomplete))

    return offer


def of_words(*words: str) -> Offer:
    """Return what offers the words of a closed set."""

    def offer(ctx: Any, incomplete: str) -> list[str]:  # noqa: ARG001  # all are asked alike
        return [word for word in words if word.startswith(incomplete)]

    return offer


def of_shipped(ctx: Any, incomplete: str) -> list[str]:  # noqa: ARG001  # all are asked alike
    """Offer the name of the dataset that comes with `sahel`, where no file is begun: those the shell offers itself."""
    is_begun = bool(incomplete) and SHIPPED.startswith(incomplete)
    return [SHIPPED] if is_begun and not any(Path.cwd().glob(f"{incomplete}*")) else []


def typed() -> Sequence[str]:
    """Return the words of the line that is completed, without the program's name; none where none is."""
    # Typer's script for Bash says them in the first variable, those for other shells in the second.
    return (os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS") or "").split()[1:]


def _asked(ctx: Any, ask: Callable[[sqlite3.Connection], list[str]]) -> list[str]:
    with suppress(SahelError, OSError, sqlite3.Error, UnicodeError):  # what cannot be used has nothing to offer
        if index := index_at_hand(locate(ctx.params.get("data") or (), os.environ)):
            return ask(index.connection)
    return []
