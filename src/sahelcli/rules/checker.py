"""Check of a dataset by the rules that are asked for: by its index where its files are sound, else by all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from itertools import chain
from sqlite3 import Connection
from typing import Any, NamedTuple

from sahelcli.dataset.reader import read_found, uncollected
from sahelcli.diagnostics.finding import Diagnostic, Severity
from sahelcli.diagnostics.suggestions import UnknownValue
from sahelcli.filesystem.discovery import STANDARD_INPUT, find_files, size_of
from sahelcli.index.manifest import Manifest
from sahelcli.index.open import Index, index_at_hand, kept_index
from sahelcli.model.dataset import Dataset
from sahelcli.model.kinds import TABLES
from sahelcli.progress import BYTES, progress
from sahelcli.rules import RULES, Rule, findings, not_passed_over
from sahelcli.rules.finding_places import in_files
from sahelcli.rules.index_records import IndexRecords
from sahelcli.rules.parallel import findings_in_parallel, saves_time


def named(option: str, code: str) -> Rule:
    """Return the rule of this code; UnknownValue, naming the option, where there is none."""
    for rule in RULES:
        if rule.code == code:
            return rule
    raise UnknownValue(option, code, [rule.code for rule in RULES], "`sahel check --list` lists the rules")


def chosen(only: Sequence[str], skip: Sequence[str], archive: bool) -> tuple[Rule, ...]:
    """Return the rules of the codes in `only`, or else all (those for archives with `archive`); none of `skip`."""
    named_rules = [named("--only", code) for code in only]
    skipped = [named("--skip", code) for code in skip]
    usual = (rule for rule in RULES if archive or not rule.archive)
    return tuple(rule for rule in named_rules or usual if rule not in skipped)


class CheckResult(NamedTuple):
    """Findings in the order of files, lines and columns, with totals; `unread` are the files that could not be read.

    `each` yields what a function makes of each finding, once; it must be a module's, or a partial of one, and what it
    makes small: of a large dataset half of it is made in another process.
    """

    each: Callable[[Callable[[Diagnostic], Any]], Iterator[Any]]
    errors: int
    warnings: int
    files: int
    records: int
    unread: frozenset[str]


@contextmanager
def checked(paths: Sequence[str], rules: Sequence[Rule], *, quiet: bool) -> Iterator[CheckResult]:
    """Give the findings of rules in the dataset that the paths name; they can be asked for once, within the block.

    Of a dataset without errors it is in memory piece by piece, whatever its size: the index is made first, as for any
    question, and of the files those are read in which something was found.
    """
    index = kept_index(paths)
    if index and index.manifest and index.manifest.clean:
        with closing(index.connection), uncollected(), ExitStack() as opened:
            yield _by_index(index, index.manifest, rules, quiet, opened)
    else:
        if index:
            index.connection.close()
        yield _by_files(paths, rules, index and index.manifest, quiet)


def _by_index(index: Index, manifest: Manifest, rules: Sequence[Rule], quiet: bool, opened: ExitStack) -> CheckResult:
    """Return what is found by an index; what is open while findings are asked for is added to `opened`."""
    records = IndexRecords(index.connection)
    with progress("checking", total=len(rules), unit="rules", shown=not quiet) as advance:
        store = findings_in_parallel(index, manifest, records, rules, advance)
        store.sort()
    copies = tuple(not_passed_over(index.dataset_files.copies, rules))
    shared = saves_time(index, manifest)

    def each(form: Callable[[Diagnostic], Any]) -> Iterator[Any]:
        found = in_files(store, index.files, manifest.stamps, form, shared=shared)
        return chain(map(form, copies), opened.enter_context(closing(found)))

    ((number,),) = records.ask("SELECT count(*) FROM records")
    return CheckResult(each, 0, len(copies) + len(store), len(index.files), number, frozenset())


def _by_files(paths: Sequence[str], rules: Sequence[Rule], manifest: Manifest | None, quiet: bool) -> CheckResult:
    dataset = _read(paths, quiet)
    with progress("checking", total=len(rules), unit="rules", shown=not quiet) as advance:
        diagnostics = findings(dataset, rules, advance, _of(paths, manifest))
    errors = sum(finding.severity is Severity.ERROR for finding in diagnostics)
    records = sum(len(getattr(dataset, table)) for table in TABLES) + dataset.left_out - len(dataset.unread)
    unread = {finding.place.path for finding in dataset.unread}
    unread |= {finding.place.path for finding in diagnostics if finding.code == "unreadable"}
    return CheckResult(
        lambda form: map(form, diagnostics),
        errors,
        len(diagnostics) - errors,
        len(dataset.files),
        records,
        frozenset(unread),
    )


def _read(paths: Sequence[str], quiet: bool) -> Dataset:
    dataset_files = find_files(paths)
    size = None if STANDARD_INPUT in paths else sum(size_of(path) or 0 for path in dataset_files.files)
    with progress("reading", total=size, unit=BYTES, shown=not quiet) as advance:
        return read_found(dataset_files, advance)


def _of(paths: Sequence[str], manifest: Manifest | None) -> Connection | None:
    """Return the index that has this manifest, if the files that were read meanwhile are still those it was made of."""
    index = index_at_hand(paths) if manifest else None
    if index and index.manifest and manifest and index.manifest.name == manifest.name:
        return index.connection
    if index:
        index.connection.close()
    return None
