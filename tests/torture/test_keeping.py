"""Adding under every fault of the machine: what was acknowledged is there, what was there is whole, nothing is left."""

from __future__ import annotations

import errno
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from sahelcli.dataset.append import Addition, AppendFailed, TakenId, WriteUnconfirmed, append
from sahelcli.dataset.reader import read_dataset
from sahelcli.errors import SahelError
from sahelcli.index.build.append_checks import stays_right
from tests.dataset.keeping import BEFORE, begun, event, source
from tests.torture.times import times

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks, signals and limits of POSIX")


@pytest.fixture(params=["home", "none/no folder"], autouse=True)
def cache(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Judged by an index, and where none can be kept by a reading of all files."""
    (tmp_path / "none").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / request.param))


def add(file: Path, *texts: str) -> None:
    additions = [Addition(str(file), text) for text in texts]
    append([str(file.parent)], additions, seconds=60, judge=stays_right)


def forked(work: Callable[[], None]) -> int:
    """Do something in a child of this process and return its number; it ends with 0, or 1 for a SahelError."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    code = 70
    try:
        work()
        code = 0
    except TakenId:
        code = 2
    except SahelError:
        code = 1
    finally:
        os._exit(code)


def code_of(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def ids(file: Path) -> list[str]:
    """Return the ids of the sources after the first, of a dataset in which nothing is wrong."""
    dataset = read_dataset([str(file.parent)])
    assert dataset.diagnostics == ()
    return [record.id for record in dataset.sources][1:]


def expected(names: list[str]) -> bytes:
    return BEFORE + b"".join(b"\n" + source(name).encode() for name in names)


def test_killed_at_any_moment(tmp_path: Path) -> None:
    chance = random.Random(7)  # the same moments at every run
    file = begun(tmp_path / "set")
    count = 0
    for _ in range(times(15, 1000)):
        reading, writing = os.pipe()

        def work(first: int = count, out: int = writing) -> None:
            for number in range(first, first + 1000):
                add(file, source(f"s{number}"))
                os.write(out, b"%d\n" % number)  # acknowledged

        child = forked(work)
        os.close(writing)
        time.sleep(chance.uniform(0, 0.03))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(reading, "rb") as messages:
            acknowledged = [int(line) for line in messages]
        names = ids(file)
        written = len(names) - count
        assert len(acknowledged) <= written <= len(acknowledged) + 1
        assert file.read_bytes() == expected(names)
        add(file, source(f"s{len(names)}"))  # the next run clears what the killed one left
        count = len(names) + 1
        assert [path.name for path in file.parent.iterdir()] == ["mine.toml"]
        if count > 200:  # the time that a check takes is not what is tortured here
            file.write_bytes(BEFORE)
            count = 0


def test_the_program_killed_at_any_moment(tmp_path: Path) -> None:
    chance = random.Random(11)  # as above
    file = begun(tmp_path / "set")
    env = {"HOME": str(tmp_path / "home"), "LANG": "C.UTF-8", "PATH": os.defpath}
    for number in range(times(3, 100)):
        command = [sys.executable, "-m", "sahelcli", "add", "source", "--data", str(file.parent), "--publisher", "P"]
        child = subprocess.Popen([*command, "--title", f"T{number}"], env=env, stdout=subprocess.PIPE)
        time.sleep(chance.uniform(0.15, 0.6))
        child.kill()
        acknowledged = child.communicate()[0]
        names = ids(file)
        assert file.read_bytes().startswith(BEFORE)
        assert not acknowledged or f"p-t{number}" in names
    add(file, source("last"))
    assert [path.name for path in file.parent.iterdir()] == ["mine.toml"]


def test_a_limit_of_size_at_every_length(tmp_path: Path) -> None:
    file = begun(tmp_path / "set")
    new = source("afp")
    length = len(BEFORE) + 1 + len(new.encode())
    for limit in range(0, length + 1, times(23, 1)):

        def work(most: int = limit) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
            add(file, new)

        assert code_of(forked(work)) == (0 if limit == length else 1), limit
        assert file.read_bytes() == (expected(["afp"]) if limit == length else BEFORE)
        assert [path.name for path in file.parent.iterdir()] == ["mine.toml"]
    if file.read_bytes() == BEFORE:
        add(file, new)
    assert file.read_bytes() == expected(["afp"])


@contextmanager
def failing(module: Any, name: str, call: int, reason: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Let one call of a function of the system fail, counted from 1; the list grows by its number if it came to it."""
    original = getattr(module, name)
    calls = 0
    failed: list[int] = []

    def fails(*args: Any, **more: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == call:
            failed.append(call)
            raise OSError(reason, os.strerror(reason))
        return original(*args, **more)

    with monkeypatch.context() as patched:
        patched.setattr(module, name, fails)
        yield failed


FAULTS = [
    (os, "open", errno.EMFILE),
    (os, "open", errno.EACCES),
    (os, "fsync", errno.EIO),
    (os, "fsync", errno.ENOSPC),
    (os, "fchmod", errno.EIO),
    (os, "replace", errno.EXDEV),
    (os, "fstat", errno.EIO),
    (os, "unlink", errno.EACCES),
]


@pytest.mark.parametrize(("module", "name", "reason"), FAULTS)
def test_any_call_of_the_system_fails(
    module: Any, name: str, reason: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for call in range(1, 10):
        file = begun(tmp_path / str(call))
        with failing(module, name, call, reason, monkeypatch) as failed:
            try:
                add(file, source("afp"))
            except WriteUnconfirmed:
                assert file.read_bytes() == expected(["afp"])
            except (AppendFailed, OSError):
                assert file.read_bytes() == BEFORE
            else:
                assert file.read_bytes() == expected(["afp"])
        add(file, source("rfi"))
        assert ids(file)[-1] == "rfi"
        assert [path.name for path in file.parent.iterdir()] == ["mine.toml"]
        if not failed:
            return
    raise AssertionError(f"{name} is called again and again")


def test_interrupted_while_it_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = begun(tmp_path / "set")

    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", interrupted)
        with pytest.raises(KeyboardInterrupt):
            add(file, source("afp"))
    assert file.read_bytes() == BEFORE
    assert [path.name for path in file.parent.iterdir()] == ["mine.toml"]


def test_many_writers_at_once(tmp_path: Path) -> None:
    file = begun(tmp_path / "set")
    each = times(5, 50)

    def work(writer: int) -> None:
        for number in range(each):
            add(file, source(f"w{writer}-{number}"))

    children = [forked(lambda writer=number: work(writer)) for number in range(8)]  # type: ignore[misc]
    assert [code_of(child) for child in children] == [0] * 8
    names = ids(file)
    assert sorted(names) == sorted(f"w{writer}-{number}" for writer in range(8) for number in range(each))
    assert file.read_bytes() == expected(names)
    assert [path.name for path in file.parent.iterdir()] == ["mine.toml"]


def test_the_same_id_at_once(tmp_path: Path) -> None:
    file = begun(tmp_path / "set")
    for name in (f"same-{number}" for number in range(times(2, 50))):
        files = [file, file.with_name("other.toml")]
        text = source(name)
        children = [forked(lambda path=path, text=text: add(path, text)) for path in files * 3]  # type: ignore[misc]
        assert sorted(code_of(child) for child in children) == [0, 2, 2, 2, 2, 2]
        assert name in ids(file)


def test_readers_see_the_old_or_the_new(tmp_path: Path) -> None:
    file = begun(tmp_path / "set")
    number = times(30, 500)

    def work() -> None:
        for name in (f"s{number}" for number in range(number)):
            add(file, source(name), event(f"e-{name}", name))

    child = forked(work)
    looks = 0
    while os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        dataset = read_dataset([str(file)])
        assert dataset.diagnostics == ()
        assert len(dataset.sources) == len(dataset.events) + 1
        looks += 1
    assert code_of(child) == 0
    assert looks > 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a few pages, where one may mount it."""
    place = tmp_path / "disk"
    place.mkdir()
    options = ("-t", "tmpfs", "-o", "size=32k", "tmpfs", str(place))
    try:
        done = subprocess.run(("mount", *options), capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("nothing mounts here")
    if done.returncode:
        pytest.skip("nobody may mount here")
    yield place
    subprocess.run(("umount", str(place)), check=True)


def test_a_full_disk(small_disk: Path) -> None:
    file = begun(small_disk / "set")
    filler = small_disk / "filler"
    for size in range(0, 32 * 1024 + 1, 4096):
        filler.write_bytes(b"")
        try:
            filler.write_bytes(b"x" * size)
        except OSError as error:
            assert error.errno == errno.ENOSPC
        try:
            add(file, source(f"s{size}"))
        except AppendFailed as error:
            assert error.message == f'cannot write "{file}": no space left on device'
        else:
            assert ids(file)[-1] == f"s{size}"
        assert file.read_bytes() == expected(ids(file))
        assert sorted(path.name for path in file.parent.iterdir()) == ["mine.toml"]
    filler.unlink()
    add(file, source("last"))
