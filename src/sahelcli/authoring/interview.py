"""Interview for a record on a terminal, key by key: each answer is checked at once, and missing records can be made."""

from __future__ import annotations

import os
import re
import sys
import textwrap
from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from typing import Any, get_args

from sahelcli import output
from sahelcli.authoring import id_suggestions
from sahelcli.authoring.draft import Draft, of_kind
from sahelcli.authoring.prompt import ask, confirmed
from sahelcli.authoring.record_lookup import RecordLookup, referred
from sahelcli.authoring.typed_values import value
from sahelcli.dates.edtf import parse
from sahelcli.dates.formatting import words
from sahelcli.diagnostics.finding import Finding, TablePlace
from sahelcli.diagnostics.suggestions import did_you_mean
from sahelcli.errors import SahelError, UsageError
from sahelcli.index.name_lookup import UnknownName
from sahelcli.model.fields import Field, fields
from sahelcli.model.key_meanings import key
from sahelcli.output import streams
from sahelcli.text.quoted_values import with_article

_SELDOM = {"accessed", "archive_url", "note", "related", "reworded", "speaker_label", "utterance"}  # by options alone
_BY_NUMBERS = {"at-least", "at-most"}  # qualifiers that one number alone says: where both are given, none is right
_MAKEABLE = {"actor": "name", "event": "title", "place": "name", "source": "title"}  # and the key that names one
_LONGEST_EXAMPLE = 40  # characters


class Interview:
    """Fills drafts with typed answers; `names` looks up records, and new ones made here are added to it.

    `open` are the incomplete drafts, the outermost first; they are saved if the user stops.
    """

    def __init__(self, names: RecordLookup) -> None:
        self.names = names
        self.open: list[Draft] = []

    def fill(self, draft: Draft, begun: dict[str, str] | None = None) -> None:
        """Ask for every missing key of the record, then for its id; `begun` are prefilled answers by key.

        EOFError or KeyboardInterrupt where the user stops; what was typed is in the draft.
        """
        self.open.append(draft)
        for field in fields(draft.kind):
            if field.name not in draft.values and _is_asked(draft, field):
                self._ask(draft, field, (begun or {}).get(field.name, ""))
        if "id" not in draft.values:
            self._ask_id(draft)
        while faults := draft.faults():
            self._ask_again(draft, faults)
        self.open.remove(draft)
        self.names.drafts.append(draft)

    def _ask(self, draft: Draft, field: Field, begun: str = "") -> None:
        is_required = of_kind(draft.kind).model.model_fields[field.name].is_required()
        label = field.singular.replace("_", " ")
        optional = "" if is_required else " (optional)"
        output.note("")
        _explain(draft.kind, field)
        if field.flag:
            if confirmed(f"{label}?", usually=False):
                draft.values[field.name] = True
            return
        prompt = f"{label}{optional}: "
        while self._answer(draft, field, prompt, is_required, begun) and field.many:
            prompt, begun, is_required = f"another {label}, or Enter: ", "", False

    def _answer(self, draft: Draft, field: Field, prompt: str, is_required: bool, begun: str) -> bool:
        """Ask for one value and store it in the draft; False if the user skips it with Enter."""
        while True:
            text = ask(prompt, partial(_completions, draft.kind, field, self.names), begun)
            begun = ""
            if text:
                if self._take(draft, field, text):
                    return True
            elif is_required:
                output.complain(UsageError(f'{with_article(draft.kind)} needs "{field.name}"', "Ctrl-C stops here"))
            else:
                return False

    def _take(self, draft: Draft, field: Field, text: str) -> bool:
        """Store the value of an answer in the draft; print the reason and return False if it is invalid."""
        before = draft.values.get(field.name)
        try:
            taken = value(draft.kind, field, text, self.names)
        except UnknownName as error:
            made = self._made(referred(draft.kind, field.name), text, error)
            if made is None:
                return False
            taken = made
        except SahelError as error:
            output.complain(error)
            return False
        if field.many and taken in (before or ()):
            output.note("  that one is there already")
            return True
        draft.values[field.name] = [*(before or ()), taken] if field.many else taken
        faults = draft.faults_of(field.name)
        for fault in faults:
            output.complain(UsageError(fault.message, fault.hint))
        if faults:
            draft.values.pop(field.name)
            if before is not None:
                draft.values[field.name] = before
            return False
        _echo(draft.kind, field, text, taken, self.names)
        return True

    def _made(self, kinds: Sequence[str], text: str, error: UnknownName) -> str | None:
        """Offer to make a record for an unknown name; return its id, None if the user declines."""
        kind = next((kind for kind in kinds if kind in _MAKEABLE), None)
        unknown = UsageError(error.message, did_you_mean(error.near, "Tab lists those that there are", says_both=True))
        if kind is None:
            output.complain(unknown)
            return None
        is_first = not self.names.has_any(kinds)
        if is_first:
            output.note(f"the dataset has no {kind} yet")
        else:
            output.complain(unknown)
        if not confirmed(f"Make a new {kind} of it?", usually=is_first):
            return None
        first = "url" if kind == "source" and re.match("https?://", text) else _MAKEABLE[kind]
        draft = Draft(kind, {})
        output.note(f"A new {kind}:")
        self.fill(draft, {first: text})
        output.note("")
        output.note(f"Back to the {self.open[-1].kind}.")
        return str(draft.values["id"])

    def _ask_id(self, draft: Draft) -> None:
        is_taken = partial(self.names.is_taken, draft.kind)
        name = id_suggestions.free(id_suggestions.suggested(draft.kind, draft.values) or draft.kind, is_taken)
        output.note("")
        _explain(draft.kind, fields(draft.kind)[0], example=False)
        while "id" not in draft.values:
            draft.values["id"] = name = ask("id: ", begun=name) or name
            faults = draft.faults_of("id")
            for fault in faults:
                output.complain(UsageError(fault.message, fault.hint))
            if not faults and is_taken(name):
                output.complain(UsageError(f'{with_article(draft.kind)} has the id "{name}" already'))
                name = id_suggestions.free(name, is_taken)
            elif not faults:
                return
            del draft.values["id"]

    def _ask_again(self, draft: Draft, faults: Sequence[Finding[TablePlace]]) -> None:
        """Ask again for the keys named by findings about the record as a whole."""
        for fault in faults:
            output.complain(UsageError(fault.message, fault.hint))
        named = {str(fault.place.keys[0]) for fault in faults if fault.place.keys}
        named |= {name for fault in faults for name in re.findall('"([a-z_]+)"', f"{fault.message} {fault.hint}")}
        for field in fields(draft.kind):
            if field.name in named:
                draft.values.pop(field.name, None)
                if field.name != "qualifier" or _is_asked(draft, field):
                    self._ask(draft, field)


