"""A fault of the program itself: one message that helps whoever reports it, and a traceback for who asks."""

from __future__ import annotations

import platform
from email.message import Message
from importlib import metadata

import pytest

from sahelcli import __version__
from sahelcli.cli import fault_report
from sahelcli.index import open as index_open
from tests.terminal import Sahel

ABOUT = f"(sahel {__version__}, CPython {platform.python_version()}, {platform.platform()})"
MESSAGE = f"error: this is a fault of sahel itself, not yours {ABOUT}\n"


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let whatever opens an index fail in a way that nobody foresaw."""

    def fail(*_: object) -> None:
        text = "what the data holds\x1b[2J"
        raise ZeroDivisionError(text)

    monkeypatch.setattr(index_open.Index, "__init__", fail)


def named(monkeypatch: pytest.MonkeyPatch, *urls: str) -> None:
    """Let the package name these addresses of the project."""
    message = Message()
    for url in urls:
        message["Project-URL"] = url
    monkeypatch.setattr(metadata, "metadata", lambda _: message)


@pytest.mark.usefixtures("broken")
def test_a_fault_is_one_message_and_a_way_on(sahel: Sahel, monkeypatch: pytest.MonkeyPatch) -> None:
    named(monkeypatch)
    answer = sahel("timeline")
    assert answer.stderr == MESSAGE + "hint: the same command with --debug shows where it is\n"
    assert (answer.stdout, answer.code) == ("", 3)


@pytest.mark.usefixtures("broken")
def test_it_says_where_to_report_once_the_package_does(sahel: Sahel, monkeypatch: pytest.MonkeyPatch) -> None:
    named(monkeypatch, "Homepage, https://example.org", "Issue Tracker, https://example.org/issues")
    assert sahel("timeline").stderr.splitlines()[1] == (
        "hint: the same command with --debug shows where it is;"
        " please report it, with that and what you typed: https://example.org/issues"
    )


@pytest.mark.usefixtures("broken")
def test_debug_shows_where_it_is_and_nothing_acts_on_the_terminal(sahel: Sahel) -> None:
    answer = sahel("timeline", "--debug")
    assert answer.stderr.startswith("Traceback (most recent call last):\n")
    assert "\nZeroDivisionError: what the data holds\\u001b[2J\n" in answer.stderr
    assert MESSAGE in answer.stderr
    assert (answer.stdout, answer.code) == ("", 3)


def test_debug_shows_where_a_mistake_was_noticed(sahel: Sahel) -> None:
    answer = sahel("timeline", "--since", "2023-13", "--debug")
    assert answer.stderr.startswith("Traceback (most recent call last):\n")
    assert answer.stderr.endswith(sahel("timeline", "--since", "2023-13").stderr)
    assert answer.code == 2


def test_git_is_told_of_a_fault_in_a_merge(sahel: Sahel, monkeypatch: pytest.MonkeyPatch) -> None:
    """1 to 128 would be a conflict to git, and the file as ours is would stand for its result."""
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda _: 1 // 0)
    assert sahel("merge", "base", "ours", "theirs").code == 129


@pytest.mark.parametrize(
    ("urls", "address"),
    [
        ((), None),
        (("Documentation, https://example.org/docs",), None),
        (("Source, https://example.org/code", "Changelog, https://example.org/new"), "https://example.org/code"),
        (("Home-page, https://example.org", "Bugs, https://example.org/bugs?a,b"), "https://example.org/bugs?a,b"),
    ],
)
def test_the_address_for_reports(monkeypatch: pytest.MonkeyPatch, urls: tuple[str, ...], address: str | None) -> None:
    named(monkeypatch, *urls)
    assert fault_report.report_address() == address


def test_a_program_without_metadata_names_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(name: str) -> None:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "metadata", none)
    assert fault_report.report_address() is None
