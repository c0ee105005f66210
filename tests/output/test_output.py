"""Answers leave whole or with one message; what is not data goes to standard error."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from sahelcli.errors import SahelError, UsageError
from sahelcli.formats import Format
from sahelcli.output import OutputOptions, complain, note, show
from sahelcli.output.streams import WriteFailed
from sahelcli.report import Report, Row
from tests.formats.rows import HOSTILE, event, profile, quote, report
from tests.output.terminal import into_files, onto, onto_terminal

MANY = """
import json, sys
from sahelcli import output
from sahelcli.errors import SahelError
from sahelcli.formats import Format
from sahelcli.report import Report, Row
event = {"actors": [], "places": [], "sources": [], "date": "2023", "certain": True, "title": "«Goïta» – " * 9}
rows = [Row(json.dumps(event | {"id": str(number)}).encode()) for number in range(int(sys.argv[2]))]
try:
    output.show(Report("event", rows), output.OutputOptions(Format(sys.argv[1]), fields=("id", "title")))
except SahelError as error:
    output.complain(error)
    sys.exit(error.exit_code)
"""


def child(
    form: str, number: int, *redirect: str, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Print `number` events in a process of its own, its streams redirected as a shell does it."""
    command = ("sh", "-c", f'exec "$@" {" ".join(redirect)}', "sh", sys.executable, "-c", MANY, form, str(number))
    return subprocess.run(command, env={**os.environ, **(env or {})}, capture_output=True, timeout=60, check=False)


@pytest.mark.parametrize("form", [*Format])
def test_every_format_leaves_by_standard_output(form: Format) -> None:
    result = into_files(lambda: show(report("event", event(title="Goïta")), OutputOptions(form)))
    assert "Goïta" in result.stdout
    assert result.errors == b""


@pytest.mark.parametrize("form", [*Format])
def test_every_format_goes_into_a_file(form: Format, tmp_path: Path) -> None:
    path = tmp_path / "answer"
    result = into_files(lambda: show(report("event", event(title="Goïta")), OutputOptions(form, output=str(path))))
    assert (result.output, result.errors) == (b"", b"")
    assert "Goïta" in path.read_text(encoding="utf-8")


def test_a_file_of_the_dataset_stays(tmp_path: Path) -> None:
    path = tmp_path / "events.toml"
    path.write_text("[[events]]")
    with pytest.raises(UsageError):
        show(report("event", event()), OutputOptions(output=str(path)), protected=[str(path)])
    assert path.read_text() == "[[events]]"


def test_a_failing_answer_leaves_no_file(tmp_path: Path) -> None:
    def failing() -> Iterator[Row]:
        yield Row(json.dumps(event()).encode())
        raise SahelError("the index is gone")

    with pytest.raises(SahelError, match="gone"):
        show(Report("event", failing()), OutputOptions(output=str(tmp_path / "a.json")))
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(WriteFailed, match=r'cannot write ".*/none/a.csv": no such file or directory'):
        show(report("event"), OutputOptions(output=str(tmp_path / "none" / "a.csv")))
    with pytest.raises(WriteFailed, match="no space left on device"):
        show(report("event", event()), OutputOptions(Format.CSV, output="/dev/full"))


@pytest.mark.parametrize(
    ("answer", "options", "message"),
    [
        ({"total": 112, "shown": 20}, OutputOptions(), "shown 20 of 112 events\n"),
        ({"total": 112, "shown": 20}, OutputOptions(Format.JSON), "shown 20 of 112 events\n"),
        ({"total": 112, "shown": 20}, OutputOptions(quiet=True), ""),
        ({"total": 112, "shown": 20}, OutputOptions(counted=True), ""),
        ({"total": 0, "shown": 0}, OutputOptions(Format.JSON), "no events match\n"),
        ({"hints": ("figures differ",)}, OutputOptions(), "figures differ\n"),
        ({"hints": ("figures differ",)}, OutputOptions(Format.JSON), ""),
        ({"hints": ("figures differ",)}, OutputOptions(quiet=True), ""),
        ({"total": None, "shown": None}, OutputOptions(), ""),
    ],
)
def test_what_is_not_data_is_said_on_standard_error(
    answer: dict[str, Any], options: OutputOptions, message: str
) -> None:
    result = into_files(lambda: show(report("event", event(), **answer), options))
    assert result.stderr == message


def test_counting_prints_the_number_alone() -> None:
    many = report("event", event(), total=1112)
    assert into_files(lambda: show(many, OutputOptions(counted=True))).stdout == "1112\n"
    uncounted = report("event", event(), event(), total=None)
    assert into_files(lambda: show(uncounted, OutputOptions(Format.JSON, counted=True))).stdout == "2\n"


def test_fields_narrow_every_format() -> None:
    for form in Format:
        text = into_files(partial(show, report("event", event()), OutputOptions(form, fields=("id",)))).stdout
        assert "withdrawal" in text
        assert "Macron" not in text


def test_off_a_terminal_nothing_is_colored_unless_asked_for() -> None:
    forced = {"FORCE_COLOR": "1", "COLUMNS": "20", "CLICOLOR_FORCE": "1"}
    plain = into_files(lambda: show(report("quote", quote()), OutputOptions()))
    assert into_files(lambda: show(report("quote", quote()), OutputOptions()), forced).output == plain.output
    assert b"\x1b" not in plain.output
    assert b"\x1b[1m" in into_files(lambda: show(report("quote", quote()), OutputOptions(color="always"))).output


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_a_terminal_without_styles_gets_the_same_words(env: dict[str, str]) -> None:
    def action() -> None:
        show(report("profile", profile(), single=True), OutputOptions(no_pager=True))

    calm = onto_terminal(action, env)
    assert b"\x1b" not in calm.output
    assert calm.text == onto_terminal(action).text


