"""Allowances (`x_allow`): rules that a record or a dataset may break, with the reason for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from sahelcli.diagnostics.suggestions import did_you_mean, several_nearest
from sahelcli.model.base import ALLOW
from sahelcli.model.reference_fields import Keys
from sahelcli.rules.index_records import IndexRecords, RuleFinding
from sahelcli.text.quoted_values import shown


def in_writing(code: str) -> str:
    """Return the TOML with which a record allows a rule to be broken."""
    return f'{ALLOW} = {{ {code} = "the reason" }}'


_FORM = f"write {in_writing('similar-quote')}"


class Allowances:
    """The rules that are allowed to be broken, and by which records."""

    def __init__(self, records: IndexRecords) -> None:
        self._codes: dict[int | None, frozenset[str]] = {
            pos: frozenset(code for code in allowances if _gives_reason(allowances, code))
            for pos, allowances in records.allowances()
            if isinstance(allowances, dict)
        }

    def lets_pass(self, finding: RuleFinding, code: str) -> bool:
        """Whether the record or its dataset gives a reason for which a rule may be broken."""
        return bool(self._codes) and any(code in self._codes.get(pos, ()) for pos in (finding.pos, None))


def misused(records: IndexRecords, codes: Collection[str]) -> Iterator[RuleFinding]:
    """Yield the allowances that name none of the codes or give no reason."""
    for pos, allowances in records.allowances():
        for keys, message, hint in _faults(allowances, codes):
            yield RuleFinding(pos, (*_way(pos), *keys), message, hint)


def idle(
    records: IndexRecords, rules: Mapping[str, Callable[[IndexRecords], Iterable[RuleFinding]]]
) -> Iterator[RuleFinding]:
    """Yield the allowances of rules, by code, that are not broken there; each rule that is named is asked once."""
    given: dict[str, dict[int | None, bool]] = defaultdict(dict)  # by rule and place, and whether it is broken there
    for pos, allowances in records.allowances():
        for code in allowances if isinstance(allowances, dict) else ():
            if code in rules and _gives_reason(allowances, code):  # else another rule's matter
                given[code][pos] = False
    for code, broken in given.items():
        for finding in rules[code](records):
            broken.update((pos, True) for pos in (finding.pos, None) if pos in broken)
        for pos in (pos for pos, is_broken in broken.items() if not is_broken):
            where = "anywhere" if pos is None else "here"
            hint = "what is put right needs no reason: take it out"
            yield RuleFinding(
                pos, (*_way(pos), ALLOW, code), f"{shown(code)} is let pass, and not broken {where}", hint
            )


def _way(pos: int | None) -> Keys:
    """Return the keys to a table that holds allowances: none from a record, those of the dataset's own from the top."""
    return ("dataset",) if pos is None else ()


def _faults(allowances: Any, codes: Collection[str]) -> Iterator[tuple[Keys, str, str]]:
    if not isinstance(allowances, dict):
        yield (ALLOW,), f'"{ALLOW}" must be a table of rules and reasons', _FORM
        return
    for code in allowances:
        if code not in codes:
            hint = did_you_mean(several_nearest(code, codes, 1), "`sahel check --list` names them")
            yield (ALLOW, code), f"there is no rule {shown(code)} that only warns", hint
        elif not _gives_reason(allowances, code):
            yield (ALLOW, code), f"{shown(code)} is let pass without a reason", _FORM


def _gives_reason(allowances: Mapping[str, Any], code: str) -> bool:
    reason = allowances.get(code)
    return isinstance(reason, str) and bool(reason.strip())
