"""What a dataset lets pass: `x_allow`, a table of rules with the reason for each, of one record or of the dataset."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from sahelcli.records.base import ALLOW, Record, Strictly
from sahelcli.records.dataset import Dataset
from sahelcli.records.diagnostic import shown
from sahelcli.records.kinds import KINDS
from sahelcli.records.nearest import nearest
from sahelcli.records.references import Keys
from sahelcli.rules.remark import Remark


def in_writing(code: str) -> str:
    """Return how a record lets a rule pass."""
    return f'{ALLOW} = {{ {code} = "the reason" }}'


_FORM = f"write {in_writing('similar-quote')}"


def is_allowed(dataset: Dataset, remark: Remark, code: str) -> bool:
    """Whether the record or its dataset gives a reason for which a rule may be broken."""
    return any(table is not None and _gives_reason(_allowances(table), code) for table in (remark.record, dataset.info))


def misused(dataset: Dataset, codes: Collection[str]) -> Iterator[Remark]:
    """Yield the allowances that name none of the codes or give no reason."""
    for record, table, first in _holders(dataset):
        for keys, message, hint in _faults(table, codes):
            yield Remark(record, (*first, *keys), message, hint)


def idle(dataset: Dataset, rules: Mapping[str, Callable[[Dataset], Iterable[Remark]]]) -> Iterator[Remark]:
    """Yield the allowances of rules, by code, that are not broken there; each rule that is named is asked once."""
    broken: dict[str, set[int]] = {}
    for record, table, keys in _holders(dataset):
        allowances = _allowances(table)
        for code in allowances if isinstance(allowances, dict) else ():
            if code not in rules or not _gives_reason(allowances, code):
                continue  # another rule's matter
            if code not in broken:
                broken[code] = {id(remark.record) for remark in rules[code](dataset)}
            if id(record) not in broken[code] if record else not broken[code]:
                where = "here" if record else "anywhere"
                hint = "what is put right needs no reason: take it out"
                yield Remark(record, (*keys, ALLOW, code), f"{shown(code)} is let pass, and not broken {where}", hint)


def _holders(dataset: Dataset) -> Iterator[tuple[Record | None, Strictly, Keys]]:
    """Yield each table that may hold allowances: its record, None for the dataset's own, and the keys to it."""
    yield None, dataset.info, ("dataset",)
    for kind in KINDS:
        for record in getattr(dataset, kind.table):
            if record.model_extra:
                yield record, record, ()


def _faults(table: Strictly, codes: Collection[str]) -> Iterator[tuple[Keys, str, str]]:
    allowances = _allowances(table)
    if not isinstance(allowances, dict | None):
        yield (ALLOW,), f'"{ALLOW}" must be a table of rules and reasons', _FORM
        return
    for code in allowances or ():
        if code not in codes:
            meant = nearest(code, codes)
            hint = f"did you mean {meant}?" if meant else "`sahel check --list` names them"
            yield (ALLOW, code), f"there is no rule {shown(code)} that only warns", hint
        elif not _gives_reason(allowances, code):
            yield (ALLOW, code), f"{shown(code)} is let pass without a reason", _FORM


def _allowances(table: Strictly) -> object:
    return (table.model_extra or {}).get(ALLOW)


def _gives_reason(allowances: object, code: str) -> bool:
    reason = allowances.get(code) if isinstance(allowances, dict) else None
    return isinstance(reason, str) and bool(reason.strip())
