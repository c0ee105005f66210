"""A document has what the lists of the same question have: each option narrows, and sources not shown are nowhere."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pyarrow.parquet
import pytest

from sahelcli.cli.commands import COMMANDS
from sahelcli.cli.reference.description import describe_command
from sahelcli.cli.site_export import SiteExportOptions
from sahelcli.exporters import EXPORTERS, Exporter
from tests.exporters.written import unfolded
from tests.terminal import Sahel

OPTIONS = (
    ("--since", "2023-07"),
    ("--until", "2015"),
    ("--on", "2023-09"),
    ("--on", "2023-09-24", "--certain"),
    ("--about", "niger"),
    ("--not-about", "niger"),
    ("--actor", "macron"),
    ("--not-actor", "france"),
    ("--place", "mali"),
    ("--not-place", "sahel"),
    ("--text", "withdraw"),
    ("--min-sources", "4"),
    ("--max-sources", "1"),
    ("--publisher", "cnn"),
    ("--agency", "afp"),
    ("--not-publisher", "Atlasinfo"),
    ("--not-agency", "afp"),
    ("--source", "seed-2023-09-26"),
    ("--not-source", "seed-2023-09-26"),
    ("--known-by", "2023-07"),
    ("--known-by", "2023-07", "--undated"),
)
LISTS = {"events": "timeline", "quotes": "quote", "figures": "troops"}


def ids(file: Path, table: str) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [name for (name,) in connection.execute(f"SELECT id FROM {table} ORDER BY position")]  # noqa: S608


def cited(file: Path, table: str) -> dict[str, list[str]]:
    result: dict[str, list[str]] = {}
    with closing(sqlite3.connect(file)) as connection:
        for name, _, source in connection.execute(f"SELECT * FROM {table[:-1]}_sources ORDER BY position"):  # noqa: S608
            result.setdefault(name, []).append(source)
    return result


@pytest.mark.parametrize("options", OPTIONS, ids=" ".join)
def test_each_option_narrows_as_it_does_elsewhere(sahel: Sahel, tmp_path: Path, options: tuple[str, ...]) -> None:
    assert sahel("export", "sqlite", *options, "-o", str(tmp_path / "out.db")).code == 0
    for table, command in LISTS.items():
        rows = sahel(command, *options, "--json").json()
        assert ids(tmp_path / "out.db", table) == [row["id"] for row in rows]
        assert cited(tmp_path / "out.db", table) == {
            row["id"]: [source["id"] for source in row["sources"]] for row in rows if row["sources"]
        }


def test_each_option_is_tried() -> None:
    entry = describe_command(next(command for command in COMMANDS if command.name == "export"))
    narrowing = [option for option in entry.options if option.heading not in ("Data", "Output", "Other")]
    offered = {next(name for name in option.names if name.startswith("--")) for option in narrowing}
    tried = {word for options in OPTIONS for word in options if word.startswith("--")}
    of_a_site = {f"--{name.replace('_', '-')}" for name in SiteExportOptions._fields}
    assert offered - tried - of_a_site == {"--tag", "--not-tag"}  # these are tried below


@pytest.mark.parametrize("options", [("--tag", "coup"), ("--not-tag", "coup")], ids=" ".join)
def test_figures_have_no_tags(sahel: Sahel, tmp_path: Path, options: tuple[str, ...]) -> None:
    assert sahel("export", "sqlite", *options, "-o", str(tmp_path / "out.db")).code == 0
    for table, command in (("events", "timeline"), ("quotes", "quote")):
        rows = sahel(command, *options, "--json").json()
        assert ids(tmp_path / "out.db", table) == [row["id"] for row in rows]
    assert bool(ids(tmp_path / "out.db", "figures")) == (options[0] == "--not-tag")


TEXT = """\
[[sources]]
id = "early"
title = "Retold"
publisher = "Early Bird"
published = "2023-01-05"
reworded = true

[[sources]]
id = "late"
title = "Printed in full"
publisher = "Night Owl"
published = "2023-06-05"

[[places]]
id = "town"
name = "Town"
kind = "city"
latitude = 1.0
longitude = 2.0

[[actors]]
id = "bob"
name = "Bob"
kind = "person"
description = "A person."
sources = ["early", "late"]

[[events]]
id = "event"
date = "2023-01-02"
title = "An event"
actors = ["bob"]
places = ["town"]
sources = ["early", "late"]

[[quotes]]
id = "words"
speaker = "bob"
date = "2023-01-02"
text = "We go"
language = "en"
event = "event"
sources = ["early", "late"]
"""
THEN = (("--known-by", "2023-01"), ("--not-source", "late"))
NARROWED = [exporter for exporter in EXPORTERS if not exporter.is_whole_dataset]


@pytest.fixture
def data(tmp_path: Path) -> str:
    """A quotation that rests on a rewording, and on the words themselves."""
    (tmp_path / "words.toml").write_text(TEXT, "utf-8")
    return str(tmp_path / "words.toml")


@pytest.mark.parametrize("options", THEN, ids=" ".join)
@pytest.mark.parametrize("exporter", NARROWED, ids=lambda exporter: exporter.name)
def test_a_source_that_is_not_shown_is_nowhere(
    sahel: Sahel, tmp_path: Path, data: str, exporter: Exporter, options: tuple[str, ...]
) -> None:
    target = tmp_path / f"out{exporter.suffix}"
    assert sahel("export", exporter.name, "-d", data, *options, "-o", str(target)).code == 0
    files = sorted(file for file in target.rglob("*") if file.is_file()) if exporter.is_folder else [target]
    if exporter.parts:
        written = "".join(str(pyarrow.parquet.read_table(file).to_pylist()) for file in files).encode()
    else:
        written = b"".join(unfolded(file.read_bytes()) for file in files)
    assert b"Night Owl" not in written
    assert b"Printed in full" not in written
    assert b"Early Bird" in written


@pytest.mark.parametrize("options", OPTIONS, ids=" ".join)
def test_facts_are_of_a_whole_dataset(sahel: Sahel, tmp_path: Path, options: tuple[str, ...]) -> None:
    result = sahel("export", "facts", *options, "-o", str(tmp_path / "facts"))
    assert (result.code, result.stdout) == (2, "")
    assert re.match("error: --[a-z-]+: facts are always of a whole dataset\n", result.stderr)
    assert not (tmp_path / "facts").exists()


@pytest.mark.parametrize("options", THEN, ids=" ".join)
def test_what_rests_on_rewording_alone_is_called_so(
    sahel: Sahel, tmp_path: Path, data: str, options: tuple[str, ...]
) -> None:
    for suffix, name in ((".db", "sqlite"), ("", "parquet")):
        assert sahel("export", name, "-d", data, *options, "-o", str(tmp_path / f"out{suffix}")).code == 0
    with closing(sqlite3.connect(tmp_path / "out.db")) as connection:
        assert connection.execute("SELECT reworded FROM quotes").fetchall() == [(1,)]
        assert connection.execute("SELECT manner FROM quotations").fetchall() == [("reworded by the source",)]
    assert pyarrow.parquet.read_table(tmp_path / "out" / "quotes.parquet")["reworded"].to_pylist() == [True]
    assert "; reworded by the source" in sahel("export", "timelinejs", "-d", data, *options).stdout
    for page, says in ((options, True), ((), False)):
        assert ("Reworded by the source" in sahel("export", "html", "-d", data, *page).stdout) is says
