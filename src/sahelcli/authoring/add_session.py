"""Session of `sahel add`: options, questions, an editor, a confirmation, and records written to files."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sahelcli import output
from sahelcli.authoring import WriteOptions, editor_loop, id_suggestions
from sahelcli.authoring.draft import Draft, drafts_in
from sahelcli.authoring.draft_file import drafts_folder, keep_draft, read_draft
from sahelcli.authoring.interrupts import stopped_by_signals, unstoppable
from sahelcli.authoring.interview import Interview, say_in_lines
from sahelcli.authoring.prompt import ask
from sahelcli.authoring.record_lookup import RecordLookup
from sahelcli.authoring.saving import RecordText, say, target, write
from sahelcli.authoring.typed_values import given, unfit
from sahelcli.dataset.append import refuse_unwritable
from sahelcli.dataset.locate import locate
from sahelcli.dataset.snapshot import Snapshot, new_errors
from sahelcli.diagnostics.finding import Diagnostic
from sahelcli.errors import NoError, SahelError, UsageError
from sahelcli.filesystem.decoding import decode
from sahelcli.index.build.append_checks import stays_right
from sahelcli.index.open import Index
from sahelcli.model.fields import fields
from sahelcli.option_values import ExcludeEachOther
from sahelcli.output import streams
from sahelcli.text import shell_quoting
from sahelcli.text.quoted_values import with_article
from sahelcli.text.sanitize import on_screen

Texts = Mapping[str, Any]
"""What the options for the keys of a record were given, by key: a text, several of them, or a switch."""

_SHOWN_BY = {"event": "timeline", "quote": "quote", "figure": "troops"}


class MissingKeys(UsageError):
    """A record lacks required keys, and there is no terminal to ask for them."""

    def __init__(self, kind: str, options: Sequence[str]) -> None:
        *first, last = options
        listed = f"{', '.join(first)} and {last}" if first else last
        hint = f"on a terminal `sahel add {kind}` asks for what is missing"
        super().__init__(f"{with_article(kind)} needs {listed}", hint)


class RecordDeclined(NoError):
    """The user was shown the record and declined it."""

    def __init__(self) -> None:
        super().__init__("nothing was added")


class AddSession:
    """One `sahel add`: makes, checks and writes records, and saves a draft if that fails.

    `record` has the texts of the options by key, `source` those of a source made along with it; `data` names the
    dataset.
    """

    def __init__(
        self,
        kind: str,
        record: Texts,
        source: Texts,
        data: Sequence[str],
        options: WriteOptions,
        open_index: Callable[[bool], Index],
    ) -> None:
        self.kind = kind
        self.record = record
        self.source = source
        self.data = data
        self.options = options
        self.paths = locate(tuple(data), os.environ)
        file = target(kind, self.paths, options.to)
        if not options.dry_run:
            refuse_unwritable(file)  # nobody is asked for what cannot be written
        self.asking = Interview(RecordLookup(open_index(options.quiet)))
        self.asks = streams.is_terminal(sys.stdin) and streams.is_terminal(sys.stdout)
        self.has_asked = False
        self.cited: Draft | None = None
        self.draft_file: Path | None = None

    def run(self) -> None:
        """Make, check and write records; SahelError if they cannot be written, KeyboardInterrupt if the user stops."""
        with stopped_by_signals():
            try:
                texts = self._texts()
                written = write(self.options, self.paths, texts)
            except (SahelError, EOFError, KeyboardInterrupt) as stop:
                unstoppable()
                self._keep()
                if isinstance(stop, EOFError):
                    raise KeyboardInterrupt from stop
                raise
        for path in filter(None, (self.draft_file, self._earlier_draft)):
            path.unlink(missing_ok=True)
        say(self.options, self.paths, texts, written)
        if self.has_asked:
            self._say_how_to_see(str(self.asking.names.drafts[-1].values["id"]))

    def _texts(self) -> list[RecordText]:
        """Return the records to write: from a draft or options, completed by answers or in an editor."""
        drafts = self._begun()
        if isinstance(drafts, str):
            return [self._edited(drafts)] if self.options.edit else [RecordText(self.kind, drafts)]
        lacking = [(draft, name) for draft in drafts for name in draft.missing if name != "id"]
        if self.cited:
            lacking = [(draft, name) for draft, name in lacking if name != "sources"]
        if (lacking or self.options.draft) and self.asks and not self.options.edit:
            return self._from_interview(drafts)
        for draft in drafts:
            draft.values.setdefault("id", id_suggestions.suggested(draft.kind, draft.values) or draft.kind)
        self._cite(drafts[-1])
        if self.options.edit:
            return [self._edited("\n".join(map(editor_loop.form, drafts)))]
        if lacking:
            raise MissingKeys(self.kind, self._options_of(lacking))
        return [RecordText(draft.kind, draft.text) for draft in drafts]

    def _begun(self) -> list[Draft] | str:
        """Return the drafts given so far, the one of this kind last, or the raw text of a draft file."""
        if self.options.draft is None:
            return self._given()
        for prefix, texts in (("", self.record), ("source-", self.source)):
            for field in fields("source" if prefix else self.kind, prefix):
                if texts.get(field.name) not in (None, (), False):
                    raise ExcludeEachOther("--draft", field.option)
        text = read_draft(self.options.draft)
        drafts = drafts_in(self.kind, text)
        return drafts if any(draft.missing for draft in drafts) and not self.options.edit else text

    def _given(self) -> list[Draft]:
        names = self.asking.names
        main = Draft(self.kind, given(self.kind, self.record, names))
        errors = unfit(main, self.record)
        drafts = [main]
        if any(text not in (None, False) for text in self.source.values()):
            source = Draft("source", given("source", {"note": None, **self.source}, names, "source-"))
            errors += unfit(source, self.source, "source-")
            self.cited = source
            drafts.insert(0, source)
        if errors:
            *others, last = errors
            for error in others:
                output.complain(error)
            raise last
        return drafts

    def _cite(self, main: Draft) -> None:
        """Add the source made in the same session to the sources of the record."""
        if self.cited:
            main.values["sources"] = [*main.values.get("sources", ()), self.cited.values["id"]]

    def _say_how_to_see(self, name: str) -> None:
        """Print the command that shows the added record."""
        command = [_SHOWN_BY[self.kind]] if self.kind in _SHOWN_BY else ["show", f"{self.kind}:{name}"]
        if not (self.options.quiet or self.options.dry_run):
            output.note(f"to see it: {shell_quoting.join(['sahel', *command, *self._data_options])}")

    @property
    def _data_options(self) -> list[str]:
        """The command-line options that select the same dataset."""
        return [word for path in self.data for word in ("--data", path)]

    def _options_of(self, lacking: Sequence[tuple[Draft, str]]) -> list[str]:
        prefixed = {draft.kind: "source-" if draft.kind != self.kind else "" for draft, _ in lacking}
        named = {
            kind: {field.name: field.option for field in fields(kind, prefix)} for kind, prefix in prefixed.items()
        }
        return [named[draft.kind][name] for draft, name in lacking]

    def _from_interview(self, drafts: Sequence[Draft]) -> list[RecordText]:
        where = target(self.kind, self.paths, self.options.to)
        output.note(f"A new {self.kind} for {where}.", quiet=False)
        say_in_lines("Tab completes, Enter alone leaves out what is optional, Ctrl-C stops and keeps what you typed.")
        self.has_asked = True
        *others, main = drafts
        for draft in others:
            self.asking.fill(draft)
        self._cite(main)
        self.asking.fill(main)
        texts = [RecordText(draft.kind, draft.text) for draft in self.asking.names.drafts]
        all_texts = "\n".join(text for _, text in texts)
        streams.print_out(["\n", on_screen(all_texts), "\n"], sys.stdout.encoding)
        while True:
            match ask("Add this? [Y]es, [e]dit, [n]o: ").lower():
                case "" | "y" | "yes":
                    return texts
                case "e" | "edit":
                    return [self._edited(all_texts)]
                case "n" | "no":
                    raise RecordDeclined
                case _:
                    pass  # it is asked again

    def _edited(self, text: str) -> RecordText:
        snapshot: Snapshot | None = None

        def check(path: str, data: bytes) -> list[Diagnostic]:
            nonlocal snapshot
            file = target(self.kind, self.paths, self.options.to)
            if stays_right(self.paths, {file: decode(data)[0]}, {}):
                return []
            snapshot = snapshot or Snapshot.take(self.paths)
            return new_errors(snapshot.dataset(), snapshot.with_files({path: data}).dataset())

        self.draft_file = editor_loop.begin(self.kind, text)
        return RecordText(self.kind, editor_loop.edited(self.draft_file, check, asks=self.asks))

    @property
    def _earlier_draft(self) -> Path | None:
        """The draft file of an earlier run, None if the input is another text."""
        path = Path(self.options.draft) if self.options.draft else None
        return path if path and path.resolve().parent == drafts_folder().resolve() else None

    def _keep(self) -> None:
        """Save the draft unless it already has a file, and print the path."""
        typed = [*self.asking.names.drafts, *reversed(self.asking.open)] if self.has_asked else []
        typed = [draft for draft in typed if draft.values]
        edits = ["--edit"] if self.draft_file else []
        if typed and not self.draft_file:
            self.draft_file = keep_draft(self.kind, "\n".join(draft.text for draft in typed))
        if self.draft_file and self.draft_file.exists():
            if self._earlier_draft:
                self._earlier_draft.unlink(missing_ok=True)
            to = ["--to", self.options.to] if self.options.to else []
            again = ["sahel", "add", self.kind, *self._data_options, *to, *edits, "--draft", str(self.draft_file)]
            output.note("")
            output.note(f"what you typed is kept; to go on: {shell_quoting.join(again)}")