@pytest.mark.parametrize("form", [Format.CSV, Format.TSV, Format.JSON, Format.MARKDOWN, Format.TABLE])
@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_hostile_reaches_a_terminal_in_any_format(form: Format, name: str) -> None:
    options = OutputOptions(form, color="never")
    result = onto_terminal(lambda: show(report("event", event(title=HOSTILE[name])), options))
    assert not set("\x1b\x9b\u202e\u2066\u2028\x85\x07") & set(
        result.stdout.replace("\r", "") if form is Format.CSV else result.stdout
    )


def test_the_terminals_width_is_filled() -> None:
    for columns in (60, 140):
        result = onto_terminal(
            lambda: show(report("event", event(), title="Timeline"), OutputOptions()), columns=columns
        )
        assert len(result.text.split("\n", 1)[0]) == columns


def test_notes_and_complaints_are_single_harmless_lines_of_bounded_length() -> None:
    for name, text in HOSTILE.items():
        result = into_files(partial(complain, SahelError(f'no actor "{text}"', "x" * 1000)))
        first, second, rest = result.stderr.split("\n")
        assert first.startswith('error: no actor "'), name
        assert second == f"hint: {'x' * 299}…"
        assert rest == ""
        assert not set("\x1b\x9b\r\u202e\u2066\u2028\x85\x07\t") & set(result.stderr)
        assert into_files(partial(note, text)).stderr.count("\n") == 1


def test_a_complaint_without_hint_or_message() -> None:
    assert into_files(lambda: complain(SahelError("the disk is gone"))).stderr == "error: the disk is gone\n"
    assert into_files(lambda: complain(SahelError(""))).stderr == ""
    assert into_files(lambda: note("hush", quiet=True)).stderr == ""
    colored = into_files(lambda: complain(SahelError("a", "b"), "always")).stderr
    assert colored == "\x1b[1;31merror:\x1b[0m a\n\x1b[1mhint:\x1b[0m b\n"


def test_without_streams_nothing_crashes() -> None:
    with patch.multiple(sys, stdout=None, stderr=None):
        note("nobody hears it")
        complain(SahelError("nor this", "nor that"))
        with pytest.raises(WriteFailed, match="cannot write standard output: it is closed"):
            show(report("event", event()), OutputOptions())


def test_here_too_a_full_device_is_an_error_and_a_gone_reader_is_none() -> None:
    answer = partial(show, report("event", event(), total=112, shown=1), OutputOptions(Format.JSON))
    with Path("/dev/full").open("wb", buffering=0) as device, pytest.raises(WriteFailed, match="no space left"):
        onto(device, answer)
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb", buffering=0) as pipe:
        assert onto(pipe, answer).errors == b""


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "markdown"])
def test_a_full_device_is_one_message(form: str) -> None:
    done = child(form, 2000, ">/dev/full")
    assert (done.returncode, done.stderr) == (3, b"error: cannot write standard output: no space left on device\n")


def test_closed_streams() -> None:
    done = child("json", 1, ">&-")
    assert (done.returncode, done.stderr) == (3, b"error: cannot write standard output: it is closed\n")
    assert child("json", 1, "2>&-").returncode == 0
    assert child("json", 1, "<&-").returncode == 0
    assert child("json", 1, ">&-", "2>&-").returncode == 3


@pytest.mark.parametrize("form", ["table", "json", "csv"])
@pytest.mark.parametrize("number", [1, 5000])
def test_a_reader_that_has_gone_ends_it_quietly(form: str, number: int) -> None:
    done = child(form, number, "| true; sleep 0")
    assert (done.returncode, done.stderr) == (0, b"")
    with subprocess.Popen(
        (sys.executable, "-c", MANY, form, "5000"), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "utf-16", "ascii:strict"])
def test_text_falls_back_and_machine_formats_do_not(encoding: str) -> None:
    env = {"PYTHONIOENCODING": encoding}
    for form in ("json", "jsonl", "csv", "tsv", "markdown"):
        assert child(form, 2, env=env).stdout == child(form, 2).stdout
    done = child("table", 1, env=env)
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode(encoding.partition(":")[0])
    assert text.startswith("0\t«Go" if encoding in ("cp1252", "latin-1", "utf-16") else '0\t"Go')


@pytest.mark.parametrize(
    ("form", "needed", "spared"),
    [
        (
            "json",
            "sahelcli.formats.json",
            {"csv", "sahelcli.phrases", "sahelcli.text.sanitize", "sahelcli.output.pager"},
        ),
        ("jsonl", "sahelcli.formats.jsonl", {"csv", "sahelcli.phrases", "sahelcli.text.sanitize"}),
        ("csv", "sahelcli.formats.csv", {"sahelcli.phrases", "sahelcli.text.sanitize"}),
        ("table", "sahelcli.formats.plain", {"csv"}),
        ("markdown", "sahelcli.formats.markdown", {"csv"}),
    ],
)
def test_only_what_the_format_needs_is_loaded(form: str, needed: str, spared: set[str]) -> None:
    command = (sys.executable, "-c", f"{MANY}\nprint(*sys.modules, file=sys.stderr)", form, "1")
    loaded = set(subprocess.run(command, capture_output=True, timeout=60, check=True, text=True).stderr.split())
    assert needed in loaded
    assert not loaded & spared
    assert not [name for name in loaded if name.split(".")[0] in ("rich", "typer", "pydantic")]


def test_a_message_of_any_letters_goes_to_a_text_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who embeds the program may have put one in the place of standard error; it has no encoding."""
    errors = io.StringIO()
    monkeypatch.setattr(sys, "stderr", errors)
    complain(SahelError("Goïta – 9 000…"))
    assert errors.getvalue() == "error: Goïta – 9 000…\n"
