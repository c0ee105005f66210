"""Session of `sahel add`: options, questions, an editor, a look, and records written to files."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from sahelcli import output
from sahelcli.authoring import editor, editor_loop, id_suggestions
from sahelcli.authoring.destination import target
from sahelcli.authoring.draft import Draft, drafts_in, read_draft
from sahelcli.authoring.interrupts import stopped_by_signals, unstoppable
from sahelcli.authoring.interview import Interview, say_in_lines
from sahelcli.authoring.prompt import ask
from sahelcli.authoring.record_lookup import RecordLookup
from sahelcli.authoring.saving import RecordText, SaveRequest, say, say_how_to_see, write
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
from sahelcli.text.quoting import with_article
from sahelcli.text.sanitize import on_screen


class MissingKeys(UsageError):
    """A record lacks what it needs, and nobody can be asked."""

    def __init__(self, kind: str, options: Sequence[str]) -> None:
        *first, last = options
        listed = f"{', '.join(first)} and {last}" if first else last
        hint = f"on a terminal `sahel add {kind}` asks for what is missing"
        super().__init__(f"{with_article(kind)} needs {listed}", hint)


class RecordDeclined(NoError):
    """The user looked at the record and did not want it."""

    def __init__(self) -> None:
        super().__init__("nothing was added")


class Session:
    """One `sahel add`: makes records, checks and writes them, and keeps what was typed where that does not succeed."""

    def __init__(self, request: SaveRequest, open_index: Callable[[bool], Index]) -> None:
        self.request = request
        self.kind = request.kind
        self.paths = locate(request.data, os.environ)
        file = target(self.kind, self.paths, request.to)
        if not request.dry_run:
            refuse_unwritable(file)  # nobody is asked for what cannot be written
        self.asking = Interview(RecordLookup(open_index(request.quiet)))
        self.asks = streams.is_terminal(sys.stdin) and streams.is_terminal(sys.stdout)
        self.has_asked = False
        self.cited: Draft | None = None
        self.kept: Path | None = None

    def run(self) -> None:
        """Make, check and write; SahelError says why that cannot be, KeyboardInterrupt that the user stopped."""
        with stopped_by_signals():
            try:
                texts = self._texts()
                written = write(self.request, self.paths, texts)
            except (SahelError, EOFError, KeyboardInterrupt) as stop:
                unstoppable()
                self._keep()
                if isinstance(stop, EOFError):
                    raise KeyboardInterrupt from stop
                raise
        for path in filter(None, (self.kept, self._kept_before)):
            path.unlink(missing_ok=True)
        say(self.request, self.paths, texts, written)
        if self.has_asked:
            say_how_to_see(self.request, str(self.asking.names.drafts[-1].values["id"]))

    def _texts(self) -> list[RecordText]:
        """Return what is to be written: from a draft or from options, completed by answers or in an editor."""
        drafts = self._begun()
        if isinstance(drafts, str):
            return [self._edited(drafts)] if self.request.edit else [RecordText(self.kind, drafts)]
        lacking = [(draft, name) for draft in drafts for name in draft.missing if name != "id"]
        if self.cited:
            lacking = [(draft, name) for draft, name in lacking if name != "sources"]
        if (lacking or self.request.draft) and self.asks and not self.request.edit:
            return self._asked(drafts)
        for draft in drafts:
            draft.values.setdefault("id", id_suggestions.suggested(draft.kind, draft.values) or draft.kind)
        self._cite(drafts[-1])
        if self.request.edit:
            return [self._edited("\n".join(map(editor_loop.form, drafts)))]
        if lacking:
            raise MissingKeys(self.kind, self._options(lacking))
        return [RecordText(draft.kind, draft.text) for draft in drafts]

    def _begun(self) -> list[Draft] | str:
        """Return the records as far as they are given, that of the kind last; or a text that says more than values."""
        request = self.request
        if request.draft is None:
            return self._given()
        for prefix, texts in (("", request.record), ("source-", request.source)):
            for field in fields("source" if prefix else self.kind, prefix):
                if texts.get(field.name) not in (None, (), False):
                    raise ExcludeEachOther("--draft", field.option)
        text = read_draft(request.draft)
        drafts = drafts_in(self.kind, text)
        return drafts if any(draft.missing for draft in drafts) and not request.edit else text

    def _given(self) -> list[Draft]:
        names, request = self.asking.names, self.request
        main = Draft(self.kind, given(self.kind, request.record, names))
        errors = unfit(main, request.record)
        drafts = [main]
        if any(text not in (None, False) for text in request.source.values()):
            source = Draft("source", given("source", {"note": None, **request.source}, names, "source-"))
            errors += unfit(source, request.source, "source-")
            self.cited = source
            drafts.insert(0, source)
        if errors:
            *others, last = errors
            for error in others:
                output.complain(error)
            raise last
        return drafts

    def _cite(self, main: Draft) -> None:
        """Let the record rest on the source that is made along with it."""
        if self.cited:
            main.values["sources"] = [*main.values.get("sources", ()), self.cited.values["id"]]

    def _options(self, lacking: Sequence[tuple[Draft, str]]) -> list[str]:
        prefixed = {draft.kind: "source-" if draft.kind != self.kind else "" for draft, _ in lacking}
        named = {
            kind: {field.name: field.option for field in fields(kind, prefix)} for kind, prefix in prefixed.items()
        }
        return [named[draft.kind][name] for draft, name in lacking]

    def _asked(self, drafts: Sequence[Draft]) -> list[RecordText]:
        where = target(self.kind, self.paths, self.request.to)
        output.note(f"A new {self.kind} for {where}.", quiet=False)
        say_in_lines("Tab completes, Enter alone leaves out what is optional, Ctrl-C stops and keeps what you typed.")
        self.has_asked = True
        *others, main = drafts
        for draft in others:
            self.asking.fill(draft)
        self._cite(main)
        self.asking.fill(main)
        texts = [RecordText(draft.kind, draft.text) for draft in self.asking.names.drafts]
        whole = "\n".join(text for _, text in texts)
        streams.print_out(["\n", on_screen(whole), "\n"], sys.stdout.encoding)
        while True:
            match ask("Add this? [Y]es, [e]dit, [n]o: ").lower():
                case "" | "y" | "yes":
                    return texts
                case "e" | "edit":
                    return [self._edited(whole)]
                case "n" | "no":
                    raise RecordDeclined
                case _:
                    pass  # it is asked again

    def _edited(self, text: str) -> RecordText:
        snapshot: Snapshot | None = None

        def check(path: str, data: bytes) -> list[Diagnostic]:
            nonlocal snapshot
            file = target(self.kind, self.paths, self.request.to)
            if stays_right(self.paths, {file: decode(data)[0]}, {}):
                return []
            snapshot = snapshot or Snapshot.take(self.paths)
            return new_errors(snapshot.dataset(), snapshot.with_files({path: data}).dataset())

        self.kept = editor_loop.begin(self.kind, text)
        return RecordText(self.kind, editor_loop.edited(self.kept, check, asks=self.asks))

    @property
    def _kept_before(self) -> Path | None:
        """The file in which an earlier run kept the draft, None where the user names another text."""
        path = Path(self.request.draft) if self.request.draft else None
        return path if path and path.resolve().parent == editor.drafts_folder().resolve() else None

    def _keep(self) -> None:
        """Say in which file what was typed is, putting it there if it is not."""
        typed = [*self.asking.names.drafts, *reversed(self.asking.open)] if self.has_asked else []
        typed = [draft for draft in typed if draft.values]
        edits = ["--edit"] if self.kept else []
        if typed and not self.kept:
            self.kept = editor.keep(self.kind, "\n".join(draft.text for draft in typed))
        if self.kept and self.kept.exists():
            if self._kept_before:
                self._kept_before.unlink(missing_ok=True)
            to = ["--to", self.request.to] if self.request.to else []
            again = ["sahel", "add", self.kind, *self.request.data_options, *to, *edits, "--draft", str(self.kept)]
            output.note("")
            output.note(f"what you typed is kept; to go on: {shell_quoting.join(again)}")
