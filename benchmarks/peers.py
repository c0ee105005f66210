"""The tools people would use instead: the form each one reads, and how it is asked."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import NamedTuple

from benchmarks.dataset import ACTOR, MONTH, WORD
from benchmarks.forms import BEANCOUNT, CSV, DUCKDB, HLEDGER, JRNL, JSONL, REC, SQLITE, TOML, Form


class Peer(NamedTuple):
    """A tool: its program, the form it reads, and its words for each question it can answer; `{}` is the file.

    `parses` says that it reads text at every call, and keeps no index; `in_python` that it is written in Python too.
    `is_slow` says that it takes more than a minute for a million events: these are not asked of it.
    `headers` are the lines it prints above an answer, None where its answers have no line a record.
    """

    name: str
    program: str
    form: Form
    questions: dict[str, tuple[str, ...]]
    parses: bool = True
    in_python: bool = False
    is_slow: bool = False
    headers: int | None = 0

    @property
    def is_there(self) -> bool:
        """Whether it is on the search path."""
        return shutil.which(self.program) is not None

    def version(self) -> str:
        """Return the version that it says it is."""
        said = subprocess.run([self.program, "--version"], capture_output=True, text=True, check=False)
        number = re.search(r"\d+(?:\.\d+)+", said.stdout or said.stderr)
        return number[0] if number else "of unknown version"

    def command(self, question: str, file: str) -> list[str]:
        """Return the command line that asks a question of a file."""
        return [self.program, *(word.replace("{}", file) for word in self.questions[question])]


_YEAR, _MONTH_NUMBER = MONTH.split("-")
_JQ = f'select((.date | startswith("{MONTH}")) and (.actors | index("{ACTOR}"))) | .id'
_SQL = f"SELECT e.id, e.date, e.title FROM actors a JOIN events e ON e.rowid = a.event WHERE a.actor = '{ACTOR}' AND e.date LIKE '{MONTH}-%'"
_SQL_WORD = f"SELECT id, title FROM events WHERE rowid IN (SELECT rowid FROM words WHERE words MATCH '{WORD}')"
_DUCK = f"list_contains(actors, '{ACTOR}') AND strftime(date, '%Y-%m') = '{MONTH}'"
_DUCK_WORD = f"contains(title, '{WORD}')"
_BQL = f"SELECT date, narration WHERE '{ACTOR}' IN tags AND account = 'Assets:Events' AND year = {_YEAR} AND month = {int(_MONTH_NUMBER)}"
_BQL_WORD = f"SELECT date, narration WHERE narration ~ '{WORD}' AND account = 'Assets:Events'"
_NU = f"open {{}} | get events | where {{|e| ($e.date | str starts-with '{MONTH}') and '{ACTOR}' in $e.actors }} | get id | to text"


def _duckdb(source: str, condition: str, *file: str) -> tuple[str, ...]:
    return (*file, "-list", "-noheader", "-c", f"SELECT id FROM {source} WHERE {condition}")


_JSON_ROWS = "read_json('{}', format = 'newline_delimited')"

PEERS = (
    Peer("sqlite3, indexed", "sqlite3", SQLITE, {"month": ("{}", _SQL), "word": ("{}", _SQL_WORD)}, parses=False),
    Peer(
        "DuckDB, own file",
        "duckdb",
        DUCKDB,
        {
            "month": _duckdb("events", _DUCK, "-readonly", "{}"),
            "word": _duckdb("events", _DUCK_WORD, "-readonly", "{}"),
        },
        parses=False,
    ),
    Peer(
        "DuckDB, JSONL",
        "duckdb",
        JSONL,
        {"month": _duckdb(_JSON_ROWS, _DUCK), "word": _duckdb(_JSON_ROWS, _DUCK_WORD)},
    ),
    Peer(
        "jq, JSONL",
        "jq",
        JSONL,
        {"month": ("-r", _JQ, "{}"), "word": ("-r", f'select((.title + .summary) | contains("{WORD}")) | .id', "{}")},
    ),
    Peer(
        "Miller, CSV",
        "mlr",
        CSV,
        {
            "month": (
                "--icsv",
                "--ojsonl",
                "filter",
                f'$date =~ "^{MONTH}" && ";" . $actors . ";" =~ ";{ACTOR};"',
                "{}",
            ),
            "word": ("--icsv", "--ojsonl", "filter", f'$title =~ "{WORD}"', "{}"),
        },
    ),
    Peer("nushell, TOML", "nu", TOML, {"month": ("--no-config-file", "-c", _NU)}),
    Peer(
        "recsel",
        "recsel",
        REC,
        {
            "month": ("-C", "-P", "id", "-e", f"date ~ '^{MONTH}' && actor = '{ACTOR}'", "{}"),
            "word": ("-C", "-P", "id", "-q", WORD, "{}"),
        },
        headers=None,
    ),
    Peer(
        "hledger",
        "hledger",
        HLEDGER,
        {
            "month": ("-f", "{}", "register", "-O", "csv", f"date:{MONTH}", f"tag:^{ACTOR}$"),
            "word": ("-f", "{}", "register", "-O", "csv", f"desc:{WORD}"),
        },
        is_slow=True,
        headers=1,
    ),
    Peer("csvkit, CSV", "csvgrep", CSV, {"word": ("-c", "title", "-m", WORD, "{}")}, in_python=True, headers=1),
    Peer(
        "jrnl",
        "jrnl",
        JRNL,
        {
            "month": ("--config-file", "{}", f"@{ACTOR}", "-from", f"{MONTH}-01", "-to", f"{MONTH}-30", "--short"),
            "word": ("--config-file", "{}", "-contains", WORD, "--short"),
        },
        in_python=True,
    ),
    Peer(
        "bean-query",
        "bean-query",
        BEANCOUNT,
        {"month": ("-f", "csv", "{}", _BQL), "word": ("-f", "csv", "{}", _BQL_WORD)},
        in_python=True,
        is_slow=True,
        headers=1,
    ),
    Peer(
        "sqlite-utils",
        "sqlite-utils",
        SQLITE,
        {"month": ("query", "{}", _SQL, "--nl"), "word": ("query", "{}", _SQL_WORD, "--nl")},
        parses=False,
        in_python=True,
    ),
    Peer("tomlq", "tomlq", TOML, {"month": ("-r", f".events[] | {_JQ}", "{}")}, in_python=True, is_slow=True),
)
