"""The first look at a table as `sahel import` shows it, with the command line to go on with."""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Iterator
from pathlib import PurePath

from sahelcli import output
from sahelcli.import_options import Mapping, Reading, asked, typed
from sahelcli.importers import Importer
from sahelcli.output import streams
from sahelcli.progress import unwatched


def show_look(importer: Importer, files: list[str], reading: Reading, mapping: Mapping, quiet: bool) -> None:
    """Print what the first of the files holds, as the options read it; errors as an import has them."""
    wanted = asked(importer, reading, mapping, unwatched)
    look, notes = importer.look(files[0], wanted)
    for note in notes:
        output.note(note.text, quiet=quiet)
    from sahelcli.importers.look_page import command, page, remarks  # here: an import needs neither
    from sahelcli.importers.proposal import propose

    name = "standard input" if files[0] == "-" else PurePath(files[0]).name
    proposal = propose(look, mapping.becomes if mapping.becomes != Mapping().becomes else "", name)
    given = [pair for pair in typed(reading, mapping) if pair not in proposal.options]
    target = "imported.toml" if files[0] == "-" else f"{PurePath(files[0]).stem}.toml"
    width = _width()

    def lines() -> Iterator[str]:
        yield from page(look, width)
        yield ""
        yield "To go on, read this, correct it, and paste it:"
        yield ""
        yield from command(
            ("sahel", "import", importer.name, *files), [*given, *proposal.options, ("-o", target)], width
        )
        for remark in remarks(proposal):
            yield ""
            yield from textwrap.wrap(remark, width, break_on_hyphens=False, break_long_words=False)

    streams.print_out((f"{line}\n" for line in lines()), None)


def _width() -> int:
    if streams.is_terminal(sys.stdout):
        return streams.terminal_size(sys.stdout, os.environ)[0]
    return streams.columns(os.environ)
