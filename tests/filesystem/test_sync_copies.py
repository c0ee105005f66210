"""Copies that synchronisers and browsers leave beside a file: which they are, and that the file itself is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from sahelcli.filesystem.discovery import find_files
from tests.terminal import Sahel

RECORD = """[[sources]]
id = "s"
title = "{}"
publisher = "P"
published = "2026"
"""
LEFT = [
    "events (Anna's conflicted copy 2023-09-24).toml",
    "events (Konfliktkopie von Anna 2023-09-24).toml",
    "events (in Konflikt stehende Kopie von Anna 2023-09-24).toml",
    "events (Copie en conflit de Anna 2023-09-24).toml",
    "events (conflicted copy 2023-09-24 120000).toml",
    "events (SFConflict anna@example.org 2023-09-24-12-00-00).toml",
    "events.sync-conflict-20230924-120000-ABCDEFG.toml",
    "events_conflict-20230924-120000.toml",
    "events [conflicted].toml",
    "events-conflict.toml",
    "events.toml.conflict.toml",
    "events 2.toml",
    "events (1).toml",
    "events(1).toml",
    "events_conf(1).toml",
    "events (1) (conflicted copy 2023-09-24 120000).toml",
    "events - Copy.toml",
    "events - Copie (2).toml",
    "events copy.toml",
    "events copy 2.toml",
    "events (copy).toml",
    "events (another copy).toml",
    "events-DESKTOP-7AB8C9D.toml",
    "events-LAPTOP-7AB8C9D-2.toml",
    "events-Annas MacBook Pro.toml",
]
OTHERS = [
    "events 2023.toml",
    "events-niger.toml",
    "events.niger.toml",
    "events (Niger).toml",
    "events 1.toml",
    "more (1).toml",
    "events copyright.toml",
]


def names(folder: Path) -> list[str]:
    return [Path(path).name for path in find_files([str(folder)]).files]


@pytest.mark.parametrize("name", LEFT)
def test_a_copy_beside_its_file_is_not_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert names(tmp_path) == [name]  # alone it is no copy of anything
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/events.toml").touch()
    assert name in names(tmp_path)
    (tmp_path / "events.toml").touch()
    assert names(tmp_path) == ["events.toml", "events.toml"]
    (copy,) = find_files([str(tmp_path)]).copies
    assert copy.place.path == str(tmp_path / name)


@pytest.mark.parametrize("name", OTHERS)
def test_what_only_begins_alike_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "events.toml").touch()
    (tmp_path / name).touch()
    assert name in names(tmp_path)


def test_one_that_is_named_is_read(tmp_path: Path) -> None:
    (tmp_path / "events.toml").touch()
    (tmp_path / "events (1).toml").touch()
    both = find_files([str(tmp_path), str(tmp_path / "events (1).toml")])
    assert [Path(path).name for path in both.files] == ["events.toml", "events (1).toml"]
    assert both.copies == ()


def test_every_command_answers_from_the_file_and_says_so(sahel: Sahel, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/sources.toml").write_text(RECORD.format("Now"), "utf-8")
    for copy in ("sources (1).toml", "sources 2.toml"):
        (tmp_path / "mine" / copy).write_text(RECORD.format("Then"), "utf-8")
    message = "2 copies of files are not read, the first is mine/sources (1).toml"
    answer = sahel("source", "-d", "mine", "--fields", "title", "--json")
    assert answer.json() == [{"title": "Now"}]
    assert answer.stderr.startswith(message)
    assert "`sahel diff mine/sources.toml 'mine/sources (1).toml'`" in answer.stderr
    assert sahel("source", "-d", "mine", "--json", "--quiet").stderr == ""
    check = sahel("check", "mine", "--skip", "unused-source")
    assert (check.stdout.count("[conflict-copy]"), check.code) == (2, 0)
    difference = sahel("diff", "mine/sources.toml", "mine/sources (1).toml")
    assert "Now → Then" in difference.stdout
    assert difference.stderr == ""


def test_what_no_name_tells_is_said_to_be_a_copy_perhaps(sahel: Sahel) -> None:
    for name in ("events.toml", "Copy of events.toml"):
        Path(name).write_text(RECORD.format("A title"), "utf-8")
    assert "or take away the file that is an old copy of the other" in sahel("check", ".").stdout
