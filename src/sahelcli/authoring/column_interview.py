"""Interview about the columns of a table: each answer is checked at once, and begins with a suggestion."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import NamedTuple

from sahelcli import output
from sahelcli.authoring.interview import say_in_lines
from sahelcli.authoring.prompt import ask, confirmed
from sahelcli.errors import SahelError, UsageError
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.mapping import mapped_csv
from sahelcli.importers.preview.mapping_proposal import MappingProposal, propose
from sahelcli.importers.preview.table_preview import PreviewedColumn, TablePreview
from sahelcli.importers.preview.usual_column_names import NAMES
from sahelcli.model import KIND_NAMES
from sahelcli.option_values import choice
from sahelcli.text.sanitize import one_line

_NONE = "-"


class ColumnAnswers(NamedTuple):
    """The answers of an interview: the import options as typed, and the path of the file to write."""

    options: tuple[tuple[str, str], ...]
    file: str


def ask_columns(
    look: TablePreview, proposal: MappingProposal, name: str, target: str, *, is_kind_known: bool
) -> ColumnAnswers | None:
    """Ask for kind of record, columns, shared values and target file; return the answers, None if the user declines.

    `name` is the table's, `target` the default file to write; `is_kind_known` skips the question about the kind.
    EOFError or KeyboardInterrupt if the user stops; nothing has been written then.
    """
    if not confirmed("Go through the columns now?", usually=True):
        return None
    say_in_lines(f"Enter takes what stands there, {_NONE} leaves a column out, Tab lists the keys, Ctrl-C stops.")
    output.note("")
    kind = proposal.kind if is_kind_known else _kind(proposal.kind)
    if kind != proposal.kind:
        proposal = propose(look, kind, name)
    before = proposal.keys
    keys = {column.name: key for column in look.columns if (key := _key(column, kind, before.get(column.name, "")))}
    final = propose(look, kind, name, keys)
    options = [pair for pair in final.options if pair[0] != "--set"]
    options += [("--set", f"{key}={text}") for key, text in _shared(final)]
    options += _forms(final)
    output.note("")
    return ColumnAnswers(tuple(options), _file(target))


def _kind(begun: str) -> str:
    while True:
        text = ask("what a row is: ", lambda typed: [kind for kind in KIND_NAMES if kind.startswith(typed)], begun)
        try:
            return choice("what a row is", text or begun, KIND_NAMES)
        except SahelError as error:
            output.complain(error)


def _key(column: PreviewedColumn, kind: str, begun: str) -> str:
    """Return the key that a column fills, "" for none."""
    if not column.filled:
        return ""
    samples = ", ".join(one_line(sample) for sample in column.samples)
    output.note("")
    say_in_lines(f"{one_line(column.name)}: {samples}")
    while True:
        text = ask("key: ", partial(_completions, kind), begun) or begun
        if text in ("", _NONE):
            return ""
        try:
            mapped_csv.form(ImportOptions(kind=kind, maps=((text, "1"),)))
        except SahelError as error:
            output.complain(error)
        else:
            return text


def _completions(kind: str, typed: str) -> list[str]:
    return [key for key in NAMES[kind] if key.startswith(typed)]


def _shared(proposal: MappingProposal) -> list[tuple[str, str]]:
    """Return (key, text) pairs that apply to every row: proposed ones, and required keys without a column."""
    given = [pair.partition("=")[::2] for option, pair in proposal.options if option == "--set"]
    lacking = [key for key in proposal.lacking if key != "sources"]
    if "sources" in proposal.lacking:
        lacking += ["source.title", "source.publisher"]
    answers = [(key, _of_all_rows(key, begun)) for key, begun in (*given, *((key, "") for key in lacking))]
    return [(key, text) for key, text in answers if text != _NONE]


def _of_all_rows(key: str, begun: str) -> str:
    """Ask for the text of a key in all rows; an empty answer is asked for again unless `begun` has a text."""
    while True:
        output.note("")
        if text := ask(f"{key}, of all rows: ", begun=begun) or begun:
            return text
        output.complain(UsageError(f"no row is imported without {key}", f"{_NONE} leaves it out all the same"))


def _forms(proposal: MappingProposal) -> list[tuple[str, str]]:
    """Ask for the formats of dates and numbers that the table leaves ambiguous; return (option, value) pairs."""
    forms: list[tuple[str, str]] = []
    for doubt in proposal.doubts:
        output.note("")
        say_in_lines(doubt)
        option = next((option for option in ("--date-format", "--century", "--thousands") if option in doubt), "")
        if option and (text := ask(f"{option} (optional): ")):
            forms.append((option, text))
    return forms


def _file(begun: str) -> str:
    while True:
        text = ask("write the records to: ", begun=begun) or begun
        if not Path(text).exists() or confirmed(f"{one_line(text)} is there: write over it?", usually=False):
            return text
        output.complain(UsageError("nothing is written yet", "name another file"))
