"""Export of a site from the command line: its own options, the corrections it shows, and writing it again (--watch)."""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

from sahelcli import output
from sahelcli.cli import list_printing, options
from sahelcli.cli.completion import DATASET
from sahelcli.errors import SahelError, UsageError
from sahelcli.filesystem.discovery import STANDARD_INPUT, find_files
from sahelcli.index.open import Index
from sahelcli.json_contract import ChangeRow
from sahelcli.option_values import site_address, stated
from sahelcli.output.output_options import OutputOptions, refuse_protected
from sahelcli.output.streams import writing
from sahelcli.phrases import count
from sahelcli.progress import Advance, progress
from sahelcli.query import Query
from sahelcli.text.quoted_values import shown

if TYPE_CHECKING:
    from sahelcli.exporters.site import Corrections, Written

_SITE = "A site"
_PAUSE = 0.4  # seconds between two looks at the files

FileStates = Mapping[str, tuple[int, int, int] | None]
"""Size, time of the last change and number of each file; None for one that is not there any more."""


class SiteExportOptions(NamedTuple):
    """Options that only a site has."""

    url: Annotated[
        str | None,
        options.option(
            _SITE,
            "--url",
            metavar="URL",
            help="site: the address it will have, for its feed, its sitemap and what machines read in its pages.",
        ),
    ] = None
    since_revision: Annotated[
        str | None,
        options.option(
            _SITE,
            "--since-revision",
            metavar="OLD",
            offer=DATASET,
            help="site: a page of what has changed since git:REV, or another file or folder.",
        ),
    ] = None
    watch: Annotated[
        bool, options.option(_SITE, "--watch", help="site: write again what changes, until Ctrl-C ends it.")
    ] = False

    def refuse(self, form: str) -> None:
        """Raise OfSiteAlone for an option that is given with another form."""
        given = {
            "--url": self.url is not None,
            "--since-revision": self.since_revision is not None,
            "--watch": self.watch,
        }
        for name in (name for name, is_given in given.items() if is_given):
            raise OfSiteAlone(name, form)


class OfSiteAlone(UsageError):
    """An option for sites is given with another format."""

    def __init__(self, option: str, form: str) -> None:
        super().__init__(f"{option} is of a site alone, not of {form}", f"sahel export site {option} … -o FOLDER")


class LacksMore(SahelError):
    """More records are invalid than when the site was last written, as in the middle of an edit."""

    def __init__(self, records: int) -> None:
        super().__init__(
            f"the site stays as it was: {count(records, 'record')} more {'is' if records == 1 else 'are'} not valid",
            "mend it and save again, or end this and export anew to leave it out",
        )


class SiteExport(NamedTuple):
    """A site to write: dataset, selection, folder and options."""

    data: options.DatasetOptions
    query: Query
    folder: Path
    given: SiteExportOptions
    quiet: bool

    def run(self) -> None:
        """Write the site, and with --watch again whenever a file of the dataset has changed."""
        site_address("--url", self.given.url)  # wrong use is said before anything is read
        stated("--since-revision", () if self.given.since_revision is None else (self.given.since_revision,))
        if self.given.watch and STANDARD_INPUT in self.data.data:
            raise UsageError("--watch looks at files again, and standard input is none", "name a file or a folder")
        before = self._states()
        lacking = self._write()
        if self.given.watch:
            output.note(f"watching {count(len(before), 'file')}: Ctrl-C ends it", quiet=self.quiet)
            same = self.data._replace(data=self.data.paths)  # where a file is gone meanwhile, no other is meant
            self._replace(data=same).watch(before, lacking)

    def watch(self, before: FileStates, lacking: int) -> None:
        """Write the site again whenever a file changes, until interrupted; it now lacks `lacking` records."""
        for _ in changes(self._states, before):
            lacking = self._write_again(lacking)

    def _write(self, at_most: int | None = None) -> int:
        """Write the site and return how many records it lacks; with more than `at_most` raise LacksMore instead."""
        index = self.data.open(self.quiet)
        with closing(index.connection):
            lacking = index.lacking.left_out
            if at_most is not None and lacking > at_most:
                raise LacksMore(lacking - at_most)
            refuse_protected(OutputOptions(output=str(self.folder)), index.files)
            with progress("exporting", unit="records", shown=not self.quiet) as advance:
                written = self._export(index, advance)
        number = f"{count(written.written, 'file')} written, {written.removed:,} removed"
        output.note(f"{number}, {written.unchanged:,} unchanged", quiet=self.quiet)
        return lacking

    def _export(self, index: Index, advance: Advance) -> "Written":
        from sahelcli.exporters.selection import gather  # here and below: no other form needs it
        from sahelcli.exporters.site import SiteOptions, export_site

        document = gather(index, self.query, advance, is_read=True, is_whole=True)
        made = SiteOptions(
            base=site_address("--url", self.given.url), corrections=self._corrections(), lacking=index.lacking
        )
        with writing(shown(self.folder, 200)):
            written = export_site(document, index, self.folder, made)
        list_printing.say_the_rest(index, self.query, document.tally, quiet=self.quiet)
        return written

    def _write_again(self, lacking: int) -> int:
        """Write the changes and return the number of records lacking; on an error print it and leave the site alone."""
        try:
            return self._write(lacking)
        except SahelError as error:
            output.complain(error)
            return lacking

    def _corrections(self) -> "Corrections | None":
        old = self.given.since_revision
        if old is None:
            return None
        from sahelcli.cli.compared_datasets import side
        from sahelcli.comparison.changes import changes as changes_between
        from sahelcli.exporters.site import Corrections

        was, now = side(old, None, self.data, self.quiet), side(None, old, self.data, self.quiet)
        rows = (_without_own_keys(row.data()) for row in changes_between(was, now))
        return Corrections(_called(old), [row for row in rows if row["fields"] or row["change"] != "changed"])

    def _states(self) -> FileStates:
        return {file: _state(file) for file in find_files(self.data.paths).files}


def changes(look: Callable[[], FileStates], before: FileStates) -> Iterator[None]:
    """Yield whenever the file states differ from the previous ones; a removed file is a change too.

    If no file is left, something is about to replace it, so the change is reported once a file exists again.
    """
    while True:
        time.sleep(_PAUSE)
        if (now := look()) and now != before:
            before = now
            yield


def _state(file: str) -> tuple[int, int, int] | None:
    try:
        about = os.stat(file)  # noqa: PTH116  # any path that was found
    except OSError:
        return None
    return about.st_size, about.st_mtime_ns, about.st_ino


def _without_own_keys(row: "ChangeRow") -> "ChangeRow":
    """Return a change without the editors' own keys (`x_…`), which no page shows."""
    return {**row, "fields": [change for change in row["fields"] if not change["field"].startswith("x_")]}


def _called(old: str) -> str:
    """Return the label of an earlier state: the revision, or the name of the file or folder without its path."""
    return old.removeprefix("git:").partition(":")[0] if old.startswith("git:") else Path(old).resolve().name
