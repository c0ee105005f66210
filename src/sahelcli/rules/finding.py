"""Finding of a rule: about which value of which record, and what to do about it."""

from __future__ import annotations

from typing import NamedTuple

from sahelcli.model.references import Keys


class RuleFinding(NamedTuple):
    """One finding of a rule, before it has a place in a file; message and hint are as in a Diagnostic.

    `pos` is where the record stands (`index.record_order`). `keys` lead to the value from the record, or from the top
    of the dataset where `pos` is None: `("tags", "coup")`.
    """

    pos: int | None
    keys: Keys
    message: str
    hint: str | None = None
