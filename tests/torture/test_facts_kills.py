"""Exports of facts over older ones, killed: what is left is the old or the new, or the reader refuses it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from sahelcli.engines.facts_manifest import BrokenFacts, read_folder
from tests.engines.test_facts_manifest import EVENT, TEXT, all_bytes
from tests.terminal import Sahel
from tests.torture.times import times

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

RUN = "from sahelcli.__main__ import run; run()"
AT_RENAME = """
import os
from pathlib import Path
rename, calls = Path.rename, []
def renamed(path, target):
    if "facts" not in Path(target).parts[-2:]:
        return rename(path, target)
    calls.append(path)
    if len(calls) * 2 - 1 == {moment}: os.kill(os.getpid(), 9)
    made = rename(path, target)
    if len(calls) * 2 == {moment}: os.kill(os.getpid(), 9)
    return made
Path.rename = renamed
"""


@pytest.fixture
def datasets(tmp_path: Path) -> list[Path]:
    """An older and a newer state of one dataset."""
    states = []
    for name, number in (("old", 40), ("new", 60)):
        file = tmp_path / f"{name}.toml"
        events = "".join(EVENT.format(event=f"e{event:03}") for event in range(number))
        file.write_text(TEXT.format(title="North") + events, "utf-8")
        states.append(file)
    return states


@pytest.fixture
def states(sahel: Sahel, datasets: list[Path], tmp_path: Path) -> list[dict[str, bytes]]:
    """All bytes of an export of either state."""
    for file in datasets:
        store(sahel, file, tmp_path / file.stem)
    return [all_bytes(tmp_path / file.stem) for file in datasets]


def store(sahel: Sahel, file: Path, folder: Path) -> None:
    result = sahel("export", "facts", "-d", str(file), "-o", str(folder))
    assert (result.code, result.stderr) == (0, "")


def export_in_child(file: Path, folder: Path, code: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", code, "export", "facts", "-q", "-d", str(file), "-o", str(folder)]
    return subprocess.Popen(command, env={**os.environ, "XDG_CACHE_HOME": str(file.parent / "cache")})


def is_whole(folder: Path, states: list[dict[str, bytes]]) -> bool:
    """Say whether a folder is read, and fail unless it is one of these states then; else the reader refuses it."""
    try:
        read_folder(folder)
    except BrokenFacts as error:
        assert "is being replaced at this moment" in error.message
        return False
    (place,) = folder.glob("dataset=*")
    assert {f"{place.name}/{path}": data for path, data in all_bytes(place).items()} in states
    return True


def mended(sahel: Sahel, file: Path, folder: Path, state: dict[str, bytes]) -> None:
    store(sahel, file, folder)
    assert all_bytes(folder) == state


def test_a_kill_at_any_moment_leaves_the_old_or_the_new(
    sahel: Sahel, datasets: list[Path], states: list[dict[str, bytes]], tmp_path: Path
) -> None:
    old, new = datasets
    random = Random(3)
    for number in range(times(5, 300)):
        folder = tmp_path / f"facts{number}"
        store(sahel, old, folder)
        child = export_in_child(new, folder, RUN)
        try:
            child.wait(random.uniform(0.2, 1.2))
        except subprocess.TimeoutExpired:
            child.kill()
        assert child.wait() in (0, -signal.SIGKILL)
        is_whole(folder, states)
        mended(sahel, new, folder, states[1])


@pytest.mark.parametrize(("moment", "whole"), [(1, True), (2, False), (3, False), (4, True)])
def test_a_kill_before_and_after_each_move_is_mended_by_the_next_export(
    sahel: Sahel, datasets: list[Path], states: list[dict[str, bytes]], tmp_path: Path, moment: int, whole: bool
) -> None:
    old, new = datasets
    folder = tmp_path / "facts"
    store(sahel, old, folder)
    assert export_in_child(new, folder, AT_RENAME.format(moment=moment) + RUN).wait() == -signal.SIGKILL
    assert is_whole(folder, states) == whole
    mended(sahel, new, folder, states[1])
