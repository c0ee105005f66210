"""Those who write in a folder take turns; who waits too long is told, and nothing is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from sahelcli.filesystem import lock as module
from sahelcli.filesystem.lock import LockTimeout, locked, locked_if_free
from sahelcli.index.cache_dir import alone

HOLD = """
import sys, time
from pathlib import Path
from sahelcli.filesystem.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def holder(folder: Path) -> subprocess.Popen[bytes]:
    """Start a process that holds the lock for a minute, and wait until it does."""
    child = subprocess.Popen((sys.executable, "-c", HOLD, str(folder)), stdout=subprocess.PIPE)
    assert child.stdout
    assert child.stdout.readline() == b"held\n"
    child.stdout.close()
    return child


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    with locked(tmp_path):
        assert len(list(tmp_path.iterdir())) == 1
    assert list(tmp_path.iterdir()) == []


def test_who_waits_too_long_is_told(tmp_path: Path) -> None:
    child = holder(tmp_path)
    try:
        with pytest.raises(LockTimeout) as messages, locked(tmp_path, seconds=0.1):
            pass
        assert messages.value.message == f'another sahel has been writing in "{tmp_path}" for 0.1 seconds'
        assert messages.value.hint == "nothing was changed; try again when it has ended"
    finally:
        child.kill()
        child.wait()


def test_a_killed_holder_holds_no_more(tmp_path: Path) -> None:
    child = holder(tmp_path)
    child.send_signal(signal.SIGKILL)
    child.wait()
    assert list(tmp_path.iterdir()) != []
    with locked(tmp_path, seconds=5):
        pass
    assert list(tmp_path.iterdir()) == []


def test_all_take_turns(tmp_path: Path) -> None:
    inside: list[int] = []

    def work() -> None:
        for _ in range(20):
            with locked(tmp_path, seconds=30):
                inside.append(1)
                assert len(inside) == 1
                inside.pop()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="whoever may do everything is refused nothing"
)
def test_a_folder_one_may_not_write_in(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(PermissionError), locked(tmp_path):
        pass
    tmp_path.chmod(0o700)


def test_the_lock_follows_no_link(tmp_path: Path) -> None:
    (tmp_path / ".sahel.lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic links"), locked(tmp_path):
        pass
    assert not (tmp_path / "elsewhere").exists()


def test_a_file_that_stays_is_held_by_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    with locked_if_free(path, 1) as first, locked_if_free(path, 0.05) as second:
        assert (first, second) == (True, False)
    with locked_if_free(path, 0) as third:
        assert third
    assert path.exists()


def test_who_builds_an_index_holds_the_same_lock_on_every_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[int] = []

    def take(descriptor: int) -> bool:
        taken.append(descriptor)
        return len(taken) > 2

    monkeypatch.setattr(module, "take", take)
    with alone(tmp_path / "index.head"):
        assert len(taken) == 3


FAKE_WINDOWS = """
import sys, types
from pathlib import Path
sys.modules["msvcrt"] = types.ModuleType("msvcrt")
import fcntl, msvcrt, os, time
from contextlib import suppress

def locking(descriptor, mode, length):
    assert (mode, length) == (2, 1)
    os.lseek(descriptor, 0, os.SEEK_CUR)
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

msvcrt.locking, msvcrt.LK_NBLCK = locking, 2
del sys.modules["fcntl"]
sys.modules["fcntl"] = None
sys.platform = "win32"
from sahelcli.index.cache_dir import alone
import sahelcli.index.cache_dir as cache_dir
cache_dir._PATIENCE = 0.1
with alone(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="it has the real one")
def test_who_builds_an_index_holds_the_lock_of_windows(tmp_path: Path) -> None:
    """The lock is asked of `msvcrt`, here one that stands for it; the file is seen to be locked from outside."""
    place = tmp_path / "index.head"
    arguments = (sys.executable, "-c", FAKE_WINDOWS, str(place), "60")
    with subprocess.Popen(arguments, stdout=subprocess.PIPE) as child:
        assert child.stdout
        assert child.stdout.readline() == b"held\n"
        with locked_if_free(place.with_suffix(".lock"), 0.05) as is_held:
            assert not is_held
        child.kill()
    with locked_if_free(place.with_suffix(".lock"), 5) as is_held:
        assert is_held
