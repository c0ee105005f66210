"""`--engine`: the same command line asked of DuckDB, with what it refuses and what can be wrong with facts."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from sahelcli.engines.facts_connection import FactsConnection
from tests.terminal import Result, Sahel

NAME = "foreign-forces-and-ruptures-in-the-sahel-2012-2026"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("facts")


@pytest.fixture
def facts(sahel: Sahel, shared: Path) -> str:
    """The facts of the shipped dataset, exported once."""
    if not any(shared.iterdir()):
        assert sahel("export", "facts", "-q", "-o", str(shared)).code == 0
    return f"duckdb://{shared}"


@pytest.mark.parametrize(
    "line",
    [
        "timeline --place niger --known-by 2023-09 --min-sources 2",
        "timeline --since 2023-07 --until 2023-08 --reverse -n 9 --sources",
        "timeline --text 'coup detat'",
        "timeline --not-publisher Reuters --known-by 2023-10 --min-sources 2 --json",
        "quote macron -f markdown -n 5",
        "quote --about niger --certain --on 2023-09 --ids",
        "troops france --differ",
        "troops --latest --json",
        "troops france --place niger --chart",
        "stats --by actor -n 20",
        "stats --by publisher --known-by 2023-09 --not-agency AFP",
        "actor tchiani --known-by 2023-09",
        "actor --since 2024 --count",
        "source 'zambian observer troops'",
        "source --text niger --publisher TRT --provenance -f csv",
        "show 2023-09-24-france-announces-niger-withdrawal --fields id,referred_by --json",
        "timeline --place macron",
        "timeline --text xyzzy --text frnace",
        "timeline --since 2030 -e",
        "troops --tag coup",
    ],
)
def test_an_engine_prints_what_the_index_prints(sahel: Sahel, facts: str, line: str) -> None:
    words = shlex.split(line)
    assert sahel(*words, "--engine", facts) == sahel(*words)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("timeline --on 2023-09 --ids", 1),  # what is listed whole is counted by what comes
        ("timeline --on 2023-09 --ids -n 3", 2),
        ("timeline --on 2023-09 --known-by 2023-09 --ids", 2),
        ("troops --since 2099 --differ", 2),  # the second for the note of what days there are
        ("show place:mali --json", 2),  # the record, and who refers to it
        ("source seed-2023-09-26 --json", 4),  # its words, what rests on it, renderings of that, its row
        ("stats --by place --kind event", 1),
    ],
)
def test_a_question_goes_through_the_facts_few_times(
    sahel: Sahel, facts: str, monkeypatch: pytest.MonkeyPatch, line: str, number: int
) -> None:
    statements: list[str] = []
    stream = FactsConnection._stream  # noqa: SLF001  # all that is asked goes through it

    def noted(connection: FactsConnection, table: Any) -> Iterator[Any]:
        statements.append(connection.engine.backend.compile(table))
        return stream(connection, table)

    monkeypatch.setattr(FactsConnection, "_stream", noted)
    assert sahel(*shlex.split(line), "--engine", facts).code == 0
    scans = [statement for statement in statements if '"facts"' in statement]
    assert len(scans) == number, scans


def test_a_page_names_the_dataset_instead_of_a_file(sahel: Sahel, facts: str) -> None:
    page = sahel("show", "place:niger", "--json", "--engine", facts).json()
    assert (page["file"], page["line"]) == (NAME, None)


def test_commands_that_a_message_names_ask_the_same_facts(sahel: Sahel, facts: str) -> None:
    done = sahel("timeline", "--actor", "nobody", "--engine", facts)
    assert (done.code, done.stdout) == (1, "")
    assert f"`sahel actor --engine {facts}` lists all" in done.stderr


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("timeline", "-d", "shipped"), "--data and --engine"),
        (("search", "coup"), "--engine: the order of finds"),
    ],
)
def test_what_an_engine_does_not_answer_is_refused_by_name(
    sahel: Sahel, facts: str, words: tuple[str, ...], named: str
) -> None:
    done = sahel(*words, "--engine", facts)
    assert (done.code, done.stdout) == (2, "")
    assert named in done.stderr


def test_the_dataset_of_the_environment_is_not_passed_over(sahel: Sahel, facts: str) -> None:
    done = sahel("timeline", "--engine", facts, env={"SAHEL_DATA": "shipped"})
    assert (done.code, done.stdout) == (2, "")
    assert "SAHEL_DATA names another dataset" in done.stderr


def test_records_that_were_not_valid_are_said_to_be_lacking(sahel: Sahel, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(tomli_w.dumps(_tables("one")) + '[[events]]\nid = "broken"\n', "utf-8")
    assert sahel("export", "facts", "-q", "-d", str(file), "-o", str(tmp_path / "facts")).code == 0
    done = _asked(sahel, tmp_path, "timeline", "--json")
    assert [event["id"] for event in json.loads(done.stdout)] == ["one"]
    assert done.stderr == "1 record was left out as not valid when these facts were exported\n"
    strict = _asked(sahel, tmp_path, "timeline", "--strict")
    assert (strict.code, strict.stdout) == (3, "")
    assert "the dataset is not whole: 1 record is not valid" in strict.stderr


def test_several_datasets_of_a_folder_are_asked_together(sahel: Sahel, tmp_path: Path) -> None:
    for name in ("one", "two"):
        file = tmp_path / f"{name}.toml"
        file.write_text(tomli_w.dumps(_tables(name)), "utf-8")
        assert sahel("export", "facts", "-q", "-d", str(file), "-o", str(tmp_path / "facts")).code == 0
    events = json.loads(_asked(sahel, tmp_path, "timeline", "--place", "port", "--json").stdout)
    assert [event["id"] for event in events] == ["one", "two"]
    counts = json.loads(_asked(sahel, tmp_path, "stats", "--by", "place", "--json").stdout)
    assert [(count["value"], count["total"]) for count in counts] == [("port", 2)]
    alone = sahel("timeline", "--json", "--engine", f"duckdb:{tmp_path / 'facts'}?dataset=two")
    assert [event["id"] for event in json.loads(alone.stdout)] == ["two"]
    both = _asked(sahel, tmp_path, "show", "place:port")
    assert (both.code, both.stdout) == (1, "")
    assert "2 datasets have place:port" in both.stderr
    assert "?dataset=one" in both.stderr


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "markdown"])
def test_an_engine_that_goes_away_in_the_middle_leaves_nothing_printed(
    sahel: Sahel, facts: str, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    stream = FactsConnection._stream  # noqa: SLF001  # where the engine hands its rows over

    def gone(self: FactsConnection, table: object) -> Iterator[object]:
        rows = stream(self, table)
        if "row" not in table.columns:  # type: ignore[attr-defined]
            yield from rows
            return
        with self._asking():
            yield next(rows)
            raise ConnectionResetError("the server went away\nat line 7")

    monkeypatch.setattr(FactsConnection, "_stream", gone)
    done = sahel("timeline", "-f", form, "--engine", facts)
    assert (done.code, done.stdout) == (3, "")
    assert "the server went away" in done.stderr
    assert "Traceback" not in done.stderr


def test_facts_whose_bytes_were_changed_are_no_answer(sahel: Sahel, tmp_path: Path) -> None:
    folder = tmp_path / "facts"
    assert sahel("export", "facts", "-q", "-o", str(folder)).code == 0
    file = max(folder.glob("*/kind=event/*/*.parquet"), key=lambda each: each.stat().st_size)
    data = bytearray(file.read_bytes())
    for at in range(100, len(data) - 20_000, 50):
        data[at] ^= 255
    file.write_bytes(data)
    done = sahel("timeline", "--json", "--engine", f"duckdb:{folder}")
    assert (done.code, done.stdout) == (3, "")
    file.unlink()
    done = sahel("timeline", "--json", "--engine", f"duckdb:{folder}")
    assert (done.code, done.stdout) == (3, "")
    assert "is missing" in done.stderr


@pytest.mark.parametrize(
    "left_out",
    [["--not-source", "later"], ["--not-publisher", "Tribune"], ["--not-source", "later", "--min-sources", "1"]],
)
@pytest.mark.parametrize("question", ["stats", "stats --by place", "timeline"])
def test_a_record_counts_though_a_source_that_is_left_out_came_later(
    sahel: Sahel, tmp_path: Path, question: str, left_out: list[str]
) -> None:
    tables = _tables("one")
    tables["sources"] = [
        {"id": "wire", "title": "A wire", "publisher": "Herald", "published": "2023-07-27"},
        {"id": "later", "title": "A look back", "publisher": "Tribune", "published": "2024-07-26"},
    ]
    tables["events"] = [
        {"id": "event", "date": "2023-07-26", "title": "Event", "places": ["port"], "sources": ["wire", "later"]}
    ]
    file = tmp_path / "own.toml"
    file.write_text(tomli_w.dumps(tables), "utf-8")
    assert sahel("export", "facts", "-q", "-d", str(file), "-o", str(tmp_path / "facts")).code == 0
    asked = [*question.split(), "--known-by", "2023", *left_out, "--format", "csv"]
    own = sahel(*asked, "-d", str(file))
    assert len(own.stdout.splitlines()) == 2
    assert _asked(sahel, tmp_path, *asked).stdout == own.stdout


def _asked(sahel: Sahel, folder: Path, *words: str) -> Result:
    return sahel(*words, "--engine", f"duckdb:{folder / 'facts'}")


def _tables(name: str) -> dict[str, object]:
    return {
        "dataset": {"title": name},
        "sources": [{"id": "wire", "title": "A wire", "publisher": "Herald"}],
        "places": [{"id": "port", "name": "Port", "kind": "city"}],
        "events": [
            {"id": name, "date": "2023-07-26", "title": name.title(), "places": ["port"], "sources": ["wire"]},
        ],
    }
