"""docs/git.md under git itself: its lines of configuration, in a dataset that `sahel init` has begun."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.git import git_variables, run
from tests.terminal import Sahel

PAGE = Path(__file__).parents[3] / "docs" / "git.md"
Git = Callable[..., str]


@pytest.fixture
def git(environment: dict[str, str], sahel: Sahel, tmp_path: Path) -> Git:
    """Return `git(*args)`, in a new dataset whose clone is configured as docs/git.md says; it returns all it prints."""
    mine = tmp_path / "mine"
    assert sahel("init", "mine", "--quiet").code == 0
    env = git_variables(environment)

    def ask(*args: str) -> str:
        done = run("git", *args, folder=mine, env=env)
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    ask("init")
    lines = re.findall(r"^git config .*$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert len(lines) == 5
    assert [line for line in lines if run("sh", "-ec", line, folder=mine, env=env).returncode] == []
    ask("add", ".")
    ask("commit", "-m", "begun")
    return ask


def add(sahel: Sahel, title: str) -> None:
    words = ("--title", title, "--date", "2025-11-05", "--source", "example-courier-2025-11-04-market")
    assert sahel("add", "event", *words, "--data", "mine", "--quiet").code == 0


def test_what_init_writes_says_the_same_as_the_page(git: Git, tmp_path: Path) -> None:
    driver = git("config", "merge.sahel.driver").strip()
    for page in (tmp_path / "mine" / ".gitattributes", tmp_path / "mine" / "README.md", PAGE.parents[1] / "README.md"):
        assert f'git config merge.sahel.driver "{driver}"\n' in page.read_text("utf-8")
    attributes = git("check-attr", "merge", "diff", "--", "events.toml", "README.md")
    assert attributes.splitlines() == [
        "events.toml: merge: sahel",
        "events.toml: diff: sahel",
        "README.md: merge: unspecified",
        "README.md: diff: unspecified",
    ]
    assert "\n*.toml merge=sahel diff=sahel\n" in PAGE.read_text("utf-8")


def test_two_branches_that_both_add(git: Git, sahel: Sahel) -> None:
    git("switch", "-c", "theirs")
    add(sahel, "Theirs")
    git("commit", "-am", "theirs")
    git("switch", "main")
    add(sahel, "Ours")
    git("commit", "-am", "ours")
    assert "Merge made" in git("merge", "theirs")
    titles = sahel("timeline", "--data", "mine", "--fields", "title").stdout.splitlines()
    assert titles[-2:] == ["Ours", "Theirs"]


@pytest.mark.parametrize(
    "command", [("difftool", "-t", "sahel"), ("difftool", "-d", "-t", "sahel"), ("diff",)], ids=" ".join
)
def test_a_comparison_within_git(git: Git, sahel: Sahel, tmp_path: Path, command: tuple[str, ...]) -> None:
    add(sahel, "Ours")
    actors = (tmp_path / "mine" / "actors.toml").read_text("utf-8")
    (tmp_path / "mine" / "actors.toml").write_text(actors.replace("Ada Example", "Ada B. Example"), "utf-8")
    output = git(*command)
    assert re.search(r"^added\tevent\t2025-11-05\tOurs\t.*2025-11-05-ours$", output, re.MULTILINE)
    assert re.search(r"^changed\tactor\t\tAda B\. Example\tname: Ada Example → Ada B\. Example", output, re.MULTILINE)


@pytest.mark.parametrize("command", [("difftool", "-t", "sahel"), ("diff",)], ids=" ".join)
def test_a_file_that_is_new_or_gone(git: Git, tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "mine" / "quotes.toml").unlink()
    (tmp_path / "mine" / "more.toml").write_text('[[places]]\nid = "x"\nname = "X"\nkind = "city"\n', "utf-8")
    git("add", ".")
    output = git(*command, "--cached")
    assert "added\tplace\t\tX\t" in output
    assert output.count("removed\tquote\t") == 2
    assert "error" not in output


def test_what_cannot_be_read_is_compared_by_line(git: Git, tmp_path: Path) -> None:
    places = tmp_path / "mine" / "places.toml"
    places.write_bytes(places.read_bytes() + b"\xff\n")
    output = git("diff")
    assert "error: places.toml" in output
    assert "\n+\ufffd\n" in output


def test_the_history_of_a_record(git: Git, sahel: Sahel) -> None:
    add(sahel, "Ours")
    git("commit", "-am", "ours")
    assert "added\tevent\t2025-11-05\tOurs" in git("log", "-p", "--ext-diff", "-1")
