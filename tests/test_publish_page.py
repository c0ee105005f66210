"""docs/publish.md puts a site on a host: its commands are run, and what it says is written is there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.every_command import SMALL
from tests.git import git_variables, run

PAGE = Path(__file__).parents[1] / "docs" / "publish.md"


def test_the_three_commands_put_it_on_a_host(environment: dict[str, str], tmp_path: Path) -> None:
    env = git_variables(environment)
    (tmp_path / "chronology").mkdir()
    shutil.copy(SMALL, tmp_path / "chronology" / "dataset.toml")
    begin = "git init -q --bare ../host && git init -q && git remote add origin ../host && git push -q -u origin main"
    begin = begin.replace("git push", "git commit -q --allow-empty -m Begun && git push")
    assert run("sh", "-ec", begin, folder=tmp_path / "chronology", env=env).returncode == 0
    block = re.search(r"```sh\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert block
    commands = block[1].splitlines()
    assert len(commands) == 3
    for command in commands:
        done = run("sh", "-ec", command, folder=tmp_path / "chronology", env=env)
        assert (command, done.returncode, done.stderr if done.returncode else "") == (command, 0, "")
    listed = run("git", "ls-tree", "-r", "--name-only", "main", folder=tmp_path / "host", env=env).stdout.splitlines()
    assert {"docs/index.html", "docs/style.css", "docs/sitemap.xml", "docs/.sahel-site.json"} <= set(listed)


def test_what_it_says_is_written_is_there(environment: dict[str, str], tmp_path: Path) -> None:
    text = PAGE.read_text("utf-8")
    table = text[text.index("## What it writes") : text.index("The address of a record")]
    folders = re.findall(r"^\| `?([a-z-]+)/", table, re.MULTILINE) + re.findall(r" `([a-z-]+)/`", table)
    assert {"timeline", "e", "t", "quotations", "differ", "single-source", "corrections", "about"} <= set(folders)
    shutil.copy(Path(__file__).parent / "exporters" / "edges.toml", tmp_path / "edges.toml")
    env = git_variables(environment)
    command = "sahel export site -d edges.toml --since-revision edges.toml -o site"
    assert run("sh", "-ec", command, folder=tmp_path, env=env).returncode == 0
    there = {path.name for path in (tmp_path / "site").iterdir() if path.is_dir()}
    assert set(folders) - there <= {"differ"}
