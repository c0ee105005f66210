"""What holds for every exporter, whichever there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sahelcli.exporters import EXPORTERS, Exporter
from tests.exporters.written import unfolded
from tests.terminal import Process, Sahel

SINGLE = [exporter for exporter in EXPORTERS if not exporter.is_folder]
NARROWED = [exporter for exporter in EXPORTERS if not exporter.is_whole_dataset]
CHAPTER = ("--place", "niger", "--on", "2023-09-24")


def written(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda exporter: exporter.name)
def test_the_same_input_gives_the_same_bytes(
    process: Process, environment: dict[str, str], tmp_path: Path, exporter: Exporter
) -> None:
    made = []
    for seed in ("1", "2"):
        target = tmp_path / seed / (exporter.name if exporter.is_folder else f"out{exporter.suffix}")
        target.parent.mkdir()
        env = {**environment, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo" if seed == "1" else "UTC", "LC_ALL": "C"}
        options = () if exporter.is_whole_dataset else CHAPTER
        assert process("export", exporter.name, *options, "-o", str(target), env=env).code == 0
        made.append(written(tmp_path / seed))
    assert made[0] == made[1]
    assert made[0]


@pytest.mark.parametrize("exporter", SINGLE, ids=lambda exporter: exporter.name)
def test_standard_output_and_a_file_get_the_same_bytes(sahel: Sahel, tmp_path: Path, exporter: Exporter) -> None:
    printed = sahel("export", exporter.name, *CHAPTER).output
    file = tmp_path / f"out{exporter.suffix}"
    assert sahel("export", exporter.name, *CHAPTER, "-o", str(file)).output == b""
    assert file.read_bytes() == printed


@pytest.mark.parametrize("exporter", SINGLE, ids=lambda exporter: exporter.name)
def test_it_says_dataset_version_content_filters_and_licence(sahel: Sahel, exporter: Exporter) -> None:
    output = unfolded(sahel("export", exporter.name, *CHAPTER).output)
    assert b"Foreign forces and ruptures in the Sahel, 2012-2026" in output
    assert re.search(rb"sha256:([0-9a-f]{12}|[0-9a-f]{64})\b", output)
    for text in (b"1.1.0", b"CC-BY-4.0", b"place: Niger", b"24 September 2023"):
        assert text in output


@pytest.mark.parametrize("exporter", SINGLE, ids=lambda exporter: exporter.name)
def test_it_says_that_the_dataset_was_not_whole(sahel: Sahel, exporter: Exporter) -> None:
    text = '[[sources]]\nid = "s"\ntitle = "S"\npublisher = "P"\n[[sources]]\nid = "broken"\ntitle = "T"\n'
    text += '[[events]]\nid = "e"\ndate = "2023-09-24"\ntitle = "E"\nsources = ["s"]\n'
    result = sahel("export", exporter.name, "-d", "-", stdin=text.encode())
    assert result.code == 0
    assert b"1 record was left out as not valid" in unfolded(result.output)
    refusal = sahel("export", exporter.name, "-d", "-", stdin=text.replace('"T"\n', '"T"\npublisher = "P"\n').encode())
    assert b"incomplete" not in unfolded(refusal.output)


@pytest.mark.parametrize("exporter", SINGLE, ids=lambda exporter: exporter.name)
def test_it_holds_what_matches_and_nothing_else(sahel: Sahel, exporter: Exporter) -> None:
    chapter = unfolded(sahel("export", exporter.name, *CHAPTER).output)
    events = sahel("timeline", *CHAPTER, "--json").json()
    sources = {source["id"] for event in events for source in event["sources"]}
    exact = {event["id"] for event in events if event["date"] == "2023-09-24"}
    marks = {"csl": sources, "bibtex": sources, "ics": exact}.get(exporter.name, {event["id"] for event in events})
    outside = {row["id"] for row in sahel("timeline", "--place", "mali", "--until", "2022", "--json").json()}
    assert exact
    assert all(mark.encode() in chapter for mark in marks)
    assert not any(mark.encode() in chapter for mark in outside)


@pytest.mark.parametrize("exporter", NARROWED, ids=lambda exporter: exporter.name)
def test_nothing_that_matches_is_an_empty_document(sahel: Sahel, tmp_path: Path, exporter: Exporter) -> None:
    assert sahel("export", exporter.name, "--on", "1999", "-o", str(tmp_path / "empty")).code == 0


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda exporter: exporter.name)
def test_help_and_guide_name_it(sahel: Sahel, exporter: Exporter) -> None:
    assert exporter.purpose in " ".join(sahel("export", "--help").stdout.split())
    guide = Path(__file__).parents[2] / "docs" / "exports.md"
    assert f"sahel export {exporter.name}" in guide.read_text("utf-8")


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda exporter: exporter.name)
def test_it_has_tests_of_its_own(exporter: Exporter) -> None:
    path = Path(__file__)
    assert path.with_name(f"test_{exporter.name}.py").is_file() or path.with_name(exporter.name).is_dir()
