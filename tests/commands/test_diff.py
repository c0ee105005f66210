"""`sahel diff`: what changed, by id, field by field, between files, folders and revisions of git."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from sahelcli.records.row_schema import row_schema
from sahelcli.records.rows import ROWS
from tests.terminal import Sahel, Terminal

OLD = """\
[dataset]
title = "Mine"
version = "1"

[tags]
coup = "A coup."

[[sources]]
id = "courier"
title = "Two held"
publisher = "The Courier"
published = "2026-01-05"

[[sources]]
id = "afp"
title = "Held"
publisher = "AFP"

[[actors]]
id = "diallo"
name = "Amina Diallo"
kind = "person"
description = "Mayor."
roles = [{ title = "Mayor", of = "diallo", since = "2024" }]

[[events]]
id = "held"
date = "2026-01"
title = "Two aid workers held near the border, says the mayor"
sources = ["courier"]
x_mine = 1

[[events]]
id = "gone"
date = "2026-02"
title = "A rumour"
sources = ["afp"]
"""
NEW = (
    OLD.replace('version = "1"', 'version = "2"')
    .replace('coup = "A coup."', 'coup = "Power is seized."\nraid = "A raid."')
    .replace('since = "2024"', 'since = "2024-05"')
    .replace('date = "2026-01"\n', 'date = "2026-01-04"\n')
    .replace("Two aid workers held near", "Three aid workers freed near")
    .replace('sources = ["courier"]\nx_mine = 1', 'sources = ["afp"]\nx_mine = 2\nsummary = "So it is."')
    .replace('id = "gone"\ndate = "2026-02"\ntitle = "A rumour"', 'id = "come"\ndate = "2026-03"\ntitle = "A fact"')
)


@pytest.fixture
def both(tmp_path: Path) -> None:
    """The two states as files."""
    (tmp_path / "old.toml").write_text(OLD, "utf-8")
    (tmp_path / "new.toml").write_text(NEW, "utf-8")


@pytest.mark.usefixtures("both")
def test_the_rows(sahel: Sahel) -> None:
    rows = sahel("diff", "old.toml", "new.toml", "--json").json()
    assert [(row["change"], row["of"], row["id"], row["date"], row["title"]) for row in rows] == [
        ("changed", "event", "held", "2026-01-04", "Three aid workers freed near the border, says the mayor"),
        ("added", "event", "come", "2026-03", "A fact"),
        ("removed", "event", "gone", "2026-02", "A rumour"),
        ("changed", "actor", "diallo", None, "Amina Diallo"),
        ("changed", "tag", "coup", None, "coup: Power is seized."),
        ("added", "tag", "raid", None, "raid: A raid."),
        ("changed", "dataset", "dataset", None, "Mine"),
    ]
    assert [(field["field"], field["old"], field["new"]) for field in rows[0]["fields"]] == [
        ("date", "2026-01", "2026-01-04"),
        (
            "title",
            "Two aid workers held near the border, says the mayor",
            "Three aid workers freed near the border, says the mayor",
        ),
        ("summary", None, "So it is."),
        ("sources", ["courier"], ["afp"]),
        ("x_mine", 1, 2),
    ]
    assert rows[0]["fields"][1]["words"] == [
        ["removed", "Two"],
        ["added", "Three"],
        ["same", " aid workers"],
        ["removed", " held"],
        ["added", " freed"],
        ["same", " near the border, says the mayor"],
    ]
    assert rows[3]["fields"][0]["old"] == ["Mayor; diallo; 2024"]
    assert [source["publisher"] for source in rows[0]["sources"]] == ["AFP"]
    assert [(field["field"], field["old"]) for field in rows[2]["fields"]][:2] == [
        ("date", "2026-02"),
        ("title", "A rumour"),
    ]
    for row in rows:
        jsonschema.validate(row, row_schema(ROWS["change"]))


@pytest.mark.usefixtures("both")
def test_the_words_of_both_texts_are_all_there(sahel: Sahel) -> None:
    for row in sahel("diff", "old.toml", "new.toml", "--json").json():
        for field in row["fields"]:
            if field["words"]:
                for side, other in (("old", "added"), ("new", "removed")):
                    assert "".join(text for sign, text in field["words"] if sign != other) == field[side]


@pytest.mark.usefixtures("both")
def test_markdown_for_a_correction_note(sahel: Sahel) -> None:
    assert sahel("diff", "old.toml", "new.toml", "--format", "markdown").stdout == (
        "# Changes · old\\.toml → new\\.toml\n\n".replace("\\.", ".")
        + "- **Changed** event, 4 Jan 2026: Three aid workers freed near the border, says the mayor[^1]\n"
        "  - date: 2026-01 → 2026-01-04\n"
        "  - title: ~~Two~~ **Three** aid workers ~~held~~ **freed** near the border, says the mayor\n"
        "  - summary: nothing → So it is.\n"
        "  - sources: ~~courier~~, **afp**\n"
        "  - x\\_mine: 1 → 2\n"
        "- **Added** event, Mar 2026: A fact[^1]\n"
        "- **Removed** event, Feb 2026: A rumour[^1]\n"
        "- **Changed** actor: Amina Diallo\n"
        "  - roles: ~~Mayor; diallo; 2024~~, **Mayor; diallo; 2024-05**\n"
        "- **Changed** tag: coup: Power is seized.\n"
        "  - meaning: ~~A coup.~~ **Power is seized.**\n"
        "- **Added** tag: raid: A raid.\n"
        "- **Changed** dataset: Mine\n"
        "  - version: 1 → 2\n"
        "\n[^1]: AFP, Held\n"
    )


@pytest.mark.usefixtures("both")
def test_on_a_terminal(terminal: Terminal) -> None:
    screen = terminal("diff", "old.toml", "new.toml", "--no-pager", env={"NO_COLOR": "1"})
    assert screen.text.startswith(
        "Changes · old.toml → new.toml                                          7 changes\n"
        "\n"
        "~ event changed                                                       4 Jan 2026\n"
        "  Three aid workers freed near the border, says the mayor\n"
        "    date: 2026-01 → 2026-01-04\n"
        "    title: [-Two-]{+Three+} aid workers [-held-] {+freed+} near the border, says\n"
        "    the mayor\n"
        "    summary: nothing → So it is.\n"
        "    sources: [-courier-], {+afp+}\n"
        "    x_mine: 1 → 2\n"
        "  held\n"
        "\n"
        "+ event added                                                           Mar 2026\n"
        "  A fact\n"
        "  AFP\n"
        "  come\n"
    )


@pytest.mark.usefixtures("both")
def test_in_a_pipe(sahel: Sahel) -> None:
    lines = sahel("diff", "old.toml", "new.toml").stdout.splitlines()
    assert lines[1] == "added\tevent\t2026-03\tA fact\t\tAFP\tcome"
    assert lines[3].split("\t")[4] == "roles: - Mayor; diallo; 2024; + Mayor; diallo; 2024-05"
    rows = sahel("diff", "old.toml", "new.toml", "--format", "csv").stdout.splitlines()
    assert rows[0] == "kind,change,of,id,date,title,fields,sources,source_urls"
    assert "date: 2026-01 → 2026-01-04; title: " in rows[1]


@pytest.mark.usefixtures("both")
def test_the_exit_code(sahel: Sahel) -> None:
    assert sahel("diff", "old.toml", "new.toml").code == 0
    differing = sahel("diff", "old.toml", "new.toml", "-e")
    assert (differing.code, differing.stderr) == (1, "")
    alike = sahel("diff", "old.toml", "old.toml", "-e")
    assert (alike.code, alike.stdout, alike.stderr) == (0, "", "no changes\n")
    assert sahel("diff", "old.toml", "new.toml", "--count").stdout == "7\n"
    assert sahel("diff", "old.toml", "old.toml", "--json").stdout.split() == ["[]"]


def test_order_is_no_difference(sahel: Sahel, tmp_path: Path) -> None:
    blocks = OLD.split("\n\n")
    (tmp_path / "old.toml").write_text(OLD, "utf-8")
    (tmp_path / "turned.toml").write_text("\n\n".join(reversed(blocks)) + "\n", "utf-8")
    assert sahel("diff", "old.toml", "turned.toml").stderr == "no changes\n"


@pytest.mark.usefixtures("both")
def test_what_is_not_valid_is_said(sahel: Sahel, tmp_path: Path) -> None:
    (tmp_path / "new.toml").write_text(NEW.replace('date = "2026-03"', 'date = "2026-13"'), "utf-8")
    answer = sahel("diff", "old.toml", "new.toml", "--count")
    assert answer.stderr == (
        "new.toml: 1 record left out as not valid: `sahel check` shows why; "
        "files that refer to each other are compared as one folder\n"
    )
    assert sahel("diff", "old.toml", "new.toml", "--strict").code == 3
    assert sahel("diff", "old.toml", "no.toml").stderr.startswith('error: no such file or folder: "no.toml"')


@pytest.mark.usefixtures("both")
def test_a_file_of_the_dataset_is_not_written_over(sahel: Sahel) -> None:
    answer = sahel("diff", "old.toml", "new.toml", "--json", "-o", "old.toml")
    assert answer.stderr.startswith('error: --output "old.toml" is a file of the dataset')


Git = Callable[..., None]


@pytest.fixture
def git(environment: dict[str, str], tmp_path: Path) -> Git:
    """Return `git(*args)`, in a repository with the old state in `data/`, tagged `v1`."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    who = {f"GIT_{role}_{what}": "x@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}

    def run(*args: str) -> None:
        env = environment | who | {"GIT_CONFIG_GLOBAL": os.devnull}
        subprocess.run(
            ("git", "-c", "init.defaultBranch=main", *args), cwd=tmp_path, env=env, check=True, capture_output=True
        )

    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "mine.toml").write_text(OLD, "utf-8")
    (tmp_path / "data" / ".hidden.toml").write_text("not read", "utf-8")
    (tmp_path / "data" / "notes.txt").write_text("not read", "utf-8")
    run("init")
    run("add", ".")
    run("commit", "-m", "first")
    run("tag", "v1")
    (tmp_path / "data" / "mine.toml").write_text(NEW, "utf-8")
    return run


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
    hook = {"GIT_DIR": "elsewhere", "GIT_WORK_TREE": "elsewhere"}
    assert sahel("diff", "git:v1", "data", "--count", env=hook).stdout == "7\n"


def test_findings_at_a_revision_are_counted(sahel: Sahel, git: Git, tmp_path: Path) -> None:
    (tmp_path / "data" / "mine.toml").write_text(OLD.replace('"2026-02"', '"2026-13"'), "utf-8")
    git("commit", "-am", "wrong")
    answer = sahel("diff", "git:HEAD", "git:v1", "--count")
    assert answer.stderr.startswith("git:HEAD: 1 record left out as not valid")


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


def test_what_is_new_is_said_once(sahel: Sahel) -> None:
    result = sahel("diff", "old.toml", "new.toml", "--data", "other.toml")
    assert (result.code, result.output) == (2, b"")
    assert result.stderr == "error: --data and NEW both say what is new\nhint: leave one of them out\n"
