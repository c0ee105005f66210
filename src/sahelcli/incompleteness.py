"""Incompleteness of an answer: records that are not valid, files that cannot be read, copies passed over."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sahelcli.diagnostics.finding import Diagnostic, Severity
from sahelcli.errors import SahelError
from sahelcli.filesystem.discovery import STANDARD_INPUT, DatasetFiles
from sahelcli.text.quoted_values import shown

if TYPE_CHECKING:
    from sahelcli.model.dataset import Dataset


class UnusableDataset(SahelError):
    """What was named holds errors and no record, or is neither file nor folder."""

    def __init__(self, finding: Diagnostic) -> None:
        hint = "`sahel check` shows all that is wrong with it" if finding.place.line else finding.hint
        super().__init__(f"no record can be read from {finding.place}: {finding.message}", hint)


class Incompleteness(NamedTuple):
    """What answers from a dataset lack.

    `left_out` counts records, and one for each of the `unread` files; `first` is the first error, that of an unread
    file if there is one. `useless` are the first errors of what was named and holds errors and no record, `empty` the
    named paths that hold nothing, `copies` what was passed over.
    """

    left_out: int = 0
    unread: int = 0
    errors: int = 0
    first: Diagnostic | None = None
    useless: tuple[Diagnostic, ...] = ()
    empty: tuple[str, ...] = ()
    copies: tuple[Diagnostic, ...] = ()

    def refuse(self) -> None:
        """Raise Unusable where something was named from which no record can be read."""
        for finding in self.useless:
            raise UnusableDataset(finding)

    def in_short(self, is_not_valid: str = "is not valid", are_not_valid: str = "are not valid") -> str:
        """Return how many records and files are lacking, as a sentence."""
        parts = []
        if records := self.left_out - self.unread:
            parts.append(f"1 record {is_not_valid}" if records == 1 else f"{records} records {are_not_valid}")
        if self.unread:
            parts.append("1 file cannot be read" if self.unread == 1 else f"{self.unread} files cannot be read")
        if self.errors and not parts:
            parts.append("1 error was found" if self.errors == 1 else f"{self.errors} errors were found")
        return ", and ".join(parts)

    def notes(self) -> Iterator[str]:
        """Yield the notes on it, a line each."""
        if self.first:
            yield f"{self.in_short('was left out as not valid', 'were left out as not valid')}: `sahel check` shows why"
            yield self.first.one_line()
        for path in self.empty:
            yield f"{'standard input' if path == STANDARD_INPUT else shown(path, 150)} holds no records"
        yield from _of_copies(self.copies)


def lacking(dataset: "Dataset", dataset_files: DatasetFiles) -> Incompleteness:
    """Return the incompleteness of a dataset, whose files may be named otherwise than they were found."""
    errors = errors_of(dataset.diagnostics)
    unread = [*errors_of(dataset_files.diagnostics), *dataset.unread]
    named = {
        name
        for name, file, origin in zip(dataset.files, dataset_files.files, dataset_files.origins, strict=True)
        if file == dataset_files.paths[origin]
    }
    useless = [finding for finding in dataset.useless if finding.place.path in named]
    return Incompleteness(
        dataset.left_out,
        len(unread),
        len(errors),
        next(iter([*unread, *errors]), None),
        (*named_errors(dataset_files), *useless),
        tuple(_empty(dataset, dataset_files)),
        dataset_files.copies,
    )


def named_errors(dataset_files: DatasetFiles) -> tuple[Diagnostic, ...]:
    """Return why paths that were named cannot be read at all."""
    return tuple(error for error in errors_of(dataset_files.diagnostics) if error.place.path in dataset_files.paths)


def errors_of(findings: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return those of the findings that keep something from being read."""
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def _empty(dataset: "Dataset", dataset_files: DatasetFiles) -> Iterator[str]:
    """Yield the named paths of which is found that they hold nothing, and nothing else is."""
    for number, path in enumerate(dataset_files.paths):
        files = {name for name, origin in zip(dataset.files, dataset_files.origins, strict=True) if origin == number}
        places = (finding.place.path for finding in dataset.diagnostics)
        below = {place for place in places if place in files or f"{place}/".startswith(f"{path.rstrip('/')}/")}
        findings = [finding for finding in dataset.diagnostics if finding.place.path in below]
        if (
            files <= dataset.void
            and any(finding.code == "no-records" for finding in findings)
            and not errors_of(findings)
        ):
            yield path


def _of_copies(copies: Sequence[Diagnostic]) -> Iterator[str]:
    for first in copies[:1]:
        compare = (first.hint or "").partition(";")[0]
        number = "1 copy of a file is not read:"
        if len(copies) > 1:
            number = f"{len(copies)} copies of files are not read, the first is"
        yield f"{number} {first.place}; {compare}"
