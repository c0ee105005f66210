"""Options of the page that `export html` writes: its title, its introduction, and whether it is a fragment."""

from typing import TYPE_CHECKING, Annotated, NamedTuple

from sahelcli.cli.completion import FILES
from sahelcli.cli.options import option
from sahelcli.errors import UsageError
from sahelcli.option_values import stated

if TYPE_CHECKING:
    from sahelcli.exporters.html import PageOptions


class PageExportOptions(NamedTuple):
    """How the page of `export html` is made."""

    title: Annotated[
        str | None, option("Output", "--title", metavar="TEXT", help="html: its title, else that of the dataset.")
    ] = None
    intro: Annotated[
        str | None,
        option(
            "Output",
            "--intro",
            metavar="FILE",
            offer=FILES,
            help="html: an introduction in Markdown; - is standard input.",
        ),
    ] = None
    fragment: Annotated[bool, option("Output", "--fragment", help="html: an element to embed in another page.")] = False

    @property
    def read_files(self) -> tuple[str, ...]:
        """The input files of the page, which an export must not overwrite."""
        return (self.intro,) if self.intro else ()

    def of(self, form: str) -> "PageOptions | None":
        """Return the options as the exporter of a form takes them, None where none is given.

        UsageError if the form is not a page; UnreadableIntroduction if the introduction file is not text.
        """
        given = {"--title": self.title, "--intro": self.intro, "--fragment": self.fragment or None}
        options_given = [name for name, value in given.items() if value is not None]
        if not options_given:
            return None
        if form != "html":
            raise UsageError(f"{options_given[0]} is for html, not for {form}", f"leave {options_given[0]} out")
        from sahelcli.exporters.html import PageOptions  # here: no other form has these
        from sahelcli.exporters.html.introduction import read_introduction

        stated("--title", () if self.title is None else (self.title,))
        stated("--intro", () if self.intro is None else (self.intro,))
        return PageOptions(self.title or "", "" if self.intro is None else read_introduction(self.intro), self.fragment)
