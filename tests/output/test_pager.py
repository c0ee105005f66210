"""The pager: only for what does not fit, without a shell, and never a reason to fail."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sahelcli.output import OutputOptions, show
from sahelcli.output.pager import command, fits
from tests.formats.rows import event, report
from tests.output.terminal import onto_terminal

ROWS = [event(id=str(number), title=f"Event {number}") for number in range(400)]


@pytest.fixture
def pager(tmp_path: Path) -> Path:
    """A pager that keeps what it is given, and prints how much that was."""
    script = tmp_path / "pager.py"
    path = tmp_path / "kept"
    script.write_text(
        f"import os, sys\ntext = sys.stdin.buffer.read()\nopen({str(path)!r}, 'wb').write(text)\n"
        "print('paged', text.count(b'\\n'), os.environ['LESS'])\n"
    )
    return script


def page(env: dict[str, str], options: OutputOptions | None = None, number: int = 400) -> str:
    return onto_terminal(lambda: show(report("event", *ROWS[:number]), options or OutputOptions()), env).stdout


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({}, ["less", "-FIRX"]),
        ({"PAGER": "more -x 'a b'"}, ["more", "-x", "a b"]),
        ({"PAGER": "more", "SAHEL_PAGER": "less -S"}, ["less", "-S"]),
        ({"LESS": "-iM"}, ["less", "-FIRX", "-R"]),
        ({"LESS": "-iM", "PAGER": "/usr/bin/less"}, ["/usr/bin/less", "-R"]),
        ({"LESS": "-iM", "PAGER": "more"}, ["more"]),
        ({"PAGER": "more", "SAHEL_PAGER": ""}, []),
        ({"PAGER": ""}, []),
        ({"PAGER": "cat"}, []),
        ({"PAGER": "less '"}, []),
        ({"PAGER": "less", "TERM": "dumb"}, []),
    ],
)
def test_commands(environ: dict[str, str], words: list[str]) -> None:
    assert command(environ) == words


@pytest.mark.parametrize(("number", "fit"), [(0, True), (9, True), (10, False), (1000, False)])
def test_what_fits_leaves_a_line_for_the_prompt(number: int, fit: bool) -> None:
    fitting, pieces = fits(iter(["x\n"] * number), 10)
    assert fitting is fit
    assert list(pieces) == ["x\n"] * number


def test_what_does_not_fit_is_paged_whole(pager: Path) -> None:
    screen = page({"SAHEL_PAGER": f"{sys.executable} {pager}"})
    text = (pager.parent / "kept").read_text(encoding="utf-8")
    assert screen == f"paged {text.count(chr(10))} FIRX\n"
    assert [f"Event {number}" in text for number in (0, 399)] == [True, True]
    assert "\x1b[1m" in text
    assert "\x1b]8" not in text  # only a less of this decade is known to show links


@pytest.mark.parametrize("options", [OutputOptions(no_pager=True), OutputOptions(counted=True)])
def test_what_is_not_to_be_paged_is_not(pager: Path, options: OutputOptions) -> None:
    assert "paged" not in page({"SAHEL_PAGER": f"{sys.executable} {pager}"}, options)


def test_what_fits_is_not_paged(pager: Path) -> None:
    assert "paged" not in page({"SAHEL_PAGER": f"{sys.executable} {pager}"}, number=10)


@pytest.mark.parametrize("pager_command", ["cat", "", "/no/such/program", "/no/such/less", "/etc/passwd", "'"])
def test_without_a_pager_the_text_is_printed(pager_command: str) -> None:
    text = page({"SAHEL_PAGER": pager_command})
    assert "Event 0" in text
    assert "Event 399" in text


@pytest.mark.parametrize("pager_command", ["true", "head -n 1", "false"])
def test_quitting_early_is_no_error(pager_command: str) -> None:
    rows = [event(id=str(number), title="x" * 150) for number in range(3000)]
    result = onto_terminal(lambda: show(report("event", *rows), OutputOptions()), {"SAHEL_PAGER": pager_command})
    assert (result.errors, result.stdout.count("\n") <= 1) == (b"", True)


def test_a_new_less_gets_links_and_an_old_one_none(tmp_path: Path) -> None:
    less = tmp_path / "less"
    for version, linked in ((590, True), (551, False)):
        less.write_text(f"#!/bin/sh\n[ \"$1\" = --version ] && echo 'less {version} (PCRE)' || cat\n")
        less.chmod(0o755)
        assert ("\x1b]8;;https://example.org/a" in page({"SAHEL_PAGER": str(less)})) is linked


def test_less_that_cannot_say_its_version_gets_no_links(tmp_path: Path) -> None:
    less = tmp_path / "less"
    less.write_text('#!/bin/sh\n[ "$1" = --version ] && exec sleep 60 || cat\n')
    less.chmod(0o755)
    assert "\x1b]8" not in page({"SAHEL_PAGER": str(less)})


def test_an_interrupt_is_the_pagers_own(monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted(subprocess.Popen[bytes]):
        waited = 0

        def wait(self, timeout: float | None = None) -> int:
            self.waited += 1
            if self.waited == 1:
                os.kill(os.getpid(), signal.SIGINT)
            return super().wait(timeout)

    started: list[Interrupted] = []

    def popen(*args: Any, **more: Any) -> Interrupted:
        started.append(Interrupted(*args, **more))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", popen)
    page({"SAHEL_PAGER": "head -n 1"})
    assert started[0].waited == 2


@pytest.mark.parametrize("expected", ["-iM", "S", "", "-R"])
def test_less_shows_styles_whatever_else_its_user_set_it_for(tmp_path: Path, expected: str) -> None:
    less = tmp_path / "less"
    less.write_text('#!/bin/sh\n[ "$1" = --version ] && exit\necho "$LESS $*"\ncat >"$0.kept"\n')
    less.chmod(0o755)
    assert "R" in page({"PAGER": str(less), "LESS": expected})
    assert "\x1b[1m" in (tmp_path / "less.kept").read_text(encoding="utf-8")
