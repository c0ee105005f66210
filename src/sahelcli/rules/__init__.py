"""Rules: the register of what `sahel check` finds, each with the law it holds to."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sahelcli.dataset.linking import in_order, link
from sahelcli.dataset.reader import read_file
from sahelcli.diagnostics.finding import Diagnostic, Severity
from sahelcli.index.build.in_memory import index_of
from sahelcli.progress import unwatched
from sahelcli.rules import dates, duplicates, hidden_characters, names, quotations, repeated, sources, unused
from sahelcli.rules.allowances import idle, misused
from sahelcli.rules.finding_store import FindingStore
from sahelcli.rules.index_records import IndexRecords, RuleFinding
from sahelcli.rules.reader_codes import READING

if TYPE_CHECKING:
    from sqlite3 import Connection

    from sahelcli.model.dataset import Dataset
    from sahelcli.progress import Advance

_Find = Callable[[IndexRecords], Iterable[RuleFinding]]
_EXAMPLES = Path(__file__).with_name("examples")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by its code; `find` is None where the reader itself reports it, `archive` where --archive asks for it."""

    code: str
    law: str
    find: _Find | None = None
    archive: bool = False

    @property
    def severity(self) -> Severity:
        """An error is what keeps a record from being read."""
        return (
            Severity.ERROR
            if self.find is None and self.code not in ("no-records", "conflict-copy")
            else Severity.WARNING
        )

    @property
    def in_short(self) -> str:
        """The law without its details, on one line."""
        return " ".join(self.law.partition("\n\n")[0].split())

    def example(self, name: str) -> bytes | None:
        """Return a file that breaks the rule, "bad", or keeps to it, "good"; None where no file can."""
        path = _EXAMPLES / self.code / f"{name}.toml"
        return path.read_bytes() if path.exists() else None


def allowance(records: IndexRecords) -> Iterator[RuleFinding]:
    """`x_allow` names rules that warn, with the reason for which each is let pass.

    On a record it counts for that record, under `[dataset]` for all that is read together.
    """
    return misused(records, [rule.code for rule in RULES if rule.severity is Severity.WARNING])


def unused_allowance(records: IndexRecords) -> Iterator[RuleFinding]:
    """Each rule that `x_allow` names is broken there.

    Nothing is said while records are left out as not valid: those may be what breaks it.
    """
    if not records.left_out:
        yield from idle(records, {rule.code: rule.find for rule in RULES if rule.find not in (None, unused_allowance)})


def _rule(find: _Find) -> Rule:
    return Rule(find.__name__.replace("_", "-"), inspect.getdoc(find) or "", find, find is sources.unarchived_source)


RULES = (
    *(Rule(code, inspect.cleandoc(law)) for code, law in READING.items()),
    *map(
        _rule,
        (
            dates.date_in_id,
            dates.quote_after_source,
            dates.event_after_source,
            dates.open_beginning,
            dates.undated_source,
            names.shared_name,
            names.one_person_twice,
            names.misspelt_publisher,
            names.publisher_spelling,
            names.unassigned_country,
            sources.unmarked_agency,
            quotations.speaker_without_role,
            quotations.speaker_not_in_event,
            duplicates.similar_quote,
            quotations.differing_rendering,
            duplicates.similar_event,
            duplicates.same_address,
            sources.web_address,
            sources.unarchived_source,
            hidden_characters.hidden_character,
            repeated.repeated,
            unused.unused_source,
            unused.unused_actor,
            unused.unused_place,
            unused.unused_tag,
            allowance,
            unused_allowance,
        ),
    ),
)


def stored_findings(records: IndexRecords, rules: Iterable[Rule], advance: Advance = unwatched) -> FindingStore:
    """Return the findings of these rules, without those that are allowed; `advance` counts rules."""
    store = FindingStore(records)
    store_findings(store, records, enumerate(rules), advance)
    return store


def store_findings(
    store: FindingStore, records: IndexRecords, rules: Iterable[tuple[int, Rule]], advance: Advance = unwatched
) -> None:
    """Add the findings of these rules, by number, to a store; `advance` counts rules."""
    for number, rule in rules:
        if rule.find:
            store.take(rule.code, rule.find(records), number)
        advance(1)


def not_passed_over(findings: Iterable[Diagnostic], rules: Sequence[Rule]) -> Iterator[Diagnostic]:
    """Yield the findings of the reader that are of these rules, or of none that is known."""
    passed_over = {rule.code for rule in RULES if rule not in rules}
    return (diagnostic for diagnostic in findings if diagnostic.code not in passed_over)


def findings(
    dataset: Dataset, rules: Iterable[Rule], advance: Advance = unwatched, index: Connection | None = None
) -> list[Diagnostic]:
    """Return the findings of these rules in a dataset that was read, in the order of files, lines and columns.

    `index` is that of the dataset, made in memory where there is none.
    """
    chosen = tuple(rules)
    diagnostics = list(not_passed_over(dataset.diagnostics, chosen))
    with closing(index or index_of(dataset)) as connection:
        stored = stored_findings(IndexRecords(connection, dataset.left_out), chosen, advance)
        diagnostics += [dataset.origins.locate(each.finding) for each in stored]
    return list(in_order(diagnostics, dataset.files))


def found_in_example(rule: Rule) -> list[Diagnostic]:
    """Return the findings in the example that breaks a rule, as if its name were `wrong.toml`."""
    bad = rule.example("bad")
    return findings(link([read_file("wrong.toml", bad)]), [rule]) if bad is not None else []
