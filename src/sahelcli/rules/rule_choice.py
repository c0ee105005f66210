"""Which rules are asked for, by their codes."""

from __future__ import annotations

from collections.abc import Sequence

from sahelcli.diagnostics.unknown_value import UnknownValue
from sahelcli.rules import RULES, Rule


def named(option: str, code: str) -> Rule:
    """Return the rule of this code; UnknownValue, naming the option, where there is none."""
    for rule in RULES:
        if rule.code == code:
            return rule
    raise UnknownValue(option, code, [rule.code for rule in RULES], "`sahel check --list` lists the rules")


def chosen(only: Sequence[str], skip: Sequence[str], archive: bool) -> tuple[Rule, ...]:
    """Return the rules of these codes, else all that need not be asked for, and none to skip."""
    asked = [named("--only", code) for code in only]
    skipped = [named("--skip", code) for code in skip]
    usual = (rule for rule in RULES if archive or not rule.archive)
    return tuple(rule for rule in asked or usual if rule not in skipped)