def _is_asked(draft: Draft, field: Field) -> bool:
    if field.name == "original_language":
        return "translated" in draft.values
    if field.name == "qualifier":  # one number alone has said it
        return ("low" in draft.values) == ("high" in draft.values)
    return field.name not in _SELDOM | {"id"}


def say_in_lines(text: str) -> None:
    """Print a text wrapped between words, because a terminal would break a long line within a word."""
    width = streams.terminal_size(sys.stdout, os.environ)[0]
    for line in textwrap.wrap(text, width, break_on_hyphens=False):
        output.note(line)


def _explain(kind: str, field: Field, *, example: bool = True) -> None:
    say_in_lines(_explained(kind, field, example))


def _explained(kind: str, field: Field, example: bool) -> str:
    """Return the explanation of a key with its allowed words, or else with an example."""
    if choices := _choices(kind, field):
        return f"{field.meaning} One of {', '.join(choices)}."
    kinds = referred(kind, field.name)
    if kinds == ("event",):
        return f"{field.meaning} The title of a new one will do."
    if any(other in _MAKEABLE for other in kinds):
        return f"{field.meaning} A name will do, also a new one."
    examples = key(kind, field.name).examples if example else ()
    shown = examples[0][0] if examples and isinstance(examples[0], list) else next(iter(examples), None)
    if isinstance(shown, dict):
        shown = "; ".join(map(str, shown.values()))
    if shown is None or len(str(shown)) > _LONGEST_EXAMPLE:
        return field.meaning
    return f"{field.meaning} For example: {shown}"


def _choices(kind: str, field: Field) -> list[str]:
    hint = of_kind(kind).model.model_fields[field.name].annotation
    parts = get_args(hint)  # of `Annotated[…] | None` too
    types = [hint, *parts, *(inner for part in parts for inner in get_args(part))]
    enum = next((one for one in types if isinstance(one, type) and issubclass(one, StrEnum)), None)
    return [str(choice) for choice in enum if choice not in _BY_NUMBERS] if enum else []


def _completions(kind: str, field: Field, names: RecordLookup, begun: str) -> list[str]:
    if kinds := referred(kind, field.name):
        return names.begun(kinds, begun)
    return [choice for choice in _choices(kind, field) if choice.startswith(begun)]


def _echo(kind: str, field: Field, text: str, taken: Any, names: RecordLookup) -> None:
    """Print how an answer was understood if that differs from the typed text."""
    if field.word == "DATE":
        output.note(f"  = {words(parse(text), long=True)}")
    elif (kinds := referred(kind, field.name)) and kinds != ("tag",):
        name = names.find(kinds, taken).name
        output.note(f"  = {name} ({taken})" if name != taken else f"  = {taken}")
