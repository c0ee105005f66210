"""Help topics that are no command: how dates are written, exit codes, and environment variables."""

from __future__ import annotations

from typing import NamedTuple

from sahelcli.errors import ExitCode


class Entry(NamedTuple):
    """A line of a topic: what is typed, set or returned, and what it means; `example` is a command line that runs."""

    name: str
    meaning: str
    example: str = ""


class Section(NamedTuple):
    """A part of a topic: its title, "" for the first, what is said before its lines, and these."""

    title: str
    text: str
    entries: tuple[Entry, ...]


class Topic(NamedTuple):
    """A topic by the word that names it, with its sentence."""

    name: str
    summary: str
    sections: tuple[Section, ...]


_DATES = Topic(
    "dates",
    "How days and periods are written.",
    (
        Section(
            "In a question",
            "--since, --until, --on and --known-by take a period, and mean all of it.",
            (
                Entry("2023", "a year", "sahel timeline --on 2023"),
                Entry("2023-Q3", "a quarter", "sahel stats --by month --on 2023-Q3"),
                Entry("2023-07", "a month", "sahel timeline --since 2023-07"),
                Entry("2023-07-26", "a day", "sahel quote --on 2023-07-26"),
                Entry("2023-07/2023-09", "from one to the other, both included", "sahel troops --on 2023-07/2023-09"),
                Entry("2023-07-26/..", "from then on, for --on", "sahel timeline --on 2023-07-26/.. --place niger"),
                Entry("../2022", "until its end, for --on", "sahel troops france --on ../2022"),
            ),
        ),
        Section(
            "Together",
            "--since and --until each name a period: from the first day of one to the last day of the other.",
            (
                Entry(
                    "--since 2023-07 --until 2023-09",
                    "from 1 July to 30 September 2023",
                    "sahel timeline --since 2023-07 --until 2023-09 --place niger",
                ),
                Entry(
                    "--on 2023-09 --certain",
                    "only what surely lies inside: without --certain, ≈ marks what may not",
                    "sahel timeline --on 2023-09 --certain",
                ),
                Entry(
                    "--known-by 2023-09",
                    "what a source had published by the last day of it",
                    "sahel timeline --on 2023-09-24 --known-by 2023-09",
                ),
            ),
        ),
        Section(
            "In a dataset",
            "A date says as much as its source does, in EDTF (ISO 8601-2), and stands in quotation marks. "
            "Answers never say more.",
            (
                Entry('"2023-09-24"', "that day"),
                Entry('"2023-09"', "some day of that month"),
                Entry('"2023"', "some day of that year"),
                Entry('"2023-09-24~"', "about that day"),
                Entry('"2023-09?"', "that month, which is uncertain"),
                Entry('"2023-09%"', "both: about, and uncertain"),
                Entry('"2023-09-XX"', "an unknown day of that month"),
                Entry('"2023-07-26/2023-08-06"', "from one day to another"),
                Entry('"../2023-12-31"', "by then: its beginning is not known"),
                Entry('"2023-07-26/.."', "since then: its end is not known"),
            ),
        ),
    ),
)

_EXIT_CODES = Topic(
    "exit-codes",
    "What the exit code says to a script.",
    (
        Section("", "Data is on standard output; counts, notes and errors are on standard error.",
            tuple(Entry(str(code.value), code.meaning) for code in ExitCode)),
        Section(
            "When it is 1",
            "",
            (
                Entry("any command", "a name, id or revision of git that is typed is unknown, or means several"),
                Entry("-e, --exit-status", "of what lists records: there is none",
                      "sahel timeline --on 2023-09-24 --exit-status"),
                Entry("verify -e", "a quotation is altered or unknown"),
                Entry("diff -e", "the two differ"),
                Entry("check", "there is an error; with --strict a warning too",
                      "sahel check --strict --data shipped"),
                Entry("import", "a row was not imported"),
                Entry("add", "the record was not added"),
                Entry("merge", "there is a conflict, or the texts were merged line by line"),
                Entry("open, cite", "there is no source, or none with an address"),
            ),
        ),
        Section(
            "When it is 3",
            "",
            (
                Entry("any command", "a file cannot be read or written, or a device is full"),
                Entry("--strict", "of a question: anything of the dataset is not valid",
                      "sahel timeline --strict -n 1"),
                Entry("a fault of ours", "the message says so, and what to report"),
            ),
        ),
        Section(
            "When it is 0 all the same",
            "",
            (
                Entry("no rows", "nothing matches, and -e does not ask", "sahel timeline --on 1999"),
                Entry("| head", "a reader leaves before the end", "sahel timeline --json"),
            ),
        ),
    ),
)  # fmt: skip

_ENVIRONMENT = Topic(
    "environment",
    "The environment variables that are read.",
    (
        Section(
            "",
            "What is typed goes before what a variable says.",
            (
                Entry("SAHEL_DATA", "the dataset, where --data names none; several are separated as in PATH, and "
                      "shipped is the one that comes along", "SAHEL_DATA=shipped sahel timeline -n 1"),
                Entry("SAHEL_PAGER", "what long answers are paged with on a terminal, with its options; empty for none",
                      "SAHEL_PAGER= sahel timeline -n 1"),
                Entry("PAGER", "the same, for all programs; without either it is less -FIRX"),
                Entry("LESS", "options of less; -R is added, so that styles are kept"),
                Entry("VISUAL, EDITOR", "the editor, with its options: the first that is set"),
                Entry("BROWSER", "the browser of sahel open, with its options; else that of the desktop"),
                Entry("DISPLAY, WAYLAND_DISPLAY", "whether there is a desktop to open a browser on"),
                Entry("SSH_CONNECTION, SSH_CLIENT, SSH_TTY", "over SSH addresses are printed, unless BROWSER is set"),
                Entry("NO_COLOR", "no colours, where it is not empty", "NO_COLOR=1 sahel timeline -n 1"),
                Entry("FORCE_COLOR", "colours on a terminal that claims to have none; none at all where it is 0 or "
                      "false"),
                Entry("TERM", "dumb and unknown: no styles and no pager; linux, vt100 and vt220: no links"),
                Entry("COLUMNS, LINES", "the size of the terminal; off a terminal, how wide charts and help are",
                      "COLUMNS=60 sahel help dates"),
                Entry("XDG_CACHE_HOME", "the folder in which indexes are kept, on Linux; else .cache in HOME",
                      "sahel index"),
                Entry("XDG_STATE_HOME", "the folder of drafts of sahel add, on Linux; else .local/state in HOME"),
                Entry("TMPDIR", "where files stand that nobody keeps"),
                Entry("LC_ALL, LC_CTYPE, LANG", "the encoding of text; JSON, CSV and the like are always UTF-8"),
                Entry("HOME", "what ~ stands for"),
                Entry("CLICKHOUSE_USER, CLICKHOUSE_PASSWORD", "who asks clickhouse://…, where nobody is named"),
                Entry("PGUSER, PGPASSWORD, PGPORT", "the same of postgres://…; so is all that libpq reads"),
                Entry("PATH", "where pager, editor and git are looked for"),
            ),
        ),
        Section(
            "For git",
            "sahel diff git:REV runs git, which reads its own variables, and is kept from any network.",
            (),
        ),
    ),
)  # fmt: skip

TOPICS = (_DATES, _EXIT_CODES, _ENVIRONMENT)
