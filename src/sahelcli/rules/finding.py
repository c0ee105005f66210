"""Findings of rules: about which value of which record, before the line of it is known."""

from __future__ import annotations

from typing import NamedTuple

from sahelcli.model.references import Keys


class RuleFinding(NamedTuple):
    """What a rule yields: a Finding without its code, which is the rule's name, and with a place in the index.

    `pos` is where the record stands (`index.record_order`). `keys` lead to the value from the record, or from the top
    of the dataset where `pos` is None: `("tags", "coup")`.
    """

    pos: int | None
    keys: Keys
    message: str
    hint: str | None = None
