"""The same question asked of the index and of an engine, and what may differ between the answers: nothing."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest
import tomli_w

from sahelcli.engines import open as engines_open
from sahelcli.engines.connections import Connection, connect
from sahelcli.index.open import Index
from tests.questions import Tables, ids, question
from tests.terminal import Result, Sahel

FORMS = ("table", "json", "jsonl", "csv", "tsv", "markdown")
_TEXTS = ("text", "title", "name", "summary", "description", "publisher", "agency", "tags", "measure", "counts")
_TABLES = ("events", "quotes", "figures", "actors", "places", "sources")


class Facts:
    """Datasets made by chance, each a file, and all exported into one folder of facts."""

    def __init__(self, sahel: Sahel, folder: Path, *made: Tables) -> None:
        self.sahel, self.made, self.folder = sahel, made[0], folder / "facts"
        self.file = folder / "a.toml"
        self.data: list[str] = []
        for name, tables in zip("abc", made, strict=False):
            file = folder / f"{name}.toml"
            file.write_text(tomli_w.dumps(tables), "utf-8")
            self.data += ["-d", str(file)]
            done = sahel("export", "facts", "-q", "-d", str(file), "-o", str(self.folder))
            assert (done.code, done.stderr) == (0, "")

    def agree(self, argv: Sequence[str], engine: str) -> None:
        """Fail unless the index and an engine print the same, byte for byte, on both streams."""
        own = self.sahel(*argv, *self.data)
        other = self.sahel(*argv, "--engine", engine)
        same = _seen(argv, own, f" {shlex.join(self.data)}"), _seen(argv, other, f" --engine {shlex.quote(engine)}")
        if same[0] != same[1]:
            asked = shlex.join(["sahel", *argv])
            pytest.fail(f"{asked}\n{own.stdout}{own.stderr}\n{other.stdout}{other.stderr}\n{tomli_w.dumps(self.made)}")


def _seen(argv: Sequence[str], done: Result, data: str) -> tuple[Any, str, int]:
    """Return what a run left behind, without the words that name the dataset, and of a page without its file."""
    printed: Any = done.stdout
    if argv[0] == "show" and done.code == 0:
        printed = json.loads(done.stdout)
        for page in printed if isinstance(printed, list) else [printed]:
            assert {page.pop("file"), page.pop("line")}
    return printed, done.stderr.replace(data, ""), done.code


def command_lines(random: Random, made: Tables) -> Iterator[list[str]]:
    """Yield command lines for a dataset, without end: of every command that an engine answers, in every form."""
    while True:
        if random.random() < 1 / 12:
            yield ["show", random.choice([name for table in _TABLES for name in ids(made, table)]), "--json"]
            continue
        asked = question(random, made)
        if asked.command != "search":
            yield [*asked.argv, "--format", random.choice(FORMS)]


def renamed(made: Tables) -> Tables:
    """Return a dataset in which each id is another, and all names are the same."""
    ids = {record["id"] for table in _TABLES for record in made.get(table, ())}

    def other(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: each if key in _TEXTS else other(each) for key, each in value.items()}
        if isinstance(value, list):
            return [other(each) for each in value]
        return f"other-{value}" if isinstance(value, str) and value in ids else value

    renamed: Tables = other(made)
    return renamed


def remember_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have facts opened once for all questions: what costs time is to begin, and is tested elsewhere."""
    opened: dict[str, Index] = {}
    open_facts = engines_open.open_facts

    def once(url: str) -> Index:
        if url not in opened:
            opened.clear()
            opened[url] = open_facts(url)
        return opened[url]

    monkeypatch.setattr(engines_open, "open_facts", once)


def in_one_thread(url: str) -> Connection:
    """Return a connection to DuckDB that has read all facts into memory, and answers with one thread."""
    made = connect(url)
    made.backend.con.execute("SET threads = 1")
    for name in ("facts", "facts_names"):
        made.backend.con.execute(f"CREATE TABLE {name}_read AS FROM {name}")
    return made._replace(facts=made.backend.table("facts_read"), names=made.backend.table("facts_names_read"))
