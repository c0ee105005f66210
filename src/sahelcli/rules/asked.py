"""Which rules are asked for, by their codes."""

from __future__ import annotations

from collections.abc import Sequence

from sahelcli.errors import UsageError
from sahelcli.records.diagnostic import shown
from sahelcli.records.nearest import nearest
from sahelcli.rules import RULES, Rule


class UnknownRule(UsageError):
    """A rule is named that there is not."""

    def __init__(self, option: str, code: str) -> None:
        meant = nearest(code, [rule.code for rule in RULES])
        hint = f"did you mean {meant}?" if meant else "`sahel check --list` names them"
        super().__init__(f"{option} {shown(code)}: there is no such rule", hint)


def named(option: str, code: str) -> Rule:
    """Return the rule of this code; UnknownRule, naming the option, where there is none."""
    for rule in RULES:
        if rule.code == code:
            return rule
    raise UnknownRule(option, code)


def chosen(only: Sequence[str], skip: Sequence[str], archive: bool) -> tuple[Rule, ...]:
    """Return the rules of these codes, else all that need not be asked for, and none to skip."""
    asked = [named("--only", code) for code in only]
    skipped = [named("--skip", code) for code in skip]
    usual = (rule for rule in RULES if archive or not rule.archive)
    return tuple(rule for rule in asked or usual if rule not in skipped)
