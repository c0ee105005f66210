"""Editing loop: reopens the editor until the text has no errors; a file keeps the text in between."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from sahelcli import output
from sahelcli.authoring import editor
from sahelcli.authoring.draft import Draft, of_kind
from sahelcli.authoring.draft_file import explained, keep_draft, without_explanation
from sahelcli.authoring.prompt import confirmed
from sahelcli.diagnostics.finding import Diagnostic
from sahelcli.errors import NoError
from sahelcli.filesystem.decoding import decode
from sahelcli.formats.findings import as_text
from sahelcli.model.fields import KEYS, fields
from sahelcli.toml.writer import text as toml

_INTRODUCTION = [
    "Write the record below, save it and close the editor: it is checked and added.",
    "Lines that begin with #| explain and are not kept. To give it up, delete everything.",
    "",
]

Check = Callable[[str, bytes], Sequence[Diagnostic]]


class EmptyDraft(NoError):
    """The draft came back empty."""

    def __init__(self) -> None:
        super().__init__("nothing was added: the draft is empty")


class InvalidDraft(NoError):
    """The draft has errors, and the user does not edit it further."""

    def __init__(self) -> None:
        super().__init__("nothing was added: the draft has errors")


def form(draft: Draft) -> str:
    """Return a form for a record as TOML: its values, its required keys, and its other keys as comments."""
    model = of_kind(draft.kind).model.model_fields
    lines = []
    for field in fields(draft.kind):
        empty = "[]" if field.many else "false" if field.flag else '""'
        value = draft.values.get(field.name)
        written = f"{field.name} = {empty if value is None else toml(value)}"
        is_wanted = value is not None or model[field.name].is_required()
        lines += [f"#| {field.meaning}", written if is_wanted else f"#| {written}"]
    others = [f"{name} = {toml(value)}" for name, value in draft.values.items() if name not in KEYS[draft.kind]]
    return "\n".join([f"[[{of_kind(draft.kind).table}]]", *lines, *others, ""])


def begin(kind: str, text: str) -> Path:
    """Write a text to a new draft file and return its path."""
    return keep_draft(kind, explained(text, _INTRODUCTION))


def edited(path: Path, check: Check, *, asks: bool) -> str:
    """Return the text of the file once it has no errors; the file is not removed, so that nothing is lost.

    EmptyDraft or InvalidDraft where the user gives up, or cannot be asked.
    """
    before = path.read_bytes()
    try:
        words = editor.command(os.environ)
        editor.edit(path, words)
    except editor.NoEditor:
        if path.read_bytes() == before:
            path.unlink()
        raise
    while True:
        data = path.read_bytes()
        own = without_explanation(decode(data)[0])
        if not own:
            path.unlink()
            raise EmptyDraft
        findings = check(str(path), data)
        if not findings:
            return own
        for line in "".join(as_text(findings, None, "utf-8")).splitlines():
            output.note(line)
        if not (asks and confirmed("Edit it again?", usually=True)):
            raise InvalidDraft
        editor.edit(path, words)
