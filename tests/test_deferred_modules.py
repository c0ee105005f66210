"""What Typer imports and hardly a run uses is loaded at its first use."""

from __future__ import annotations

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from sahelcli.deferred_modules import NAMES, DeferredModule, defer

UNUSED = "colorsys"  # a module of the standard library that nothing here imports


def test_a_question_executes_none_of_them(environment: dict[str, str]) -> None:
    """A newer Typer or Python that uses one as it loads is seen here: that one need not be deferred any more."""
    command = (sys.executable, "-X", "importtime", "-m", "sahelcli", "timeline", "--json")
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=60)  # makes the index
    child = subprocess.run(command, env=environment, check=True, capture_output=True, timeout=60, text=True)
    executed = set(re.findall(r"^import time:.*\| +(\S+)$", child.stderr, re.MULTILINE))
    assert {"typer", "sahelcli.deferred_modules"} <= executed
    assert executed & set(NAMES) == set()


def test_a_deferred_module_is_loaded_by_its_first_attribute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, UNUSED, raising=False)
    defer((UNUSED,))
    import colorsys

    deferred = sys.modules[UNUSED]
    assert isinstance(deferred, DeferredModule)
    import colorsys as again  # a second import statement does not load it either

    assert again is deferred
    assert colorsys.rgb_to_yiq(0, 0, 0) == (0, 0, 0)
    assert type(sys.modules[UNUSED]) is type(sys)
    assert colorsys.rgb_to_yiq is sys.modules[UNUSED].rgb_to_yiq
    assert not hasattr(deferred, "no_such_name")


def test_a_name_is_imported_from_a_deferred_module(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, UNUSED, raising=False)
    defer((UNUSED,))
    from colorsys import hls_to_rgb

    assert hls_to_rgb(0, 0, 0) == (0, 0, 0)


def test_threads_that_use_it_first_at_the_same_time_get_the_same_module(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(50):
        monkeypatch.delitem(sys.modules, UNUSED, raising=False)
        defer((UNUSED,))
        deferred = sys.modules[UNUSED]
        with ThreadPoolExecutor(8) as threads:
            functions = set(threads.map(lambda _, module=deferred: module.rgb_to_yiq, range(8)))
        assert functions == {sys.modules[UNUSED].rgb_to_yiq}


def test_what_is_loaded_or_not_there_is_left_as_it_is() -> None:
    defer(("json", "no_such_module_anywhere"))
    assert not isinstance(sys.modules["json"], DeferredModule)
    assert "no_such_module_anywhere" not in sys.modules


def test_who_starts_a_process_has_the_module_itself(environment: dict[str, str]) -> None:
    script = (
        "import sahelcli.deferred_modules as m, sys; m.defer(); import subprocess, typer; from textwrap import dedent;"
        "subprocess.run([sys.executable, '-c', 'print(7)'], check=True); print(dedent(' 8'), typer.launch.__name__)"
    )
    command = (sys.executable, "-c", script)
    child = subprocess.run(command, check=True, env=environment, capture_output=True, timeout=60, text=True)
    assert child.stdout.split() == ["7", "8", "launch"]
