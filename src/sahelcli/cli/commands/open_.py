"""`sahel open`: the page of a source in the browser."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from sahelcli import output
from sahelcli.answers.source_web_addresses import addresses
from sahelcli.cli import options
from sahelcli.cli.completion import of_ids
from sahelcli.command_hints import with_data
from sahelcli.errors import UsageError
from sahelcli.model import KIND_NAMES
from sahelcli.option_values import ExcludeEachOther, number
from sahelcli.output import OutputOptions, streams
from sahelcli.phrases import citation, count
from sahelcli.report import Report, Row
from sahelcli.text import shell_quoting

if TYPE_CHECKING:
    from sahelcli.json_contract import AddressRow


def open_(
    data: options.DatasetOptions,
    named: Annotated[str, options.argument("ID", "An id, the beginning of one, or quote:ID.", of_ids(*KIND_NAMES))],
    which: Annotated[str | None, options.argument("[NUMBER]", "Which address, where there are several.")] = None,
    archive: Annotated[
        bool, options.option("What", "--archive", help="The archived copy instead of the page.")
    ] = False,
    printed: Annotated[
        bool, options.option("Output", "--print", help="Print the addresses, one a line, and open nothing.")
    ] = False,
    json: Annotated[bool, options.option("Output", "--json", help="As JSON, and open nothing.")] = False,
    quiet: Annotated[bool, options.without_notes("Output")] = False,
) -> None:
    """Open the address of a source in the browser.

    ID is a source, or what rests on it. Where several addresses are meant they are listed with numbers, and nothing is
    opened. The browser is what BROWSER names, else that of the desktop; where there is none, and over SSH, the address
    is printed. Only addresses of the web are opened.

    \b
    Examples:
      sahel open seed-2023-09-26
      sahel open 2023-09-24-france-announces-n 2 --print
    """
    if json and printed:
        raise ExcludeEachOther("--json", "--print")
    index = data.open(quiet)
    rows, without = addresses(index, named, archived=archive)
    chosen = rows if which is None else [_numbered(rows, which, named)]
    if without:
        output.note(f"{count(without, 'source')} without {'a copy' if archive else 'an address'}", quiet=quiet)
    if printed:
        numbered: list[AddressRow] = [row.data() for row in chosen]
        streams.print_out(f"{row['address']}\n" for row in numbered)
    elif json or len(chosen) > 1:
        _list(chosen, named, index.files, OutputOptions(json=json, quiet=quiet))
    else:
        _open(chosen[0], quiet=quiet)


def _numbered(rows: Sequence[Row], which: str, named: str) -> Row:
    """Return the address of a number as it is typed; UsageError where there is none."""
    chosen = number("NUMBER", which) or 0
    if not 0 < chosen <= len(rows):
        command = shell_quoting.join(["sahel", "open", named, "--print"])
        raise UsageError(f"NUMBER {which}: there is no such address", f"`{command}` has {len(rows)}")
    return rows[chosen - 1]


def _list(rows: Sequence[Row], named: str, files: Sequence[str], printing: OutputOptions) -> None:
    first = shell_quoting.join(["sahel", "open", named, "1"])
    hint = with_data(f"`{first}` opens the first, `sahel open ID` any by its id")
    report = Report("address", rows, title=str, noun="address", hints=(hint,))
    output.show(report, printing, protected=files)


def _open(row: Row, *, quiet: bool) -> None:
    """Show an address in the browser, or else print it."""
    from sahelcli.output.browser import show_address  # here: to print and to list need none

    source: AddressRow = row.data()
    why_not = show_address(source["address"], os.environ)
    if why_not is None:
        output.note(f"opened {citation(source)}: {source['address']}", quiet=quiet)
    else:
        output.note(why_not, quiet=quiet)
        streams.print_out([f"{source['address']}\n"])
