"""An interrupt at the edges of the process: before the program is loaded, and when all has been said."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping

import pytest

_INTERRUPT = "os.kill(os.getpid(), signal.SIGINT)"
_WHILE_LOADED = f"""
import os, signal, sys
from sahelcli.__main__ import run

class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == "sahelcli.cli.app":
            {_INTERRUPT}

sys.meta_path.insert(0, Interrupting())
sys.argv[1:] = ["timeline", "--count"]
run()
"""
_WHEN_DONE = f"""
import atexit, os, signal, sys
from sahelcli.__main__ import run

atexit.register(lambda: {_INTERRUPT})
sys.argv[1:] = ["timeline", "--count"]
run()
"""
_AT_ONCE = """
import os, sys
from sahelcli.__main__ import run

end = os._exit
os._exit = lambda code: (print(f"at once, {code}", file=sys.stderr), end(code))
sys.argv[1:] = ["timeline", "--count"]
run()
"""
_WITH_A_CALL = "import atexit; atexit.register(print, 'called')" + _AT_ONCE
_WITH_A_THREAD = "import threading; threading.Timer(0.5, print, ['run']).start()" + _AT_ONCE


def ended(script: str, env: Mapping[str, str]) -> tuple[int, bytes, bytes]:
    run = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, timeout=60, check=False)
    return run.returncode, run.stdout, run.stderr


def test_an_interrupt_while_it_is_loaded_ends_it_quietly(environment: dict[str, str]) -> None:
    assert ended(_WHILE_LOADED, environment) == (130, b"", b"")


def test_an_interrupt_when_all_is_said_changes_nothing(environment: dict[str, str]) -> None:
    code, answer, messages = ended(_WHEN_DONE, environment)
    assert (code, messages) == (0, b"")
    assert answer.strip().isdigit()


def test_a_run_ends_at_once_where_nothing_waits_for_its_end(environment: dict[str, str]) -> None:
    code, answer, messages = ended(_AT_ONCE, environment)
    assert (code, messages) == (0, b"at once, 0\n")
    assert answer.strip().isdigit()


@pytest.mark.parametrize(("script", "last"), [(_WITH_A_CALL, b"called"), (_WITH_A_THREAD, b"run")])
def test_what_waits_for_the_end_is_done(environment: dict[str, str], script: str, last: bytes) -> None:
    code, answer, messages = ended(script, environment)
    assert (code, messages) == (0, b"")
    assert answer.splitlines()[1:] == [last]
