"""`sahel merge` under git itself: what two people add is merged, what they dispute is marked, and nobody's is lost."""

from __future__ import annotations

import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.git import git_variables, run
from tests.terminal import Process, Sahel

DRIVER = f"'{sys.executable}' -m sahelcli merge %O %A %B --path %P --marker-size %L --base %S --ours %X --theirs %Y"
EVENT = '[[events]]\nid = "{0}"\ndate = "2023-09-24"\ntitle = "{1}"\nsources = ["s"]\n'
SOURCE = '[[sources]]\nid = "s"\ntitle = "Two held"\npublisher = "Courier"\npublished = "2023-09-25"\n'
BASE = f"# Mine\n\n{SOURCE}\n{EVENT.format('a', 'A')}\n{EVENT.format('b', 'B')}"

Git = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def repository(environment: dict[str, str], tmp_path: Path) -> Path:
    """Return a folder `mine` with one file, in a repository whose merge driver is the program."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "all.toml").write_text(BASE, "utf-8", newline="")
    return tmp_path / "mine"


@pytest.fixture
def git(environment: dict[str, str], repository: Path) -> Git:
    """Return `git(*args, ok=True)` in the repository."""
    env = git_variables(environment)

    def ask(*args: str, ok: bool = True) -> subprocess.CompletedProcess[str]:
        done = run("git", *args, folder=repository.parent, env=env)
        assert not ok or done.returncode == 0, done.stderr
        return done

    (repository / ".gitattributes").write_text("*.toml merge=sahel\n", "utf-8")
    ask("init")
    ask("config", "merge.sahel.name", "records of a dataset")
    ask("config", "merge.sahel.driver", DRIVER)
    ask("add", ".")
    ask("commit", "-m", "base")
    return ask


def branches(git: Git, repository: Path, ours: str | bytes, theirs: str | bytes) -> Path:
    """Commit two versions of the file on `main` and `theirs`, and return it as it is on `main`."""
    file = repository / "all.toml"
    for name, text in (("theirs", theirs), ("main", ours)):
        git("switch", *(["-c"] if name == "theirs" else []), name)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        git("commit", "--allow-empty", "-am", name)
    return file


def test_two_people_who_both_add_never_conflict(git: Git, repository: Path, sahel: Sahel) -> None:
    for branch, title in (("theirs", "Theirs"), ("main", "Ours")):
        git("switch", *(["-c"] if branch == "theirs" else []), branch)
        added = sahel("add", "event", "--title", title, "--date", "2023-09-26", "--source", "s", "-d", str(repository))
        assert added.code == 0, added.stderr
        git("commit", "-am", title)
    assert git("merge", "theirs").stderr == ""
    titles = sahel("timeline", "-d", str(repository), "--fields", "title", "--strict").stdout.splitlines()
    assert titles == ["A", "B", "Ours", "Theirs"]
    assert (repository / "all.toml").read_text("utf-8").startswith(BASE)


@pytest.mark.parametrize("command", [("rebase", "theirs"), ("cherry-pick", "theirs"), ("merge", "theirs")])
def test_each_way_of_git_to_merge(git: Git, repository: Path, command: tuple[str, ...]) -> None:
    ours, theirs = (f"{BASE}\n{EVENT.format(name, name)}" for name in ("ours", "theirs"))
    file = branches(git, repository, ours.replace('"A"', '"AA"'), theirs.replace('"B"', '"BB"'))
    git(*command)
    added = ("theirs", "ours") if command[0] == "rebase" else ("ours", "theirs")
    assert file.read_text("utf-8") == "\n".join(
        [BASE.replace('"A"', '"AA"').replace('"B"', '"BB"'), *(EVENT.format(name, name) for name in added)]
    )


def test_a_stash_that_is_taken_back(git: Git, repository: Path) -> None:
    file = repository / "all.toml"
    file.write_text(f"{BASE}\n{EVENT.format('mine', 'Mine')}", "utf-8")
    git("stash")
    file.write_text(f"{BASE}\n{EVENT.format('new', 'New')}", "utf-8")
    git("commit", "-am", "new")
    git("stash", "pop")
    assert file.read_text("utf-8") == "\n".join([BASE, EVENT.format("new", "New"), EVENT.format("mine", "Mine")])


def test_a_record_that_both_changed_is_a_conflict_and_is_solved(git: Git, repository: Path, sahel: Sahel) -> None:
    ours, theirs = (BASE.replace('"B"', f'"{title}"') + f"\n{EVENT.format(title, title)}" for title in ("one", "two"))
    file = branches(git, repository, ours, theirs)
    merge = git("merge", "theirs", ok=False)
    assert merge.returncode == 1
    assert "error: mine/all.toml: 1 conflict: event b\n" in merge.stderr
    assert "hint: choose a side of each, delete the lines of signs, then `git add` the file\n" in merge.stderr
    sides = "\n=======\n".join(EVENT.format("b", title).strip() for title in ("one", "two"))
    assert f"\n\n{EVENT.format('a', 'A')}\n<<<<<<< " in file.read_text("utf-8")
    assert sides in file.read_text("utf-8")
    assert file.read_text("utf-8").endswith("\n".join(["", *(EVENT.format(name, name) for name in ("one", "two"))]))
    assert git("diff", "--name-only", "--diff-filter=U").stdout == "mine/all.toml\n"
    check = sahel("check", "-d", str(repository))
    assert "[unsolved-merge]" in check.stdout
    assert check.stdout.count("error") == 1
    lines = [line for line in file.read_text("utf-8").splitlines() if line[:7] not in ("<<<<<<<", ">>>>>>>")]
    text = "\n".join(lines) + "\n"
    start, end = text.index("=======\n"), text.index(EVENT.format("one", "one"))
    file.write_text(f"{text[:start]}\n{text[end:]}", "utf-8")
    assert sahel("check", "-d", str(repository)).code == 0
    git("commit", "-am", "solved")


def test_what_one_removed_and_the_other_changed_is_a_conflict(git: Git, repository: Path) -> None:
    gone = BASE.replace(f"\n{EVENT.format('b', 'B')}", "")
    file = branches(git, repository, gone, BASE.replace('"B"', '"BB"'))
    assert "event b" in git("merge", "theirs", ok=False).stderr
    assert EVENT.format("b", "BB") in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("theirs", "why"),
    [
        (BASE.replace('"2023-09-24"', "2023-09-24x", 1), "theirs cannot be read (line 11): "),
        (b"\x89PNG\r\n\x1a\n\0\0" * 50, "theirs cannot be read: this is a picture (PNG), not a TOML text"),
        (BASE.encode("utf-16"), "theirs cannot be read: the file seems to be UTF-16, not UTF-8"),
    ],
    ids=["syntax", "binary", "utf-16"],
)
def test_a_side_that_cannot_be_read_is_never_absent(git: Git, repository: Path, theirs: str | bytes, why: str) -> None:
    data = theirs if isinstance(theirs, bytes) else theirs.encode()
    ours = BASE.replace('"A"', '"AA"')
    file = branches(git, repository, ours, data)
    merge = git("merge", "theirs", ok=False)
    assert (merge.returncode, merge.stderr.count("error: ")) == (1, 1)
    assert f"error: mine/all.toml is merged line by line, 1 conflict marked: {why}" in merge.stderr
    before_merge = file.read_bytes()
    assert [line for line in data.split(b"\n") if line not in before_merge] == []
    assert [line for line in ours.encode().split(b"\n") if line not in before_merge] == []


def test_lines_that_merge_by_themselves_still_want_a_look(git: Git, repository: Path) -> None:
    theirs = BASE.replace('"2023-09-24"', "2023-09-24x", 1)
    branches(git, repository, f"{BASE}\n{EVENT.format('c', 'C')}", theirs)
    merge = git("merge", "theirs", ok=False)
    assert "mine/all.toml is merged line by line, no line is in conflict: theirs cannot be read" in merge.stderr
    assert "hint: read it through: `sahel check` finds what is wrong with it\n" in merge.stderr
    assert (repository / "all.toml").read_text("utf-8") == f"{theirs}\n{EVENT.format('c', 'C')}"


def test_the_merge_of_several_bases(git: Git, repository: Path) -> None:
    """A criss-cross: git merges what both sides began with first, by the same driver."""
    file = branches(git, repository, f"{BASE}\n{EVENT.format('o', 'O')}", f"{BASE}\n{EVENT.format('t', 'T')}")
    git("branch", "mine")
    git("merge", "theirs")
    git("switch", "theirs")
    git("merge", "mine")
    file.write_text(file.read_text("utf-8").replace('"A"', '"AA"'), "utf-8")
    git("commit", "-am", "again")
    git("switch", "main")
    file.write_text(file.read_text("utf-8").replace('"B"', '"BB"'), "utf-8")
    git("commit", "-am", "too")
    git("merge", "theirs")
    text = file.read_text("utf-8")
    assert [text.count(f'title = "{title}"') for title in ("AA", "BB", "O", "T")] == [1, 1, 1, 1]


def test_a_conflict_of_what_both_sides_began_with(git: Git, repository: Path) -> None:
    """A criss-cross whose bases conflict: the common version that git makes of them has markers in it."""
    file = branches(git, repository, BASE.replace('"B"', '"BO"'), BASE.replace('"B"', '"BT"'))
    git("branch", "mine")
    for branch, other, title in (("main", "theirs", "one"), ("theirs", "mine", "two")):
        git("switch", branch)
        assert git("merge", other, ok=False).returncode == 1
        file.write_text(BASE.replace('"B"', f'"{title}"') + f"\n{EVENT.format(title, title)}", "utf-8")
        git("commit", "-am", title)
    git("switch", "main")
    merge = git("merge", "theirs", ok=False)
    text = file.read_text("utf-8")
    assert merge.returncode == 1
    assert "mine/all.toml is merged line by line" in merge.stderr
    assert [f'title = "{title}"' in text for title in ("A", "one", "two")] == [True, True, True]


@pytest.fixture
def versions(tmp_path: Path) -> tuple[str, str, str]:
    """Write three versions into `base`, `ours` and `theirs`, and return these names."""
    both = {"base": BASE, "ours": BASE.replace('"A"', '"AA"'), "theirs": f"{BASE}\n{EVENT.format('c', 'C')}"}
    for name, text in both.items():
        (tmp_path / name).write_text(text, "utf-8", newline="")
    return "base", "ours", "theirs"


def test_ours_alone_is_written_and_keeps_its_mode(sahel: Sahel, versions: tuple[str, str, str], tmp_path: Path) -> None:
    (tmp_path / "ours").chmod(0o640)
    done = sahel("merge", *versions)
    assert (done.stdout, done.stderr, done.code) == ("", "", 0)
    assert (tmp_path / "ours").read_text("utf-8") == BASE.replace('"A"', '"AA"') + f"\n{EVENT.format('c', 'C')}"
    assert stat.S_IMODE((tmp_path / "ours").stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(versions)


def test_what_git_does_not_fill_in_is_no_label(sahel: Sahel, versions: tuple[str, str, str], tmp_path: Path) -> None:
    theirs = (tmp_path / "theirs").read_text("utf-8").replace('"A"', '"AAA"')
    (tmp_path / "theirs").write_text(theirs, "utf-8")
    done = sahel("merge", *versions, "--ours", "%X", "--theirs", "", "--base", "1a2b3c", "--diff3")
    assert done.stderr.startswith("error: ours: 1 conflict: event a\n")
    text = (tmp_path / "ours").read_text("utf-8")
    assert [line for line in text.splitlines() if line[0:1] in "<|=>" and line] == [
        "<<<<<<< ours", "||||||| 1a2b3c", "=======", ">>>>>>> theirs",
    ]  # fmt: skip
    assert sahel("merge", "base", "ours", "theirs", "--quiet").stderr == ""


def test_what_cannot_be_read_or_written_is_no_conflict_to_git(
    sahel: Sahel, versions: tuple[str, str, str], tmp_path: Path
) -> None:
    done = sahel("merge", "base", "ours", "none", "--path", "mine/all.toml")
    assert done.stderr == (
        'error: not merged: cannot read "none": no such file or directory\n'
        "hint: theirs is not lost: `git checkout --theirs mine/all.toml`\n"
    )
    assert done.code == 129
    (tmp_path / "ours").chmod(0o444)
    done = sahel("merge", *versions)
    assert (done.stdout, done.code) == ("", 129)
    assert done.stderr.startswith('error: not merged: cannot write "ours": it is protected from writing\n')
    assert (tmp_path / "ours").read_text("utf-8") == BASE.replace('"A"', '"AA"')


def test_killed_at_any_moment_it_leaves_ours_whole(
    environment: dict[str, str], versions: tuple[str, str, str], tmp_path: Path, process: Process
) -> None:
    before, after = BASE.replace('"A"', '"AA"'), BASE.replace('"A"', '"AA"') + f"\n{EVENT.format('c', 'C')}"
    started = time.monotonic()
    assert process("merge", *versions).code == 0
    takes = time.monotonic() - started
    for number in range(12):
        (tmp_path / "ours").write_text(before, "utf-8", newline="")
        command = (sys.executable, "-m", "sahelcli", "merge", *versions)
        with subprocess.Popen(command, env=environment) as child:
            time.sleep(takes * number / 10)
            child.send_signal(signal.SIGKILL)
        assert (tmp_path / "ours").read_text("utf-8") in (before, after)
    (tmp_path / "ours").write_text(before, "utf-8", newline="")
    assert process("merge", *versions).code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(versions)
