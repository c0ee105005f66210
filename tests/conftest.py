"""What every test may ask for: the command line, in this process, in a child, or on a terminal."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Generator, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import WorkStealingScheduling

from tests import coverage_sampling
from tests.shipped import DATA
from tests.terminal import Process, Result, Sahel, Terminal, run_child, run_here, run_on_terminal

# The same examples at every run, and no clock; `--hypothesis-profile torture` looks further.
settings.register_profile("suite", deadline=None, derandomize=True)
settings.register_profile("torture", deadline=None, max_examples=5_000)
settings.load_profile("suite")

# Tests are compiled once, not by each worker of each run; children, whose variables are ours, write such files as well.
sys.dont_write_bytecode = False

# A shell that starts the tests in the background, or under `nohup`, lets them ignore these signals, and their children
# would inherit that. A handler that does nothing is not inherited: children begin as they would at a terminal.
for _name in ("SIGINT", "SIGQUIT", "SIGHUP", "SIGTERM", "SIGTSTP"):
    _signal = getattr(signal, _name, None)
    if _signal and signal.getsignal(_signal) is signal.SIG_IGN:
        signal.signal(_signal, lambda *_: None)


@pytest.hookimpl(wrapper=True)
def pytest_sessionstart(session: pytest.Session) -> Generator[None]:
    """Have coverage, where it is asked for, measured of tests that add to it."""
    plugin = session.config.pluginmanager.getplugin("_cov")
    first = getattr(plugin, "cov_controller", None)
    yield
    if first:
        coverage_sampling.begin(session.config, first, plugin.cov_controller)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Have one worker more than there are processors: many a test waits for a child, a terminal or a signal."""
    return len(os.sched_getaffinity(0) if sys.platform == "linux" else range(os.cpu_count() or 1)) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Have tests that share a fixture stay together, and who is done first take over from the others."""
    return WorkStealingScheduling(config, log) if config.getoption("dist") == "load" else None


def pytest_collection_finish() -> None:
    """Have garbage looked for among what tests make alone: ten thousand tests and their modules stay to the end."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of the whole run's own, so that the shipped dataset is indexed once."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module", autouse=True)
def few_indexes(home: Path) -> Iterator[None]:
    """Take away what a module has indexed, save the shipped dataset: who makes an index looks through all of them."""
    yield
    files = list((home / "cache" / "sahel").glob("*"))
    manifests = [path for path in files if path.suffix == ".head"]
    left = {path.stem for path in manifests if str(DATA) not in path.read_text("utf-8")}
    for path in files:
        if path.name.partition(".")[0].partition("-")[0] in left:
            path.unlink()


@pytest.fixture(scope="session")
def run_variables(home: Path) -> Mapping[str, str]:
    """The variables a run starts with, whatever those of the tester are."""
    fixed = {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "LANG": "C.UTF-8", "TERM": "xterm-256color"}
    return fixed | {"PATH": os.defpath}


@pytest.fixture
def environment(run_variables: Mapping[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The same, of a run that starts in `tmp_path`."""
    monkeypatch.chdir(tmp_path)
    return dict(run_variables)


@pytest.fixture(scope="module")
def common_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for all tests of a module, so that a dataset in it is indexed once."""
    return tmp_path_factory.mktemp("common")


@pytest.fixture
def in_common_folder(environment: dict[str, str], common_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have a run start in the folder that the tests of its module share."""
    monkeypatch.chdir(common_folder)
    return common_folder


@pytest.fixture
def sahel(environment: dict[str, str]) -> Sahel:
    """Return `sahel(*args, env=…, stdin=…)`; `env` adds to the variables."""

    def run(*args: str, env: Mapping[str, str] | None = None, stdin: bytes = b"") -> Result:
        return run_here(args, environment | dict(env or {}), stdin)

    return run


@pytest.fixture
def process(environment: dict[str, str]) -> Process:
    """Return `process(*args, env=…, stdin=…, cwd=…)`."""

    def run(*args: str, env: Mapping[str, str] | None = None, stdin: bytes = b"", cwd: Path | None = None) -> Result:
        return run_child(args, environment | dict(env or {}), stdin, cwd)

    return run


@pytest.fixture
def terminal(environment: dict[str, str]) -> Terminal:
    """Return `terminal(*args, columns=80, lines=1000, env=…)`, high enough that nothing is paged."""

    def run(*args: str, columns: int = 80, lines: int = 1000, env: Mapping[str, str] | None = None) -> Result:
        return run_on_terminal(args, environment | dict(env or {}), columns, lines)

    return run
