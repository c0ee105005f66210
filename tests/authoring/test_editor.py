"""How editors are told a line, and to wait."""

from __future__ import annotations

from pathlib import Path

import pytest

from sahelcli.authoring.editor import arguments


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (["vi"], ["+7", "a.toml"]),
        (["/usr/bin/vim.basic", "-u", "NONE"], ["+7", "a.toml"]),
        (["nvim"], ["+7", "a.toml"]),
        (["nano", "-w"], ["+7", "a.toml"]),
        (["emacs", "-nw"], ["+7", "a.toml"]),
        (["emacsclient", "-t"], ["+7", "a.toml"]),
        (["micro"], ["+7", "a.toml"]),
        (["kak"], ["+7", "a.toml"]),
        (["code"], ["--wait", "--goto", "a.toml:7"]),
        (["code", "--wait"], ["--goto", "a.toml:7"]),
        (["code", "-w"], ["--goto", "a.toml:7"]),
        (["C:/VS/code.CMD"], ["--wait", "--goto", "a.toml:7"]),
        (["codium"], ["--wait", "--goto", "a.toml:7"]),
        (["subl", "-n", "-w"], ["a.toml:7"]),
        (["subl"], ["--wait", "a.toml:7"]),
        (["hx"], ["a.toml:7"]),
        (["zed"], ["--wait", "a.toml:7"]),
        (["gvim"], ["--nofork", "+7", "a.toml"]),
        (["kate"], ["--block", "--line", "7", "a.toml"]),
        (["mate"], ["--wait", "--line", "7", "a.toml"]),
        (["my-own-editor"], ["a.toml"]),
    ],
    ids=" ".join,
)
def test_an_editor_is_told_the_line(command: list[str], expected: list[str]) -> None:
    assert arguments(command, Path("a.toml"), 7) == expected


def test_without_a_line_it_is_given_the_file() -> None:
    assert arguments(["vi"], Path("a.toml"), None) == ["a.toml"]
    assert arguments(["code"], Path("a.toml"), None) == ["--wait", "a.toml"]


@pytest.mark.parametrize("name", ["-c:q.toml", "+1.toml"])
def test_no_file_is_taken_for_an_option(name: str) -> None:
    assert arguments(["vi"], Path(name), 7) == ["+7", f"./{name}"]
    assert arguments(["my-own-editor"], Path(name), 7) == [f"./{name}"]
