"""A program that asks is started once: a large dataset is indexed and checked without a second process, and no bar."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.library.conftest import SOURCE, event

MANY = 20_000  # records: more than 4 MB, which the command line reads with two processors
# No guard around what it does, and a thread beside it: where a second process is started, it begins with all of this.
PROGRAM = """
import sys, threading
print("started", flush=True)
threading.Thread(target=threading.Event().wait, daemon=True).start()
sys.stderr.isatty = lambda: True
import sahelcli
data = sahelcli.open("large.toml")
print(data.timeline(limit=1).total, len(data.check()), flush=True)
"""


def test_a_program_without_a_guard_runs_once(variables: Mapping[str, str], tmp_path: Path) -> None:
    events = "".join(event(number, title=f"{'A long title. ' * 10}") for number in range(MANY))
    (tmp_path / "large.toml").write_text(SOURCE + events, encoding="utf-8")
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    command = (sys.executable, "program.py")
    run = subprocess.run(
        command, env=dict(variables), cwd=tmp_path, capture_output=True, timeout=50, check=False, text=True
    )
    assert (run.returncode, run.stderr) == (0, "")
    started, output = run.stdout.splitlines()
    assert (started, output.split()[0]) == ("started", str(MANY))
