"""`sahel diff git:REV`: what git holds, offline and as it is; what it refuses reaches the user with the way out."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.commands.test_diff import NEW, OLD
from tests.git import git_variables, run
from tests.terminal import Sahel

Git = Callable[..., None]


@pytest.fixture
def git(environment: dict[str, str], tmp_path: Path) -> Git:
    """Return `git(*args)`, in a repository with the old state in `data/`, tagged `v1`."""
    env = git_variables(environment)

    def ask(*args: str) -> None:
        done = run("git", *args, folder=tmp_path, env=env)
        assert done.returncode == 0, done.stderr

    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "mine.toml").write_text(OLD, "utf-8")
    (tmp_path / "data" / ".hidden.toml").write_text("not read", "utf-8")
    (tmp_path / "data" / "notes.txt").write_text("not read", "utf-8")
    ask("init")
    ask("add", ".")
    ask("commit", "-m", "first")
    ask("tag", "v1")
    (tmp_path / "data" / "mine.toml").write_text(NEW, "utf-8")
    return ask


@pytest.mark.parametrize(
    "args",
    [
        ("git:v1",),
        ("git:HEAD", "data"),
        ("git:v1:data", "data"),
        ("git:v1:data/mine.toml", "data/mine.toml"),
        ("git:v1", "--data", "data"),
    ],
)
@pytest.mark.usefixtures("git")
def test_a_revision(sahel: Sahel, args: tuple[str, ...]) -> None:
    answer = sahel("diff", *args, "--count")
    assert (answer.stdout, answer.stderr) == ("7\n", "")


def test_two_revisions(sahel: Sahel, git: Git, tmp_path: Path) -> None:
    git("mv", "data/mine.toml", "data/other.toml")
    git("commit", "-am", "second")
    assert sahel("diff", "git:v1", "git:HEAD", "--count").stdout == "7\n"
    assert sahel("diff", "git:HEAD", "git:v1:data", "--count").stdout == "7\n"
    assert sahel("diff", "git:HEAD", "data").stderr == "no changes\n"
    shutil.rmtree(tmp_path / "data")
    assert sahel("diff", "git:v1:data", "git:HEAD:data", "--count").stdout == "7\n"


@pytest.mark.usefixtures("git")
def test_from_below_and_from_outside(sahel: Sahel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path / "data")
    assert sahel("diff", "git:v1", ".", "--count").stdout == "7\n"
    (tmp_path.parent / f"{tmp_path.name}-out").mkdir()
    monkeypatch.chdir(tmp_path.parent / f"{tmp_path.name}-out")
    assert sahel("diff", "git:v1", str(tmp_path / "data"), "--count").stdout == "7\n"


@pytest.mark.usefixtures("git")
def test_within_a_hook(sahel: Sahel) -> None:
    names = subprocess.run(("git", "rev-parse", "--local-env-vars"), capture_output=True, text=True, check=True).stdout
    hook = dict.fromkeys(names.split(), "elsewhere")
    assert {"GIT_DIR", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR"} <= hook.keys()
    answer = sahel("diff", "git:v1", "data", "--count", env=hook)
    assert (answer.stdout, answer.stderr) == ("7\n", "")


def test_findings_at_a_revision_are_counted(sahel: Sahel, git: Git, tmp_path: Path) -> None:
    (tmp_path / "data" / "mine.toml").write_text(OLD.replace('"2026-02"', '"2026-13"'), "utf-8")
    git("commit", "-am", "wrong")
    answer = sahel("diff", "git:HEAD", "git:v1", "--json")
    assert answer.stderr.startswith("git:HEAD: 1 record not valid and compared as written")
    (row,) = answer.json()
    assert (row["change"], row["id"], row["not_valid"]) == ("changed", "gone", ["old"])
    assert row["fields"] == [{"field": "date", "old": "2026-13", "new": "2026-02", "words": None}]


@pytest.mark.parametrize(
    ("args", "message", "code"),
    [
        (("git:v2",), 'the repository has no revision "v2"', 1),
        (("git:--output=x",), 'the repository has no revision "--output=x"', 1),
        (("git:",), '"git:" names no revision', 2),
        (("git::data",), '"git::data" names no revision', 2),
        (("git:v1:nowhere", "data"), 'at revision "v1" there was no "nowhere"', 1),
        (("git:v1:data/notes", "data"), 'at revision "v1" there was no "data/notes"', 1),
        (("git:v1", "/"), '"/" is in no git repository', 3),
    ],
)
@pytest.mark.usefixtures("git")
def test_what_is_no_revision(sahel: Sahel, args: tuple[str, ...], message: str, code: int) -> None:
    answer = sahel("diff", *args)
    assert answer.stderr.splitlines()[0] == f"error: {message}"
    assert answer.code == code
    assert not Path("x").exists()


@pytest.mark.usefixtures("git")
def test_without_git(sahel: Sahel) -> None:
    answer = sahel("diff", "git:v1", env={"PATH": "/nowhere"})
    assert answer.stderr == (
        "error: git is needed for this, and is not installed\nhint: compare files or folders instead\n"
    )
    assert answer.code == 3


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("data/mine.toml", "../shared/mine.toml"),
        ("data/mine.toml", "../data/../shared/./mine.toml"),
        ("data/mine.toml", "also.toml"),
        ("data", "shared"),
        ("data", "./shared/"),
        ("data/below", "../shared"),
    ],
)
def test_links_are_followed_within_the_repository(
    sahel: Sahel, git: Git, tmp_path: Path, link: str, target: str
) -> None:
    (tmp_path / "data").rename(tmp_path / "shared")
    if link != "data":
        (tmp_path / "data").mkdir()
    (tmp_path / link).symlink_to(target)
    if target == "also.toml":
        (tmp_path / "data" / target).symlink_to("../shared/mine.toml")
    (tmp_path / "shared" / "mine.toml").write_text(OLD, "utf-8")
    git("add", ".")
    git("commit", "-m", "a link")
    answer = sahel("diff", "git:HEAD", "data", "-e")
    assert (answer.code, answer.stdout, answer.stderr) == (0, "", "no changes\n")
    (tmp_path / "shared" / "mine.toml").write_text(NEW, "utf-8")
    answer = sahel("diff", "git:HEAD", "data", "--count")
    assert (answer.stdout, answer.stderr) == ("7\n", "")


def test_two_links_to_one_folder_and_a_loop(sahel: Sahel, git: Git, tmp_path: Path) -> None:
    (tmp_path / "data" / "again").symlink_to("../data")
    (tmp_path / "data" / "once.toml").symlink_to("mine.toml")
    git("add", ".")
    git("commit", "-m", "links")
    (tmp_path / "data" / "again").unlink()  # in a working copy it is an error
    assert sahel("diff", "git:HEAD", "data", "-e").stderr == "no changes\n"
    (tmp_path / "data" / "round.toml").symlink_to("round.toml")
    git("add", ".")
    git("commit", "-m", "a loop")
    (tmp_path / "data" / "round.toml").unlink()
    answer = sahel("diff", "git:HEAD", "data", "--count")
    assert answer.stderr.startswith("git:HEAD:data/round.toml: this link leads ")


@pytest.mark.parametrize(
    ("link", "target", "reason"),
    [
        ("data/out.toml", "../../elsewhere/x.toml", "this link leads out of the repository"),
        ("data/out.toml", "/elsewhere/x.toml", "this link leads out of the repository"),
        ("data/folder", "../../elsewhere", "this link leads out of the repository"),
        ("data/gone.toml", "nowhere.toml", "this link leads nowhere"),
    ],
)
def test_links_that_cannot_be_followed_are_said(
    sahel: Sahel, git: Git, tmp_path: Path, link: str, target: str, reason: str
) -> None:
    (tmp_path / link).symlink_to(target)
    git("add", ".")
    git("commit", "-m", "a link")
    (tmp_path / link).unlink()
    answer = sahel("diff", "git:HEAD", "data")
    assert answer.stderr == f"git:HEAD:{link}: {reason} and was passed over\nno changes\n"


def test_copies_and_capitals_are_as_in_a_folder(sahel: Sahel, git: Git, tmp_path: Path) -> None:
    (tmp_path / "data" / "mine.toml").rename(tmp_path / "data" / "MINE.TOML")
    (tmp_path / "data" / "MINE (1).TOML").write_text(OLD, "utf-8")
    git("add", ".")
    git("commit", "-m", "a copy")
    answer = sahel("diff", "git:HEAD", "data", "-e")
    assert answer.code == 0
    assert [line.partition(", ")[0] for line in answer.stderr.splitlines()] == [
        'git:HEAD:data/MINE (1).TOML: this is a copy of "MINE.TOML" and was passed over',
        'data/MINE (1).TOML: a copy of "MINE.TOML"',
        "no changes",
    ]
    assert sahel("diff", "git:HEAD:data/MINE (1).TOML", "data", "--count").stdout == "7\n"


def test_a_submodule_is_said(sahel: Sahel, git: Git) -> None:
    git("update-index", "--add", "--cacheinfo", "160000", "1" * 40, "data/module")
    git("commit", "-m", "a submodule")
    answer = sahel("diff", "git:HEAD", "git:v1")
    assert answer.stderr == "git:HEAD:data/module: this is a submodule and was passed over\nno changes\n"


def test_pointers_of_git_lfs(sahel: Sahel, git: Git, tmp_path: Path) -> None:
    old_data = OLD.encode()
    name = hashlib.sha256(old_data).hexdigest()
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{name}\nsize {len(old_data)}\n"
    (tmp_path / "data" / "mine.toml").write_text(pointer, "utf-8")
    git("commit", "-am", "a pointer")
    (tmp_path / "data" / "mine.toml").write_bytes(old_data)
    answer = sahel("diff", "git:HEAD", "data")
    assert (answer.code, answer.stdout) == (3, "")
    assert answer.stderr == (
        "error: git:HEAD:data/mine.toml cannot be compared: this is a pointer of Git LFS, and the file is not here\n"
        "hint: `git lfs fetch origin HEAD` brings it\n"
    )
    path = tmp_path / ".git" / "lfs" / "objects" / name[:2] / name[2:4]
    path.mkdir(parents=True)
    (path / name).write_bytes(old_data)
    assert sahel("diff", "git:HEAD", "data", "-e").stderr == "no changes\n"
    (path / name).write_bytes(old_data + b"# not it")
    assert sahel("diff", "git:HEAD", "data").code == 3


@pytest.fixture
def partial(git: Git, tmp_path: Path) -> Path:
    """A clone that lacks the files of `v1`, whose settings name programs to run."""
    git("commit", "-am", "second")
    git("config", "uploadpack.allowFilter", "true")
    git("clone", "--filter=blob:none", f"file://{tmp_path}", "partial")
    folder = tmp_path / "partial"
    ran = f"touch {tmp_path}/RAN; false"
    for setting, value in (
        ("remote.origin.url", "ssh://example.invalid/x"),
        ("core.sshCommand", ran),
        ("core.fsmonitor", f"touch {tmp_path}/RAN"),
        ("core.pager", ran),
        ("core.gitProxy", f"touch {tmp_path}/RAN"),
        ("credential.helper", f"!{ran}"),
        ("filter.own.smudge", ran),
        ("diff.own.textconv", ran),
        ("alias.cat-file", f"!{ran}"),
    ):
        git("-C", "partial", "config", setting, value)
    (folder / ".git" / "info" / "attributes").write_text("*.toml filter=own diff=own\n", "utf-8")
    return folder


def test_a_clone_without_all_objects_is_said_and_nothing_is_run(
    sahel: Sahel, partial: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(partial)
    answer = sahel("diff", "git:v1", "data")
    assert (answer.code, answer.stdout) == (3, "")
    message, hint = answer.stderr.splitlines()
    assert message.startswith("error: git: object ")
    assert message.endswith(" is missing: this is a partial clone, and sahel goes to no network")
    assert hint == "hint: `git fetch --refetch --no-filter` brings it"
    assert sahel("diff", "git:HEAD", "data").stderr == "no changes\n"
    assert not (tmp_path / "RAN").exists()


def test_a_damaged_repository(sahel: Sahel, git: Git, tmp_path: Path) -> None:
    for file in (tmp_path / ".git" / "objects").glob("??/*"):
        kind = subprocess.run(
            ("git", "cat-file", "-t", file.parent.name + file.name), cwd=tmp_path, capture_output=True, check=True
        )
        if kind.stdout == b"blob\n":
            file.unlink()
    answer = sahel("diff", "git:v1", "data")
    assert answer.code == 3
    assert " is missing" in answer.stderr
    assert answer.stderr.endswith("hint: `git fsck` says what else is\n")


def test_a_shallow_clone(sahel: Sahel, git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git("commit", "-am", "second")
    git("clone", "--depth", "1", f"file://{tmp_path}", "shallow")
    monkeypatch.chdir(tmp_path / "shallow")
    answer = sahel("diff", "git:HEAD~1", "data")
    assert answer.stderr == (
        'error: the repository has no revision "HEAD~1"\n'
        "hint: this clone is shallow and has its newest commits only: `git fetch --unshallow` brings the others\n"
    )


@pytest.mark.usefixtures("git")
def test_a_repository_of_somebody_else(sahel: Sahel, tmp_path: Path) -> None:
    answer = sahel("diff", "git:v1", "data", env={"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"})
    assert (answer.code, answer.stdout) == (3, "")
    assert answer.stderr == (
        f"error: git: detected dubious ownership in repository at '{tmp_path}'\n"
        f"hint: git config --global --add safe.directory {tmp_path}\n"
    )


@pytest.mark.usefixtures("git")
def test_where_a_path_counts_from(sahel: Sahel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path / "data")
    answer = sahel("diff", "git:HEAD:data", ".")
    assert answer.stderr == (
        'error: at revision "HEAD" there was no "data/data"\n'
        "hint: a path counts from the folder one stands in: git:HEAD:.\n"
    )
    assert sahel("diff", "git:HEAD:.", ".", "--count").stdout == "7\n"
