"""`sahel export`: where it goes, what it refuses, and what it says beside."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal import Process, Sahel, Terminal


def test_an_unknown_form_lists_those_there_are(sahel: Sahel) -> None:
    result = sahel("export", "pdf")
    assert (result.code, result.output) == (2, b"")
    assert result.stderr == (
        'error: unknown value "pdf" for NAME\n'
        "hint: one of html, site, ics, timelinejs, csl, bibtex, geojson, sqlite, parquet, xlsx, facts, ftm, "
        "timesketch\n"
    )


def test_a_file_of_the_dataset_is_never_written(sahel: Sahel, tmp_path: Path) -> None:
    data = tmp_path / "data.toml"
    text = '[[sources]]\nid = "s"\ntitle = "t"\npublisher = "p"\n'
    data.write_text(text, "utf-8")
    result = sahel("export", "csl", "-d", str(data), "-o", str(data))
    assert result.code == 2
    assert "is a file of the dataset" in result.stderr
    assert data.read_text("utf-8") == text


def test_a_failure_leaves_the_file_as_it_was(sahel: Sahel, tmp_path: Path) -> None:
    file = tmp_path / "out.html"
    file.write_text("before", "utf-8")
    assert sahel("export", "html", "--place", "atlantis", "-o", str(file)).code == 1
    assert file.read_text("utf-8") == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["out.html"]


def test_a_folder_that_is_not_there_is_an_error(sahel: Sahel) -> None:
    result = sahel("export", "html", "-o", "nowhere/out.html")
    assert (result.code, result.stderr) == (
        3,
        (
            'error: cannot write "nowhere/out.html": no such file or directory\n'
            "hint: its folder is not there: make that first\n"
        ),
    )


def test_notes_are_on_standard_error_and_can_be_silenced(sahel: Sahel) -> None:
    loud = sahel("export", "ics", "--on", "2023-09")
    assert "events left out: not dated to the day\n" in loud.stderr
    quiet = sahel("export", "ics", "--on", "2023-09", "-q")
    assert (quiet.stderr, quiet.output) == ("", loud.output)


def test_what_rests_on_undated_sources_is_counted(sahel: Sahel) -> None:
    result = sahel("export", "csl", "--known-by", "2023-09-24")
    assert "records rest on undated sources alone and are left out: --undated lets them in\n" in result.stderr
    published = [item.get("issued", {}).get("date-parts", [[0]]) for item in result.json()[1:]]
    assert max(published)[0] <= [2023, 9, 24]


def test_a_full_device_is_said(process: Process) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    result = process("export", "csl", "-o", "/dev/full")
    assert result.code == 3
    assert result.stderr == 'error: cannot write "/dev/full": no space left on device\n'


def test_a_reader_that_closes_early_ends_it_quietly(environment: dict[str, str]) -> None:
    import subprocess
    import sys

    command = (sys.executable, "-m", "sahelcli", "export", "html")
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout
        assert child.stderr
        child.stdout.read(10)
        child.stdout.close()
        assert child.stderr.read() == b""
    assert child.returncode == 0


def test_a_database_is_not_printed_on_a_terminal(terminal: Terminal) -> None:
    result = terminal("export", "sqlite")
    assert result.code == 2
    assert result.stdout == ""
    assert "write a file: -o export.db" in result.stderr


def test_text_is_printed_on_a_terminal(terminal: Terminal) -> None:
    assert terminal("export", "bibtex", "--on", "2023-09-24").text.startswith("@dataset{sahel:dataset,")


def test_a_name_that_nobody_has_is_an_answer_no(sahel: Sahel, tmp_path: Path) -> None:
    result = sahel("export", "html", "--actor", "macon", "-o", str(tmp_path / "x.html"))
    assert result.code == 1
    assert "Emmanuel Macron" in result.stderr
    assert not (tmp_path / "x.html").exists()
