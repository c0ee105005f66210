"""Those who write in a folder take turns; who waits too long is told, and nothing is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from sahelcli.filesystem.lock import LockTimeout, locked

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
        with pytest.raises(LockTimeout) as told, locked(tmp_path, seconds=0.1):
            pass
        assert told.value.message == f'another sahel has been writing in "{tmp_path}" for 0.1 seconds'
        assert told.value.hint == "nothing was changed; try again when it has ended"
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
