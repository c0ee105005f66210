"""What Typer and Pydantic import and hardly a run uses is loaded at its first use."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path

import pytest

from sahelcli import deferred_modules
from sahelcli.deferred_modules import DEFERRED, DeferredModule, defer, leave_out

UNUSED = "colorsys"  # a module and a package of the standard library that nothing here imports
PACKAGE, PART = "wsgiref", "wsgiref.headers"

AFTER_A_QUESTION = """
import sys
from sahelcli.deferred_modules import DEFERRED, DeferredModule, defer
for name in DEFERRED:
    sys.modules.pop(name, None)
defer()
from sahelcli.cli.app import main
main(["timeline", "--json"])
print(*(name for name in sys.modules if type(sys.modules[name]) is not DeferredModule), file=sys.stderr)
"""


@pytest.fixture
def finder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Defer modules that are not loaded, and put everything back afterwards."""
    monkeypatch.setattr(sys, "meta_path", sys.meta_path[:])
    monkeypatch.setattr(deferred_modules, "DEFERRED", {UNUSED: ("rgb_to_hls",), PACKAGE: (), PART: ()})
    for name in (UNUSED, PACKAGE, PART):
        monkeypatch.delitem(sys.modules, name, raising=False)
    defer()
    yield
    for name in (UNUSED, PACKAGE, PART):
        sys.modules.pop(name, None)


def loaded(environment: dict[str, str]) -> set[str]:
    """Return which modules a question has loaded when it has been answered."""
    command = (sys.executable, "-c", AFTER_A_QUESTION)
    child = subprocess.run(command, env=environment, check=True, capture_output=True, timeout=60, text=True)
    return set(child.stderr.splitlines()[-1].split())


def test_a_question_uses_none_of_them(environment: dict[str, str]) -> None:
    """A newer Typer or Python that uses one as it loads is seen here: that one need not be deferred any more."""
    loaded(environment)  # from here on there is an index
    modules = loaded(environment)
    assert "typer" in modules
    assert modules & set(DEFERRED) == set()


def test_who_makes_an_index_looks_for_no_packages(environment: dict[str, str], tmp_path: Path) -> None:
    as_run_says = {"PYDANTIC_DISABLE_PLUGINS": "__all__"}
    modules = loaded(environment | as_run_says | {"XDG_CACHE_HOME": str(tmp_path)})
    assert "pydantic" in modules
    assert modules & {"base64", "importlib.metadata", "secrets"} == set()


@pytest.mark.usefixtures("finder")
def test_a_deferred_module_is_loaded_by_its_first_attribute() -> None:
    stand_in = import_module(UNUSED)
    assert type(stand_in) is DeferredModule
    assert import_module(UNUSED) is stand_in  # a second import loads it no more than the first
    assert stand_in.rgb_to_yiq(0, 0, 0) == (0, 0, 0)
    assert type(sys.modules[UNUSED]) is type(sys)
    assert stand_in.rgb_to_yiq is sys.modules[UNUSED].rgb_to_yiq
    assert not hasattr(stand_in, "no_such_name")
    assert import_module(UNUSED) is sys.modules[UNUSED]


@pytest.mark.usefixtures("finder")
def test_a_function_imported_by_name_loads_its_module_when_it_is_called() -> None:
    from colorsys import rgb_to_hls

    assert type(sys.modules[UNUSED]) is DeferredModule
    assert rgb_to_hls(0, 0, 0) == (0, 0, 0)
    assert type(sys.modules[UNUSED]) is type(sys)


@pytest.mark.usefixtures("finder")
def test_any_other_name_imported_loads_its_module_at_once() -> None:
    from colorsys import hls_to_rgb

    assert type(sys.modules[UNUSED]) is type(sys)
    assert hls_to_rgb(0, 0, 0) == (0, 0, 0)


@pytest.mark.usefixtures("finder")
def test_parts_of_packages_are_deferred_too() -> None:
    from wsgiref import headers

    assert type(headers) is DeferredModule
    assert headers.Headers([]).items() == []
    from wsgiref import simple_server

    assert simple_server.WSGIServer.__module__ == "wsgiref.simple_server"


@pytest.mark.usefixtures("finder")
def test_threads_that_use_one_at_the_same_time_get_the_same_module() -> None:
    stand_in = import_module(UNUSED)
    with ThreadPoolExecutor(8) as threads:
        functions = set(threads.map(lambda _: stand_in.rgb_to_yiq, range(64)))
    assert functions == {sys.modules[UNUSED].rgb_to_yiq}


def test_a_program_defers_and_a_library_does_not(environment: dict[str, str]) -> None:
    script = "import sys, sahelcli; sahelcli.open('shipped').timeline(limit=1); print(sys.meta_path)"
    child = subprocess.run(
        (sys.executable, "-c", script), env=environment, check=True, capture_output=True, timeout=60, text=True
    )
    assert "DeferringFinder" not in child.stdout


def test_who_starts_a_process_has_the_module_itself(environment: dict[str, str]) -> None:
    script = (
        "from sahelcli.deferred_modules import defer; defer(); import subprocess, sys, typer;"
        "from textwrap import dedent;"
        "subprocess.run([sys.executable, '-c', 'print(7)'], check=True); print(dedent(' 8'), typer.launch.__name__)"
    )
    command = (sys.executable, "-c", script)
    child = subprocess.run(command, check=True, env=environment, capture_output=True, timeout=60, text=True)
    assert child.stdout.split() == ["7", "8", "launch"]


@pytest.mark.usefixtures("finder")
def test_a_program_can_do_without_a_module(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "this", raising=False)
    leave_out("this", "sys")
    with pytest.raises(ModuleNotFoundError):
        import_module("this")
    assert import_module("sys") is sys  # what is loaded stays
    del sys.modules["this"]


def test_who_imports_a_library_has_all_modules() -> None:
    leave_out("no_module_that_there_is")
    assert "no_module_that_there_is" not in sys.modules
